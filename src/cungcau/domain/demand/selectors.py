"""Questions about needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from cungcau.domain.demand.models import Need
from cungcau.reference.catalogue.models import Season
from cungcau.reference.search import matching


@dataclass(frozen=True, slots=True)
class Total:
    """How many needs, and their kg."""

    needs: int
    kg: int


def needs_for_planning(season: Season) -> QuerySet[Need]:
    """A season's needs with everything the planner reads of them, in one question."""
    return Need.objects.filter(season=season).select_related("buyer", "commodity", "market")


def needs_of(season: Season) -> QuerySet[Need]:
    """A season's needs for a list: what stands beside them is read for the page's rows alone."""
    return Need.objects.filter(season=season).prefetch_related("buyer", "commodity", "market")


def need(pk: int) -> Need | None:
    """One need with all that its page shows, or None."""
    return Need.objects.select_related("season", "buyer__unit", "commodity", "market").filter(pk=pk).first()


def search(rows: QuerySet[Need], text: str) -> QuerySet[Need]:
    """Needs whose code, buyer, commodity or market holds every word, with or without marks."""
    return matching(rows, text)


def delivered_within(rows: QuerySet[Need], first: date | None, last: date | None) -> QuerySet[Need]:
    """Needs that take goods on some day from ``first`` to ``last`` (None: open)."""
    if first is not None:
        rows = rows.filter(deliver_to__gte=first)
    return rows.filter(deliver_from__lte=last) if last is not None else rows


def total(rows: QuerySet[Need]) -> Total:
    """How many needs a filter leaves and their kg."""
    found = rows.order_by().aggregate(needs=Count("pk"), kg=Sum("quantity_kg"))
    return Total(found["needs"], found["kg"] or 0)


def asked_by_window(season: Season) -> list[tuple[date, date, int]]:
    """(first day, last day, kg) of every delivery window in which needs of the season ask."""
    rows = Need.objects.filter(season=season).order_by().values_list("deliver_from", "deliver_to")
    return [(first, last, int(kg)) for first, last, kg in rows.annotate(kg=Sum("quantity_kg"))]


def markets_of(season: Season) -> list[tuple[str, str]]:
    """(code, name) of the markets needs of a season name, by name."""
    rows = Need.objects.filter(season=season).order_by("market__name", "market__code")
    return list(rows.values_list("market__code", "market__name").distinct())
