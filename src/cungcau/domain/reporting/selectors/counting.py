"""Counting the figures of a report: from live data, from the plan's indicators, from the reports below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.figures import Asked, Kept
from cungcau.domain.programmes.models import Indicator
from cungcau.domain.programmes.selectors.measured import measured_all
from cungcau.domain.reporting.layouts import INDICATORS, QUERY, LayoutLine, LayoutSection
from cungcau.domain.reporting.models import Due, Line, Report
from cungcau.domain.reporting.periods import year_before
from cungcau.domain.reporting.selectors.below import Below, below_of, summed
from cungcau.domain.reporting.states import SENT

_PLACES = Decimal("0.001")


def lines_of(due: Due, sections: Sequence[LayoutSection], as_of: date) -> list[Line]:
    """The figures a template asks for, unsaved and not yet counted, in order."""
    rolls = due.duty.fed_by.filter(to_agency=due.agency_id).exists() or due.below.exists()
    found: list[Line] = []
    for part in sections:
        for wanted in part.lines:
            for line in _lines(due, wanted, rolls):
                line.section, line.position = part.key, len(found) + 1
                line.first, line.last = _first(due, wanted), as_of
                found.append(line)
    return found


def _first(due: Due, wanted: LayoutLine) -> date:
    """From when a figure counts: the period's first day; so far: the season's, or the year's."""
    if not wanted.so_far:
        return due.period_from
    season = due.duty.season
    return min(due.period_from, season.start if season is not None else date(due.period_from.year, 1, 1))


def _lines(due: Due, wanted: LayoutLine, rolls: bool) -> list[Line]:
    if wanted.source == INDICATORS:
        rows = (
            Indicator.objects.filter(plan=due.duty.plan_id).order_by("position") if due.duty.plan_id else []
        )
        return [_of_indicator(one) for one in rows]
    if wanted.source == QUERY:
        arguments = figures.checked(wanted.figure, wanted.arguments)
        shown = figures.figure(wanted.figure)
        return [
            Line(
                key=wanted.key, source=Line.Source.QUERY, figure=wanted.figure, arguments=arguments,
                name=wanted.label, unit=wanted.unit or str(shown.unit),
            )
        ]  # fmt: skip
    source = Line.Source.ROLLED if rolls else Line.Source.TYPED
    return [Line(key=wanted.key, source=source, name=wanted.name, unit=wanted.unit)]


def _of_indicator(one: Indicator) -> Line:
    return Line(
        key=f"indicator-{one.pk}", source=Line.Source.INDICATOR, name=one.name, unit=one.unit, indicator=one,
        target=one.target, target_high=one.target_high, direction=one.direction, figure=one.query,
        arguments=one.arguments,
    )  # fmt: skip


def count(report: Report, lines: Sequence[Line]) -> None:
    """Fill what was counted, what it was a year before, and where it comes from; nothing is saved."""
    due = report.due
    kept: Kept = {}
    told = below_of(due) if any(one.source == Line.Source.ROLLED for one in lines) else []
    before = _said_before(due)
    for line in lines:
        if line.source == Line.Source.QUERY:
            line.computed = _rounded(figures.measure(line.figure, asked(due, line), kept))
            line.last_year = _rounded(figures.measure(line.figure, asked_before(due, line), kept))
            line.where_from = str(figures.figure(line.figure).how)[:300]
        elif line.source == Line.Source.ROLLED:
            _roll(line, told)
            line.last_year = before.get(line.key)
        elif line.source == Line.Source.TYPED:
            line.last_year = before.get(line.key)
    _count_indicators(due, [one for one in lines if one.source == Line.Source.INDICATOR], kept)


def asked(due: Due, line: Line) -> Asked:
    """What a counted figure asks: the report's area, its period to the last day counted."""
    season = due.duty.season_id
    return Asked(line.last, line.first, due.area_code, season, line.arguments)


def asked_before(due: Due, line: Line) -> Asked:
    """The same a year before, of whatever season stood then."""
    return Asked(year_before(line.last), year_before(line.first), due.area_code, None, line.arguments)


def _roll(line: Line, told: list[Below]) -> None:
    value, line.below_sent, line.below_all = summed(told, line.key)
    line.computed = _rounded(value)


def _count_indicators(due: Due, lines: list[Line], kept: Kept) -> None:
    rows = {
        one.pk: one
        for one in Indicator.objects.filter(pk__in=[line.indicator_id for line in lines]).select_related("plan")
        .defer("plan__words")
    }  # fmt: skip
    there = [line for line in lines if line.indicator_id in rows]
    if not there:
        return
    day = there[0].last
    now = measured_all([rows[line.indicator_id or 0] for line in there], day, kept)
    earlier = year_before(day)
    then = measured_all([rows[line.indicator_id or 0] for line in there], earlier, kept)
    for line, found, was in zip(there, now, then, strict=True):
        line.computed, line.where_from = _rounded(found.value), found.where_from[:300]
        begun = found.indicator.plan.starts_on <= earlier
        line.last_year = _rounded(was.value) if begun else None


def _said_before(due: Due) -> dict[str, Decimal | None]:
    """What the same agency's sent report said of the same period a year before."""
    first, last = year_before(due.period_from), year_before(due.period_to)
    rows = Line.objects.filter(
        report__state=SENT, report__due__duty=due.duty_id, report__due__agency=due.agency_id,
        report__due__period_from=first, report__due__period_to__year=last.year,
        report__due__period_to__month=last.month, report__due__request="",
    )  # fmt: skip
    return {line.key: line.shown for line in rows}


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_PLACES)
