"""The catalogue's entries in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui.menu import MenuEntry, add
from cungcau.reference.catalogue import policies

_GROUP = _("Danh mục")
add(
    MenuEntry(
        _("Nông sản"), "catalogue:commodities", icon="leaf", order=80, permission=policies.VIEW, group=_GROUP,
        prefix="/danh-muc/nong-san/",
    )
)  # fmt: skip
add(
    MenuEntry(
        _("Mùa vụ"), "catalogue:seasons", icon="clock", order=82, permission=policies.RECORD_SEASON,
        group=_GROUP, prefix="/danh-muc/mua-vu/",
    )
)  # fmt: skip
add(
    MenuEntry(
        _("Đơn vị đo"), "catalogue:measures", icon="scale", order=84, permission=policies.VIEW, group=_GROUP,
        prefix="/danh-muc/don-vi-do/",
    )
)  # fmt: skip
