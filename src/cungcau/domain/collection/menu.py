"""The collection points' place in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.collection import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(
    MenuEntry(
        _("Cân hàng"), "collection:points", icon="scale", order=49, permission=policies.VIEW, group=_("Thực hiện"),
        prefix="/can-hang/",
    )
)  # fmt: skip
