"""Who may do what with places."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import BUYER, COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE, VIEWER

VIEW = register(
    "geography.view_unit",
    "Tra cứu địa bàn",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, BUYER, VIEWER),
)
RECORD = register("geography.record_unit", "Nạp và sửa danh mục đơn vị hành chính")
