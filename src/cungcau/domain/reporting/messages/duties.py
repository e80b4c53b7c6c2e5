"""Words for duties to report and what is owed."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "report_layout_unknown",
    400,
    "Không có mẫu báo cáo “{value}”. Các mẫu đang có: {known}.",
    'There is no report template "{value}". The templates are: {known}.',
)
register(
    "report_days_invalid",
    400,
    "Ngày báo cáo cố định không hợp lệ: “{value}”. Ghi ngày, tháng và kỳ, không trùng nhau, ví dụ “25/6 6 tháng”.",
    'A fixed report day is not valid: "{value}". Each line is day/month and what it covers, none twice.',
)
register(
    "report_days_missing",
    400,
    "Chế độ báo cáo theo ngày cố định cần ít nhất một ngày.",
    "A duty of fixed days needs at least one day.",
)
register(
    "report_duty_circle",
    409,
    "“{name}” không thể tổng hợp vào chính nó, qua bao nhiêu cấp cũng vậy.",
    '"{name}" cannot be summed into itself, over however many levels.',
)
register(
    "report_duty_follows_nothing",
    400,
    "Hạn “trước hạn của cấp trên” cần chọn chế độ báo cáo cấp trên.",
    "A duty due before the one above needs the duty above.",
)
register(
    "report_duty_wants_season",
    400,
    "Báo cáo hằng ngày cần chọn mùa vụ.",
    "A daily duty needs its season.",
)
register(
    "report_agency_unknown",
    404,
    "Không có cơ quan mang mã: {value}.",
    "There is no agency with the code: {value}.",
)
register(
    "report_above_wrong",
    409,
    "Không tổng hợp được vào “{label}”: cần một báo cáo đột xuất nơi nhận phải gửi và chưa viết.",
    'Nothing can be summed into "{label}": it takes a quick report the receiver owes and has not begun.',
)
register("report_duty_not_found", 404, "Không có chế độ báo cáo này.", "There is no such duty to report.")
register("report_due_not_found", 404, "Không có kỳ báo cáo này.", "There is no such report due.")
register(
    "report_duty_days_wrong",
    400,
    "Ngày cuối {last} không được trước ngày đầu {first}.",
    "The last day {last} is before the first {first}.",
)
register(
    "report_nobody_owes",
    400,
    "Hãy chọn ít nhất một cơ quan phải báo cáo.",
    "Choose at least one agency that owes the report.",
)
register(
    "report_request_missing",
    400,
    "Hãy ghi nội dung cần báo cáo.",
    "Say what is to be reported.",
)
register(
    "report_due_past",
    409,
    "Hạn gửi {day} đã qua; hãy chọn từ hôm nay trở đi.",
    "The due day {day} has passed; choose today or later.",
)
register(
    "report_due_begun",
    409,
    "Báo cáo “{label}” của {agency} đã được viết nên không miễn được nữa.",
    'The report "{label}" of {agency} has been begun and cannot be excused any more.',
)
register(
    "report_due_excused",
    409,
    "Kỳ “{label}” của {agency} đã được miễn báo cáo.",
    'The report "{label}" of {agency} has been excused.',
)
register(
    "report_due_not_excused",
    409,
    "Kỳ “{label}” của {agency} không ở diện được miễn.",
    'The report "{label}" of {agency} is not excused.',
)
DUTY_SET = verbs.register("reporting.duty_set", "đặt chế độ báo cáo {thing}")
DUTY_CHANGED = verbs.register("reporting.duty_changed", "sửa chế độ báo cáo {thing}")
OWING_ADDED = verbs.register("reporting.owing_added", "thêm {agency} vào chế độ báo cáo {thing}")
OWING_ENDED = verbs.register(
    "reporting.owing_ended", "thôi yêu cầu {agency} báo cáo theo {thing} từ sau {day}"
)
DUES_OPENED = verbs.register("reporting.dues_opened", "mở {count} kỳ báo cáo của {thing}")
ASKED = verbs.register("reporting.asked", "yêu cầu báo cáo đột xuất {count} cơ quan: {request}")
EXCUSED = verbs.register("reporting.excused", "miễn báo cáo {thing} cho {agency}: {reason}")
UNEXCUSED = verbs.register("reporting.unexcused", "bỏ miễn báo cáo {thing} cho {agency}")
