"""Finding sessions, councils and decisions by words, with or without marks: a province has some tens of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from cungcau.domain.council.models import Council, Decision, DecisionLine, Item, Session
from cungcau.domain.ocop.models import Dossier
from cungcau.reference.search import matching, words


def sessions(rows: QuerySet[Session], text: str) -> QuerySet[Session]:
    """Sessions whose code, place or council holds every word, or with a product found by them."""
    found = _holding(rows.values_list("pk", "code", "place", "council__name"), text)
    items = Item.objects.filter(dossier__in=matching(Dossier.objects.all(), text).order_by().values("pk"))
    return rows.filter(Q(pk__in=found) | Q(pk__in=items.order_by().values("session")))


def councils(rows: QuerySet[Council], text: str) -> QuerySet[Council]:
    """Councils whose name or decision holds every word."""
    return rows.filter(pk__in=_holding(rows.values_list("pk", "name", "decision_no", "regulation"), text))


def decisions(rows: QuerySet[Decision], text: str) -> QuerySet[Decision]:
    """Decisions whose number, signer, authority or session holds every word, or that name a product found by them."""
    texts = rows.values_list("pk", "number", "signer", "authority", "session__code")
    dossiers = matching(Dossier.objects.all(), text).order_by().values("pk")
    lines = DecisionLine.objects.filter(item__dossier__in=dossiers)
    return rows.filter(Q(pk__in=_holding(texts, text)) | Q(pk__in=lines.order_by().values("decision")))


def _holding(texts: Iterable[tuple[Any, ...]], text: str) -> list[int]:
    wanted = words(text).split()
    if not wanted:
        return []
    return [pk for pk, *parts in texts if all(word in words(*map(str, parts)) for word in wanted)]
