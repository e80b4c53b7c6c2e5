"""What a plan can be: being computed, computed, published to everyone, replaced by a newer one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

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
    COMPUTING: _("Đang tính"),
    COMPUTED: _("Đã tính, chưa công bố"),
    PUBLISHED: _("Đang áp dụng"),
    SUPERSEDED: _("Đã thay bằng kế hoạch mới"),
    FAILED: _("Không tính được"),
    DISCARDED: _("Đã bỏ"),
}

WITH_RESULT = frozenset({COMPUTED, PUBLISHED, SUPERSEDED, DISCARDED})
"""States in which a plan has lines to show (a discarded plan may have failed before it had any)."""
