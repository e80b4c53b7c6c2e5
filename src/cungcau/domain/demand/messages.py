"""What is said when this app refuses, and what the trail says of it."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register("need_not_found", 404, "Không có nhu cầu này.", "There is no such need.")

NEEDS_RECORDED = verbs.register(
    "demand.needs_recorded", "ghi {created} nhu cầu mới, sửa {changed} của {thing}"
)
