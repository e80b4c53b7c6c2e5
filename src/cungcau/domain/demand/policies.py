"""Who may do what with needs and offers.

Officers act within their area; a buyer and a representative act for the organisations they are agents of,
which the services ask the registry.
"""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import BUYER, COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE, VIEWER

VIEW = register(
    "demand.view_need",
    "Xem nhu cầu",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, BUYER, VIEWER),
)
SEE_ALL = register(
    "demand.view_all_needs",
    "Xem nhu cầu của mọi bên mua",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, VIEWER),
)
RECORD = register("demand.record_need", "Ghi nhu cầu", roles=(COORDINATOR,))
RECORD_OWN = register("demand.record_own_need", "Ghi nhu cầu của bên mua mình đại diện", roles=(BUYER,))
OFFER = register("demand.record_offer", "Ghi lời chào hàng", roles=(COORDINATOR,))
OFFER_OWN = register(
    "demand.record_own_offer", "Chào hàng cho tổ chức mình đại diện", roles=(REPRESENTATIVE,)
)
DECIDE = register("demand.decide_offer", "Nhận hoặc từ chối lời chào hàng", roles=(COORDINATOR,))
