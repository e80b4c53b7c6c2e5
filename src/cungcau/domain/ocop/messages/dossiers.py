"""What is said of dossiers, their evidence and products."""

from cungcau.domain.ocop import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register(
    "ocop_dossier_live",
    409,
    "Sản phẩm “{product}” đang có một hồ sơ chưa xong. Hãy làm tiếp hồ sơ ấy, hoặc rút nó trước.",
    "“{product}” already has a file under way. Go on with that one, or withdraw it first.",
)
register(
    "ocop_dossier_not_editable",
    409,
    "Hồ sơ {dossier} đang ở trạng thái “{state}” nên không sửa được.",
    "File {dossier} is in the state “{state}”, in which it cannot be changed.",
)
register(
    "ocop_set_not_in_force",
    409,
    "Bộ tiêu chí {set} không thuộc văn bản đang áp dụng hôm nay. Hãy chọn bộ của văn bản hiện hành.",
    "The set {set} is not of the rules in force today. Choose one of those.",
)
register(
    "ocop_certificate_needed",
    409,
    "Nâng hạng hoặc đánh giá lại cần giấy chứng nhận của “{product}” chưa bị thu hồi, thay thế.",
    "An upgrade or re-evaluation needs the certificate of “{product}”, neither revoked nor replaced.",
)
register(
    "ocop_form_incomplete",
    409,
    "Phiếu đăng ký (Mẫu 01) còn thiếu: {fields}.",
    "The registration (form 01) lacks: {fields}.",
)
register(
    "ocop_rules_outdated",
    409,
    "Hồ sơ soạn theo {rules}, nay đã có quy định mới hơn. Hãy chuyển sang bộ tiêu chí hiện hành rồi nộp.",
    "The file follows {rules}, and newer rules are in force. Move it to the present set, then send it.",
)
register(
    "ocop_nothing_chosen",
    409,
    "Hồ sơ {dossier} chưa tự chấm tiêu chí nào.",
    "Nothing has been chosen on the sheet of {dossier} yet.",
)
register(
    "ocop_unanswered",
    409,
    "Còn {count} tiêu chí chưa chọn mức ({first}…), sẽ tính 0 điểm. Hãy chọn nốt, hoặc xác nhận nộp dù còn thiếu.",
    "{count} criteria have no level chosen ({first}…) and count 0 points. Choose them, or confirm sending without.",
)

STARTED = verbs.register("ocop.dossier_started", "lập hồ sơ {kind} cho {product}, bộ {set}")
REGISTRATION_SAVED = verbs.register("ocop.registration_saved", "sửa phiếu đăng ký của {product}")
CHOSEN = verbs.register(
    "ocop.criterion_chosen", "tự chấm {criterion} của hồ sơ {thing}: {before} thành {points} điểm"
)
CHOSEN_MANY = verbs.register("ocop.sheet_chosen", "tự chấm {count} tiêu chí của hồ sơ {thing}")
RULES_FOLLOWED = verbs.register("ocop.rules_followed", "chuyển hồ sơ {thing} sang bộ tiêu chí {set}")
FORM_PRINTED = verbs.register("ocop.form_printed", "in {form} của hồ sơ {thing}, có số điện thoại chủ thể")

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
