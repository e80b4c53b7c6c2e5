"""Background work of trips, and keeping copied areas in step with the units."""

from cungcau.domain.logistics.services.fleet import refresh_areas
from cungcau.domain.logistics.services.planning import PLAN_DAY, compute_day
from cungcau.domain.logistics.services.road_areas import refresh_road_areas
from cungcau.domain.logistics.things import ARRIVAL, ROUTE_EVENT
from cungcau.platform.jobs.registry import Stop, register
from cungcau.platform.notify import things
from cungcau.reference.geography.services.areas import follow

register(PLAN_DAY, compute_day, stop=Stop.DISCARDS)
follow(refresh_areas)
follow(refresh_road_areas)
things.register(ARRIVAL)
things.register(ROUTE_EVENT)
