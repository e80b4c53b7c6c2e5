"""What is said of rule books."""

from cungcau.domain.ocop import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves

register_moves(states.RULE_BOOK, {"publish": "ban hành bộ tiêu chí {book}"})

LOADED = verbs.register("ocop.rules_loaded", "nạp bộ tiêu chí {thing}: {sets} bộ, tệp {file}")
INSTRUMENT_CHANGED = verbs.register("ocop.instrument_changed", "cập nhật ngày, ghi chú của văn bản {thing}")
DROPPED = verbs.register("ocop.rules_dropped", "bỏ bản thử bộ tiêu chí {thing}")
