"""What is said when a right is missing."""

from cungcau.platform.ui.messages import register

register(
    "not_allowed",
    403,
    "Tài khoản của bạn chưa được giao quyền “{label}” ở địa bàn này. Hãy nhờ người quản trị giao quyền.",
    "Your account does not hold the right “{permission}” in this area. Ask an administrator for it.",
)
register(
    "area_invalid",
    400,
    "“{value}” không phải mã địa bàn (ví dụ 20 hoặc 20.06172).",
    "“{value}” is not an area code.",
)
register(
    "grant_days_invalid",
    400,
    "Ngày hết hạn {valid_to} đứng trước ngày bắt đầu {valid_from}.",
    "The last day {valid_to} comes before the first {valid_from}.",
)
