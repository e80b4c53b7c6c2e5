"""Who may do what with the catalogue."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COORDINATOR

RECORD = register("catalogue.record_entry", "Sửa danh mục nông sản, loại, chứng nhận", roles=(COORDINATOR,))
RECORD_SEASON = register("catalogue.record_season", "Mở và sửa mùa vụ", roles=(COORDINATOR,))
