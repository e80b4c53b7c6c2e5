"""What is said of plan targets and reports."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "ocop_target_not_found",
    404,
    "Không có chỉ tiêu này, hoặc không thuộc địa bàn của bạn.",
    "There is no such target, or it is not of your area.",
)
register(
    "ocop_target_known",
    409,
    "{plan} đã có chỉ tiêu “{measure}” cho địa bàn này. Hãy sửa chỉ tiêu ấy.",
    "{plan} already has the target “{measure}” for this area. Correct that one.",
)
register(
    "ocop_report_period_unknown",
    400,
    "Không có kỳ báo cáo “{value}”; hãy chọn 6 tháng hoặc năm.",
    "No reporting period “{value}”; choose half a year or a year.",
)
register(
    "ocop_day_out_of_range",
    400,
    "Ngày {value} không hợp lệ; hãy chọn một ngày từ {first} đến {last}.",
    "The day {value} does not do; choose one from {first} to {last}.",
)

TARGET_SET = verbs.register("recognition.target_set", "ghi chỉ tiêu {thing}: ít nhất {least}")
TARGET_CHANGED = verbs.register("recognition.target_changed", "sửa chỉ tiêu {thing}")
TARGET_DROPPED = verbs.register("recognition.target_dropped", "bỏ chỉ tiêu {thing}")
