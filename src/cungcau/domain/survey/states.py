"""What a question about doubtful figures can be: open, answered, withdrawn when it no longer applies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

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
    OPEN: _("Chờ trả lời"),
    ANSWERED: _("Đã trả lời"),
    WITHDRAWN: _("Không còn đúng với số liệu"),
}
"""What people call the states."""
