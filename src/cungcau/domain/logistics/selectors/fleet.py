"""Questions about vehicles and drivers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import Driver, Trip, Vehicle
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import masked, organisations_of
from cungcau.platform.access.selectors import Somebody, allows
from cungcau.platform.ui import clock


def carriers_of(user: Somebody) -> frozenset[int]:
    """The carriers somebody acts for today, by id; none without a carrier's permission."""
    if not allows(user, policies.CONFIRM_OWN_TRIP):
        return frozenset()
    return frozenset(organisations_of(user, clock.today()).order_by().values_list("pk", flat=True))


def fleet_q(user: Somebody) -> Q:
    """Whose vehicles and drivers somebody sees: everybody's for officers, a carrier's own."""
    if allows(user, policies.SEE_ALL_FLEET):
        return Q()
    if not allows(user, policies.VIEW_FLEET):
        return Q(pk__in=[])
    return Q(carrier__in=carriers_of(user))


def may_record_fleet(user: Somebody, carrier_id: int | None = None) -> bool:
    """May they write vehicles and drivers of a carrier (None: of some carrier)?"""
    if allows(user, policies.RECORD_FLEET):
        return True
    if not allows(user, policies.RECORD_OWN_FLEET):
        return False
    own = carriers_of(user)
    return bool(own) if carrier_id is None else carrier_id in own


def carriers_for(user: Somebody) -> QuerySet[Organisation]:
    """The organisations somebody may record vehicles of: all but households for officers, their own for carriers."""
    rows = Organisation.objects.filter(merged_into=None).defer("words", "folded", "note")
    if allows(user, policies.RECORD_FLEET):
        return rows.exclude(kind="household").order_by("folded_name", "pk")
    return rows.filter(pk__in=carriers_of(user)).order_by("folded_name", "pk")


def vehicles_shown(user: Somebody) -> QuerySet[Vehicle]:
    """The vehicles somebody sees, by plate."""
    return (
        Vehicle.objects.filter(fleet_q(user))
        .select_related("carrier")
        .defer("words", "folded", "carrier__words", "carrier__folded", "carrier__note")
        .order_by("plate", "pk")
    )


def drivers_shown(user: Somebody) -> QuerySet[Driver]:
    """The drivers somebody sees, by code."""
    return (
        Driver.objects.filter(fleet_q(user))
        .select_related("carrier")
        .defer("words", "folded", "carrier__words", "carrier__folded", "carrier__note")
        .order_by("code", "pk")
    )


def driver_name_for(driver: Driver) -> str:
    """A driver's name as any reader of the fleet sees it: initials and the given name, "H. V. Bảy".

    The whole of it is given by ``services.reveal_driver`` alone, which leaves an entry in the trail.
    """
    words = driver.name.split()
    return " ".join([*(f"{word[:1].upper()}." for word in words[:-1]), *words[-1:]])


def driver_phone_for(driver: Driver) -> str:
    """A driver's phone with its middle hidden, blank where none is recorded."""
    return masked(driver.phone)


def may_reveal(user: Somebody, driver: Driver) -> bool:
    """May they read a driver's name and phone whole?"""
    return allows(user, policies.SEE_DRIVER) or driver.carrier_id in carriers_of(user)


def inspected(day: date) -> Q:
    """Vehicles whose inspection is not known to have run out by a day."""
    return Q(inspection_until=None) | Q(inspection_until__gte=day)


def busy_vehicles(day: date, *, but: Iterable[int] = ()) -> frozenset[int]:
    """Ids of vehicles with a live trip that touches a day, trips with the ids ``but`` left aside."""
    rows = _touching(day).exclude(pk__in=list(but))
    return frozenset(rows.values_list("vehicle_id", flat=True))


def busy_drivers(day: date, *, but: Iterable[int] = ()) -> frozenset[int]:
    """Ids of drivers with a live trip that touches a day, trips with the ids ``but`` left aside."""
    rows = _touching(day).exclude(pk__in=list(but)).exclude(driver=None)
    return frozenset(pk for pk in rows.values_list("driver_id", flat=True) if pk is not None)


def drivers_free(day: date, *, busy: bool = False) -> dict[int, list[Driver]]:
    """Drivers at work whose licence is not known to have run out by a day, by carrier; with ``busy`` also those who
    have a trip that day."""
    found: dict[int, list[Driver]] = {}
    rows = Driver.objects.filter(in_use=True).exclude(licence_until__lt=day)
    if not busy:
        rows = rows.exclude(pk__in=busy_drivers(day))
    for driver in rows.defer("words", "folded").order_by("code"):
        found.setdefault(driver.carrier_id, []).append(driver)
    return found


def _touching(day: date) -> QuerySet[Trip]:
    later = Q(day__lt=day, ends_at__date__gte=day)
    return Trip.objects.filter(Q(day=day) | later, state__in=states.OPEN_TRIPS).order_by()
