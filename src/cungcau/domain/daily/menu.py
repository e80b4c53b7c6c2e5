"""The daily report's place in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.daily import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(
    MenuEntry(
        _("Báo cáo ngày"),
        "daily:list",
        icon="report",
        order=59,
        permission=policies.VIEW,
        group=_("Thực hiện"),
    )
)
