"""What is said of revocations, inspections, findings."""

from cungcau.domain.recognition import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register(
    "revocation_not_found",
    404,
    "Không có vụ thu hồi này, hoặc không thuộc phần việc của bạn.",
    "There is no such revocation case, or it is not yours to see.",
)
register(
    "revocation_ground_unknown",
    400,
    "Hãy chọn một trong sáu căn cứ thu hồi (khoản 1 Điều 8).",
    "Choose one of the six grounds of revocation (article 8(1)).",
)
register(
    "revocation_facts_missing",
    400,
    "Hãy ghi sự việc, ai kết luận.",
    "Write down the facts and who came to the conclusion.",
)
register(
    "revocation_days_wrong",
    400,
    "Ngày kết luận {on} phải từ ngày giấy có giá trị ({starts_on}) đến hôm nay.",
    "The conclusion of {on} must lie between the certificate's first day ({starts_on}) and today.",
)
register(
    "revocation_open_already",
    409,
    "Giấy chứng nhận này đang có một vụ thu hồi chờ quyết định.",
    "A revocation of this certificate already waits for a decision.",
)
register(
    "revocation_certificate_gone",
    409,
    "Giấy chứng nhận này đã {state} nên không thu hồi được nữa.",
    "This certificate is {state}, so it cannot be revoked any more.",
)
register(
    "revocation_other_product",
    400,
    "Lần kiểm tra {inspection} là của sản phẩm khác.",
    "Inspection {inspection} is of another product.",
)
register(
    "revocation_decision_missing",
    400,
    "Hãy ghi số quyết định thu hồi.",
    "Give the number of the revocation decision.",
)
register(
    "revocation_decision_day_wrong",
    400,
    "Ngày quyết định {on} phải từ ngày kết luận ({concluded_on}) đến hôm nay.",
    "The decision of {on} must lie between the conclusion ({concluded_on}) and today.",
)
register("revocation_reason_missing", 400, "Hãy ghi vì sao không thu hồi.", "Say why it is not revoked.")
register(
    "inspection_not_found",
    404,
    "Không có lần kiểm tra này, hoặc không thuộc phần việc của bạn.",
    "There is no such inspection, or it is not yours to see.",
)
register(
    "inspection_nothing_chosen",
    400,
    "Hãy chọn ít nhất một sản phẩm để kiểm tra.",
    "Choose at least one product to inspect.",
)
register(
    "inspection_too_many",
    400,
    "Mỗi lần lên lịch nhiều nhất {most} sản phẩm.",
    "At most {most} products are planned at once.",
)
register(
    "inspection_past",
    400,
    "Ngày dự kiến {on} đã qua.",
    "The planned day {on} has passed.",
)
register(
    "inspection_planned_already",
    409,
    "{product} đã có lịch kiểm tra định kỳ ngày {on}.",
    "{product} is already planned to be inspected on {on}.",
)
register(
    "inspection_why_missing",
    400,
    "Kiểm tra đột xuất, huỷ hoặc đổi lịch thì phải ghi lý do.",
    "An ad hoc inspection, a cancellation or another day needs a reason.",
)
register(
    "inspection_not_planned",
    409,
    "Lần kiểm tra {inspection} không còn ở trạng thái đã lên lịch.",
    "Inspection {inspection} is no longer planned.",
)
register(
    "inspection_conclusion_missing",
    400,
    "Hãy ghi kết luận kiểm tra.",
    "Write down the conclusion of the inspection.",
)
register(
    "inspection_day_wrong",
    400,
    "Ngày kiểm tra {on} không được sau hôm nay.",
    "The day of the inspection, {on}, cannot lie in the future.",
)
register(
    "finding_incomplete",
    400,
    "Điều thứ {no}: hãy ghi điều thấy sai, việc phải khắc phục và hạn (từ ngày kiểm tra trở đi).",
    "Finding {no}: write down what is wrong, what is to be done and by when (not before the inspection).",
)
register(
    "findings_too_many",
    400,
    "Một lần kiểm tra ghi nhiều nhất {most} điều.",
    "One inspection records at most {most} findings.",
)
register(
    "finding_not_found",
    404,
    "Không có điều kiểm tra này, hoặc không thuộc phần việc của bạn.",
    "There is no such finding, or it is not yours to see.",
)
register(
    "finding_words_missing",
    400,
    "Hãy ghi đã khắc phục thế nào, hoặc vì sao cần làm lại.",
    "Say what was mended, or why it is to be done again.",
)
register(
    "finding_due_wrong",
    400,
    "Hạn mới {on} không được trước hôm nay.",
    "The new term {on} cannot lie in the past.",
)
register(
    "finding_proof_unknown",
    400,
    "Có minh chứng không phải của chủ thể này.",
    "Some evidence is not this entity's.",
)

REVOCATION_OPENED = verbs.register(
    "recognition.revocation_opened", "lập vụ thu hồi giấy chứng nhận của {product}: {ground}, hạn {due}"
)
INSPECTION_PLANNED = verbs.register(
    "recognition.inspection_planned", "lên lịch kiểm tra {thing}: {product}, ngày {on}"
)
INSPECTION_MOVED = verbs.register(
    "recognition.inspection_moved", "đổi lịch kiểm tra {thing} sang ngày {on}: {reason}"
)
FINDING_WRITTEN = verbs.register(
    "recognition.finding_written", "ghi một điều phải khắc phục của {inspection}: {text}"
)
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
