"""The six months' and the year's report of the programme: its days, and the figures it holds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.db.models import Q

from cungcau.domain.ocop import states as ocop
from cungcau.domain.ocop.models import Certificate, Dossier
from cungcau.domain.recognition import policies, states
from cungcau.domain.recognition.models import Finding, Inspection, Revocation
from cungcau.domain.recognition.selectors import trend
from cungcau.domain.recognition.selectors.figures import Figures, figures_of
from cungcau.domain.recognition.selectors.targets import Progress, progress_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, areas_with

HALF, YEAR = "half", "year"
PERIODS = (HALF, YEAR)


@dataclass(frozen=True, slots=True)
class Due:
    """Before which day of the year a report is due, and what says so."""

    month: int
    day: int
    source: str

    def on(self, year: int) -> date:
        """That day of a year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in the period: files, inspections, what they found, revocations."""

    sent: int
    under_way: int
    certified: int
    inspected: int
    found: int
    to_mend: int
    revocations: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report of an area (blank: all of somebody's) from ``first`` to ``last``, both included."""

    period: str
    area: str
    first: date
    last: date
    due: date
    source: str
    figures: Figures
    happened: trend.Period
    work: Work
    targets: tuple[Progress, ...]


@cache
def due_days() -> dict[str, Due]:
    """By period; from the data file, which names its source."""
    text = (files("cungcau.domain.recognition") / "data" / "report_days.csv").read_text(encoding="utf-8")
    return {
        row["period"]: Due(int(row["month"]), int(row["day"]), row["source"])
        for row in csv.DictReader(text.splitlines())
    }


def bounds_of(period: str, year: int, today: date, last: date | None = None) -> tuple[date, date]:
    """The first and last day a report tells of: from 1 January to the day it is due, or to today before that.

    Raises ``ocop_report_period_unknown``, ``ocop_day_out_of_range`` for a last day outside the year or to come.
    """
    if period not in PERIODS:
        raise DomainError("ocop_report_period_unknown", value=period)
    first = date(year, 1, 1)
    latest = min(date(year, 12, 31), today)
    if first > today:
        raise DomainError("ocop_day_out_of_range", value=first, first=first, last=today)
    if last is None:
        return first, min(due_days()[period].on(year), latest)
    if not first <= last <= latest:
        raise DomainError("ocop_day_out_of_range", value=last, first=first, last=latest)
    return first, last


def report_of(
    user: Somebody, *, period: str, year: int, today: date, area: str = "", last: date | None = None
) -> Report:
    """Everything a report says. Raises what :func:`bounds_of` raises."""
    first, end = bounds_of(period, year, today, last)
    due = due_days()[period]
    happened = trend.periods(trend.spans(user, area), [(first, end)])[0]
    return Report(
        period=period, area=area, first=first, last=end, due=due.on(year), source=due.source,
        figures=figures_of(user, end, area), happened=happened, work=_work(user, area, first, end),
        targets=tuple(one for one in progress_of(user, end) if _ours(one, area)),
    )  # fmt: skip


def next_due(today: date) -> list[tuple[str, date]]:
    """(period, day before which it is due) of the reports still to come this year, the nearest first."""
    found = [(period, due_days()[period].on(today.year)) for period in PERIODS]
    return sorted((pair for pair in found if pair[1] >= today), key=lambda pair: pair[1])


def _ours(progress: Progress, area: str) -> bool:
    """A report of one commune tells of its own targets, not of the province's."""
    return not area or progress.target.area_code == area


def _work(user: Somebody, area: str, first: date, last: date) -> Work:
    seen = within("area_code", areas_with(user, policies.FIGURES))
    if area:
        seen &= within("area_code", frozenset({area}))
    files_ = Dossier.objects.filter(seen)
    inspections = Inspection.objects.filter(seen, state=states.DONE, done_on__gte=first, done_on__lte=last)
    findings = Finding.objects.filter(inspection__in=inspections)
    live = [state for state in ocop.LIVE_DOSSIERS if state != ocop.DRAFT]
    issued = Certificate.objects.filter(
        seen, dossier__isnull=False, starts_on__gte=first, starts_on__lte=last
    )
    revoked = Q(state=states.DECIDED, decided_on__gte=first, decided_on__lte=last)
    return Work(
        sent=files_.filter(submitted_at__date__gte=first, submitted_at__date__lte=last).count(),
        under_way=files_.filter(state__in=live, submitted_at__date__lte=last).count(),
        certified=issued.count(),
        inspected=inspections.count(),
        found=findings.count(),
        to_mend=findings.exclude(state=states.CLOSED).count(),
        revocations=Revocation.objects.filter(seen).filter(revoked).count(),
    )
