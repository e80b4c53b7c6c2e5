"""Who may do what with the catalogue."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import BUYER, COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE, VIEWER

VIEW = register(
    "catalogue.view_entry",
    "Xem danh mục nông sản",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, BUYER, VIEWER),
)
RECORD = register("catalogue.record_entry", "Sửa danh mục nông sản, loại, chứng nhận", roles=(COORDINATOR,))
RECORD_SEASON = register("catalogue.record_season", "Mở và sửa mùa vụ", roles=(COORDINATOR,))
