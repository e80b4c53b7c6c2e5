"""What is said when this app refuses, and what the trail says of it."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

MARKETS_RECORDED = verbs.register("network.markets_recorded", "ghi {created} thị trường mới, sửa {changed}")
POINTS_RECORDED = verbs.register("network.points_recorded", "ghi {created} điểm tập kết mới, sửa {changed}")
ACCESS_RECORDED = verbs.register("network.access_recorded", "ghi {created} đường gom hàng mới, sửa {changed}")
LANES_RECORDED = verbs.register("network.lanes_recorded", "ghi {created} tuyến mới, sửa {changed}")
CLOSURES_RECORDED = verbs.register(
    "network.closures_recorded", "ghi {created} đoạn đóng mới, sửa {changed} của {thing}"
)
ENTERED = verbs.register("network.entered", "ghi {what} {thing}")
CHANGED = verbs.register("network.changed", "sửa {what} {thing}")

register("point_not_found", 404, "Không có điểm tập kết này.", "There is no such collection point.")
register("market_not_found", 404, "Không có thị trường này.", "There is no such market.")
register("lane_not_found", 404, "Không có tuyến này.", "There is no such lane.")
register("way_not_found", 404, "Không có đường gom hàng này.", "There is no such way to a point.")
register("closure_not_found", 404, "Không có đoạn đóng này.", "There is no such closure.")
register(
    "closure_not_begun",
    409,
    "Đoạn đóng này bắt đầu ngày {day}. Hãy sửa ngày của nó.",
    "This closure begins on {day}. Change its days instead.",
)
register("reason_missing", 400, "Hãy nêu lý do.", "Please give a reason.")
CLOSURE_ENDED = verbs.register("network.closure_ended", "mở lại sớm {thing}: {reason}")
