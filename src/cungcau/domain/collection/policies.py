"""Who may do what at collection points.

Officers act at every point of their area. A keeper acts at the points they were appointed to, on the days of
their appointment (:class:`~cungcau.domain.collection.models.PointKeeper`); a representative books turns for
the households they act for, and reads their tickets.
"""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, KEEPER, REPRESENTATIVE

_OFFICERS = (COORDINATOR, COMMUNE_OFFICER)

VIEW = register(
    "collection.view_points", "Xem ngày làm việc của điểm cân", roles=(*_OFFICERS, KEEPER, REPRESENTATIVE)
)
KEEP = register("collection.keep_points", "Cân hàng ở mọi điểm trong địa bàn", roles=_OFFICERS)
KEEP_OWN = register(
    "collection.keep_own_point", "Cân hàng ở điểm mình được giao giữ", roles=(KEEPER, REPRESENTATIVE)
)
BOOK = register("collection.book_turns", "Đăng ký lượt vào điểm cho bất cứ ai", roles=_OFFICERS)
BOOK_OWN = register(
    "collection.book_own_turns",
    "Đăng ký lượt vào điểm cho hộ mình đại diện, điểm mình giữ",
    roles=(REPRESENTATIVE, KEEPER),
)
APPROVE = register("collection.record_approval", "Ghi ý kiến các ngành về điểm tập kết", roles=(COORDINATOR,))
APPOINT = register("collection.appoint_keeper", "Giao người giữ điểm tập kết", roles=(COORDINATOR,))
SET_RULES = register("collection.set_rules", "Đặt quy định chung của điểm tập kết", roles=(COORDINATOR,))
