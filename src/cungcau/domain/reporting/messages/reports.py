"""Words for writing, signing and sending reports."""

from cungcau.domain.reporting import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register("report_not_found", 404, "Không có báo cáo này.", "There is no such report.")
register("report_part_not_found", 404, "Báo cáo này không có phần đó.", "The report has no such part.")
register(
    "report_closed",
    409,
    "Báo cáo đang ở bước “{state}” nên không sửa được; hãy trả lại để sửa, hoặc lập bản sửa đổi nếu đã gửi.",
    'The report is at "{state}" and cannot be written; return it, or revise it where it was sent.',
)
register(
    "report_figure_reason_missing",
    400,
    "“{name}”: ghi số khác số tính được thì phải nêu lý do.",
    '"{name}": another figure than the computed one needs a reason.',
)
register(
    "report_figure_changed",
    409,
    "“{name}”: người khác vừa ghi {value}. Hãy xem lại rồi ghi.",
    '"{name}": somebody else has just entered {value}. Look again, then enter yours.',
)
register(
    "report_figure_missing",
    400,
    "“{name}”: hãy ghi một con số.",
    '"{name}": give a figure.',
)
register(
    "report_figure_too_large",
    400,
    "“{name}”: {value} quá lớn; nhiều nhất 17 chữ số trước dấu phẩy.",
    '"{name}": {value} is too large; at most 17 digits before the point.',
)
register(
    "report_note_missing",
    400,
    "Trả lại báo cáo thì phải nêu điều cần sửa.",
    "Say what is to be mended when returning a report.",
)
register(
    "report_same_person",
    409,
    "Chế độ báo cáo này cần hai người: người trình không tự ký báo cáo của mình.",
    "This duty wants two people: who submitted a report does not sign it.",
)
register(
    "report_not_sent_yet",
    409,
    "Chỉ báo cáo đã gửi mới có bản sửa đổi; bản đang viết thì sửa trực tiếp.",
    "Only a sent report is revised; one being written is simply changed.",
)
register(
    "report_changes_missing",
    400,
    "Hãy nêu lý do sửa báo cáo đã gửi.",
    "Say why the sent report is revised.",
)
register(
    "report_revision_unchanged",
    409,
    "Bản sửa đổi không khác bản đã gửi nên không cần gửi lại.",
    "The revision does not differ from the report that was sent.",
)
register(
    "report_revised_meanwhile",
    409,
    "Kỳ này đang có một bản khác được viết.",
    "Another revision of this report is being written.",
)
BEGUN = verbs.register("reporting.begun", "viết báo cáo {thing}")
REVISED = verbs.register("reporting.revised", "lập bản sửa đổi {revision} của {thing}: {reason}")
COUNTED = verbs.register("reporting.counted", "tính lại số liệu của {thing}")
WRITTEN = verbs.register("reporting.written", "sửa phần {section} của {thing}")
HEADED = verbs.register("reporting.headed", "sửa phần đầu văn bản của {thing}")
ENTERED = verbs.register("reporting.entered", "ghi {name} = {value} trong {thing} {reason}")
CLEARED = verbs.register("reporting.cleared", "bỏ số ghi thay của {name} trong {thing}")
register_moves(
    states.REPORT,
    {
        "submit": "trình báo cáo {thing}",
        "approve": "kiểm tra xong báo cáo {thing}",
        "sign": "ký báo cáo {thing}",
        "send": "gửi báo cáo {thing}, bản {revision}",
        "return": "trả lại báo cáo {thing}: {note}",
        "replace": "thay báo cáo {thing}, bản {revision}",
    },
)
