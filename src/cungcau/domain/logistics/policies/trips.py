"""Who may do what with vehicles, drivers and trips.

Officers act within their area; a carrier acts for the organisations it is an agent of; keepers load at the
points they were appointed to; representatives and buyers see the trips that carry goods of their orders.
"""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import (
    BUYER,
    CARRIER,
    COMMUNE_OFFICER,
    COORDINATOR,
    KEEPER,
    REPRESENTATIVE,
)

VIEW_FLEET = register(
    "logistics.view_fleet", "Xem xe, tàu, lái xe", roles=(COORDINATOR, COMMUNE_OFFICER, CARRIER)
)
SEE_ALL_FLEET = register(
    "logistics.view_every_fleet",
    "Xem xe, tàu, lái xe của mọi đơn vị vận tải",
    roles=(COORDINATOR, COMMUNE_OFFICER),
)
RECORD_FLEET = register(
    "logistics.record_fleet", "Ghi xe, tàu, lái xe của mọi đơn vị vận tải", roles=(COORDINATOR,)
)
RECORD_OWN_FLEET = register(
    "logistics.record_own_fleet", "Ghi xe, tàu, lái xe của đơn vị mình", roles=(CARRIER,)
)
BRING_FLEET = register("logistics.bring_fleet", "Nhập bảng xe, tàu, lái xe", roles=(COORDINATOR, CARRIER))
SEE_DRIVER = register(
    "logistics.see_driver", "Xem họ tên, điện thoại lái xe", roles=(COORDINATOR, COMMUNE_OFFICER)
)
VIEW_TRIPS = register(
    "logistics.view_trips",
    "Xem chuyến",
    roles=(COORDINATOR, COMMUNE_OFFICER, KEEPER, CARRIER, REPRESENTATIVE, BUYER),
)
SEE_ALL_TRIPS = register(
    "logistics.view_every_trip",
    "Xem mọi chuyến trong địa bàn",
    roles=(COORDINATOR, COMMUNE_OFFICER),
)
PLAN_TRIPS = register("logistics.plan_trips", "Xếp chuyến, sửa chuyến, huỷ chuyến", roles=(COORDINATOR,))
CONFIRM_OWN_TRIP = register("logistics.confirm_own_trip", "Nhận chuyến của đơn vị mình", roles=(CARRIER,))
LOAD = register(
    "logistics.load",
    "Ghi hàng đã xếp lên xe, cho xe rời điểm ở mọi điểm trong địa bàn",
    roles=(COORDINATOR, COMMUNE_OFFICER),
)
LOAD_OWN = register(
    "logistics.load_own", "Ghi hàng đã xếp lên xe ở điểm mình được giao giữ", roles=(KEEPER, REPRESENTATIVE)
)
