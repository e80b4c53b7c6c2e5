"""What is said of decisions."""

from cungcau.domain.council import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(
    states.DECISION,
    {"sign": "ghi quyết định {number} đã ký", "cancel": "bỏ dự thảo quyết định: {reason}"},
)
