"""What is said when background work refuses."""

from cungcau.platform.ui.messages import register

register("job_not_found", 404, "Không có việc này.", "There is no such job.")
register(
    "job_finished", 409, "Việc “{title}” đã kết thúc, không dừng được nữa.", "“{title}” has already ended."
)
