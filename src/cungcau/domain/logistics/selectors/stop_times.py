"""Planned against actual times of a trip's stops, and who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cungcau.domain.logistics import lateness
from cungcau.domain.logistics.models import SaidBy, StopMoment, StopTime, Trip, TripStop
from cungcau.platform.ui import clock


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a stop as pages draw it; ``words`` are all that was said of it, the last one first.

    ``late`` says how it kept to the plan, or that the vehicle is overdue; ``value`` is what the form begins with.
    """

    key: str
    planned: datetime | None
    actual: datetime | None
    late: str
    tone: str
    words: tuple[StopTime, ...]
    value: str
    is_next: bool

    @property
    def is_arrival(self) -> bool:
        """Or a departure."""
        return self.key == StopMoment.ARRIVED

    @property
    def by(self) -> str:
        """Who said the last word, as far as pages for people signed in say."""
        return who(self.words[0]) if self.words else ""


def words_of(stops: Sequence[TripStop]) -> dict[tuple[int, str], list[StopTime]]:
    """Everything said of the moments of stops, by (stop, moment), the last word first."""
    found: dict[tuple[int, str], list[StopTime]] = {}
    rows = StopTime.objects.filter(stop__in=[stop.pk for stop in stops]).select_related("by")
    for word in rows.order_by("-pk"):
        found.setdefault((word.stop_id, word.moment), []).append(word)
    return found


def moments_of(trip: Trip, stops: Sequence[TripStop]) -> dict[int, list[Moment]]:
    """Arrival and departure of each stop (by id), planned and actual; the first one not said yet is the next."""
    said, now = words_of(stops), clock.now()
    found: dict[int, list[Moment]] = {}
    waiting = True
    last = max((_place(stop) for stop in stops), default=(0, 0))
    for stop in stops:
        row = []
        for key in (StopMoment.ARRIVED, StopMoment.LEFT):
            arrival = key == StopMoment.ARRIVED
            planned = stop.planned_arrival_at if arrival else stop.planned_leave_at
            actual = stop.arrived_at if arrival else stop.left_at
            is_next = waiting and actual is None and (stop.no, 0 if arrival else 1) > last
            waiting = waiting and not is_next
            late, tone = _late(stop, trip, planned, actual, arrival, now)
            value = timezone.localtime(actual or now).strftime("%Y-%m-%dT%H:%M")
            row.append(
                Moment(
                    str(key), planned, actual, late, tone, tuple(said.get((stop.pk, key), ())), value, is_next
                )
            )
        found[stop.pk] = row
    return found


def who(word: StopTime) -> str:
    """Who said it and how."""
    if word.via == SaidBy.LINK:
        return _("lái xe, qua liên kết")
    name = word.by.full_name if word.by is not None else _("hệ thống")
    if word.via == SaidBy.PHONE:
        return _("%(name)s, nghe qua điện thoại") % {"name": name}
    return _("%(name)s, theo giấy") % {"name": name} if word.via == SaidBy.PAPER else name


def _place(stop: TripStop) -> tuple[int, int]:
    """The last moment recorded at a stop, as its place in the trip; (0, 0) for none."""
    if stop.left_at is not None:
        return stop.no, 1
    return (stop.no, 0) if stop.arrived_at is not None else (0, 0)


def _late(
    stop: TripStop,
    trip: Trip,
    planned: datetime | None,
    actual: datetime | None,
    arrival: bool,
    now: datetime,
) -> tuple[str, str]:
    over = lateness.overdue_min(stop, trip, now) if arrival else None
    if over is not None:
        said = {"span": lateness.span_words(over)}
        return _("quá giờ dự kiến %(span)s, chưa ghi đến") % said, "warn"
    late = lateness.late_min(planned, actual)
    return lateness.minute_words(late), "" if late is None else "bad" if late > 0 else "good"
