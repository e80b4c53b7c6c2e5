"""The room's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.council import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(
    MenuEntry(
        _("Phiên của tôi"), "council:mine", icon="check", order=75, permission=policies.TAKE_PART, group=_("OCOP")
    )
)  # fmt: skip
add(
    MenuEntry(
        _("Hội đồng OCOP"), "council:sessions", icon="people", order=76, permission=policies.VIEW, group=_("OCOP"),
        prefix="/ocop/hoi-dong/",
    )
)  # fmt: skip
