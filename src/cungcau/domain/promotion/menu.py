"""The room's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.promotion import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(
    MenuEntry(
        _("Xúc tiến thương mại"),
        "promotion:events",
        icon="swap",
        order=88,
        permission=policies.VIEW,
        group=_("Kế hoạch, báo cáo"),
        prefix="/xuc-tien/",
    )
)
