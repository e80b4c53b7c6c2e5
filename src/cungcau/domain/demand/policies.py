"""Who may do what with needs."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE, VIEWER

VIEW = register(
    "demand.view_need", "Xem nhu cầu", roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, VIEWER)
)
RECORD = register("demand.record_need", "Ghi nhu cầu", roles=(COORDINATOR,))
