"""Who may see and record trade promotion."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, OCOP_OFFICE, REPRESENTATIVE, VIEWER

VIEW = register(
    "promotion.view",
    "Xem sự kiện, điểm trưng bày, biên bản ghi nhớ",
    roles=(COORDINATOR, OCOP_OFFICE, COMMUNE_OFFICER, REPRESENTATIVE, VIEWER),
)
RECORD = register(
    "promotion.record",
    "Ghi sự kiện, điểm trưng bày, biên bản ghi nhớ trong địa bàn",
    roles=(COORDINATOR, OCOP_OFFICE, COMMUNE_OFFICER),
)
