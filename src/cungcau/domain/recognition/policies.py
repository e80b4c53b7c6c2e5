"""Who may do what after recognition. Entities (representatives) see what concerns their own products."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import (
    ADVISER,
    COMMUNE_OFFICER,
    COORDINATOR,
    OCOP_OFFICE,
    REPRESENTATIVE,
    VIEWER,
)

VIEW = register(
    "recognition.view",
    "Xem giấy chứng nhận OCOP, hạn đánh giá lại, kiểm tra",
    roles=(OCOP_OFFICE, ADVISER, COMMUNE_OFFICER, REPRESENTATIVE, COORDINATOR),
)
FIGURES = register(
    "recognition.view_figures",
    "Xem số liệu OCOP",
    roles=(OCOP_OFFICE, ADVISER, COMMUNE_OFFICER, COORDINATOR, VIEWER),
)
INSPECT = register("recognition.inspect", "Lập kế hoạch, ghi kiểm tra sau công nhận", roles=(OCOP_OFFICE,))
REVOKE = register("recognition.revoke", "Đề nghị, ghi thu hồi giấy chứng nhận OCOP", roles=(OCOP_OFFICE,))
CALL = register(
    "recognition.call_entities",
    "Ghi đã gọi điện nhắc chủ thể chưa có tài khoản",
    roles=(OCOP_OFFICE, COMMUNE_OFFICER),
)
TARGETS = register("recognition.set_targets", "Ghi chỉ tiêu kế hoạch OCOP", roles=(OCOP_OFFICE,))
BRING_IN = register("recognition.bring_in_registry", "Nhập danh bạ OCOP từ bảng", roles=(OCOP_OFFICE,))
ANSWER = register(
    "recognition.answer_findings",
    "Báo khắc phục thay chủ thể trong địa bàn",
    roles=(OCOP_OFFICE, COMMUNE_OFFICER),
)
ANSWER_OWN = register(
    "recognition.answer_own_findings", "Báo khắc phục cho tổ chức mình đại diện", roles=(REPRESENTATIVE,)
)
