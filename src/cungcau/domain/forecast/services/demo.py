"""Forecasts and harvest reports of the season on show, made from its lots; every row is marked "minh hoạ"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from zlib import crc32

from django.db import transaction

from cungcau.domain.forecast.models import Forecast
from cungcau.domain.forecast.services.forecasts import ForecastRow, record_forecasts
from cungcau.domain.forecast.services.harvests import HarvestRow, record_harvests
from cungcau.domain.forecast.services.windows import WindowRow, record_windows
from cungcau.domain.forecast.spreading import WeekKg, Window, around, spread
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.models import Lot
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.models import Unit

SHOWN = "minh hoạ"
_REASONS = (
    "Đếm lại quả trên cây (minh hoạ)",
    "Mưa kéo dài, chín chậm (minh hoạ)",
    "Rụng quả sau dông (minh hoạ)",
)
_SILENT, _NOT_ASKED_AGAIN, _NO_REPORT = 8, 30, 20
"""Percent of producers without a forecast; with one forecast only, by now old; of weeks without a report."""

_Weeks = dict[date, int]
_Whose = tuple[Organisation, Commodity]


@transaction.atomic
def load_demo_forecasts(*, season: Season) -> int:
    """Write the season's made-up forecasts as of some days before and during it; returns how many there are.

    What a producer "says" is its lots spread evenly over their windows, off by up to a quarter the first time;
    some are never heard, some not asked again, and past weeks have reports, not all. The same on every call; a
    season that has forecasts already is left alone.
    """
    if Forecast.objects.filter(season=season).exists():
        return 0
    lots = _by_producer(season)
    first = [row for whose, weeks in lots for row in _first(season, whose, weeks)]
    record_forecasts(season=season, rows=first, actor=None)
    again = [row for whose, weeks in lots for row in _again(whose, weeks)]
    record_forecasts(season=season, rows=again, actor=None)
    reports = [row for whose, weeks in lots for row in _reports(whose, weeks)]
    record_harvests(season=season, rows=reports, actor=None)
    places = list(_places(season))
    record_forecasts(season=season, rows=[row for row, _ in places], actor=None)
    record_windows(season=season, rows=[window for _, window in places], actor=None)
    return Forecast.objects.filter(season=season).count()


def _by_producer(season: Season) -> list[tuple[_Whose, _Weeks]]:
    """Kg by week of each producer's lots of each commodity."""
    found: dict[_Whose, _Weeks] = defaultdict(lambda: defaultdict(int))
    lots = Lot.objects.filter(season=season).select_related("producer__representative", "commodity")
    for lot in lots.defer("words").order_by("producer__code", "code"):
        weeks = found[lot.producer, lot.commodity]
        window = Window(lot.harvest_from, lot.harvest_from, lot.harvest_to, lot.harvest_to)
        for start, kg in spread(lot.quantity_kg, window).items():
            weeks[start] += kg
    return list(found.items())


def _luck(*parts: object, of: int) -> int:
    """A number from 0 below ``of`` that is the same on every call."""
    return crc32(" ".join(map(str, parts)).encode()) % of


def _row(whose: _Whose, weeks: _Weeks, factor: int, as_of: date, reason: str = "") -> ForecastRow:
    """A forecast at so many percent of the lots."""
    producer, commodity = whose
    told = []
    for start, kg in sorted(weeks.items()):
        likely = kg * factor // 100
        low, high = around(likely, "medium")
        told.append(WeekKg(start, low, likely, high))
    return ForecastRow(
        commodity=commodity, producer=producer, reported_by=producer.representative, weeks=tuple(told),
        source=SHOWN, as_of=as_of, reason=reason, is_demo=True,
    )  # fmt: skip


def _first(season: Season, whose: _Whose, weeks: _Weeks) -> Iterator[ForecastRow]:
    code = whose[0].code
    if _luck(code, "silent", of=100) >= _SILENT:
        day = season.start - timedelta(days=4 + _luck(code, "day", of=7))
        yield _row(whose, weeks, 80 + _luck(code, "first", of=46), day)


def _again(whose: _Whose, weeks: _Weeks) -> Iterator[ForecastRow]:
    code = whose[0].code
    if _luck(code, "silent", of=100) >= _SILENT and _luck(code, "again", of=100) >= _NOT_ASKED_AGAIN:
        reason = _REASONS[_luck(code, "why", of=len(_REASONS))]
        yield _row(whose, weeks, 100, today() - timedelta(days=1 + _luck(code, "lately", of=5)), reason)


def _reports(whose: _Whose, weeks: _Weeks) -> Iterator[HarvestRow]:
    """Of weeks that are over; some are missing, as in life."""
    producer, commodity = whose
    for start, kg in sorted(weeks.items()):
        if start + timedelta(days=7) > today() or _luck(producer.code, start, of=100) < _NO_REPORT:
            continue
        yield HarvestRow(
            commodity=commodity, producer=producer, reported_by=producer.representative, start=start,
            kg=kg * (78 + _luck(producer.code, start, "kg", of=38)) // 100, source=SHOWN,
            as_of=start + timedelta(days=7), is_demo=True,
        )  # fmt: skip


def _places(season: Season) -> Iterator[tuple[ForecastRow, WindowRow]]:
    """Each commune's own estimate, a little above its lots, with its window."""
    found: dict[tuple[Unit, Commodity], list[Lot]] = defaultdict(list)
    lots = Lot.objects.filter(season=season).select_related("place", "commodity").defer("words")
    for lot in lots.order_by("place__code", "code"):
        found[lot.place, lot.commodity].append(lot)
    for (place, commodity), own in found.items():
        first, last = min(lot.harvest_from for lot in own), max(lot.harvest_to for lot in own)
        days = (last - first).days
        window = Window(first, first + timedelta(days=days // 3), first + timedelta(days=2 * days // 3), last)
        total = sum(lot.quantity_kg for lot in own) * 106 // 100 // 1000 * 1000
        weeks = []
        for start, kg in spread(total, window).items():
            low, high = around(kg, "low")
            weeks.append(WeekKg(start, low, kg, high))
        day = season.start - timedelta(days=10)
        said = {"commodity": commodity, "place": place, "source": SHOWN, "as_of": day, "is_demo": True}
        yield ForecastRow(weeks=tuple(weeks), confidence="low", **said), WindowRow(window=window, **said)  # type: ignore[arg-type]
