"""The places' entry in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui.menu import MenuEntry, add
from cungcau.reference.geography import policies

add(
    MenuEntry(
        _("Địa bàn"), "geography:list", icon="map", order=86, permission=policies.VIEW, prefix="/dia-ban/",
        group=_("Danh mục"),
    )
)  # fmt: skip
