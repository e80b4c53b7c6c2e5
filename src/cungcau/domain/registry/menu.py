"""The organisations' place in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(
    MenuEntry(
        _("Tổ chức, hộ"),
        "registry:list",
        icon="people",
        order=33,
        permission=policies.VIEW,
        prefix="/to-chuc/",
    )
)
