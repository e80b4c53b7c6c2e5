"""What is said when this app refuses, and what the trail says of it."""

from cungcau.domain.survey import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register("figure_not_found", 404, "Không có số liệu này.", "There is no such figure.")
register("observation_not_found", 404, "Không có dòng số liệu này.", "There is no such observation.")
register("question_not_found", 404, "Không có câu hỏi này.", "There is no such question.")
register(
    "observation_corrected",
    409,
    "Dòng này đã được sửa bằng một dòng mới hơn. Hãy tải lại trang để xem dòng mới.",
    "This row was corrected by a newer one. Reload the page.",
)
register(
    "observation_confirmed",
    409,
    "Dòng này đã có người xác nhận.",
    "This observation is confirmed already.",
)
register(
    "observation_confirm_own",
    409,
    "Người nhập không tự xác nhận số của mình. Hãy nhờ một người khác.",
    "Who entered a figure cannot confirm it. Ask somebody else.",
)
register(
    "figure_reason_missing",
    400,
    "Cần ghi lý do.",
    "A reason is needed.",
)
register(
    "figure_chosen_meanwhile",
    409,
    "{name} vừa chọn số liệu đang dùng cho mục này ({value}). Hãy xem lại trước khi chọn.",
    "{name} has just chosen the figure in use ({value}). Look again before you choose.",
)
register("question_answer_missing", 400, "Hãy chọn hoặc viết câu trả lời.", "Choose or write an answer.")
register(
    "question_answer_too_long", 400, "Câu trả lời dài nhất {longest} ký tự.", "At most {longest} characters."
)

register(
    "figure_value_unreadable",
    400,
    "{sentence}",
    "The value «{text}» could not be read as this figure; write it as in the source, with its unit.",
)

OBSERVATIONS_RECORDED = verbs.register(
    "survey.observations_recorded", "nhập số liệu điều tra: {created} dòng mới, sửa {changed}"
)
OBSERVATION_CONFIRMED = verbs.register("survey.observation_confirmed", "xác nhận {figure}: {value}")
OBSERVATION_CORRECTED = verbs.register(
    "survey.observation_corrected", "sửa {figure} từ {before} thành {value}: {reason}"
)
FIGURE_CHOSEN = verbs.register("survey.figure_chosen", "chọn số đang dùng cho {thing}: {value} ({reason})")
FIGURES_LINKED = verbs.register(
    "survey.figures_linked", "nối {linked} số liệu với nông sản mới có trong danh mục"
)
QUESTIONS_KEPT = verbs.register(
    "survey.questions_kept", "{asked} câu hỏi mới về số liệu của {about}, {answered} câu được trả lời"
)

register_moves(
    states.QUESTION,
    {
        "answer": "trả lời câu hỏi về {about}: {answer}",
        "withdraw": "rút câu hỏi về {about} vì số liệu đã đổi",
        "ask_again": "hỏi lại về {about}",
    },
)
