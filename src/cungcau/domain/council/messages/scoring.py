"""What is said of score sheets, of closing a scoring and of results."""

from cungcau.domain.council import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register_moves(
    states.SHEET,
    {"submit": "nộp phiếu chấm {product}", "take_back": "lấy lại phiếu chấm {product} để sửa"},
)
BEGUN = verbs.register("score_sheet.begun", "bắt đầu phiếu chấm {product}")
STOPPED = verbs.register("council_item.stopped", "dừng chấm {product}: {reason}")
MEETING_CALLED = verbs.register("council_item.meeting_called", "đưa {product} ra họp ở phiên {session}")
AGREED = verbs.register("council_item.agreed", "ghi mức Hội đồng thống nhất cho {product}")
REJECTED = verbs.register("council_item.rejected", "ghi căn cứ loại {product}: {ground} ({reason})")
REJECTION_DROPPED = verbs.register(
    "council_item.rejection_dropped", "bỏ một căn cứ loại {product} ({was}): {reason}"
)

register("score_sheet_not_found", 404, "Không có phiếu chấm này, hoặc phiếu chưa mở cho bạn xem.",
         "There is no such sheet, or it is not open to you.")  # fmt: skip
register("scores_not", 403, "Bạn không có ghế chấm điểm ở phiên này; thư ký không chấm điểm.",
         "You have no scoring seat on this session.")  # fmt: skip
register("scorer_absent", 409, "Bạn đang được ghi vắng mặt. Hãy nhờ thư ký điểm danh lại.",
         "You are recorded as absent. Ask the secretary.")  # fmt: skip
register("stands_out", 409, "Bạn đứng ngoài, không chấm sản phẩm này.", "You stand out of this product.")
register(
    "must_stand_out",
    409,
    "Người đại diện của chủ thể phải đứng ngoài khi chấm sản phẩm của chủ thể ấy.",
    "Who acts for the entity must stand out of its product.",
)
register("scoring_not_open", 409, "Việc chấm sản phẩm này không mở ({state}). Điểm chưa gửi không được ghi.",
         "The scoring of this product is not open.")  # fmt: skip
register("scoring_open", 409, "Việc chấm chưa khép: điểm của từng thành viên chưa mở cho ai xem.",
         "The scoring is not closed: sheets are open to nobody yet.")  # fmt: skip
register("sheet_handed_in", 409, "Phiếu này đã nộp. Muốn sửa, hãy lấy lại phiếu trong lúc việc chấm còn mở.",
         "The sheet is handed in. Take it back to change it.")  # fmt: skip
register("sheet_incomplete", 409, "Còn {count} tiêu chí chưa chấm: {criteria}.",
         "{count} criteria are not scored yet: {criteria}.")  # fmt: skip
register("criterion_not_scored", 400, "Bộ {sheet} không chấm điểm tiêu chí {criterion}.",
         "Set {sheet} does not score criterion {criterion}.")  # fmt: skip
register("level_unknown", 400, "Tiêu chí {criterion} không có mức {points} điểm; cần một trong: {levels}.",
         "Criterion {criterion} has no level of {points} points; one of: {levels}.")  # fmt: skip
register("too_many_taps", 400, "Mỗi lần gửi nhiều nhất {most} lựa chọn.", "At most {most} choices a call.")
register(
    "scores_unreadable",
    400,
    "Không đọc được điểm gửi lên. Hãy tải lại trang.",
    "The scores could not be read.",
)
register("sheets_missing", 409, "Chưa nộp phiếu: {who}.", "Sheets not handed in: {who}.")
register(
    "sheets_too_few",
    409,
    "Mới có {count} phiếu chấm, quy chế cần ít nhất {least}.",
    "{count} sheets; the regulation asks for {least}.",
)
register(
    "quorum_lost",
    409,
    "Chỉ còn {present} thành viên chấm điểm có mặt, quy chế cần {needed}.",
    "Only {present} members are there; {needed} are needed.",
)
register("nothing_to_discuss", 409, "Sản phẩm này không chờ thảo luận.", "Nothing waits to be discussed.")
register("discussion_missing", 400, "Hãy ghi nội dung thảo luận.", "Write down what was said.")
register(
    "meeting_needed",
    409,
    "Lấy ý kiến bằng văn bản mà điểm lệch quá mức thì phải họp: hãy đưa sản phẩm ra một phiên họp.",
    "Opinions in writing that lie too far apart call for a meeting.",
)
register("meeting_wrong", 409, "Hãy chọn một phiên họp đang chuẩn bị của cùng hội đồng.",
         "Choose a meeting of the same council that is being prepared.")  # fmt: skip
register(
    "ground_unknown",
    400,
    "Bộ tiêu chí này không có căn cứ loại “{ground}”.",
    "The sheet has no ground “{ground}”.",
)
register("ground_reason_missing", 400, "Hãy nêu căn cứ cụ thể.", "Give the reason.")
register("ground_known", 409, "Căn cứ này đã ghi rồi.", "The ground is written down already.")
register("ground_not_found", 404, "Không có căn cứ loại này.", "There is no such ground.")
register("result_not_open", 409, "Sản phẩm này không ở bước thống nhất ({state}).",
         "The council is not agreeing on this product.")  # fmt: skip
register("nothing_to_agree", 400, "Tiêu chí {criterion} không cần Hội đồng thống nhất.",
         "Criterion {criterion} needs no agreement.")  # fmt: skip
register(
    "agreed_reason_missing",
    400,
    "Mức thống nhất của tiêu chí {criterion} khác mọi mức thành viên đã chấm: hãy nêu lý do.",
    "No member gave the level agreed for {criterion}: give a reason.",
)
register("agreement_missing", 409, "Hội đồng còn phải thống nhất mức của tiêu chí: {criteria}.",
         "The council has still to agree on: {criteria}.")  # fmt: skip
register("result_not_there", 409, "Sản phẩm này chưa có kết quả.", "The product has no result yet.")
register("result_reason_missing", 400, "Hãy nêu lý do mở lại kết quả.", "Say why the result is opened again.")
register(
    "result_in_decision",
    409,
    "Kết quả đã vào quyết định {decision}. Nếu còn là dự thảo, hãy bỏ dự thảo trước.",
    "The result stands in decision {decision}. Drop the draft first.",
)
register("sheets_of_others", 403, "Điểm của từng thành viên chỉ mở cho hội đồng và Văn phòng OCOP.",
         "What each member gave is open to the council and the office.")  # fmt: skip
