"""Who may do what on the council.

The office prepares sessions and decisions. What somebody may do in a session follows from their seat (``Seat``):
members score, the one who presides closes, the secretary keeps the minutes and does not score.
"""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import ADVISER, COUNCILLOR, OCOP_OFFICE

VIEW = register("council.view", "Xem hội đồng, phiên họp OCOP", roles=(OCOP_OFFICE, ADVISER, COUNCILLOR))
PREPARE = register("council.prepare", "Lập hội đồng, chuẩn bị phiên họp OCOP", roles=(OCOP_OFFICE,))
TAKE_PART = register("council.take_part", "Dự phiên họp, chấm điểm theo ghế của mình", roles=(COUNCILLOR,))
DECIDE = register("council.record_decision", "Lập, ghi quyết định công nhận OCOP", roles=(OCOP_OFFICE,))
