"""Who is expected to forecast, who has, and whose forecast is old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery

from cungcau.domain.forecast.models import Forecast
from cungcau.domain.registry.models import GrowingArea, Organisation
from cungcau.domain.supply.models import Lot
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Season

STALE_DAYS = 7
"""Days after which a forecast is old, where the season does not say."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of an area: how many subjects are expected to forecast, and how many of them have."""

    expected: int
    told: int

    @property
    def missing(self) -> int:
        """Expected and silent."""
        return self.expected - self.told


def stale_days(season: Season) -> int:
    """Days after which this season's forecasts are old."""
    return int(getattr(season, "stale_after_days", None) or STALE_DAYS)


def oldest_fresh(season: Season) -> date:
    """A forecast said before this day is old today."""
    return today() - timedelta(days=stale_days(season))


def previous_season(season: Season) -> Season | None:
    """The season before of any of the same goods in the same area, or None."""
    before = Season.objects.filter(start__lt=season.start, area_code=season.area_code)
    return before.filter(commodities__in=season.commodities.all()).order_by("-start", "pk").first()


_COVERAGE = """
WITH expected AS (
    SELECT producer_id AS id FROM supply_lot WHERE season_id = %(season)s
    UNION SELECT producer_id FROM forecast_forecast
        WHERE season_id IN (%(season)s, %(before)s) AND is_current AND producer_id IS NOT NULL
    UNION SELECT organisation_id FROM registry_growingarea
        WHERE commodity_id = ANY(%(goods)s) AND (valid_from IS NULL OR valid_from <= %(end)s)
          AND (valid_to IS NULL OR valid_to >= %(start)s)
), told AS (
    SELECT DISTINCT producer_id AS id FROM forecast_forecast
    WHERE season_id = %(season)s AND is_current AND producer_id IS NOT NULL
)
SELECT one.area_code, count(*), count(told.id)
FROM expected JOIN registry_organisation AS one ON one.id = expected.id LEFT JOIN told ON told.id = one.id
GROUP BY one.area_code
"""


def coverage(season: Season) -> dict[str, Coverage]:
    """By area code: producers expected to forecast, and those who have."""
    before = previous_season(season)
    facts: dict[str, Any] = {
        "season": season.pk,
        "before": before.pk if before else 0,
        "goods": list(season.commodities.values_list("pk", flat=True)),
        "start": season.start,
        "end": season.end,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COVERAGE, facts)
        return {area: Coverage(expected, told) for area, expected, told in cursor.fetchall()}


def expected(season: Season) -> QuerySet[Organisation]:
    """Producers expected to forecast: they offer lots, have forecast now or last season, or grow the goods."""
    before = previous_season(season)
    seasons = [season.pk, *([before.pk] if before else [])]
    said = Forecast.objects.filter(season__in=seasons, is_current=True, producer=OuterRef("pk"))
    goods = season.commodities.values_list("pk", flat=True)
    grows = GrowingArea.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=season.end),
        Q(valid_to=None) | Q(valid_to__gte=season.start),
        commodity__in=list(goods),
        organisation=OuterRef("pk"),
    )
    offers = Lot.objects.filter(season=season, producer=OuterRef("pk"))
    return Organisation.objects.filter(merged_into=None).filter(Exists(offers) | Exists(said) | Exists(grows))


def to_ask(season: Season) -> QuerySet[Organisation]:
    """Expected producers whose newest forecast is old or absent; ``said_on`` is its day (None: none at all)."""
    current = Forecast.objects.filter(season=season, is_current=True, producer=OuterRef("pk"))
    fresh = current.filter(as_of__gte=oldest_fresh(season))
    newest = current.order_by("-as_of").values("as_of")[:1]
    rows = expected(season).filter(~Exists(fresh))
    return rows.annotate(said_on=Subquery(newest, output_field=DateField()))
