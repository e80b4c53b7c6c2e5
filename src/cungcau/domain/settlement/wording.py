"""What the ages of debts are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AGE_LABELS = {
    "not_due": _("Chưa đến hạn"),
    "week": _("Trễ đến 7 ngày"),
    "month": _("Trễ 8–30 ngày"),
    "older": _("Trễ quá 30 ngày"),
}
