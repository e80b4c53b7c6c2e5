"""What the trail says of this app."""

from cungcau.platform.audit import verbs

MARKETS_RECORDED = verbs.register("network.markets_recorded", "ghi {created} thị trường mới, sửa {changed}")
POINTS_RECORDED = verbs.register("network.points_recorded", "ghi {created} điểm tập kết mới, sửa {changed}")
ACCESS_RECORDED = verbs.register("network.access_recorded", "ghi {created} đường gom hàng mới, sửa {changed}")
LANES_RECORDED = verbs.register("network.lanes_recorded", "ghi {created} tuyến mới, sửa {changed}")
CLOSURES_RECORDED = verbs.register(
    "network.closures_recorded", "ghi {created} đoạn đóng mới, sửa {changed} của {thing}"
)
