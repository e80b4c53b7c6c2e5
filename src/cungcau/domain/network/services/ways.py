"""Who reaches which point, and lanes from points to markets, from plain rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cungcau.domain.network import messages, policies
from cungcau.domain.network.models import Access, CollectionPoint, Lane
from cungcau.domain.network.selectors import market_ids, point_ids
from cungcau.domain.network.services.points import raise_versions
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A unit (its code) may bring goods to a point at this cost (đồng per kg)."""

    place: str
    point: str
    cost_vnd_per_kg: int
    source: str
    is_demo: bool = False
    in_use: bool = True


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A way from a point to a market (codes): days under way, đồng per kg, kg per day or None."""

    point: str
    market: str
    days: int
    cost_vnd_per_kg: int
    source: str
    capacity_kg_per_day: int | None = None
    is_demo: bool = False
    in_use: bool = True


def require_points(actor: User | None, points: Collection[int]) -> None:
    """May they write the ways of these points (ids)? Raises ``not_allowed`` for the first area where not."""
    if actor is None:
        return
    require(actor, policies.RECORD)
    areas = CollectionPoint.objects.filter(pk__in=points).order_by().values_list("area_code", flat=True)
    for area in sorted(areas.distinct()):
        require(actor, policies.RECORD, area)


@transaction.atomic
def record_access(*, rows: Sequence[AccessRow], on: date, actor: User | None) -> Recorded:
    """Write which units reach which points; places are read as they stood ``on`` that day.

    Raises ``InputInvalid`` with every fault, or ``not_allowed``.
    """
    faults = Faults("access")
    places = {code: unit.pk for code, unit in units_by_code((row.place for row in rows), on).items()}
    points = point_ids(row.point for row in rows)
    ways = []
    for number, row in enumerate(rows, faults.first):
        cost = row.cost_vnd_per_kg
        faults.unless(cost >= 0, number, "cost_vnd_per_kg", cost, "cần số nguyên từ 0")
        ways.append(
            Access(
                unit_id=faults.look_up(places, number, "place", row.place),
                point_id=faults.look_up(points, number, "point", row.point),
                cost_vnd_per_kg=cost,
                source=row.source,
                is_demo=row.is_demo,
                in_use=row.in_use,
            )
        )
    faults.refuse()
    check(ways, key=("unit_id", "point_id"), faults=faults)
    faults.refuse()
    require_points(actor, {way.point_id for way in ways})
    done = upsert(ways, key=("unit_id", "point_id"), among=Access.objects.all(), derived=("version",))
    raise_versions(Access, ways, done, "unit_id", "point_id")
    record(actor=actor, verb=messages.ACCESS_RECORDED, thing=None, **done.facts())
    return done


@transaction.atomic
def record_lanes(*, rows: Sequence[LaneRow], actor: User | None) -> Recorded:
    """Write lanes by point and market; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    faults = Faults("lanes")
    points, markets = point_ids(row.point for row in rows), market_ids(row.market for row in rows)
    lanes = []
    for number, row in enumerate(rows, faults.first):
        for column in ("days", "cost_vnd_per_kg", "capacity_kg_per_day"):
            value = getattr(row, column)
            faults.unless(value is None or value >= 0, number, column, value, "cần số nguyên từ 0")
        lanes.append(
            Lane(
                point_id=faults.look_up(points, number, "point", row.point),
                market_id=faults.look_up(markets, number, "market", row.market),
                days=row.days,
                cost_vnd_per_kg=row.cost_vnd_per_kg,
                capacity_kg_per_day=row.capacity_kg_per_day,
                source=row.source,
                is_demo=row.is_demo,
                in_use=row.in_use,
            )
        )
    faults.refuse()
    check(lanes, key=("point_id", "market_id"), faults=faults)
    faults.refuse()
    require_points(actor, {lane.point_id for lane in lanes})
    done = upsert(lanes, key=("point_id", "market_id"), among=Lane.objects.all(), derived=("version",))
    raise_versions(Lane, lanes, done, "point_id", "market_id")
    record(actor=actor, verb=messages.LANES_RECORDED, thing=None, **done.facts())
    return done
