"""The sentences of the kernel and of the platform's own refusals; domain apps bring theirs from ``messages.py``.

Each line: code, HTTP status, Vietnamese, English. Blanks are the facts of the error.
"""

from __future__ import annotations

PLATFORM: tuple[tuple[str, int, str, str], ...] = (
    # rights
    ("not_signed_in", 401, "Bạn cần đăng nhập để làm việc này.", "Please sign in to do this."),
    (
        "not_allowed",
        403,
        "Tài khoản của bạn chưa được giao quyền “{label}” ở địa bàn này. Hãy nhờ người quản trị giao quyền.",
        "Your account does not hold the right “{permission}” in this area. Ask an administrator for it.",
    ),
    ("area_invalid", 400, "“{value}” không phải mã địa bàn (ví dụ 20 hoặc 20.06172).", "“{value}” is not an area code."),
    (
        "grant_days_invalid",
        400,
        "Ngày hết hạn {valid_to} đứng trước ngày bắt đầu {valid_from}.",
        "The last day {valid_to} comes before the first {valid_from}.",
    ),
    # accounts
    (
        "sign_in_failed",
        400,
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ và phím Caps Lock rồi thử lại; còn {left} lần thử.",
        "The name or the password is not right. Check your keyboard and Caps Lock; {left} tries left.",
    ),
    (
        "sign_in_locked",
        429,
        "Đã nhập sai nhiều lần nên tên này tạm khoá. Hãy thử lại sau {minutes} phút, hoặc nhờ cán bộ phụ trách đặt lại mật khẩu.",
        "Too many failures: this name is closed. Try again in {minutes} minutes, or have the password reset.",
    ),
    ("password_wrong", 400, "Mật khẩu đang dùng chưa đúng.", "The current password is not right."),
    ("password_weak", 400, "Mật khẩu mới chưa đủ mạnh. {reasons}", "The new password is too weak. {reasons}"),
    (
        "username_invalid",
        400,
        "Tên đăng nhập “{value}” phải có 3–60 ký tự: chữ không dấu, số, dấu chấm, gạch nối, và ít nhất một chữ cái.",
        "A user name has 3–60 plain letters, digits, dots or dashes, with at least one letter; not “{value}”.",
    ),
    ("username_taken", 409, "Tên đăng nhập “{value}” đã có người dùng.", "The user name “{value}” is taken."),
    (
        "phone_invalid",
        400,
        "“{value}” không phải số điện thoại Việt Nam (ví dụ 0912 345 678) hay số quốc tế bắt đầu bằng dấu +.",
        "“{value}” is not a Vietnamese phone number, nor an international one beginning with +.",
    ),
    ("phone_taken", 409, "Số điện thoại {value} đã gắn với tài khoản khác.", "The phone {value} belongs to another account."),
    ("email_invalid", 400, "“{value}” không phải địa chỉ thư điện tử.", "“{value}” is not an e-mail address."),
    ("email_taken", 409, "Địa chỉ {value} đã gắn với tài khoản khác.", "The address {value} belongs to another account."),
    ("full_name_missing", 400, "Hãy nhập họ và tên (nhiều nhất {most} ký tự).", "Give a full name (at most {most} characters)."),
    ("language_unknown", 400, "Không có ngôn ngữ “{value}”.", "There is no language “{value}”."),
    # states, trail
    (
        "verb_not_allowed",
        409,
        "Không làm được việc này vì trạng thái đã thay đổi. Hãy tải lại trang để xem tình trạng mới nhất.",
        "This cannot be done in the present state. Reload the page to see how things stand.",
    ),
    ("not_found", 404, "Không tìm thấy, hoặc bạn không có quyền xem.", "Not found, or not yours to see."),
    (
        "audit_outside_transaction",
        500,
        "Lỗi của hệ thống: việc này chưa được ghi nhật ký nên đã bị từ chối.",
        "System fault: the deed could not be recorded and was refused.",
    ),
    # jobs
    ("job_not_found", 404, "Không tìm thấy việc này, hoặc bạn không có quyền xem.", "No such job, or not yours to see."),
    ("job_finished", 409, "Việc “{title}” đã xong nên không dừng được nữa.", "The job “{title}” has already ended."),
    # files in and out
    ("input_invalid", 400, "Dữ liệu có {faults} chỗ cần sửa:", "The input has {faults} faults:"),
    ("format_unknown", 400, "Không có định dạng “{value}”; hãy chọn csv hoặc xlsx.", "No format “{value}”; choose csv or xlsx."),
    ("file_unreadable", 400, "Không đọc được tệp “{file}”: {why}", "Cannot read the file “{file}”: {why}"),
    (
        "file_too_large",
        413,
        "Tệp “{file}” lớn quá: {size_mb} MB, nhiều nhất {most_mb} MB. Hãy chia thành nhiều tệp.",
        "The file “{file}” is too large: {size_mb} MB, at most {most_mb} MB.",
    ),
    (
        "too_many_rows",
        413,
        "Tệp “{file}” có hơn {most} dòng. Hãy chia thành nhiều tệp.",
        "The file “{file}” has more than {most} rows. Split it.",
    ),
    ("paper_invalid", 400, "Không lập được văn bản: {why}", "The paper cannot be made: {why}"),
)
