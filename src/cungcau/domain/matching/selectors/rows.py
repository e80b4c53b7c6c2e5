"""A plan's rows for tables, each ready for searching, sorting and paging without a query a row.

What stands beside the rows is prefetched: read for the rows of a page alone, after these are found.
"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Count, F, Model, QuerySet, Sum

from cungcau.domain.matching import searching
from cungcau.domain.matching.models import Bottleneck, Fill, Line, Plan, Share, UnkeptLine, Unsold

Row = TypeVar("Row", bound=Model)


def searched(rows: QuerySet[Row], plan_id: int, text: str) -> QuerySet[Row]:
    """The rows of a plan that hold every word typed (or its beginning); all of them for a text without words."""
    wanted = searching.query(plan_id, text)
    return rows.filter(words=wanted) if wanted else rows


def lines_of(plan: Plan, text: str = "") -> QuerySet[Line]:
    """The plan's lines, those that hold the words of ``text``."""
    rows = Line.objects.filter(plan=plan).defer("words")
    rows = rows.prefetch_related("lot", "need__buyer", "point", "producer", "market")
    return searched(rows, plan.pk, text)


def shares_of(plan: Plan, text: str = "") -> QuerySet[Share]:
    """What each producer offered and sold, the worst-off first."""
    rows = Share.objects.filter(plan=plan).defer("words")
    rows = rows.prefetch_related("producer__unit", "producer__representative")
    return searched(rows, plan.pk, text)


def unsold_of(plan: Plan, text: str = "") -> QuerySet[Unsold]:
    """Lots with kg unsold, the largest first."""
    rows = Unsold.objects.filter(plan=plan).defer("words")
    rows = rows.prefetch_related("lot__producer", "lot__place")
    return searched(rows, plan.pk, text)


def unkept_of(plan: Plan, text: str = "") -> QuerySet[UnkeptLine]:
    """What was ordered or decided and the plan cannot keep, the first to be picked first."""
    return searched(UnkeptLine.objects.filter(plan=plan).defer("words"), plan.pk, text)


def page_of(rows: QuerySet[Row], start: int, stop: int, *, count: int | None = None) -> list[Row]:
    """The rows from ``start`` to before ``stop``: their keys first, then these rows alone.

    Keys are found along an index without touching the rows skipped; with ``count`` (how many rows there
    are) from the nearer end.
    """
    keys = rows.prefetch_related(None).values_list("pk", flat=True)
    if count is not None and start > count // 2:
        last = max(0, count - stop)
        wanted = list(keys.reverse()[last : max(last, count - start)])[::-1]
    else:
        wanted = list(keys[start:stop])
    found = {row.pk: row for row in rows.order_by().filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


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
        .prefetch_related("need__buyer", "need__market")
        .annotate(short_kg=F("asked_kg") - F("filled_kg"))
    )


def bottlenecks_of(plan: Plan) -> QuerySet[Bottleneck]:
    """Full capacities, the most worth relieving first."""
    return Bottleneck.objects.filter(plan=plan)


def worth_relieving(plan: Plan, most: int) -> list[Bottleneck]:
    """The fullest points, stores and lanes by what relieving them gains; full demands only where there are none."""
    rows = bottlenecks_of(plan).filter(gain_kg_per_kg__gt=0)
    ours = list(rows.exclude(kind__startswith="demand")[:most])
    return ours or list(rows[:most])
