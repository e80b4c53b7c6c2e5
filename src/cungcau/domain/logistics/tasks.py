"""Background work of trips, and keeping copied areas in step with the units."""

from cungcau.domain.logistics.services.fleet import refresh_areas
from cungcau.domain.logistics.services.planning import PLAN_DAY, compute_day
from cungcau.domain.logistics.services.road_areas import refresh_road_areas
from cungcau.platform.jobs.registry import register
from cungcau.reference.geography.services.areas import follow

register(PLAN_DAY, compute_day)
follow(refresh_areas)
follow(refresh_road_areas)
