"""The season's days, each with its report or without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import TruncDate
from django.utils import timezone

from cungcau.domain.daily import states
from cungcau.domain.daily.models import DailyReport
from cungcau.domain.orders.models import Entry, Kind
from cungcau.reference.catalogue.models import Season

_SHOWN = (Kind.RECEIVED, Kind.DELIVERED)


@dataclass(frozen=True, slots=True)
class Day:
    """One day and its newest report, if any."""

    day: date
    report: DailyReport | None

    @property
    def state(self) -> str:
        """``missing`` where nothing was issued, else the report's state."""
        return self.report.state if self.report else "missing"


@dataclass(frozen=True, slots=True)
class DayGoods:
    """Kg received and delivered on a day: as issued, or by the entries where nothing was issued (0 without any)."""

    of: Day
    received_kg: int
    delivered_kg: int

    @property
    def day(self) -> date:
        """The day."""
        return self.of.day

    @property
    def report(self) -> DailyReport | None:
        """Its newest report, if any."""
        return self.of.report

    @property
    def state(self) -> str:
        """As :attr:`Day.state`."""
        return self.of.state


def days_of(season: Season, today: date) -> list[Day]:
    """Every day of the season up to today, the newest first (at most a year)."""
    last = min(season.end, today)
    count = min(366, (last - season.start).days + 1)
    reports: dict[date, DailyReport] = {}
    rows = DailyReport.objects.filter(season=season).exclude(state=states.REPLACED).order_by("version")
    for report in rows.defer("figures", "difficulties", "proposals"):
        kept = reports.get(report.day)
        if kept is None or report.state == states.ISSUED:
            reports[report.day] = report
    return [
        Day(day, reports.get(day)) for day in (last - timedelta(days=back) for back in range(max(0, count)))
    ]


def goods_of(season: Season, days: Sequence[Day]) -> list[DayGoods]:
    """What was received and delivered on these days, in their order; two questions however many they are."""
    told = _issued(season, [one.day for one in days if one.state == states.ISSUED])
    rest = [one.day for one in days if one.day not in told]
    found = told | _by_entries(season, rest)
    return [DayGoods(one, *found.get(one.day, (0, 0))) for one in days]


def _issued(season: Season, days: Sequence[date]) -> dict[date, tuple[int, int]]:
    if not days:
        return {}
    rows = DailyReport.objects.filter(season=season, day__in=days, state=states.ISSUED)
    sums = rows.values_list("day", *(KT(f"figures__whole__{kind}__0") for kind in _SHOWN))
    return {day: (int(got), int(gone)) for day, got, gone in sums if got is not None and gone is not None}


def _by_entries(season: Season, days: Sequence[date]) -> dict[date, tuple[int, int]]:
    """Sums over the entries of the runs of days asked for."""
    within = Q(pk__in=[])
    for first, last in _runs(days):
        within |= Q(at__gte=_midnight(first), at__lt=_midnight(last + timedelta(days=1)))
    if not within:
        return {}
    sums = (
        Entry.objects.filter(within, line__season=season, kind__in=_SHOWN)
        .annotate(local_day=TruncDate("at"))
        .order_by()
        .values_list("local_day", "kind")
        .annotate(Sum("kg"))
    )
    kg = {(day, kind): int(total) for day, kind, total in sums}
    return {day: (kg.get((day, Kind.RECEIVED), 0), kg.get((day, Kind.DELIVERED), 0)) for day in days}


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days next to one another as one run, so that few spans are asked for."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][1]).days <= 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
