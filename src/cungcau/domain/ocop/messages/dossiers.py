"""What is said of dossiers, their evidence and products."""

from cungcau.domain.ocop import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(
    states.DOSSIER,
    {
        "submit": "nộp hồ sơ {dossier}",
        "send_back": "trả lại hồ sơ {dossier}: {reason}",
        "resubmit": "nộp lại hồ sơ {dossier} cho xã",
        "resubmit_to_province": "nộp lại hồ sơ {dossier} cho tỉnh",
        "forward": "xã chuyển hồ sơ {dossier} lên tỉnh",
        "take_up": "giao hồ sơ {dossier} cho tổ tư vấn",
        "finish_review": "xác nhận hồ sơ {dossier} đủ điều kiện trình hội đồng",
        "reopen_review": "xem lại hồ sơ {dossier}: {reason}",
        "schedule": "đưa hồ sơ {dossier} vào phiên {session}",
        "unschedule": "đưa hồ sơ {dossier} ra khỏi phiên {session}: {reason}",
        "score": "hội đồng chấm xong hồ sơ {dossier}",
        "reopen_scoring": "mở lại kết quả chấm hồ sơ {dossier}: {reason}",
        "send_up": "gửi hồ sơ {dossier} lên Bộ",
        "come_back": "nhận kết quả của Bộ cho hồ sơ {dossier}",
        "recognise": "công nhận sản phẩm của hồ sơ {dossier}",
        "not_recognise": "không công nhận sản phẩm của hồ sơ {dossier}: {reason}",
        "reject": "loại hồ sơ {dossier}: {reason}",
        "withdraw": "rút hồ sơ {dossier}: {reason}",
    },
)
