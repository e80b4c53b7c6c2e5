"""What stands behind an entry or a price, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_ROWS = {
    "terms": gettext_lazy("điều khoản"),
    "slip": gettext_lazy("phiếu hái"),
    "ticket": gettext_lazy("phiếu cân"),
    "trip_load": gettext_lazy("hàng trên chuyến"),
    "trip_stop": gettext_lazy("điểm dừng của chuyến"),
    "arrival": gettext_lazy("lần giao hàng"),
    "claim": gettext_lazy("khiếu nại"),
    "payment": gettext_lazy("lần trả tiền"),
    "statement_item": gettext_lazy("dòng quyết toán"),
}


def evidence_words(evidence: str) -> str:
    """ "ticket:17" as people read it: "phiếu cân số 17"; what is no such name is given as it stands."""
    kind, _colon, number = evidence.partition(":")
    if kind not in _ROWS or not number:
        return evidence
    return _("%(what)s số %(number)s") % {"what": _ROWS[kind], "number": number}
