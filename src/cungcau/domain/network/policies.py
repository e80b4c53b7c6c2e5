"""Who may do what with points, lanes and markets."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE, VIEWER

VIEW = register(
    "network.view_network",
    "Xem điểm tập kết, tuyến",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, VIEWER),
)
RECORD = register("network.record_network", "Ghi điểm tập kết, tuyến, thị trường", roles=(COORDINATOR,))
