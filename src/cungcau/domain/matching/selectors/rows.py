"""A plan's rows for tables, each ready for searching, sorting and paging without a query a row."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F, QuerySet, Sum

from cungcau.domain.matching.models import Bottleneck, Fill, Line, Plan, Share, Unsold
from cungcau.kernel.vntext import fold


def words_query(text: str) -> SearchQuery | None:
    """What people type, as a search for rows that hold every word (or its beginning); None for nothing."""
    words = ["".join(ch for ch in word if ch.isalnum()) for word in fold(text).replace("-", " ").split()]
    wanted = [f"{word}:*" for word in words if word]
    return SearchQuery(" & ".join(wanted), config="simple", search_type="raw") if wanted else None


def lines_of(plan: Plan, text: str = "") -> QuerySet[Line]:
    """The plan's lines, those that hold the words of ``text``."""
    rows = Line.objects.filter(plan=plan).select_related(
        "lot", "lot__place", "need", "need__buyer", "point", "producer", "market"
    )
    query = words_query(text)
    return rows.filter(words=query) if query else rows


def shares_of(plan: Plan, text: str = "") -> QuerySet[Share]:
    """What each producer offered and sold, the worst-off first."""
    rows = Share.objects.filter(plan=plan).select_related(
        "producer", "producer__unit", "producer__representative"
    )
    query = words_query(text)
    return rows.filter(words=query) if query else rows


def unsold_of(plan: Plan, text: str = "") -> QuerySet[Unsold]:
    """Lots with kg unsold, the largest first."""
    rows = Unsold.objects.filter(plan=plan).select_related("lot", "lot__producer", "lot__place")
    query = words_query(text)
    return rows.filter(words=query) if query else rows


def unsold_reasons(plan: Plan) -> list[tuple[str, int, int]]:
    """(reason, kg, lots) in falling order of kg."""
    rows = (
        Unsold.objects.filter(plan=plan)
        .order_by()
        .values_list("reason")
        .annotate(kg=Sum("unsold_kg"), lots=Count("id"))
        .order_by("-kg", "reason")
    )
    return [(reason, int(kg), int(lots)) for reason, kg, lots in rows]


def fills_of(plan: Plan) -> QuerySet[Fill]:
    """How far each need is filled."""
    return (
        Fill.objects.filter(plan=plan)
        .select_related("need", "need__buyer", "need__market")
        .annotate(short_kg=F("asked_kg") - F("filled_kg"))
    )


def bottlenecks_of(plan: Plan) -> QuerySet[Bottleneck]:
    """Full capacities, the most worth relieving first."""
    return Bottleneck.objects.filter(plan=plan)
