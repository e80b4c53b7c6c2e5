"""What is said of revocations, inspections, findings."""

from cungcau.domain.recognition import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(
    states.REVOCATION,
    {"decide": "thu hồi giấy chứng nhận của {product}", "drop": "không thu hồi giấy của {product}: {reason}"},
)
register_moves(
    states.INSPECTION,
    {"finish": "ghi kết quả kiểm tra {inspection}", "cancel": "huỷ kiểm tra {inspection}: {reason}"},
)
register_moves(
    states.FINDING,
    {
        "answer": "chủ thể báo đã khắc phục ({inspection})",
        "reopen": "yêu cầu khắc phục lại ({inspection}): {reason}",
        "close": "xác nhận đã khắc phục ({inspection})",
    },
)
