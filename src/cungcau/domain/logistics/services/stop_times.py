"""When vehicles really come to stops and leave them: each word kept, the last one stands on the stop."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import SaidBy, StopMoment, StopTime, Trip, TripStop
from cungcau.domain.logistics.planning.minutes import at as minute_at
from cungcau.domain.logistics.services.rights import may, pass_loading, pass_trip
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.ui import clock, figures

_AHEAD = timedelta(minutes=5)
_EARLY = timedelta(days=1)
_HEARD = {
    SaidBy.LINK: " (lái xe ghi qua liên kết)",
    SaidBy.APP: "",
    SaidBy.PHONE: " (nghe qua điện thoại)",
    SaidBy.PAPER: " (theo giấy)",
}
_ENGLISH = {StopMoment.ARRIVED: "coming to", StopMoment.LEFT: "leaving"}
_COLUMNS = {StopMoment.ARRIVED: "arrived_at", StopMoment.LEFT: "left_at"}


@transaction.atomic
def record_time(
    stop: TripStop,
    *,
    moment: StopMoment,
    at: datetime | None,
    actor: User | None,
    via: SaidBy = SaidBy.APP,
    reason: str = "",
    by_link: bool = False,
    client_uuid: UUID | None = None,
) -> TripStop:
    """Record when a vehicle came to a stop or left it (to the minute); ``at`` None takes the time back.

    What is there already changes only with a ``reason``; the same time, or the same ``client_uuid``, again changes
    nothing. ``by_link``: the driver's signed link let them pass. Raises ``stop_time_trip_over``,
    ``stop_time_reason_missing``, ``stop_time_nothing_there``, ``stop_time_in_future``, ``stop_time_before_trip``,
    ``stop_times_out_of_order``, ``not_allowed``, ``trip_not_found``.
    """
    trip = Trip.objects.select_for_update(of=("self",)).select_related("vehicle").get(pk=stop.trip_id)
    stops = list(trip.stops.select_related("point", "market").defer("point__words", "market__words"))
    row = next((one for one in stops if one.pk == stop.pk), None)
    if row is None:
        raise DomainError("trip_stop_not_found")
    area = trip.area_code if by_link else _pass(trip, row, actor)
    if client_uuid is not None and StopTime.objects.filter(client_uuid=client_uuid).exists():
        return row
    at, why = at.replace(second=0, microsecond=0) if at is not None else None, reason.strip()[:300]
    said_before = row.times.filter(moment=moment).exists()
    if getattr(row, _COLUMNS[moment]) == at and (at is not None or said_before):
        return row
    _fit(trip, stops, row, moment, at, corrected=said_before, why=why)
    _keep(row, moment, at, actor, via, why, client_uuid)
    verb = messages.stops.STOP_TIME_RECORDED
    if said_before:
        verb = messages.stops.STOP_TIME_CORRECTED if at else messages.stops.STOP_TIME_TAKEN_BACK
    audit.record(
        actor=actor, verb=verb, thing=trip, area=area, what=_word(moment), stop=row.name, reason=why,
        at=_shown(at) if at else "", heard=_HEARD[via],
    )  # fmt: skip
    return row


def note_leaving(trip: Trip, left: datetime, actor: User | None) -> None:
    """When a trip leaves its last pick-up, that stop was left, unless somebody said when; in the caller's deed."""
    row = trip.stops.filter(picked__loaded_kg__gt=0).distinct().order_by("-no").first()
    left = left.replace(second=0, microsecond=0)
    if row is None or row.times.filter(moment=StopMoment.LEFT).exists():
        return
    before = StopTime.objects.filter(stop__trip=trip, at__gt=left)
    if not before.exists() and not StopTime.objects.filter(stop__trip=trip, stop__no__gt=row.no).exists():
        _keep(row, StopMoment.LEFT, left, actor, SaidBy.APP, "", None)


def _keep(
    row: TripStop,
    moment: StopMoment,
    at: datetime | None,
    actor: User | None,
    via: SaidBy,
    why: str,
    client_uuid: UUID | None,
) -> None:
    StopTime.objects.create(
        stop=row, moment=moment, at=at, via=via, by=actor, reason=why, client_uuid=client_uuid
    )
    column = _COLUMNS[moment]
    setattr(row, column, at)
    row.save(update_fields=[column])


def _pass(trip: Trip, stop: TripStop, actor: User | None) -> str:
    """Who plans the trip, drives for its carrier, or loads at the stop."""
    planner = may(actor, trip, policies.PLAN_TRIPS)
    if trip.state == states.CANCELLED or (trip.state == states.CLOSED and not planner):
        raise DomainError("stop_time_trip_over", trip=trip.code)
    if may(actor, trip, policies.PLAN_TRIPS, policies.CONFIRM_OWN_TRIP):
        return pass_trip(actor, trip, policies.PLAN_TRIPS, policies.CONFIRM_OWN_TRIP)[1]
    return pass_loading(actor, trip, [stop.point])[1]


def _fit(
    trip: Trip,
    stops: list[TripStop],
    row: TripStop,
    moment: StopMoment,
    at: datetime | None,
    *,
    corrected: bool,
    why: str,
) -> None:
    """Refuse what cannot have been: in the future, long before the trip, out of the order of stops."""
    if corrected and not why:
        raise DomainError("stop_time_reason_missing", stop=row.name)
    if at is None:
        if not corrected:
            raise DomainError("stop_time_nothing_there", stop=row.name)
        return
    if at > clock.now() + _AHEAD:
        raise DomainError("stop_time_in_future", stop=row.name, at=_shown(at))
    if at < minute_at(trip.day, 0) - _EARLY:
        raise DomainError("stop_time_before_trip", stop=row.name, at=_shown(at), day=trip.day)
    here = (row.no, moment == StopMoment.LEFT)
    for other in stops:
        for kind, column in _COLUMNS.items():
            there, known = (other.no, kind == StopMoment.LEFT), getattr(other, column)
            wrong = known is not None and (known > at if there < here else known < at)
            if there != here and wrong:
                raise DomainError(
                    "stop_times_out_of_order", stop=row.name, at=_shown(at), other=other.name,
                    other_at=_shown(known), what_vi=_word(moment), what_en=_ENGLISH[moment],
                    other_what_vi=_word(kind), other_what_en=_ENGLISH[kind],
                )  # fmt: skip


def _word(moment: StopMoment) -> str:
    return "đến" if moment == StopMoment.ARRIVED else "rời"


def _shown(at: datetime) -> str:
    return figures.moment(timezone.localtime(at))
