"""Which trips somebody sees, and how much of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from cungcau.domain.collection.selectors.rights import points_kept
from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import DayPlan, Trip, TripLoad, TripStop
from cungcau.domain.logistics.selectors.fleet import carriers_of
from cungcau.domain.orders import policies as orders
from cungcau.domain.orders.selectors import shown_q
from cungcau.platform.access.areas import covers, within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

_HEAVY = (
    "words", "folded", "vehicle__words", "vehicle__folded", "vehicle__carrier__words", "vehicle__carrier__note",
    "driver__words", "driver__folded",
)  # fmt: skip


def whole_q(user: Somebody) -> Q:
    """Trips somebody sees with all they carry: officers those of their area or stopping at a point of it, carriers
    their own."""
    held = areas_with(user, policies.SEE_ALL_TRIPS)
    seen = Q(pk__in=[])
    if held:
        wide = within("area_code", held)
        if not wide:
            return Q()
        calls = TripStop.objects.filter(within("point__area_code", held), trip=OuterRef("pk"))
        seen = wide | Q(Exists(calls))
    if kept := points_loaded_at(user):
        seen |= Q(Exists(TripStop.objects.filter(point__in=kept, trip=OuterRef("pk"))))
    own = carriers_of(user)
    return seen | Q(vehicle__carrier__in=own) if own else seen


def points_loaded_at(user: Somebody) -> frozenset[int]:
    """The points, by id, at which somebody loads today because they were appointed to keep them."""
    if not isinstance(user, User) or not allows(user, policies.LOAD_OWN):
        return frozenset()
    return frozenset(points_kept(user, clock.today()).order_by().values_list("pk", flat=True))


def trips_q(user: Somebody) -> Q:
    """Trips somebody sees at all: also those that carry goods of an order of theirs."""
    if not allows(user, policies.VIEW_TRIPS):
        return Q(pk__in=[])
    whole = whole_q(user)
    if not whole or not allows(user, orders.VIEW):
        return whole
    return whole | Q(Exists(TripLoad.objects.filter(shown_q(user, "line__order__"), trip=OuterRef("pk"))))


def trips_shown(user: Somebody) -> QuerySet[Trip]:
    """The trips somebody may see, the latest first."""
    return (
        Trip.objects.filter(trips_q(user))
        .select_related("vehicle__carrier", "driver", "season")
        .defer(*_HEAVY)
        .order_by("-day", "-pk")
    )


def trip(user: Somebody, pk: int) -> Trip | None:
    """One of them, None where there is none."""
    return trips_shown(user).filter(pk=pk).first()


def sees_whole(user: Somebody, one: Trip) -> bool:
    """Whether somebody sees all a trip carries, not only their own orders' goods."""
    held = areas_with(user, policies.SEE_ALL_TRIPS)
    if any(covers(wide, one.area_code) for wide in held) or one.vehicle.carrier_id in carriers_of(user):
        return True
    calls = list(one.stops.exclude(point=None).values_list("point", "point__area_code"))
    kept = points_loaded_at(user)
    return any(point in kept or any(covers(wide, area) for wide in held) for point, area in calls)


def stops_of(one: Trip) -> list[TripStop]:
    """A trip's stops in order, their points and markets with them."""
    rows = one.stops.select_related("point__unit", "market").defer("point__words", "market__words")
    return list(rows.order_by("no"))


def loads_of(one: Trip) -> QuerySet[TripLoad]:
    """A trip's loads with lines, orders and stops."""
    return (
        one.loads.select_related(
            "line__order__commodity", "line__order__buyer", "line__order__seller", "line__order__market",
            "line__order__need", "pickup__point__unit", "pickup__market", "drop__point__unit", "drop__market",
            "onward_of__trip", "onward_of__drop",
        )
        .defer("line__order__words", "line__order__buyer__words", "line__order__seller__words",
               "line__order__market__words", "line__order__need__words", "pickup__point__words",
               "pickup__market__words", "drop__point__words", "drop__market__words", "onward_of__trip__words")
        .order_by("pickup__no", "drop__no", "pk")
    )  # fmt: skip


def loads_shown(user: Somebody, one: Trip) -> list[TripLoad]:
    """Of a trip's loads those somebody sees."""
    rows = loads_of(one)
    return list(rows if sees_whole(user, one) else rows.filter(shown_q(user, "line__order__")))


def taken_onward(loads: Iterable[TripLoad]) -> frozenset[int]:
    """Of loads the ids of those that a trip takes onward."""
    wanted = [load.pk for load in loads if load.goes_on]
    if not wanted:
        return frozenset()
    rows = TripLoad.objects.filter(onward_of__in=wanted).exclude(trip__state=states.CANCELLED)
    return frozenset(pk for pk in rows.values_list("onward_of_id", flat=True) if pk is not None)


def with_stops(rows: QuerySet[Trip]) -> QuerySet[Trip]:
    """Trips with their stops and the kg planned and loaded on each, for a list's page."""
    stops = TripStop.objects.select_related("point", "market").defer("point__words", "market__words")
    return rows.prefetch_related(Prefetch("stops", stops.order_by("no")), "loads")


def kg_of(trip_ids: list[int]) -> dict[int, tuple[int, int]]:
    """(planned, loaded) kg by trip."""
    rows = TripLoad.objects.filter(trip__in=trip_ids).order_by().values_list("trip_id")
    found = rows.annotate(planned=Sum("planned_kg"), loaded=Sum("loaded_kg"))
    return {trip: (int(planned), int(loaded)) for trip, planned, loaded in found}


def trips_of_day(user: Somebody, season: Season, day: date) -> QuerySet[Trip]:
    """The trips of a day somebody sees, those that leave first in front."""
    rows = trips_shown(user).filter(season=season, day=day)
    return with_stops(rows).order_by("departs_at", "pk")


def day_plans(season: Season) -> QuerySet[DayPlan]:
    """The plannings of a season, the latest first."""
    return DayPlan.objects.filter(season=season).select_related("job", "asked_by").order_by("-pk")


def day_plan(pk: int) -> DayPlan | None:
    """One planning."""
    return DayPlan.objects.filter(pk=pk).select_related("season", "job", "asked_by").first()
