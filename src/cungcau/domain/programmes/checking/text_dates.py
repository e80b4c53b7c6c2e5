"""Days in a plan's sentences: limits outside the period, days that are in no calendar, the period it states."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date

from cungcau.domain.programmes.checking.dates import same_day_within
from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness
from cungcau.domain.programmes.checking.sheet import Around, PlanSheet
from cungcau.kernel.vntext import Kind, TextUnreadable, fold, parse, show_date, show_date_range

DAY = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?!\d)"
    r"|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4})"
)
"""A full day as printed: 30/10/2022, 05 tháng 6 năm 2021."""
_BEFORE = re.compile(
    r"(?:truoc|cham nhat|muon nhat|den het|han cuoi|thoi han|xong|hoan thanh|ket thuc|han nop|han|dien ra|to chuc|den)"
    r"(?: (?:trong|vao|la|den|het|truoc))?(?: ngay| hom)? ?[:(]?\s*$"
)
_TITLE_SPAN = re.compile(r"\b(\d{4})\s*[-–]\s*(\d{4})\b")
_TITLE_YEAR = re.compile(r"\bnăm\s+(\d{4})\b", re.IGNORECASE)
_PERIOD = re.compile(r"thời gian(?: thực hiện)?\s*(?::|là)\s*(?P<said>[^.;\n]{4,80})", re.IGNORECASE)
_TOLD_ELSEWHERE = {"basis", "situation"}


def deadlines(text: str) -> Iterator[tuple[str, date | None]]:
    """Every day a sentence sets as a limit, as printed; None where no calendar has it."""
    for match in DAY.finditer(text):
        before = fold(text[max(0, match.start() - 40) : match.start()])
        if _BEFORE.search(before):
            yield match.group(0), _day(match)


def text_dates(plan: PlanSheet, around: Around) -> list[Finding]:
    """Days in sentences. A paper's own date ("Quyết định số … ngày 13/8/2019") is not a limit and is left alone."""
    if plan.ends_on < plan.starts_on:
        return []
    found = [*_title(plan)]
    for row, field, text in _texts(plan):
        found += _limits(plan, row, field, text)
    for passage in plan.passages:
        found += _own_period(plan, passage.row, passage.text)
    return found


def _texts(plan: PlanSheet) -> Iterator[tuple[Row, str, str]]:
    for passage in plan.passages:
        if passage.part not in _TOLD_ELSEWHERE:
            yield passage.row, "text", passage.text
    for task in plan.tasks:
        yield task.row, "text", task.text


def _limits(plan: PlanSheet, row: Row, field: str, text: str) -> Iterator[Finding]:
    for printed, day in deadlines(text):
        if day is None:
            yield Finding(
                "no_such_day", Seriousness.ERROR, row, {"printed": printed}, _last_day(row, field, printed)
            )
        elif not plan.starts_on <= day <= plan.ends_on:
            rule = "text_before_period" if day < plan.starts_on else "text_after_period"
            facts = {"printed": printed, "first": plan.starts_on, "last": plan.ends_on}
            mends = _rewritten(row, field, printed, same_day_within(plan, day))
            yield Finding(rule, Seriousness.ERROR, row, facts, mends)
        elif plan.issued_on and day < plan.issued_on:
            facts = {"printed": printed, "issued": plan.issued_on}
            later = same_day_within(plan, day, plan.issued_on)
            yield Finding(
                "text_before_issue", Seriousness.WARNING, row, facts, _rewritten(row, field, printed, later)
            )


def _rewritten(row: Row, field: str, printed: str, days: Sequence[date]) -> tuple[Mend, ...]:
    return tuple(Mend("replace", row, field=field, before=printed, after=_like(printed, day)) for day in days)


def _day(match: re.Match[str]) -> date | None:
    day, month, year = (int(match[name] or match[f"{name}2"]) for name in ("d", "m", "y"))
    if (
        not 1900 <= year <= 2100
        or not 1 <= month <= 12
        or not 1 <= day <= calendar.monthrange(year, month)[1]
    ):
        return None
    return date(year, month, day)


def _like(printed: str, day: date) -> str:
    """The day written as the other one was."""
    if "tháng" in printed:
        return f"{day.day:02d} tháng {day.month:02d} năm {day.year}" if day.month < 3 else (
            f"{day.day:02d} tháng {day.month} năm {day.year}"
        )  # fmt: skip
    return re.sub(r"\d{4}$", str(day.year), printed) if f"{day.day}" in printed else show_date(day)


def _last_day(row: Row, field: str, printed: str) -> tuple[Mend, ...]:
    """31/4/2023 was perhaps meant as the month's last day."""
    numbers = [int(text) for text in re.findall(r"\d+", printed)]
    if len(numbers) != 3 or not 1 <= numbers[1] <= 12 or not 1900 <= numbers[2] <= 2100 or numbers[0] < 28:
        return ()
    last = date(numbers[2], numbers[1], calendar.monthrange(numbers[2], numbers[1])[1])
    return (Mend("replace", row, field=field, before=printed, after=show_date(last)),)


def _title(plan: PlanSheet) -> Iterator[Finding]:
    """The years the title names are those of the period."""
    first, last = plan.starts_on.year, plan.ends_on.year
    own = str(first) if first == last else f"{first} - {last}"
    facts = {"first": plan.starts_on, "last": plan.ends_on}
    if span := _TITLE_SPAN.search(plan.title):
        said = (int(span[1]), int(span[2]))
        if said != (first, last):
            mend = Mend("replace", plan.row, field="title", before=span[0], after=f"{first} - {last}")
            yield Finding("title_period", Seriousness.WARNING, plan.row, {"said": span[0], **facts}, (mend,))
        return
    years = list(_TITLE_YEAR.finditer(plan.title))
    if years and not any(first <= int(year[1]) <= last for year in years):
        said_year = years[-1][1]
        mend = Mend("replace", plan.row, field="title", before=said_year, after=own)
        yield Finding("title_period", Seriousness.WARNING, plan.row, {"said": said_year, **facts}, (mend,))


def _own_period(plan: PlanSheet, row: Row, text: str) -> Iterator[Finding]:
    """ "Thời gian thực hiện: từ tháng 02 đến hết tháng 12/2023" against the plan's own days."""
    for match in _PERIOD.finditer(text):
        try:
            said = parse(match["said"].strip())
        except TextUnreadable:
            continue
        if said.kind != Kind.DATE_RANGE or said.ambiguous:
            continue
        first, last = said.min, said.max
        if not isinstance(first, date) or not isinstance(last, date):
            continue
        if first < plan.starts_on or last > plan.ends_on:
            facts = {"said": show_date_range(first, last), "first": plan.starts_on, "last": plan.ends_on}
            mend = Mend("set", plan.row, (("starts_on", first), ("ends_on", last)))
            yield Finding("text_period", Seriousness.WARNING, row, facts, (mend,))
