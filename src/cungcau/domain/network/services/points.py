"""Markets and collection points from plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection, transaction
from django.db.models import F

from cungcau.domain.network import messages, policies
from cungcau.domain.network.models import Channel, CollectionPoint, Market, Roof
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.models import Versioned
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words


@dataclass(frozen=True, slots=True)
class MarketRow:
    """One market; ``channel`` is one of :class:`~cungcau.domain.network.models.Channel`, degrees or None."""

    code: str
    name: str
    channel: str
    source: str
    province: str = ""
    lat: float | None = None
    lon: float | None = None
    is_demo: bool = False
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PointRow:
    """One collection point; ``place`` is its unit's code, kg and metres whole, None no limit or unknown."""

    code: str
    name: str
    place: str
    open_from: date | None
    open_to: date | None
    source: str
    approved: bool = False
    approval_paper: str = ""
    agencies: tuple[str, ...] = ()
    capacity_kg_per_day: int | None = None
    storage_kg: int = 0
    distance_to_checkpoint_m: int | None = None
    hours: str = ""
    lat: float | None = None
    lon: float | None = None
    is_demo: bool = False
    capacity_low_kg: int | None = None
    capacity_high_kg: int | None = None
    actual_low_kg: int | None = None
    actual_high_kg: int | None = None
    open_text: str = ""
    area_m2: int | None = None
    bays: int | None = None
    bays_text: str = ""
    largest_truck_kg: int | None = None
    trucks_at_once: int | None = None
    has_scale: bool | None = None
    roof: str = ""
    by_water: bool | None = None
    keeper: str = ""
    register_ahead_hours: int | None = None
    minutes_per_turn: int | None = None
    register_info: str = ""
    note: str = ""


@transaction.atomic
def record_markets(*, rows: Sequence[MarketRow], actor: User | None) -> Recorded:
    """Write markets by code; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    if actor is not None:
        require(actor, policies.RECORD)
    faults = Faults("markets")
    markets = []
    for number, row in enumerate(rows, faults.first):
        known = row.channel in Channel.values
        faults.unless(known, number, "channel", row.channel, "cần một trong: " + ", ".join(Channel.values))
        _check_spot(row.lat, row.lon, number, faults)
        markets.append(
            Market(
                code=row.code,
                name=row.name,
                channel=row.channel,
                province=row.province,
                address=row.address,
                note=row.note,
                lat=row.lat,
                lon=row.lon,
                folded=words(row.name, row.code, row.province)[:400],
                source=row.source,
                is_demo=row.is_demo,
            )
        )
    check(markets, key=("code",), faults=faults)
    faults.refuse()
    done = upsert(markets, key=("code",), among=Market.objects.all(), derived=("version",))
    raise_versions(Market, markets, done, "code")
    record(actor=actor, verb=messages.MARKETS_RECORDED, thing=None, **done.facts())
    return done


@transaction.atomic
def record_points(
    *, rows: Sequence[PointRow], season: Season | None, on: date, actor: User | None
) -> Recorded:
    """Write collection points by code, for one season or (None) for all; places as they stood ``on``.

    Raises ``InputInvalid`` with every fault, ``not_allowed`` where the actor may not record in a row's area.
    """
    faults = Faults("points")
    places = units_by_code((row.place for row in rows), on)
    points = []
    for number, row in enumerate(rows, faults.first):
        in_order = row.open_from is None or row.open_to is None or row.open_from <= row.open_to
        faults.unless(in_order, number, "open_to", row.open_to, "không được trước open_from")
        for column in ("capacity_kg_per_day", "storage_kg", "actual_low_kg"):
            value = getattr(row, column)
            faults.unless(value is None or value >= 0, number, column, value, "cần số nguyên từ 0")
        _check_ranges(row, number, faults)
        _check_spot(row.lat, row.lon, number, faults)
        points.append(_point(row, number, season, places, faults))
    check(points, key=("code",), faults=faults)
    faults.refuse()
    if actor is not None:
        for area in {point.area_code for point in points}:
            require(actor, policies.RECORD, area)
    done = upsert(points, key=("code",), among=CollectionPoint.objects.all(), derived=("version",))
    raise_versions(CollectionPoint, points, done, "code")
    record(actor=actor, verb=messages.POINTS_RECORDED, thing=season, **done.facts())
    return done


@transaction.atomic
def refresh_areas() -> int:
    """Copy today's areas of the units anew, after units changed; returns how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE network_collectionpoint AS point SET area_code = unit.area_code"
            " FROM geography_unit AS unit WHERE unit.id = point.unit_id AND unit.area_code <> point.area_code"
        )
        return int(cursor.rowcount)


def raise_versions(model: type[Versioned], rows: Sequence[Versioned], done: Recorded, *key: str) -> None:
    """Count a change for every row that a batch changed, so that a form opened before it notices."""
    changed = [row.pk for row in rows if " ".join(str(getattr(row, name)) for name in key) in done.changes]
    if changed:
        model._default_manager.filter(pk__in=changed).update(version=F("version") + 1)


def _check_ranges(row: PointRow, number: int, faults: Faults) -> None:
    low, high, used = row.capacity_low_kg, row.capacity_high_kg, row.capacity_kg_per_day
    fits = (low is None and high is None) or (
        low is not None and high is not None and used is not None and low <= used <= high
    )
    faults.unless(fits, number, "capacity_high_kg", high, "cần khoảng có chứa sức nhận đã ghi")
    low, high = row.actual_low_kg, row.actual_high_kg
    fits = (low is None) == (high is None) and (low is None or high is None or low <= high)
    faults.unless(fits, number, "actual_high_kg", high, "cần hai đầu của khoảng theo thứ tự")
    faults.unless(row.roof in ("", *Roof.values), number, "roof", row.roof, "cần open, roof hoặc cold")


def _check_spot(lat: float | None, lon: float | None, number: int, faults: Faults) -> None:
    faults.unless((lat is None) == (lon is None), number, "lat", lat, "cần cả lat và lon, hoặc không")
    faults.unless(lat is None or -90 <= lat <= 90, number, "lat", lat, "cần vĩ độ từ -90 đến 90")
    faults.unless(lon is None or -180 <= lon <= 180, number, "lon", lon, "cần kinh độ từ -180 đến 180")


def _point(
    row: PointRow, number: int, season: Season | None, places: Mapping[str, Unit], faults: Faults
) -> CollectionPoint:
    unit = places.get(row.place)
    faults.unless(unit is not None, number, "place", row.place, "cần mã một đơn vị hành chính")
    return CollectionPoint(
        season=season,
        unit=unit,
        agencies=list(row.agencies),
        area_code=unit.area_code if unit else "",
        folded=words(row.name, row.code, unit.folded_path if unit else "")[:600],
        **{name: getattr(row, name) for name in _PLAIN},
    )


_PLAIN = tuple(one.name for one in fields(PointRow) if one.name not in ("place", "agencies"))
"""What a point takes from its row as it stands."""
