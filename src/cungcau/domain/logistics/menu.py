"""This app's places in the main menu, and on pages of the rooms below."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import policies
from cungcau.platform.ui import slots
from cungcau.platform.ui.menu import MenuEntry, add

GROUP = _("Thực hiện")

add(
    MenuEntry(
        _("Chuyến"), "logistics:day", icon="truck", order=50, permission=policies.VIEW_TRIPS, group=GROUP
    )
)
add(
    MenuEntry(
        _("Xe, lái xe"),
        "logistics:vehicles",
        icon="box",
        order=51,
        permission=policies.VIEW_FLEET,
        group=GROUP,
        prefix="/van-tai/lai-xe/",
    )
)
add(
    MenuEntry(
        _("Giấy đi đường"),
        "logistics:papers",
        icon="report",
        order=52,
        permission=policies.VIEW_PAPERS,
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Đường sá, cửa khẩu"),
        "logistics:events",
        icon="alert",
        order=53,
        permission=policies.VIEW_EVENTS,
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Hàng tới nơi"),
        "logistics:arrivals",
        icon="check",
        order=54,
        permission=policies.VIEW_ARRIVALS,
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Khiếu nại"),
        "logistics:claims",
        icon="question",
        order=55,
        permission=policies.VIEW_CLAIMS,
        group=GROUP,
    )
)

slots.add("orders.line.actions", "logistics/parts/line_arrivals_link.html", permission=policies.VIEW_ARRIVALS)
slots.add("logistics.trip.actions", "logistics/parts/trip_paper_link.html", permission=policies.ENTER_PAPER)
