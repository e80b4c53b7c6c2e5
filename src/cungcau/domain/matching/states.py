"""What a plan can be: being computed, computed, published to everyone, replaced by a newer one."""

from __future__ import annotations

from cungcau.kernel.lifecycle import Lifecycle

COMPUTING, COMPUTED, PUBLISHED, SUPERSEDED, FAILED, DISCARDED = (
    "computing",
    "computed",
    "published",
    "superseded",
    "failed",
    "discarded",
)

PLAN = Lifecycle(
    name="plan",
    start=COMPUTING,
    states=(COMPUTING, COMPUTED, PUBLISHED, SUPERSEDED, FAILED, DISCARDED),
    moves={
        "keep": ((COMPUTING,), COMPUTED),
        "fail": ((COMPUTING,), FAILED),
        "publish": ((COMPUTED,), PUBLISHED),
        "supersede": ((PUBLISHED,), SUPERSEDED),
        "discard": ((COMPUTED, FAILED), DISCARDED),
    },
)

LABELS = {
    COMPUTING: "Đang tính",
    COMPUTED: "Đã tính, chưa công bố",
    PUBLISHED: "Đang áp dụng",
    SUPERSEDED: "Đã thay bằng kế hoạch mới",
    FAILED: "Không tính được",
    DISCARDED: "Đã bỏ",
}

WITH_RESULT = frozenset({COMPUTED, PUBLISHED, SUPERSEDED, DISCARDED})
"""States in which a plan has lines to show (a discarded plan may have failed before it had any)."""
