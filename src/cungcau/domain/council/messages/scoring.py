"""What is said of score sheets."""

from cungcau.domain.council import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(
    states.SHEET,
    {"submit": "nộp phiếu chấm {product}", "take_back": "lấy lại phiếu chấm {product} để sửa"},
)
