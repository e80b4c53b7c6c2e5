"""What a question about doubtful figures can be: open, answered, withdrawn when it no longer applies."""

from __future__ import annotations

from cungcau.kernel.lifecycle import Lifecycle

OPEN, ANSWERED, WITHDRAWN = "open", "answered", "withdrawn"

QUESTION = Lifecycle(
    name="question",
    start=OPEN,
    states=(OPEN, ANSWERED, WITHDRAWN),
    moves={
        "answer": ((OPEN,), ANSWERED),
        "withdraw": ((OPEN, ANSWERED), WITHDRAWN),
        "ask_again": ((ANSWERED, WITHDRAWN), OPEN),
    },
)

LABELS = {
    OPEN: "Chờ trả lời",
    ANSWERED: "Đã trả lời",
    WITHDRAWN: "Không còn đúng với số liệu",
}
"""What people call the states."""
