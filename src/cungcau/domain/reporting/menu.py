"""The room's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.reporting import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(
    MenuEntry(
        _("Báo cáo định kỳ"),
        "reporting:list",
        icon="report",
        order=86,
        permission=policies.WORK,
        group=_("Kế hoạch, báo cáo"),
        prefix="/bao-cao/",
    )
)
