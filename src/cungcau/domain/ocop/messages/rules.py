"""What is said of rule books."""

from cungcau.domain.ocop import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(states.RULE_BOOK, {"publish": "ban hành bộ tiêu chí {book}"})
