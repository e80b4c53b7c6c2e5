"""The room's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.road_menu import add_road
from cungcau.platform.ui.menu import MenuEntry, add

GROUP = _("OCOP")

add(
    MenuEntry(
        _("Sản phẩm OCOP"),
        "ocop:products",
        icon="box",
        order=70,
        permission=policies.VIEW_PRODUCTS,
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Hồ sơ OCOP"),
        "ocop:dossiers",
        icon="report",
        order=71,
        permission=policies.BROWSE_DOSSIERS,
        group=GROUP,
    )
)
add_road(GROUP)
add(
    MenuEntry(
        _("Minh chứng"),
        "ocop:libraries",
        icon="box",
        order=72,
        permission=policies.KEEP_EVIDENCE,
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Bộ tiêu chí"), "ocop:rules", icon="question", order=78, permission=policies.VIEW_RULES, group=GROUP
    )
)
