"""The rows behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from cungcau.domain.orders.models import Entry
from cungcau.reference.catalogue.models import Season


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which figure: the kind of quantity, and what it was grouped by; blank and None do not narrow."""

    kind: str = ""
    commodity: int | None = None
    market: int | None = None
    point: int | None = None
    channel: str = ""
    commune: str = ""
    so_far: bool = False


def entries_behind(season: Season, day: date, narrow: Narrow) -> QuerySet[Entry]:
    """The entries a figure sums, the newest first; they add up to the figure exactly."""
    rows = Entry.objects.filter(line__season=season).annotate(
        local_day=TruncDate("at"), place=Coalesce(F("slip__area_code"), F("line__area_code"))
    )
    rows = rows.filter(Q(local_day__lte=day) if narrow.so_far else Q(local_day=day))
    if narrow.kind:
        rows = rows.filter(kind=narrow.kind)
    if narrow.commodity:
        rows = rows.filter(line__order__commodity=narrow.commodity)
    if narrow.market:
        rows = rows.filter(line__order__market=narrow.market)
    if narrow.point:
        rows = rows.filter(line__order__point=narrow.point)
    if narrow.channel:
        rows = rows.filter(line__order__market__channel=narrow.channel)
    if narrow.commune:
        rows = rows.filter(place=narrow.commune)
    return rows.select_related(
        "line__order__commodity", "line__order__market", "line__order__point", "slip__producer", "by"
    ).order_by("-at", "-pk")
