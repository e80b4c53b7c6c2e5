"""What the ages of debts are called."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui import figures

AGE_LABELS = {
    "not_due": _("Chưa đến hạn"),
    "week": _("Trễ đến 7 ngày"),
    "month": _("Trễ 8–30 ngày"),
    "older": _("Trễ quá 30 ngày"),
}


def claims_said(vnd: int) -> str:
    """Who owes whom how much from the ended claims of an order (above 0: the seller the buyer); "" for nothing."""
    if not vnd:
        return ""
    said = (
        gettext("Theo khiếu nại đã kết thúc, bên bán trả bên mua %(vnd)s.")
        if vnd > 0
        else gettext("Theo khiếu nại đã kết thúc, bên mua trả bên bán %(vnd)s.")
    )
    return said % {"vnd": figures.money(abs(vnd))}
