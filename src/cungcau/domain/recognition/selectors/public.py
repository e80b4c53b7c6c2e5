"""What anybody may ask of certificates without signing in; nothing of persons is read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate
from cungcau.domain.ocop.models.certificate import valid_on
from cungcau.domain.ocop.selectors.certificates import (
    REPLACED,
    STANDING_LABELS,
    STANDING_TONES,
    VALID,
    standing,
)
from cungcau.domain.recognition.selectors.shown import certificates_named

MOST = 30
SHORTEST = 2
_FIELDS = (
    "key", "number", "state", "star", "decision_no", "decided_on", "authority", "starts_on", "expires_on",
    "extended_until", "revoked_on", "is_demo", "product__name", "product__code", "product__entity__name",
    "product__unit__kind", "product__unit__name", "instrument__number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate as the public reads it on a day; ``star`` None where it may not be shown any more."""

    certificate: Certificate
    word: str
    successor: UUID | None = None

    @property
    def star(self) -> int | None:
        """The star, while it counts."""
        return self.certificate.star if self.word == VALID else None

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return str(STANDING_LABELS[self.word])

    @property
    def tone(self) -> str:
        """How that is shown."""
        return STANDING_TONES[self.word]

    @property
    def place(self) -> str:
        """The commune the product counts in."""
        unit = self.certificate.product.unit
        return unit.title if unit is not None else ""

    @property
    def old_codes(self) -> list[str]:
        """Codes the product had before."""
        return [one.text for one in self.certificate.product.aliases.all() if one.kind == "code"]


def search(text: str, today: date) -> list[Shown]:
    """At most 30 certificates for a text (a code, old or new, a name, an entity, a number), the valid ones first.

    Of each product the certificate that counts or counted last; fewer than two letters or digits find none.
    """
    if len(text.strip()) < SHORTEST:
        return []
    rows = certificates_named(_public().exclude(state=ocop_states.REPLACED), text)
    rows = rows.annotate(
        worth=Case(When(valid_on(today), then=Value(0)), default=Value(1), output_field=IntegerField())
    ).order_by("worth", "product__folded", "-starts_on", "pk")
    found: dict[int, Certificate] = {}
    for row in rows[: MOST * 2]:
        found.setdefault(row.product_id, row)
    return [Shown(row, standing(row, today)) for row in list(found.values())[:MOST]]


def by_key(key: UUID, today: date) -> Shown | None:
    """The certificate a QR leads to, as it stands today; a replaced one names the one in its place."""
    row = _public().filter(key=key).first()
    if row is None:
        return None
    word = standing(row, today)
    successor = None
    if word == REPLACED:
        later = Certificate.objects.filter(product=row.product_id, starts_on__gte=row.starts_on)
        successor = (
            later.exclude(pk=row.pk).order_by("-starts_on", "-pk").values_list("key", flat=True).first()
        )
    return Shown(row, word, successor)


def _public() -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(~Q(product__name="")).select_related(
        "product__entity", "product__unit", "instrument"
    )
    return rows.only(*_FIELDS, "product", "product__entity", "product__unit").prefetch_related(
        "product__aliases"
    )
