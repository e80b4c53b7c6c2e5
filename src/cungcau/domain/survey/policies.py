"""Who may see figures, record them, confirm them, choose among them, and answer questions."""

from cungcau.platform.access import roles
from cungcau.platform.access.permissions import register

VIEW = register(
    "survey.view_figure",
    "Xem số liệu điều tra",
    roles=(roles.COORDINATOR, roles.COMMUNE_OFFICER, roles.REPRESENTATIVE, roles.VIEWER),
)
RECORD = register(
    "survey.record_observation", "Ghi số liệu điều tra", roles=(roles.COORDINATOR, roles.COMMUNE_OFFICER)
)
CONFIRM = register(
    "survey.confirm_observation",
    "Xác nhận số liệu điều tra",
    roles=(roles.COORDINATOR, roles.COMMUNE_OFFICER),
)
CHOOSE = register("survey.choose_figure", "Chọn số liệu đang dùng", roles=(roles.COORDINATOR,))
ASK = register(
    "survey.view_question",
    "Xem câu hỏi về số liệu",
    roles=(roles.COORDINATOR, roles.COMMUNE_OFFICER, roles.REPRESENTATIVE),
)
ANSWER = register(
    "survey.answer_question",
    "Trả lời câu hỏi về số liệu",
    roles=(roles.COORDINATOR, roles.COMMUNE_OFFICER, roles.REPRESENTATIVE),
)
