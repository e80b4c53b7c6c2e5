"""What a report, and what is owed of it, can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

DRAFT, CHECKING, SIGNING, SIGNED, SENT, REPLACED = (
    "draft", "checking", "signing", "signed", "sent", "replaced",
)  # fmt: skip

REPORT = Lifecycle(
    name="periodic_report",
    start=DRAFT,
    states=(DRAFT, CHECKING, SIGNING, SIGNED, SENT, REPLACED),
    moves={
        "submit": ((DRAFT,), CHECKING),
        "approve": ((CHECKING,), SIGNING),
        "sign": ((SIGNING,), SIGNED),
        "send": ((SIGNED,), SENT),
        "return": ((CHECKING, SIGNING, SIGNED), DRAFT),
        "replace": ((SENT,), REPLACED),
    },
)
LABELS = {
    DRAFT: _("Đang viết"),
    CHECKING: _("Chờ kiểm tra"),
    SIGNING: _("Chờ ký"),
    SIGNED: _("Đã ký, chưa gửi"),
    SENT: _("Đã gửi"),
    REPLACED: _("Đã thay bằng bản sau"),
}
TONES = {DRAFT: "warn", CHECKING: "warn", SIGNING: "warn", SIGNED: "warn", SENT: "good", REPLACED: ""}

WAITING, EXCUSED = "waiting", "excused"

DUE_LABELS = {
    WAITING: _("Chưa viết"),
    **{state: LABELS[state] for state in (DRAFT, CHECKING, SIGNING, SIGNED, SENT)},
    EXCUSED: _("Được miễn"),
}
DUE_TONES = {
    WAITING: "",
    **{state: TONES[state] for state in (DRAFT, CHECKING, SIGNING, SIGNED, SENT)},
    EXCUSED: "",
}
OWED = (WAITING, DRAFT, CHECKING, SIGNING, SIGNED)
"""States of a due that is still owed; it follows the state of its newest report until that is sent."""
