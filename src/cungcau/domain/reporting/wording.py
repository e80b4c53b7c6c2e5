"""Words of this room that more than one page says."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cungcau.domain.reporting import states
from cungcau.domain.reporting.models import Due
from cungcau.domain.reporting.selectors.boards import standing
from cungcau.kernel.vntext import show_number

STANDING = {
    **states.DUE_LABELS,
    "late": _("Trễ, chưa gửi"),
    "sent_late": _("Đã gửi, trễ hạn"),
}
TONES = {**states.DUE_TONES, "late": "bad", "sent_late": "warn"}
VERBS = {
    "submit": _("Trình kiểm tra"),
    "approve": _("Kiểm tra xong, trình ký"),
    "sign": _("Ký"),
    "send": _("Gửi"),
    "return": _("Trả lại để sửa"),
}
STEPS = {
    "begin": pgettext_lazy("bước báo cáo", "viết"),
    "revise": pgettext_lazy("bước báo cáo", "lập bản sửa đổi"),
    "submit": pgettext_lazy("bước báo cáo", "trình kiểm tra"),
    "approve": pgettext_lazy("bước báo cáo", "kiểm tra xong"),
    "sign": pgettext_lazy("bước báo cáo", "ký"),
    "send": pgettext_lazy("bước báo cáo", "gửi"),
    "return": pgettext_lazy("bước báo cáo", "trả lại"),
    "replace": pgettext_lazy("bước báo cáo", "thay bằng bản sau"),
}
REACHED = {"yes": _("Đạt"), "no": _("Chưa đạt"), "unknown": _("Chưa rõ")}
REACHED_TONES = {"yes": "good", "no": "warn", "unknown": ""}


def badge(due: Due, now: datetime) -> tuple[object, str]:
    """A due's standing in words, and the tone of its badge."""
    word = standing(due, now)
    return STANDING[word], TONES[word]


def figure(value: Decimal | None) -> str:
    """A figure as papers print it: "1.234,5"; a dash for what is not known."""
    return "–" if value is None else show_number(value)


def percent(value: Decimal | None) -> str:
    """A part of one as percent with one decimal at most: "87,5%"."""
    if value is None:
        return "–"
    text = show_number(value * 100, 1)
    return f"{text.removesuffix(',0')}%"
