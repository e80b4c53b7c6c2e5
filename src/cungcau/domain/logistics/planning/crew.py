"""Whether a driver may drive a vehicle on a day, and whether both papers hold: faults, refusals, who takes which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

from cungcau.domain.logistics import driving_hours, licences
from cungcau.domain.logistics.licences import Verdict, Word
from cungcau.domain.logistics.models import Driver, Vehicle, VehicleKind
from cungcau.domain.logistics.planning.drafts import fault
from cungcau.engines import routing
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_number

LICENCE, LICENCE_UNSURE, LICENCE_OVER, INSPECTION_OVER, DRIVING_LONG = (
    "licence", "licence_unsure", "licence_over", "inspection_over", "driving_long",
)  # fmt: skip


def verdict(driver: Driver, vehicle: Vehicle, day: date) -> Verdict:
    """What the driver's recorded classes say of the vehicle."""
    seen = licences.Driven(vehicle.kind, vehicle.capacity_kg, vehicle.gross_kg, vehicle.pulls_trailer)
    return licences.may_drive(driver.licence_class, seen, day)


def fits(vehicle: Vehicle, driver: Driver | None, day: date) -> None:
    """Refuse what certainly cannot be; what is doubtful is left to :func:`crew_faults`.

    Raises ``vehicle_out_of_use``, ``vehicle_inspection_over``, ``driver_of_another_carrier``, ``driver_out_of_use``,
    ``driver_licence_over``, ``driver_may_not_drive``.
    """
    if not vehicle.in_use:
        raise DomainError("vehicle_out_of_use", plate=vehicle.plate)
    if vehicle.inspection_until is not None and vehicle.inspection_until < day:
        raise DomainError(
            "vehicle_inspection_over", plate=vehicle.plate, until=vehicle.inspection_until, day=day
        )
    if driver is None:
        return
    if driver.carrier_id != vehicle.carrier_id:
        raise DomainError("driver_of_another_carrier")
    if not driver.in_use:
        raise DomainError("driver_out_of_use", driver=driver.code)
    if driver.licence_until is not None and driver.licence_until < day:
        raise DomainError("driver_licence_over", driver=driver.code, until=driver.licence_until, day=day)
    judged = verdict(driver, vehicle, day)
    if judged.word is Word.NO:
        raise DomainError("driver_may_not_drive", **_facts(driver, vehicle, judged))


def crew_faults(
    vehicle: Vehicle, driver: Driver | None, day: date, ends: datetime | None
) -> list[dict[str, Any]]:
    """What is wrong, or doubtful, with vehicle and driver from a day until the trip ends."""
    found = []
    last = max(day, timezone.localtime(ends).date()) if ends is not None else day
    if vehicle.inspection_until is not None and vehicle.inspection_until < last:
        found.append(fault(INSPECTION_OVER, plate=vehicle.plate, until=vehicle.inspection_until.isoformat()))
    if driver is None:
        return found
    if driver.licence_until is not None and driver.licence_until < last:
        found.append(fault(LICENCE_OVER, driver=driver.code, until=driver.licence_until.isoformat()))
    judged = verdict(driver, vehicle, day)
    if judged.word is not Word.YES:
        code = LICENCE if judged.word is Word.NO else LICENCE_UNSURE
        found.append(fault(code) | {"facts": {"why": judged.why, **_facts(driver, vehicle, judged)}})
    return found


def driving_faults(vehicle: Vehicle, day: date, trip: routing.Trip) -> list[dict[str, Any]]:
    """Days on which one driver alone would drive longer than the law lets him: two drivers, or a rest."""
    limit = driving_hours.limit_on(day)
    if limit is None or vehicle.kind not in (VehicleKind.TRUCK, VehicleKind.PICKUP):
        return []
    legs = [(one.departure_min, other.arrival_min) for one, other in pairwise(trip.visits)]
    return [
        fault(
            DRIVING_LONG, on=(day + timedelta(days=number)).isoformat(), driven_min=minutes,
            most_min=limit.most_day_min, source=limit.source,
        )
        for number, minutes in sorted(driving_hours.by_day(legs).items())
        if minutes > limit.most_day_min
    ]  # fmt: skip


def undriven(vehicles: Iterable[Vehicle], drivers: Mapping[int, Sequence[Driver]], day: date) -> set[int]:
    """Ids of vehicles that none of their carrier's drivers may drive; a carrier without drivers is not judged."""
    return {
        vehicle.pk
        for vehicle in vehicles
        if drivers.get(vehicle.carrier_id)
        and all(verdict(driver, vehicle, day).word is Word.NO for driver in drivers[vehicle.carrier_id])
    }


def assigned(
    vehicles: Iterable[Vehicle], drivers: Mapping[int, Sequence[Driver]], day: date
) -> dict[int, Driver]:
    """A driver for each vehicle (by id) where one is left who may drive it: the vehicle fewest may drive first, by
    the driver who may drive the fewest others; a doubtful licence only where no certain one is left."""
    found: dict[int, Driver] = {}
    by_carrier: dict[int, list[Vehicle]] = {}
    for vehicle in vehicles:
        by_carrier.setdefault(vehicle.carrier_id, []).append(vehicle)
    for carrier, rows in by_carrier.items():
        free = list(drivers.get(carrier, ()))
        words = {
            (driver.pk, vehicle.pk): verdict(driver, vehicle, day).word for driver in free for vehicle in rows
        }
        for least in (Word.YES, Word.UNSURE):
            able = {
                vehicle.pk: [driver for driver in free if words[driver.pk, vehicle.pk] >= least]
                for vehicle in rows
            }
            for vehicle in sorted(rows, key=lambda one: (len(able[one.pk]), one.plate)):
                left = [driver for driver in able[vehicle.pk] if driver in free]
                if vehicle.pk in found or not left:
                    continue
                chosen = min(
                    left,
                    key=lambda one: (sum(words[one.pk, row.pk] >= least for row in rows), one.code),
                )
                found[vehicle.pk] = chosen
                free.remove(chosen)
    return found


def _facts(driver: Driver, vehicle: Vehicle, judged: Verdict) -> dict[str, object]:
    row = judged.row
    what_vi, what_en = _what(vehicle, judged)
    return {
        "driver": driver.code, "plate": vehicle.plate, "classes": ", ".join(licences.read(driver.licence_class)),
        "can_vi": row.can_vi if row else "", "can_en": row.can_en if row else "",
        "what_vi": what_vi, "what_en": what_en, "source": row.source if row else "", "note": row.note if row else "",
    }  # fmt: skip


def _what(vehicle: Vehicle, judged: Verdict) -> tuple[str, str]:
    """The vehicle, as far as it matters to the verdict."""
    row = judged.row
    if judged.why == "trailer":
        return "kéo rơ moóc trên 750 kg hoặc sơ mi rơ moóc", "pulls a trailer above 750 kg or a semi-trailer"
    if judged.why == "kind":
        words = {"truck": ("là xe tải", "is a lorry"), "pickup": ("là xe bán tải", "is a pick-up")}
        return words.get(vehicle.kind, ("là xe máy", "is a motorbike"))
    if row is not None and row.measure == "gross" and vehicle.gross_kg is not None:
        return (
            f"có khối lượng toàn bộ {show_number(vehicle.gross_kg)} kg",
            f"has a gross mass of {vehicle.gross_kg:,} kg",
        )
    return f"chở được {show_number(vehicle.capacity_kg)} kg", f"carries {vehicle.capacity_kg:,} kg"
