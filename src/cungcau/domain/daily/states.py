"""What a daily report can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

DRAFT, ISSUED, REPLACED = "draft", "issued", "replaced"

REPORT = Lifecycle(
    name="daily_report",
    start=DRAFT,
    states=(DRAFT, ISSUED, REPLACED),
    moves={"issue": ((DRAFT,), ISSUED), "replace": ((ISSUED,), REPLACED)},
)
LABELS = {DRAFT: _("Đang soạn"), ISSUED: _("Đã gửi"), REPLACED: _("Đã thay bằng bản sau")}
TONES = {DRAFT: "warn", ISSUED: "good", REPLACED: ""}
