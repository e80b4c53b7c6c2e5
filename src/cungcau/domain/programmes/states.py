"""What a plan and a task of a plan can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

DRAFT, ISSUED, CLOSED, CANCELLED = "draft", "issued", "closed", "cancelled"

PLAN = Lifecycle(
    name="plan_document",
    start=DRAFT,
    states=(DRAFT, ISSUED, CLOSED, CANCELLED),
    moves={
        "issue": ((DRAFT,), ISSUED),
        "reopen": ((ISSUED,), DRAFT),
        "close": ((ISSUED,), CLOSED),
        "resume": ((CLOSED,), ISSUED),
        "cancel": ((DRAFT, ISSUED), CANCELLED),
    },
)
PLAN_LABELS = {
    DRAFT: _("Dự thảo"),
    ISSUED: _("Đang thực hiện"),
    CLOSED: _("Đã kết thúc"),
    CANCELLED: _("Đã bãi bỏ"),
}
PLAN_TONES = {DRAFT: "warn", ISSUED: "good", CLOSED: "", CANCELLED: "bad"}

OPEN, DOING, DONE, DROPPED = "open", "doing", "done", "dropped"

TASK = Lifecycle(
    name="plan_task",
    start=OPEN,
    states=(OPEN, DOING, DONE, DROPPED),
    moves={
        "start": ((OPEN,), DOING),
        "finish": ((OPEN, DOING), DONE),
        "take_back": ((DONE,), DOING),
        "drop": ((OPEN, DOING), DROPPED),
        "pick_up": ((DROPPED,), OPEN),
    },
)
TASK_LABELS = {OPEN: _("Chưa làm"), DOING: _("Đang làm"), DONE: _("Xong"), DROPPED: _("Thôi làm")}
TASK_TONES = {OPEN: "", DOING: "warn", DONE: "good", DROPPED: "bad"}
