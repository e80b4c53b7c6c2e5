"""Forecasts one by one: the current ones of a season, one with its earlier revisions, its reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, QuerySet, Sum

from cungcau.domain.forecast import policies
from cungcau.domain.forecast.models import Forecast, ForecastWeek, HarvestReport, HarvestWindow
from cungcau.domain.forecast.models.said import Said
from cungcau.domain.forecast.selectors.expected import expected, previous_season
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, visible
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching

_WEEKS = Prefetch("weeks", queryset=ForecastWeek.objects.order_by("start"))


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom something is said: a producer or a place; exactly one of the two."""

    producer: Organisation | None = None
    place: Unit | None = None

    @property
    def area_code(self) -> str:
        """Where it counts today."""
        one = self.producer or self.place
        return one.area_code if one is not None else ""

    @property
    def name(self) -> str:
        """What it is called."""
        if self.producer is not None:
            return self.producer.name
        return self.place.title if self.place is not None else ""

    @property
    def key(self) -> str:
        """How an address names it: ``to-chuc:H1`` or ``dia-ban:06172``."""
        if self.producer is not None:
            return f"to-chuc:{self.producer.code}"
        return f"dia-ban:{self.place.code}" if self.place is not None else ""


def current_of_season(season: Season) -> QuerySet[Forecast]:
    """A season's current forecasts for a list."""
    rows = Forecast.objects.filter(season=season, is_current=True).defer("words", "folded")
    return rows.prefetch_related("producer__representative", "place", "commodity", "entered_by")


def shown(season: Season, user: Somebody) -> QuerySet[Forecast]:
    """The current forecasts somebody may see."""
    rows = current_of_season(season)
    if allows(user, policies.VIEW, season.area_code):
        return rows
    return visible(rows, user, policies.VIEW)


def forecast(pk: int) -> Forecast | None:
    """One revision with all that its page shows, or None."""
    rows = Forecast.objects.select_related(
        "season", "commodity", "producer__representative", "place__parent", "reported_by", "entered_by",
        "confirmed_by",
    )  # fmt: skip
    return rows.prefetch_related(_WEEKS).filter(pk=pk).first()


def revisions_of(one: Forecast) -> list[Forecast]:
    """Every revision of the same forecast, the newest first, with weeks and people."""
    rows = Forecast.objects.select_related("entered_by", "confirmed_by", "reported_by")
    return list(_same(rows.prefetch_related(_WEEKS), one).order_by("-revision")[:100])


def current(season: Season, commodity: Commodity, variety: str, subject: Subject) -> Forecast | None:
    """The subject's current forecast of those goods, or None."""
    rows = Forecast.objects.filter(season=season, is_current=True, commodity=commodity, variety=variety)
    return rows.filter(producer=subject.producer, place=subject.place).prefetch_related(_WEEKS).first()


def reports_of(one: Forecast) -> dict[date, HarvestReport]:
    """The reports in force of the forecast's subject and goods, by Monday; weeks without one are absent."""
    rows = _same(HarvestReport.objects.filter(is_current=True), one)
    return {report.start: report for report in rows}


def harvested_of(season: Season, commodity: Commodity, variety: str, subject: Subject) -> int | None:
    """Kg reported as harvested this season; None where nothing was."""
    rows = HarvestReport.objects.filter(season=season, commodity=commodity, variety=variety, is_current=True)
    kg = rows.filter(producer=subject.producer, place=subject.place).aggregate(kg=Sum("kg"))["kg"]
    return None if kg is None else int(kg)


def window_of(season: Season, commodity: Commodity, subject: Subject) -> HarvestWindow | None:
    """The subject's harvest window; else that of the nearest place above it; else None."""
    rows = HarvestWindow.objects.filter(season=season, commodity=commodity, is_current=True).order_by(
        "variety"
    )
    own = rows.filter(producer=subject.producer, place=subject.place).first()
    if own is not None or not subject.area_code:
        return own
    parts = subject.area_code.split(".")
    above = [".".join(parts[:number]) for number in range(len(parts), 0, -1)]
    found = {row.area_code: row for row in rows.filter(producer=None, area_code__in=above)}
    return next((found[area] for area in above if area in found), None)


def last_season_kg(season: Season, commodity: Commodity, subject: Subject) -> int | None:
    """What the subject harvested of those goods last season: as reported, else as last forecast; None unknown."""
    before = previous_season(season)
    if before is None:
        return None
    same = {"season": before, "commodity": commodity, "is_current": True}
    of = {"producer": subject.producer, "place": subject.place}
    harvested = HarvestReport.objects.filter(**same, **of).aggregate(kg=Sum("kg"))["kg"]
    if harvested is not None:
        return int(harvested)
    told = Forecast.objects.filter(**same, **of).aggregate(kg=Sum("likely_kg"))["kg"]
    return None if told is None else int(told)


def current_by_producer(
    season: Season, commodity: Commodity, producers: Sequence[Organisation]
) -> dict[int, Forecast]:
    """The current forecasts (without a variety) of many producers, by producer id."""
    rows = Forecast.objects.filter(
        season=season, commodity=commodity, variety="", is_current=True, producer__in=producers
    )
    return {one.producer_id: one for one in rows if one.producer_id is not None}


_S = TypeVar("_S", bound=Said)


def _same(rows: QuerySet[_S], one: Forecast) -> QuerySet[_S]:
    return rows.filter(
        season=one.season_id, commodity=one.commodity_id, variety=one.variety,
        producer=one.producer_id, place=one.place_id,
    )  # fmt: skip


def windows_by_producer(
    season: Season, commodity: Commodity, producers: Sequence[Organisation]
) -> dict[int, HarvestWindow]:
    """The harvest windows (without a variety) of many producers, by producer id."""
    rows = HarvestWindow.objects.filter(
        season=season, commodity=commodity, variety="", is_current=True, producer__in=producers
    )
    return {one.producer_id: one for one in rows if one.producer_id is not None}


def producers_for_grid(season: Season, user: Somebody, text: str, area: str) -> QuerySet[Organisation]:
    """The expected producers one may record for, narrowed by words and by an area; by name."""
    rows = visible(expected(season), user, policies.RECORD).defer("words")
    if area:
        rows = rows.filter(within("area_code", frozenset({area})))
    return matching(rows, text).order_by("folded", "pk")
