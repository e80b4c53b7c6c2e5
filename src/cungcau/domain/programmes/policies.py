"""Who may see, write, issue plans, and who moves their tasks.

Officers act within their area. Whoever holds a post at an agency (:class:`~.models.Post`) moves the tasks it leads and
reports its figures, whatever the role.
"""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import (
    ADVISER,
    BUYER,
    CARRIER,
    COMMUNE_OFFICER,
    COORDINATOR,
    COUNCILLOR,
    KEEPER,
    OCOP_OFFICE,
    REPRESENTATIVE,
    VIEWER,
)

_OFFICES = (COORDINATOR, OCOP_OFFICE)

VIEW = register(
    "programmes.view", "Xem kế hoạch, chương trình", roles=(*_OFFICES, COMMUNE_OFFICER, ADVISER, VIEWER)
)
WRITE = register("programmes.write", "Soạn kế hoạch trong địa bàn", roles=(*_OFFICES, COMMUNE_OFFICER))
ISSUE = register("programmes.issue", "Ban hành, kết thúc, bãi bỏ kế hoạch", roles=_OFFICES)
ASSIGN = register("programmes.assign", "Ghi cơ quan và người của cơ quan", roles=_OFFICES)
MOVE_TASKS = register(
    "programmes.move_tasks", "Cập nhật mọi nhiệm vụ trong địa bàn", roles=(*_OFFICES, COMMUNE_OFFICER)
)
WORK = register(
    "programmes.work",
    "Cập nhật nhiệm vụ, số liệu của cơ quan mình",
    roles=(*_OFFICES, COMMUNE_OFFICER, ADVISER, COUNCILLOR, REPRESENTATIVE, BUYER, KEEPER, CARRIER, VIEWER),
)
