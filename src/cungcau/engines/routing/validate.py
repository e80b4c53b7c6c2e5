"""Every fault of a problem at once, before anything is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cungcau.engines.routing.model import LAST_MINUTE, Load, Problem, Roads, Stop, Vehicle
from cungcau.kernel.errors import Fault, InputInvalid

MOST_KG = 10**9
MOST_VND = 10**11
MOST_METRES = 10**8
MOST_BAYS = 500


def validate(problem: Problem) -> None:
    """Pass a sound problem silently.

    Raises:
        InputInvalid: with every fault; ``file`` is the table (stops, loads, vehicles, roads, apart), ``line`` the
            row counted from 1, ``column`` the field.
    """
    stops = {stop.stop_id for stop in problem.stops}
    faults: list[Fault] = []
    for table, names in (
        ("stops", [stop.stop_id for stop in problem.stops]),
        ("loads", [load.load_id for load in problem.loads]),
        ("vehicles", [vehicle.vehicle_id for vehicle in problem.vehicles]),
    ):
        faults += _unique(table, names)
    for line, stop in enumerate(problem.stops, 1):
        faults += _stop(line, stop)
    for line, load in enumerate(problem.loads, 1):
        faults += _load(line, load, stops)
    for line, vehicle in enumerate(problem.vehicles, 1):
        faults += _vehicle(line, vehicle, stops, problem)
    for line, (name, roads) in enumerate(sorted(problem.roads.items()), 1):
        faults += _roads(line, name, roads, stops)
    if faults:
        raise InputInvalid(faults)


def _unique(table: str, names: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for line, name in enumerate(names, 1):
        if not name:
            yield Fault(table, line, "id", name, "a name")
        elif name in seen:
            yield Fault(table, line, "id", name, "a name no other row has")
        seen.add(name)


def _whole(table: str, line: int, column: str, value: object, low: int, high: int) -> Iterator[Fault]:
    if type(value) is not int or not low <= value <= high:
        yield Fault(table, line, column, str(value), f"a whole number from {low} to {high}")


def _known(table: str, line: int, column: str, value: str, stops: set[str]) -> Iterator[Fault]:
    if value not in stops:
        yield Fault(table, line, column, value, "a stop of the problem")


def _stop(line: int, stop: Stop) -> Iterator[Fault]:
    yield from _whole("stops", line, "service_min", stop.service_min, 0, LAST_MINUTE)
    yield from _whole("stops", line, "min_per_tonne", stop.min_per_tonne, 0, LAST_MINUTE)
    if stop.bays is not None:
        yield from _whole("stops", line, "bays", stop.bays, 1, MOST_BAYS)
    if stop.max_vehicle_kg is not None:
        yield from _whole("stops", line, "max_vehicle_kg", stop.max_vehicle_kg, 1, MOST_KG)
    for begins, ends in stop.busy:
        if not 0 <= begins < ends <= LAST_MINUTE:
            yield Fault(
                "stops", line, "busy", f"{begins}-{ends}", f"minutes from 0 to {LAST_MINUTE}, in order"
            )
    before = -1
    for opens, closes in stop.hours:
        if not before < opens < closes <= LAST_MINUTE:
            shown = f"{opens}-{closes}"
            yield Fault("stops", line, "hours", shown, f"minutes from 0 to {LAST_MINUTE}, sorted and apart")
        before = closes


def _load(line: int, load: Load, stops: set[str]) -> Iterator[Fault]:
    yield from _known("loads", line, "pickup", load.pickup, stops)
    yield from _known("loads", line, "drop", load.drop, stops)
    if load.pickup == load.drop:
        yield Fault("loads", line, "drop", load.drop, "another stop than the pick-up")
    if load.via is not None:
        yield from _known("loads", line, "via", load.via, stops)
        if load.via in (load.pickup, load.drop):
            yield Fault("loads", line, "via", load.via, "another stop than pick-up and drop")
    yield from _whole("loads", line, "kg", load.kg, 1, MOST_KG)
    yield from _whole("loads", line, "volume_l", load.volume_l, 0, MOST_KG)
    yield from _whole("loads", line, "ready_min", load.ready_min, 0, LAST_MINUTE)
    for column, value in (("due_min", load.due_min), ("fresh_min", load.fresh_min)):
        if value is not None:
            yield from _whole("loads", line, column, value, 1, LAST_MINUTE)
    if load.due_min is not None and load.due_min <= load.ready_min:
        yield Fault("loads", line, "due_min", str(load.due_min), f"after ready_min {load.ready_min}")


def _vehicle(line: int, vehicle: Vehicle, stops: set[str], problem: Problem) -> Iterator[Fault]:
    yield from _known("vehicles", line, "start", vehicle.start, stops)
    if vehicle.end is not None:
        yield from _known("vehicles", line, "end", vehicle.end, stops)
        if vehicle.open_end:
            yield Fault("vehicles", line, "end", vehicle.end, "no end stop where open_end is set")
    for column, value, low, high in (
        ("capacity_kg", vehicle.capacity_kg, 1, MOST_KG),
        ("gross_kg", vehicle.gross_kg, 1, MOST_KG),
        ("vnd_per_km", vehicle.vnd_per_km, 0, MOST_VND),
        ("fixed_vnd", vehicle.fixed_vnd, 0, MOST_VND),
        ("from_min", vehicle.from_min, 0, LAST_MINUTE),
        ("to_min", vehicle.to_min, 1, LAST_MINUTE),
        ("min_fill_kg", vehicle.min_fill_kg, 0, MOST_KG),
    ):
        yield from _whole("vehicles", line, column, value, low, high)
    if vehicle.capacity_l is not None:
        yield from _whole("vehicles", line, "capacity_l", vehicle.capacity_l, 1, MOST_KG)
    if vehicle.to_min <= vehicle.from_min:
        yield Fault("vehicles", line, "to_min", str(vehicle.to_min), f"after from_min {vehicle.from_min}")
    if vehicle.min_fill_kg > vehicle.capacity_kg:
        expected = f"at most capacity_kg {vehicle.capacity_kg}"
        yield Fault("vehicles", line, "min_fill_kg", str(vehicle.min_fill_kg), expected)
    if vehicle.roads not in problem.roads:
        yield Fault("vehicles", line, "roads", vehicle.roads, "a matrix of the problem")


def _roads(line: int, name: str, roads: Roads, stops: set[str]) -> Iterator[Fault]:
    missing = stops - set(roads.stop_ids)
    if missing or len(set(roads.stop_ids)) != len(roads.stop_ids):
        shown = ", ".join(sorted(missing)[:5])
        yield Fault("roads", line, "stop_ids", shown, f"matrix {name}: every stop exactly once")
    size = len(roads.stop_ids)
    for column, rows in (("metres", roads.metres), ("minutes", roads.minutes)):
        if len(rows) != size or any(len(row) != size for row in rows):
            yield Fault("roads", line, column, name, f"{size} rows of {size} cells")
            continue
        most = MOST_METRES if column == "metres" else LAST_MINUTE
        for row, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                if (row == at and cell != 0) or (
                    cell is not None and (type(cell) is not int or not 0 <= cell <= most)
                ):
                    where = f"{roads.stop_ids[row]} > {roads.stop_ids[at]}: {cell}"
                    yield Fault("roads", line, column, where, f"0 to {most}, 0 on the diagonal")
    if len(roads.metres) == len(roads.minutes) == size:
        for row, (far, long) in enumerate(zip(roads.metres, roads.minutes, strict=True)):
            if [cell is None for cell in far] != [cell is None for cell in long]:
                yield Fault(
                    "roads", line, "minutes", roads.stop_ids[row], "a way in both matrices or in neither"
                )
