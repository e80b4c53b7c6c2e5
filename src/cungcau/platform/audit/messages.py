"""What is said when the trail cannot be written."""

from cungcau.platform.ui.messages import register

register(
    "audit_outside_transaction",
    500,
    "Lỗi của hệ thống: việc này chưa được ghi nhật ký nên đã bị từ chối.",
    "System fault: the deed could not be recorded and was refused.",
)
