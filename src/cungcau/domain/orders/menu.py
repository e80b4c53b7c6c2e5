"""The orders' places in the main menu, and on pages of the rooms below."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import policies
from cungcau.platform.ui import slots
from cungcau.platform.ui.menu import MenuEntry, add

GROUP = _("Thực hiện")

add(MenuEntry(_("Đơn hàng"), "orders:list", icon="basket", order=43, permission=policies.VIEW, group=GROUP))
add(
    MenuEntry(
        _("Cảnh báo giá"), "orders:flags", icon="alert", order=47, permission=policies.VIEW, group=GROUP
    )
)
add(
    MenuEntry(
        _("Hồ sơ thực hiện"),
        "orders:own-records",
        icon="fair",
        order=48,
        permission=policies.AGREE_OWN,
        group=GROUP,
    )
)

add(
    MenuEntry(
        _("Chia đơn"),
        "orders:split-lines",
        icon="people",
        order=44,
        permission=(policies.SPLIT, policies.SPLIT_OWN),
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Phiếu hái"), "orders:slips", icon="report", order=45, permission=policies.SEE_SLIPS, group=GROUP
    )
)
slots.add("orders.line.actions", "orders/parts/split_link.html", permission=policies.SEE_SLIPS)
slots.add("matching.plan.actions", "orders/parts/from_plan_link.html", permission=policies.RECORD)
