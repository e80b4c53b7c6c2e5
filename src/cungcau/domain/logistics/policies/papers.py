"""Who may do what with transit papers, route events, arrivals and claims.

Officers act within their area; carriers, buyers and representatives for the organisations they are agents of,
which ``logistics.services.sides`` asks the registry.
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

VIEW_PAPERS = register(
    "logistics.view_papers",
    "Xem giấy đi đường",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, CARRIER),
)
ENTER_PAPER = register(
    "logistics.enter_paper", "Lập, nộp giấy đi đường", roles=(COORDINATOR, REPRESENTATIVE, CARRIER)
)
APPROVE_PAPER = register("logistics.approve_paper", "Duyệt, thu hồi giấy đi đường", roles=(COORDINATOR,))
VIEW_EVENTS = register(
    "logistics.view_events",
    "Xem tin đường sá, cửa khẩu",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, BUYER, CARRIER, KEEPER, VIEWER),
)
REPORT_EVENT = register(
    "logistics.report_event",
    "Báo tin đường sá, cửa khẩu",
    roles=(COORDINATOR, COMMUNE_OFFICER, CARRIER, KEEPER),
)
CONFIRM_EVENT = register(
    "logistics.confirm_event", "Xác nhận tin đường sá, cửa khẩu, báo cho mọi người", roles=(COORDINATOR,)
)
VIEW_ARRIVALS = register(
    "logistics.view_arrivals",
    "Xem hàng tới nơi",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, BUYER, CARRIER),
)
CONFIRM_ARRIVAL = register(
    "logistics.confirm_arrival", "Ghi hàng tới nơi cho bên mình đại diện", roles=(BUYER, CARRIER)
)
SETTLE_ARRIVAL = register(
    "logistics.settle_arrival", "Ghi hộ, chốt hàng tới nơi khi các bên nói khác nhau", roles=(COORDINATOR,)
)
CLAIM = register(
    "logistics.claim", "Khiếu nại, trả lời khiếu nại cho bên mình đại diện", roles=(BUYER, REPRESENTATIVE)
)
SEE_ALL_PAPERS = register(
    "logistics.view_all_papers", "Xem giấy đi đường của mọi nhà xe", roles=(COORDINATOR, COMMUNE_OFFICER)
)
VIEW_CLAIMS = register(
    "logistics.view_claims",
    "Xem khiếu nại của bên mình, hoặc của địa bàn",
    roles=(COORDINATOR, BUYER, REPRESENTATIVE),
)
LOAD_RULES = register("logistics.load_rules", "Nạp quy định giấy đi đường của tỉnh", roles=(COORDINATOR,))
BRING_PAPERS = register("logistics.bring_papers", "Nhập bảng giấy đi đường", roles=(COORDINATOR, CARRIER))
BRING_EVENTS = register("logistics.bring_events", "Nhập bảng tin đường sá, cửa khẩu", roles=(COORDINATOR,))
