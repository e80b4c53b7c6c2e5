"""Late, early or on time, in words: goods by the frozen day, vehicles by the planned minute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Arrival, Trip, TripStop
from cungcau.platform.ui import clock

ON_THE_WAY = (states.CONFIRMED, states.LOADING, states.UNDER_WAY)
"""Trips of which one expects to hear."""


def late_words(arrival: Arrival) -> str:
    """How goods kept to the frozen day; for goods that did not come, whether that day is past."""
    late = arrival.late_days
    if late is None:
        past = (clock.today() - arrival.due_on).days
        return _("quá ngày giao %(days)s ngày, chưa thấy tới") % {"days": past} if past > 0 else ""
    if late == 0:
        return _("đúng ngày")
    if late > 0:
        return _("trễ %(days)s ngày") % {"days": late}
    return _("sớm %(days)s ngày") % {"days": -late}


def late_min(planned: datetime | None, actual: datetime | None) -> int | None:
    """Whole minutes a moment came after the planned one (below 0: before); None where either is unknown."""
    if planned is None or actual is None:
        return None
    return round((actual - planned).total_seconds() / 60)


def span_words(minutes: int) -> str:
    """A span as people read it: "45 phút", "3 giờ 20 phút", "2 ngày 3 giờ"."""
    days, rest = divmod(minutes, 24 * 60)
    hours, last = divmod(rest, 60)
    if days:
        return _("%(days)s ngày %(hours)s giờ") % {"days": days, "hours": hours}
    if hours and last:
        return _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": last}
    return _("%(hours)s giờ") % {"hours": hours} if hours else _("%(minutes)s phút") % {"minutes": last}


def minute_words(late: int | None) -> str:
    """ "trễ 45 phút", "sớm 10 phút", "đúng giờ"; blank where it is not known."""
    if late is None:
        return ""
    if late == 0:
        return _("đúng giờ")
    said = {"span": span_words(abs(late))}
    return _("trễ %(span)s") % said if late > 0 else _("sớm %(span)s") % said


def overdue_min(stop: TripStop, trip: Trip, now: datetime) -> int | None:
    """Minutes since a vehicle on its way should have come to a stop nobody recorded; None where it is not due."""
    planned = stop.planned_arrival_at
    if planned is None or stop.arrived_at is not None or stop.left_at is not None:
        return None
    if trip.state not in ON_THE_WAY or planned >= now:
        return None
    return late_min(planned, now)


def latest(stops: Iterable[TripStop]) -> int | None:
    """The greatest lateness among a trip's recorded arrivals in minutes; None where none is recorded."""
    known = (late_min(stop.planned_arrival_at, stop.arrived_at) for stop in stops)
    return max((late for late in known if late is not None), default=None)
