"""What is said when an account's verbs refuse."""

from cungcau.platform.ui.messages import register

register(
    "not_signed_in",
    401,
    "Bạn cần đăng nhập để làm việc này.",
    "Please sign in to do this.",
)
register(
    "sign_in_failed",
    400,
    "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ và phím Caps Lock rồi thử lại; "
    "còn {left} lần thử.",
    "The name or the password is not right. Check your keyboard and Caps Lock; {left} tries left.",
)
register(
    "sign_in_locked",
    429,
    "Đã nhập sai nhiều lần nên tên này tạm khoá. Hãy thử lại sau {minutes} phút, "
    "hoặc nhờ cán bộ phụ trách đặt lại mật khẩu.",
    "Too many failures: this name is closed. Try again in {minutes} minutes, or have the password reset.",
)
register(
    "password_wrong",
    400,
    "Mật khẩu đang dùng chưa đúng.",
    "The current password is not right.",
)
register(
    "password_weak",
    400,
    "Mật khẩu mới chưa đủ mạnh. {reasons}",
    "The new password is too weak. {reasons}",
)
register(
    "username_invalid",
    400,
    "Tên đăng nhập “{value}” phải có 3–60 ký tự: chữ không dấu, số, dấu chấm, gạch nối, "
    "và ít nhất một chữ cái.",
    "A user name has 3–60 plain letters, digits, dots or dashes, with at least one letter; not “{value}”.",
)
register(
    "username_taken",
    409,
    "Tên đăng nhập “{value}” đã có người dùng.",
    "The user name “{value}” is taken.",
)
register(
    "phone_invalid",
    400,
    "“{value}” không phải số điện thoại Việt Nam (ví dụ 0912 345 678) hay số quốc tế bắt đầu bằng dấu +.",
    "“{value}” is not a Vietnamese phone number, nor an international one beginning with +.",
)
register(
    "phone_taken",
    409,
    "Số điện thoại {value} đã gắn với tài khoản khác.",
    "The phone {value} belongs to another account.",
)
register(
    "email_invalid",
    400,
    "“{value}” không phải địa chỉ thư điện tử.",
    "“{value}” is not an e-mail address.",
)
register(
    "email_taken",
    409,
    "Địa chỉ {value} đã gắn với tài khoản khác.",
    "The address {value} belongs to another account.",
)
register(
    "full_name_missing",
    400,
    "Hãy nhập họ và tên (nhiều nhất {most} ký tự).",
    "Give a full name (at most {most} characters).",
)
register(
    "language_unknown",
    400,
    "Không có ngôn ngữ “{value}”.",
    "There is no language “{value}”.",
)
