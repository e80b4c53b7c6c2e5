"""Who owes what: counts, and the board of one duty, agencies by periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from cungcau.domain.reporting.models import Due, Duty
from cungcau.domain.reporting.states import EXCUSED, OWED, SENT

BOARD_PERIODS, BOARD_AGENCIES = 12, 50
"""Periods on the board of a duty, and agencies on one page of it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How the dues of a list stand; ``sent`` of those due since the year began."""

    owed: int
    late: int
    soon: int
    sent: int
    sent_late: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency on the board of a duty; a cell is None where it owes nothing for that period."""

    agency: str
    agency_id: int
    cells: tuple[Due | None, ...]
    owed: int
    late: int


@dataclass(frozen=True, slots=True)
class Board:
    """The last periods of a duty, newest first, by agency; ``page`` is the page of its agencies."""

    periods: tuple[tuple[str, date], ...]
    rows: tuple[BoardRow, ...]
    page: Page[Any]


def late_q(now: datetime) -> Q:
    """What is owed past its time."""
    today = now.date()
    return Q(state__in=OWED) & (Q(due_on__lt=today) | Q(due_on=today, due_hour__lte=now.hour))


def soon_q(now: datetime, days: date) -> Q:
    """What is owed and due from now to a day."""
    return Q(state__in=OWED, due_on__gte=now.date(), due_on__lte=days) & ~late_q(now)


def counts_of(rows: QuerySet[Due], now: datetime, soon: date) -> Counts:
    """How a list of dues stands; one question over what is owed, one over what was sent this year."""
    found = (
        rows.filter(state__in=OWED)
        .order_by()
        .aggregate(
            owed=Count("pk"),
            late=Count("pk", filter=late_q(now)),
            soon=Count("pk", filter=soon_q(now, soon)),
        )
    )
    year = rows.filter(state=SENT, due_on__gte=date(now.year, 1, 1)).order_by()
    sent = year.aggregate(sent=Count("pk"), sent_late=Count("pk", filter=Q(was_late=True)))
    return Counts(**found, **sent)


def board_of(duty: Duty, rows: QuerySet[Due], now: datetime, page: str = "") -> Board:
    """The newest twelve periods of a duty by agency, 50 agencies a page; four questions."""
    own = rows.filter(duty=duty)
    ends = list(own.order_by("-due_on").values_list("due_on", flat=True).distinct()[:BOARD_PERIODS])
    shown = own.filter(due_on__in=ends)
    named = list(
        shown.order_by("agency__name", "agency_id").values_list("agency_id", "agency__name").distinct()
    )
    pages = Paginator(named, BOARD_AGENCIES).get_page(page)
    found = list(shown.filter(agency__in=[pk for pk, _name in pages]).order_by("agency__name", "pk"))
    columns = _columns(own, ends)
    by_agency: dict[int, list[Due]] = {}
    for due in found:
        by_agency.setdefault(due.agency_id, []).append(due)
    return Board(tuple(columns), tuple(_row(dues, columns, now) for dues in by_agency.values()), pages)


def _columns(own: QuerySet[Due], ends: Sequence[date]) -> list[tuple[str, date]]:
    there = own.filter(due_on__in=ends).order_by().values_list("request", "label", "due_on").distinct()
    found = {(request[:60] or label, day) for request, label, day in there}
    return sorted(found, key=lambda one: (one[1], one[0]), reverse=True)[:BOARD_PERIODS]


def _row(dues: Sequence[Due], columns: Sequence[tuple[str, date]], now: datetime) -> BoardRow:
    places = {(due.request[:60] or due.label, due.due_on): due for due in dues}
    owed = [due for due in dues if due.state in OWED]
    late = [
        due
        for due in owed
        if due.due_on < now.date()
        or (due.due_on == now.date() and due.due_hour is not None and due.due_hour <= now.hour)
    ]
    cells = tuple(places.get(column) for column in columns)
    return BoardRow(dues[0].agency.name, dues[0].agency_id, cells, len(owed), len(late))


def standing(due: Due, now: datetime) -> str:
    """A due in one word, for its badge: its state, or ``late``, ``soon``, ``sent_late``."""
    if due.state == SENT:
        return "sent_late" if due.was_late else SENT
    if due.state == EXCUSED:
        return EXCUSED
    today = now.date()
    if due.due_on < today or (due.due_on == today and due.due_hour is not None and due.due_hour <= now.hour):
        return "late"
    return due.state
