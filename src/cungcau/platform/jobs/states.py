"""What can happen to a piece of background work."""

from __future__ import annotations

from cungcau.kernel.lifecycle import Lifecycle

QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED = "queued", "running", "succeeded", "failed", "cancelled"

JOB = Lifecycle(
    name="job",
    start=QUEUED,
    states=(QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED),
    moves={
        "start": ((QUEUED,), RUNNING),
        "retake": ((RUNNING,), QUEUED),
        "succeed": ((RUNNING,), SUCCEEDED),
        "fail": ((QUEUED, RUNNING), FAILED),
        "cancel": ((QUEUED, RUNNING), CANCELLED),
    },
)

FINISHED = frozenset({SUCCEEDED, FAILED, CANCELLED})

LABELS = {
    QUEUED: "Đang chờ",
    RUNNING: "Đang chạy",
    SUCCEEDED: "Xong",
    FAILED: "Lỗi",
    CANCELLED: "Đã dừng",
}
