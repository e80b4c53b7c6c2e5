"""Questions about revocation cases."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.recognition import states
from cungcau.domain.recognition.models import Revocation
from cungcau.domain.recognition.selectors.shown import revocations_shown
from cungcau.platform.access.selectors import Somebody

MINISTERS_STAR = 5
PROVINCE_CHAIR, MINISTER = _("Chủ tịch UBND tỉnh"), _("Bộ trưởng Bộ Nông nghiệp và Môi trường")
_HEAVY = (
    "certificate__product__words",
    "certificate__product__entity__words",
    "certificate__product__unit__words",
)


def revocations(user: Somebody) -> QuerySet[Revocation]:
    """The cases somebody may see, with certificate, product and entity."""
    rows = revocations_shown(user).select_related(
        "certificate__product__entity", "certificate__product__unit", "inspection"
    )
    return rows.defer(*_HEAVY)


def revocation_for(user: Somebody, pk: int) -> Revocation | None:
    """One of them."""
    return revocations(user).select_related("made_by", "certificate__instrument").filter(pk=pk).first()


def overdue(rows: QuerySet[Revocation], today: date) -> QuerySet[Revocation]:
    """Cases not decided though their 15 days are over."""
    return rows.filter(state=states.OPEN, due_on__lt=today)


def decided_by(star: int) -> str:
    """Who decides on a certificate of so many stars. Source: 26/2026/QĐ-TTg, article 8(2)."""
    return str(MINISTER if star >= MINISTERS_STAR else PROVINCE_CHAIR)
