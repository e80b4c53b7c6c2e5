"""What is said when background work refuses."""

from cungcau.platform.ui.messages import register

register("job_not_found", 404, "Không có việc này.", "There is no such job.")
register(
    "job_worker_died",
    500,
    "Tiến trình xử lý đã dừng đột ngột {times} lần; việc không được thử lại nữa.",
    "The worker stopped abruptly {times} times; the work is not tried again.",
)
register(
    "job_finished", 409, "Việc “{title}” đã kết thúc, không dừng được nữa.", "“{title}” has already ended."
)
register(
    "job_cannot_stop",
    409,
    "Việc “{title}” đã bắt đầu nên chạy đến hết, không dừng giữa chừng được.",
    "“{title}” has begun and runs to its end; it cannot be stopped half-way.",
)
