"""Who may do what with statements and payments; representatives within the organisations they act for."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE

ENTER = register(
    "settlement.enter_settlement", "Vào phần thanh toán", roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE)
)
VIEW = register("settlement.view_statement", "Xem bảng kê thanh toán", roles=(COORDINATOR, COMMUNE_OFFICER))
VIEW_OWN = register(
    "settlement.view_own_statement", "Xem bảng kê của tổ chức mình đại diện", roles=(REPRESENTATIVE,)
)
RECORD = register("settlement.record_payment", "Lập bảng kê, ghi trả tiền", roles=(COORDINATOR,))
RECORD_OWN = register(
    "settlement.record_own_payment",
    "Lập bảng kê, ghi trả tiền cho hộ của tổ chức mình đại diện",
    roles=(REPRESENTATIVE,),
)
