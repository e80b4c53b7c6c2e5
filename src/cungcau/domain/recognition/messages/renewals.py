"""What is said of renewals: reminders, calls made instead, and the pages without sign-in."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "reminder_not_found",
    404,
    "Không có lời nhắc này, hoặc không thuộc phần việc của bạn.",
    "There is no such reminder, or it is not yours to see.",
)
register(
    "reminder_told_already",
    409,
    "Lời nhắc này đã tới người có tài khoản, hoặc đã được gọi điện.",
    "This reminder has reached somebody with an account, or was made by telephone.",
)
register(
    "reminder_note_missing",
    400,
    "Hãy ghi đã gọi ai, nói gì.",
    "Write down whom you called and what was said.",
)
register(
    "badge_not_valid",
    409,
    "Không tải được tem sao, mã QR, giấy chứng nhận: giấy này {why}. Chỉ được dùng khi giấy còn hiệu lực.",
    "Badge, QR and certificate cannot be downloaded: {why}. They may be used only while the certificate is valid.",
)
register(
    "certificate_made_elsewhere",
    409,
    "Bản giấy của giấy chứng nhận này do cơ quan đã cấp giữ (nguồn: {source}); ở đây chỉ có tem sao và mã QR.",
    "The paper is with the authority that issued it (source: {source}); only badge and QR are to be had here.",
)
register(
    "public_certificate_not_found",
    404,
    "Không có giấy chứng nhận nào có mã này trong hệ thống của tỉnh.",
    "The province's system holds no certificate with this code.",
)
register(
    "public_search_too_often",
    429,
    "Bạn tra cứu quá nhiều lần trong một phút. Hãy đợi một chút rồi thử lại.",
    "Too many look-ups within a minute. Wait a little and try again.",
)

CALLED = verbs.register("recognition.reminder_called", "gọi điện nhắc chủ thể của {product}: {note}")
