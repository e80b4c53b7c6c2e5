"""Who may do what with lots."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE, VIEWER

VIEW = register(
    "supply.view_lot", "Xem nguồn cung", roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, VIEWER)
)
RECORD = register("supply.record_lot", "Ghi lô hàng", roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE))
