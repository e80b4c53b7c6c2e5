"""Questions about what people allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from cungcau.domain.registry.models import Consent, Organisation


def consents(organisation_ids: Iterable[int], on: date) -> dict[int, frozenset[str]]:
    """The purposes each organisation allows on a day: the latest answer counts, silence is a no; absent: none."""
    rows = Consent.objects.filter(organisation__in=set(organisation_ids), on__lte=on)
    latest = rows.order_by("organisation_id", "purpose", "-on", "-pk").distinct("organisation_id", "purpose")
    allowed: dict[int, set[str]] = defaultdict(set)
    for organisation, purpose, given in latest.values_list("organisation_id", "purpose", "given"):
        if given:
            allowed[organisation].add(purpose)
    return {pk: frozenset(purposes) for pk, purposes in allowed.items()}


def consents_of(organisation: Organisation) -> QuerySet[Consent]:
    """Every answer of an organisation, the latest first."""
    return Consent.objects.filter(organisation=organisation).select_related("recorded_by")
