"""What the trail says of this app."""

from cungcau.platform.audit import verbs

NEEDS_RECORDED = verbs.register(
    "demand.needs_recorded", "ghi {created} nhu cầu mới, sửa {changed} của {thing}"
)
