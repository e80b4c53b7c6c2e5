"""Settlement's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.settlement import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(
    MenuEntry(
        _("Thanh toán"),
        "settlement:list",
        icon="money",
        order=58,
        permission=policies.ENTER,
        group=_("Thực hiện"),
    )
)
