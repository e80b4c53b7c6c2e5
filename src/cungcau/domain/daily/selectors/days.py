"""The season's days, each with its report or without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncDate

from cungcau.domain.daily import states
from cungcau.domain.daily.models import DailyReport
from cungcau.domain.orders.models import Entry, Kind
from cungcau.reference.catalogue.models import Season


@dataclass(frozen=True, slots=True)
class Day:
    """One day: kg received and delivered by the entries (0 where there are none), its newest report, if any."""

    day: date
    received_kg: int
    delivered_kg: int
    report: DailyReport | None

    @property
    def state(self) -> str:
        """``missing`` where nothing was issued, else the report's state."""
        return self.report.state if self.report else "missing"


def days_of(season: Season, today: date) -> list[Day]:
    """Every day of the season up to today, the newest first (at most a year)."""
    last = min(season.end, today)
    count = min(366, (last - season.start).days + 1)
    sums = (
        Entry.objects.filter(line__season=season, kind__in=(Kind.RECEIVED, Kind.DELIVERED))
        .annotate(local_day=TruncDate("at"))
        .order_by()
        .values_list("local_day", "kind")
        .annotate(Sum("kg"))
    )
    kg = {(day, kind): int(total) for day, kind, total in sums}
    reports: dict[date, DailyReport] = {}
    for report in (
        DailyReport.objects.filter(season=season).exclude(state=states.REPLACED).order_by("version")
    ):
        kept = reports.get(report.day)
        if kept is None or report.state == states.ISSUED:
            reports[report.day] = report
    days = [last - timedelta(days=back) for back in range(max(0, count))]
    return [
        Day(day, kg.get((day, Kind.RECEIVED), 0), kg.get((day, Kind.DELIVERED), 0), reports.get(day))
        for day in days
    ]
