"""What a revocation, an inspection and a finding can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

OPEN, DECIDED, DROPPED = "open", "decided", "dropped"

REVOCATION = Lifecycle(
    name="revocation",
    start=OPEN,
    states=(OPEN, DECIDED, DROPPED),
    moves={"decide": ((OPEN,), DECIDED), "drop": ((OPEN,), DROPPED)},
)
REVOCATION_LABELS = {OPEN: _("Chờ quyết định"), DECIDED: _("Đã thu hồi"), DROPPED: _("Không thu hồi")}
REVOCATION_TONES = {OPEN: "warn", DECIDED: "bad", DROPPED: "good"}

PLANNED, DONE, CANCELLED = "planned", "done", "cancelled"

INSPECTION = Lifecycle(
    name="inspection",
    start=PLANNED,
    states=(PLANNED, DONE, CANCELLED),
    moves={"finish": ((PLANNED,), DONE), "cancel": ((PLANNED,), CANCELLED)},
)
INSPECTION_LABELS = {PLANNED: _("Đã lên lịch"), DONE: _("Đã kiểm tra"), CANCELLED: _("Đã huỷ")}
INSPECTION_TONES = {PLANNED: "", DONE: "good", CANCELLED: "bad"}

ANSWERED, CLOSED = "answered", "closed"

FINDING = Lifecycle(
    name="finding",
    start=OPEN,
    states=(OPEN, ANSWERED, CLOSED),
    moves={
        "answer": ((OPEN,), ANSWERED),
        "reopen": ((ANSWERED, CLOSED), OPEN),
        "close": ((OPEN, ANSWERED), CLOSED),
    },
)
FINDING_LABELS = {OPEN: _("Chờ khắc phục"), ANSWERED: _("Chờ xem lại"), CLOSED: _("Đã khắc phục")}
FINDING_TONES = {OPEN: "warn", ANSWERED: "", CLOSED: "good"}
