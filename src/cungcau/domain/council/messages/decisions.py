"""What is said of decisions."""

from cungcau.domain.council import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register_moves(
    states.DECISION,
    {"sign": "ghi quyết định {number} đã ký", "cancel": "bỏ dự thảo quyết định: {reason}"},
)

DRAFTED = verbs.register("ocop_decision.drafted", "lập dự thảo {kind} của phiên {session}, {count} sản phẩm")
LINE_OFF = verbs.register(
    "ocop_decision.line_off", "bỏ {product} khỏi dự thảo quyết định của phiên {session}"
)

register("ocop_decision_not_found", 404, "Không có quyết định này, hoặc quyết định không thuộc địa bàn của bạn.",
         "There is no such decision, or it is not of your area.")  # fmt: skip
register(
    "decision_line_not_found",
    404,
    "Sản phẩm này không có trong quyết định.",
    "The decision does not name it.",
)
register("decision_empty", 400, "Hãy chọn ít nhất một sản phẩm.", "Choose at least one product.")
register("decision_authority_missing", 400, "Hãy ghi cơ quan ký.", "Name the authority that signs.")
register(
    "decision_item_wrong",
    409,
    "{product} không đưa vào quyết định này được: chưa có kết quả, không đúng hạng sao, hoặc đã ở quyết định khác.",
    "{product} cannot stand on this decision: no result, another star, or on another decision already.",
)
register("decision_signed_already", 409, "Quyết định này không còn là dự thảo ({state}).",
         "This decision is no draft any more.")  # fmt: skip
register("decision_incomplete", 400, "Hãy ghi số quyết định và người ký.", "Give the number and who signed.")
register(
    "decision_day_wrong",
    400,
    "Ngày ký phải từ {first} đến {last}.",
    "The day lies between {first} and {last}.",
)
register("decision_number_taken", 409, "Số {number} đã ghi cho quyết định khác của tỉnh.",
         "Number {number} is another decision's.")  # fmt: skip
register(
    "decision_line_moved",
    409,
    "Kết quả hoặc trạng thái hồ sơ của {product} đã thay đổi từ lúc lập dự thảo. Hãy bỏ sản phẩm này khỏi dự thảo hoặc "
    "lập dự thảo mới.",
    "The result or file of {product} changed since the draft. Take it off, or draft anew.",
)
register("decision_reason_missing", 400, "Hãy nêu lý do bỏ dự thảo.", "Say why the draft is dropped.")
register("session_under_way", 409, "Hãy bế mạc phiên trước.", "Close the session first.")
register("decision_of_others", 409, "Quyết định của Bộ do Bộ ban hành, không lập ở đây.",
         "The Ministry writes its own decisions.")  # fmt: skip
