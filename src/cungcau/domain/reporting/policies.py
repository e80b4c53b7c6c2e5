"""Who may see, write and sign periodic reports; whoever holds a post at an agency writes what it owes."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import (
    ADVISER,
    COMMUNE_OFFICER,
    COORDINATOR,
    COUNCILLOR,
    OCOP_OFFICE,
    REPRESENTATIVE,
    VIEWER,
)

_OFFICES = (COORDINATOR, OCOP_OFFICE)

VIEW = register("reporting.view", "Xem báo cáo định kỳ", roles=(*_OFFICES, COMMUNE_OFFICER, ADVISER, VIEWER))
ARRANGE = register("reporting.arrange", "Đặt lịch báo cáo, mẫu báo cáo", roles=_OFFICES)
WRITE = register("reporting.write", "Viết báo cáo trong địa bàn", roles=(*_OFFICES, COMMUNE_OFFICER))
SIGN = register("reporting.sign", "Duyệt, ký, gửi báo cáo", roles=(*_OFFICES, COMMUNE_OFFICER))
WORK = register(
    "reporting.work",
    "Viết báo cáo của cơ quan mình",
    roles=(*_OFFICES, COMMUNE_OFFICER, ADVISER, COUNCILLOR, REPRESENTATIVE, VIEWER),
)
