"""Recording vehicles and drivers: the only writers of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from cungcau.domain.logistics import messages, plates, policies
from cungcau.domain.logistics.models import Driver, Vehicle
from cungcau.domain.logistics.selectors.fleet import may_record_fleet, may_reveal
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

_F = TypeVar("_F", Vehicle, Driver)
MOST_KG = 100_000_000
MOST_VND = 1_000_000_000
_HIDDEN = frozenset({"name", "phone"})


@dataclass(frozen=True, slots=True)
class Noun(Generic[_F]):
    """Vehicles or drivers: what people may write, what must hold, what the trail says."""

    model: type[_F]
    key: str
    fields: tuple[str, ...]
    faults: Callable[[_F, int, Faults], None]
    entered: str
    changed: str
    recorded: str


def enter(noun: Noun[_F], *, facts: Mapping[str, Any], actor: User | None) -> _F:
    """Write a new vehicle or driver from values by attribute; raises ``InputInvalid`` by field, ``not_allowed``."""
    row = noun.model()
    _set(row, noun, facts)
    with transaction.atomic():
        _save(row, noun, actor, new=True)
        record(actor=actor, verb=noun.entered, thing=row, area=row.area_code)
    return row


def change(
    noun: Noun[_F],
    row: _F,
    *,
    version: int,
    seen: Mapping[str, Any],
    mine: Mapping[str, Any],
    actor: User | None,
) -> _F:
    """Write what a person changed; raises ``EditedMeanwhile``, ``InputInvalid``, ``not_allowed``."""
    with transaction.atomic():
        locked = noun.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        _require(actor, locked.carrier_id)
        wanted = take(locked, version=version, seen=seen, mine=mine)
        before = {name: getattr(locked, name) for name in wanted if name in noun.fields}
        _set(locked, noun, wanted)
        locked.version += 1
        _save(locked, noun, actor, new=False)
        record(
            actor=actor, verb=noun.changed, thing=locked, area=locked.area_code,
            changes={name: _told(name, before[name], wanted[name]) for name in before},
        )  # fmt: skip
    return locked


@transaction.atomic
def record_all(
    noun: Noun[_F], *, rows: Sequence[_F], name: str, actor: User | None, first: int = 1
) -> Recorded:
    """Write vehicles or drivers of a table by their key, all or none.

    Raises ``InputInvalid`` with every fault (``file`` is ``name``, ``line`` counted from ``first``).
    """
    faults = Faults(name, first)
    for number, row in enumerate(rows, first):
        row.source = row.source or _source(actor)
        carrier = _carrier(row)
        faults.unless(carrier is not None, number, "carrier", "", "cần một đơn vị vận tải đã có")
        if carrier is None:
            continue
        if actor is not None and not may_record_fleet(actor, carrier.pk):
            faults.unless(False, number, "carrier", carrier.name, "cần đơn vị mình thay mặt")
        noun.faults(row, number, faults)
        row.folded = _folded(row, carrier)
        row.area_code = carrier.area_code
    faults.refuse()
    check(list(rows), key=(noun.key,), faults=faults)
    faults.refuse()
    taken = _others(noun, rows, actor)
    for number, row in enumerate(rows, first):
        value = str(getattr(row, noun.key))
        faults.unless(value not in taken, number, noun.key, value, "đã có ở một đơn vị khác")
    faults.refuse()
    done = upsert(list(rows), key=(noun.key,), among=noun.model._default_manager.all(), derived=("version",))
    changed = {f"{noun.key}__in": list(done.changes)}
    noun.model._default_manager.filter(**changed).update(version=F("version") + 1)
    facts = done.facts()
    facts["changes"] = {
        key: {column: _told(column, *pair) for column, pair in changed.items()}
        for key, changed in facts["changes"].items()
    }
    record(actor=actor, verb=noun.recorded, thing=None, area="", **facts)
    return done


@transaction.atomic
def reveal_driver(*, driver: Driver, actor: User) -> tuple[str, str]:
    """A driver's whole name and phone (blank where none), for somebody who may; the look goes to the trail."""
    if not may_reveal(actor, driver):
        require(actor, policies.SEE_DRIVER)
    record(actor=actor, verb=messages.trips.DRIVER_REVEALED, thing=driver, area=driver.area_code)
    return driver.name, driver.phone or ""


def phone_of(text: str) -> str | None:
    """A phone number in its one spelling, None for a blank; raises ``phone_invalid``."""
    return normalise(text) if text.strip() else None


def _others(noun: Noun[Any], rows: Sequence[Any], actor: User | None) -> frozenset[str]:
    """Keys among the rows' that belong to carriers the actor may not write for."""
    if actor is None:
        return frozenset()
    there = noun.model._default_manager.filter(
        **{f"{noun.key}__in": [getattr(row, noun.key) for row in rows]}
    )
    found = there.values_list(noun.key, "carrier_id")
    judged: dict[int, bool] = {}
    for _key, carrier in found:
        judged.setdefault(carrier, may_record_fleet(actor, carrier))
    return frozenset(key for key, carrier in found if not judged[carrier])


def _require(actor: User | None, carrier_id: int) -> None:
    if actor is not None and not may_record_fleet(actor, carrier_id):
        require(actor, policies.RECORD_FLEET)
        raise DomainError("not_found")


def _set(row: Vehicle | Driver, noun: Noun[Any], facts: Mapping[str, Any]) -> None:
    for name in noun.fields:
        if name in facts:
            setattr(row, name, facts[name])


def _save(row: _F, noun: Noun[_F], actor: User | None, *, new: bool) -> None:
    faults = Faults("row")
    row.source = row.source or _source(actor)
    carrier = _carrier(row)
    faults.unless(carrier is not None, 1, "carrier", "", "cần một đơn vị vận tải")
    faults.refuse()
    assert carrier is not None, "refused above"
    _require(actor, carrier.pk)
    if isinstance(row, Driver) and not row.code:
        row.code = _driver_code(carrier)
    noun.faults(row, 1, faults)
    row.folded, row.area_code = _folded(row, carrier), carrier.area_code
    check([row], key=(noun.key,), faults=faults)
    faults.refuse()
    try:
        with transaction.atomic():
            row.save(force_insert=new)
    except IntegrityError as error:
        shown = str(getattr(row, noun.key))
        raise InputInvalid([Fault("row", 1, noun.key, shown, "đã có một mục như vậy")]) from error


def _carrier(row: Vehicle | Driver) -> Organisation | None:
    if row.carrier_id is None:
        return None
    return Organisation.objects.filter(pk=row.carrier_id, merged_into=None).defer("words").first()


def _driver_code(carrier: Organisation) -> str:
    """The carrier's next code; its row is locked so that two never share one."""
    Organisation.objects.select_for_update().get(pk=carrier.pk)
    begins = f"LX-{carrier.code}"[:33].rstrip("-")
    number = Driver.objects.filter(code__startswith=f"{begins}-").count() + 1
    while Driver.objects.filter(code=f"{begins}-{number}").exists():
        number += 1
    return f"{begins}-{number}"


def _folded(row: Vehicle | Driver, carrier: Organisation) -> str:
    if isinstance(row, Vehicle):
        plain = "".join(letter for letter in row.plate if letter.isalnum())
        return words(row.plate, plain, row.get_kind_display(), carrier.name, row.start_text)[:400]
    return words(row.code, carrier.name, row.licence_class)[:400]


def _source(actor: User | None) -> str:
    return f"{actor.full_name}, {clock.today():%d/%m/%Y}"[:300] if actor else "hệ thống"


def _told(name: str, before: object, after: object) -> list[str]:
    return ["•••", "•••"] if name in _HIDDEN else [str(before), str(after)]


def _vehicle_faults(row: Vehicle, line: int, faults: Faults) -> None:
    known = plates.read(row.plate)
    row.plate = known.text if known else " ".join(row.plate.upper().split())
    faults.unless(0 < row.capacity_kg <= MOST_KG, line, "capacity_kg", row.capacity_kg, "cần số kg trên 0")
    least = row.min_fill_kg
    faults.unless(
        0 <= least <= row.capacity_kg, line, "min_fill_kg", least, "không được quá khối lượng chở được"
    )
    volume = row.volume_l
    faults.unless(
        volume is None or 0 < volume <= MOST_KG, line, "volume_l", volume, "cần số lít trên 0, hoặc để trống"
    )
    gross, needs = row.gross_kg, "phải từ khối lượng chở được trở lên, hoặc để trống"
    faults.unless(gross is None or row.capacity_kg <= gross <= MOST_KG, line, "gross_kg", gross, needs)
    faults.unless(0 <= row.nights <= 12, line, "nights", row.nights, "cần số đêm từ 0 đến 12")
    in_order = row.nights > 0 or row.hours_to > row.hours_from
    faults.unless(in_order, line, "hours_to", row.hours_to, "phải sau giờ bắt đầu, trừ khi chạy qua đêm")
    for column in ("vnd_per_km", "fixed_vnd"):
        value = getattr(row, column)
        faults.unless(0 <= value <= MOST_VND, line, column, value, "cần số đồng từ 0")
    whole = (row.lat is None) == (row.lon is None)
    faults.unless(whole, line, "lat", row.lat, "cần cả vĩ độ và kinh độ, hoặc không")
    faults.unless(row.lat is None or -90 <= row.lat <= 90, line, "lat", row.lat, "cần vĩ độ từ -90 đến 90")
    faults.unless(
        row.lon is None or -180 <= row.lon <= 180, line, "lon", row.lon, "cần kinh độ từ -180 đến 180"
    )


def _driver_faults(row: Driver, line: int, faults: Faults) -> None:
    row.name = " ".join(row.name.split())
    row.licence_class = " ".join(row.licence_class.split())
    if row.phone is None:
        return
    try:
        row.phone = normalise(row.phone)
    except DomainError:
        faults.unless(False, line, "phone", row.phone, "cần số điện thoại như 0912 345 678")


VEHICLE: Noun[Vehicle] = Noun(
    Vehicle, "plate",
    ("carrier_id", "plate", "kind", "body", "capacity_kg", "volume_l", "gross_kg", "pulls_trailer", "min_fill_kg",
     "hours_from", "hours_to", "nights", "start_text", "lat", "lon", "returns", "vnd_per_km", "fixed_vnd",
     "inspection_no", "inspection_until", "in_use", "note", "source", "is_demo"),
    _vehicle_faults, messages.trips.VEHICLE_ENTERED, messages.trips.VEHICLE_CHANGED,
    messages.trips.VEHICLES_RECORDED,
)  # fmt: skip
DRIVER: Noun[Driver] = Noun(
    Driver, "code",
    ("carrier_id", "code", "name", "phone", "licence_class", "licence_until", "in_use", "note", "source", "is_demo"),
    _driver_faults, messages.trips.DRIVER_ENTERED, messages.trips.DRIVER_CHANGED, messages.trips.DRIVERS_RECORDED,
)  # fmt: skip


def refresh_areas() -> int:
    """Copy today's areas of carriers and points anew, after units changed; returns how many rows changed."""
    with connection.cursor() as cursor:
        changed = 0
        for statement in _AREAS:
            cursor.execute(statement)
            changed += int(cursor.rowcount)
    return changed


_AREAS = (
    "UPDATE logistics_vehicle AS row SET area_code = carrier.area_code FROM registry_organisation AS carrier"
    " WHERE carrier.id = row.carrier_id AND carrier.area_code <> row.area_code",
    "UPDATE logistics_driver AS row SET area_code = carrier.area_code FROM registry_organisation AS carrier"
    " WHERE carrier.id = row.carrier_id AND carrier.area_code <> row.area_code",
    "UPDATE logistics_trip AS row SET area_code = point.area_code FROM logistics_tripstop AS stop"
    " JOIN network_collectionpoint AS point ON point.id = stop.point_id"
    " WHERE stop.trip_id = row.id AND stop.no = 1 AND point.area_code <> row.area_code",
)
