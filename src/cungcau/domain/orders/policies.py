"""Who may do what with orders and slips.

Officers act within their area; a buyer and a representative act for the organisations they are agents of,
which the services ask the registry (``services.rights``).
"""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import (
    BUYER,
    CARRIER,
    COMMUNE_OFFICER,
    COORDINATOR,
    KEEPER,
    REPRESENTATIVE,
    VIEWER,
)

VIEW = register(
    "orders.view_order", "Xem đơn hàng", roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, BUYER)
)
SEE_ALL = register("orders.view_all_orders", "Xem đơn hàng của mọi bên", roles=(COORDINATOR, COMMUNE_OFFICER))
RECORD = register("orders.record_order", "Lập, đóng, huỷ đơn hàng", roles=(COORDINATOR,))
AGREE_OWN = register(
    "orders.agree_own_terms", "Đề nghị, chốt điều khoản cho bên mình đại diện", roles=(REPRESENTATIVE, BUYER)
)
SPLIT = register("orders.split_order", "Chia đơn cho hộ, gửi phiếu hái", roles=(COORDINATOR, COMMUNE_OFFICER))
SPLIT_OWN = register(
    "orders.split_own_order", "Chia đơn cho hộ của tổ chức mình đại diện", roles=(REPRESENTATIVE,)
)
SEE_SLIPS = register(
    "orders.view_slips",
    "Xem phiếu hái",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, KEEPER),
)
WEIGH = register(
    "orders.weigh_in",
    "Ghi cân hàng vào phiếu hái, dòng đơn",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, KEEPER),
)
SEE_FLAGS = register("orders.view_price_flags", "Xem cảnh báo ép giá", roles=(COORDINATOR,))
SEE_TOTALS = register(
    "orders.view_totals",
    "Xem số liệu thực hiện chung",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, BUYER, VIEWER, KEEPER, CARRIER),
)
