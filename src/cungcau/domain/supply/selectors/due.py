"""Offers nobody has said to be right for some days: whom to call first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, DateField, F, Func, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from cungcau.domain.supply import policies
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.selectors.lots import live
from cungcau.domain.supply.selectors.producers import reach_of
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, visible
from cungcau.reference.catalogue.models import Season

USUAL_DAYS = 7


class _Days(Func):
    """Whole days from the second day to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Due:
    """How many offers wait to be confirmed: of how many producers, how many kg, how many never were."""

    lots: int
    producers: int
    kg: int
    never: int


def stale_after(season: Season) -> int:
    """After how many days without a word a season's offers are asked about."""
    return int(getattr(season, "stale_after_days", None) or USUAL_DAYS)


def fresh_from(season: Season, today: date) -> datetime:
    """The first moment from which a confirmation still counts as fresh."""
    return timezone.make_aware(datetime.combine(today - timedelta(stale_after(season) - 1), time()))


def unconfirmed(season: Season, today: date) -> QuerySet[Lot]:
    """Live offers whose window is not over and that nobody confirmed within the season's days."""
    stale = Q(confirmed_at=None) | Q(confirmed_at__lt=fresh_from(season, today))
    return Lot.objects.filter(live(today), stale, season=season, harvest_to__gte=today)


def due(season: Season, user: Somebody, today: date) -> QuerySet[Lot]:
    """The same in somebody's areas, the most kg × days first; ``age_days`` is empty for one never confirmed.

    One never confirmed counts as old as the season is, at least as the season's days.
    """
    never = max((today - season.start).days, stale_after(season))
    age = _Days(Value(today, output_field=DateField()), TruncDate("confirmed_at"))
    rows = _within(unconfirmed(season, today), season, user, today).annotate(age_days=age)
    weight = F("quantity_kg") * Greatest(Coalesce(F("age_days"), Value(never)), Value(1))
    rows = rows.annotate(weight=weight)
    return (
        rows.order_by("-weight", "pk")
        .defer("words", "message")
        .prefetch_related("producer", "representative", "commodity", "place__parent")
    )


def _within(rows: QuerySet[Lot], season: Season, user: Somebody, today: date) -> QuerySet[Lot]:
    """Those of somebody's areas and of whom they act for; unasked where the whole season is theirs."""
    reach = reach_of(user, today)
    if any(areas.covers(wide, season.area_code) for wide in reach.areas):
        return rows
    mine = areas.within("area_code", reach.areas) if reach.areas else Q(pk__in=[])
    if reach.acting:
        mine |= Q(producer_id__in=reach.acting)
    return visible(rows.filter(mine), user, policies.RECORD)


def due_total(rows: QuerySet[Lot]) -> Due:
    """What a list of them holds; summed by producer first, which spares the sort of a distinct count."""
    each = rows.order_by().values("producer_id").annotate(
        its=Count("pk"), mass=Sum("quantity_kg"), unsaid=Count("pk", filter=Q(confirmed_at=None))
    )  # fmt: skip
    found = each.aggregate(
        lots=Sum("its"), producers=Count("producer_id"), kg=Sum("mass"), never=Sum("unsaid")
    )
    return Due(found["lots"] or 0, found["producers"], int(found["kg"] or 0), found["never"] or 0)
