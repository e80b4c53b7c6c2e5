"""What a day's report lacks: goods expected and not weighed, a channel that used to report and did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Sum

from cungcau.domain.daily.models import MarketReport
from cungcau.domain.network.models import Market
from cungcau.domain.orders.models import Slip
from cungcau.domain.orders.states import ACCEPTED, SENT
from cungcau.reference.catalogue.models import Season

_USED_TO_DAYS = 7
"""A channel that reported within so many days before is expected to report."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing nobody has told yet: a point with ``slips`` expected of ``kg``, or a market's report."""

    kind: str
    name: str
    slips: int = 0
    kg: int = 0


def missing_of(season: Season, day: date) -> list[Missing]:
    """What is missing for a day, points first; an empty list is a complete day."""
    waiting = Slip.objects.filter(
        season=season, harvest_date=day, state__in=(SENT, ACCEPTED), received_kg=0, rejected_kg=0,
        allocated_kg__gt=0,
    )  # fmt: skip
    points = waiting.order_by().values_list("point__name").annotate(Count("pk"), Sum("allocated_kg"))
    found = [Missing("point", name or "–", slips, int(kg or 0)) for name, slips, kg in points]
    current = MarketReport.objects.filter(season=season, is_current=True, market=OuterRef("pk"))
    quiet = Market.objects.filter(
        Exists(current.filter(day__lt=day, day__gte=day - timedelta(days=_USED_TO_DAYS))),
        ~Exists(current.filter(day=day)),
    )
    found += [Missing("market", name) for name in quiet.order_by("name").values_list("name", flat=True)]
    return sorted(found, key=lambda one: (one.kind != "point", one.name))
