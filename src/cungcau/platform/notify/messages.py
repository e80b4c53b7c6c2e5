"""What is said when a message cannot be kept or sent."""

from cungcau.platform.ui.messages import register

register(
    "notice_outside_transaction",
    500,
    "Lỗi của hệ thống: thông báo chưa được lưu nên việc này đã bị từ chối.",
    "System fault: the notice could not be kept and the deed was refused.",
)
register(
    "email_url_invalid",
    500,
    "CUNGCAU_EMAIL_URL phải có dạng smtp://máy:cổng.",
    "CUNGCAU_EMAIL_URL must look like smtp://host:port.",
)
