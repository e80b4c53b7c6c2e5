"""What a table that came in can be: uploaded, read, previewed, applied; each step may fail or be stopped."""

from __future__ import annotations

from cungcau.kernel.lifecycle import Lifecycle

UPLOADED, READING, PREVIEWED, APPLYING, APPLIED, FAILED, DISCARDED = (
    "uploaded",
    "reading",
    "previewed",
    "applying",
    "applied",
    "failed",
    "discarded",
)

INTAKE = Lifecycle(
    name="intake",
    start=UPLOADED,
    states=(UPLOADED, READING, PREVIEWED, APPLYING, APPLIED, FAILED, DISCARDED),
    moves={
        "read": ((UPLOADED, PREVIEWED, FAILED), READING),
        "preview": ((READING,), PREVIEWED),
        "stop": ((READING,), UPLOADED),
        "apply": ((PREVIEWED,), APPLYING),
        "finish": ((APPLYING,), APPLIED),
        "return": ((APPLYING,), PREVIEWED),
        "fail": ((READING, APPLYING), FAILED),
        "discard": ((UPLOADED, PREVIEWED, FAILED), DISCARDED),
    },
)

LABELS = {
    UPLOADED: "Đã gửi lên, chưa đọc",
    READING: "Đang đọc",
    PREVIEWED: "Đã xem trước, chưa ghi",
    APPLYING: "Đang ghi",
    APPLIED: "Đã ghi",
    FAILED: "Không đọc được",
    DISCARDED: "Đã bỏ",
}

TONES = {PREVIEWED: "warn", APPLIED: "good", FAILED: "bad", DISCARDED: ""}

AT_WORK = frozenset({READING, APPLYING})
"""States in which a job is busy with the table."""
