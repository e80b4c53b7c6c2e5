"""Days for the routing tests: small random ones with every rule in them, and a plain one to build on."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from cungcau.engines.routing import Body, Load, Problem, Roads, Stop, Vehicle

KIND = {"a": "fruit", "b": "manure", "c": "fish"}


def line_roads(count: int, *, metres: int = 20_000, minutes: int = 30) -> Roads:
    """Stops ``s0`` … on one road, each a stage from the next."""
    far = tuple(tuple(abs(i - j) * metres for j in range(count)) for i in range(count))
    long = tuple(tuple(abs(i - j) * minutes for j in range(count)) for i in range(count))
    return Roads(tuple(f"s{i}" for i in range(count)), far, long)


def plain(*loads: Load, vehicles: tuple[Vehicle, ...] = (), **changes: Any) -> Problem:
    """Five stops on a line; s0 is the garage, s4 the market, unless told otherwise one lorry of 5 t."""
    stops = changes.pop("stops", tuple(Stop(f"s{i}", ((300, 1200),), 10, 10) for i in range(5)))
    roads = changes.pop("roads", {"road": line_roads(5)})
    return Problem(stops, loads, vehicles or (lorry(),), roads, **changes)


def lorry(name: str = "lorry", **changes: Any) -> Vehicle:
    """A lorry of 5 t at s0 that works from 5 to 21 o'clock."""
    facts: dict[str, Any] = {
        "start": "s0", "capacity_kg": 5_000, "gross_kg": 9_000, "vnd_per_km": 8_000, "fixed_vnd": 100_000,
        "from_min": 300, "to_min": 1260,
    }  # fmt: skip
    return Vehicle(name, **{**facts, **changes})


@st.composite
def days(draw: st.DrawFn, most_loads: int = 6) -> Problem:
    """Up to seven stops, six loads and four vehicles with any rule there is; many cannot all be carried."""
    count = draw(st.integers(3, 7))
    stops = tuple(draw(_stop(f"s{at}")) for at in range(count))
    loads = tuple(draw(_load(f"l{at}", count)) for at in range(draw(st.integers(1, most_loads))))
    vehicles = tuple(draw(_vehicle(f"v{at}", count)) for at in range(draw(st.integers(0, 4))))
    apart = draw(st.frozensets(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=2))
    roads = {"road": draw(_roads(count)), "water": draw(_roads(count, gaps=True))}
    return Problem(stops, loads, vehicles, roads, frozenset((KIND[x], KIND[y]) for x, y in apart))


@st.composite
def _stop(draw: st.DrawFn, name: str) -> Stop:
    hours = draw(st.sampled_from([(), (), ((300, 1200),), ((300, 660), (780, 1080)), ((540, 700),)]))
    bays = draw(st.sampled_from([None, None, 1, 2]))
    limit = draw(st.sampled_from([None, None, None, 8_000]))
    busy = draw(st.sampled_from([(), (), ((320, 400),), ((300, 600), (500, 700))]))
    return Stop(name, hours, draw(st.integers(0, 20)), draw(st.integers(0, 30)), bays, limit, busy)


@st.composite
def _load(draw: st.DrawFn, name: str, count: int) -> Load:
    pickup, drop, via = draw(st.permutations(range(count)))[:3]
    ready = draw(st.sampled_from([0, 300, 400, 500]))
    return Load(
        name, f"s{pickup}", f"s{drop}", draw(st.integers(1, 4_000) | st.integers(1, 20_000)),
        draw(st.sampled_from([Body.OPEN, Body.OPEN, Body.BOX, Body.COLD])),
        KIND[draw(st.sampled_from("abc"))], ready,
        draw(st.sampled_from([None, None, None, ready + 300, ready + 600])),
        draw(st.sampled_from([None, None, None, 120, 240, 400])),
        draw(st.sampled_from([0, 0, 1_000, 7_777])),
        f"s{via}" if draw(st.integers(0, 4)) == 0 else None,
        draw(st.booleans()),
    )  # fmt: skip


@st.composite
def _vehicle(draw: st.DrawFn, name: str, count: int) -> Vehicle:
    capacity = draw(st.integers(500, 9_000))
    open_end = draw(st.booleans())
    ends = st.none() if open_end else st.none() | st.integers(0, count - 1).map("s{}".format)
    return Vehicle(
        name, f"s{draw(st.integers(0, count - 1))}", capacity, capacity + 3_000,
        draw(st.integers(0, 15_000)), draw(st.sampled_from([0, 100_000, 500_000])), draw(ends), open_end,
        draw(st.sampled_from([None, None, 9_000])),
        draw(st.sampled_from([Body.OPEN, Body.BOX, Body.COLD, Body.COLD])),
        draw(st.sampled_from([0, 300])), draw(st.sampled_from([900, 1_200, 1_500])),
        draw(st.sampled_from([0, 0, 0, capacity // 2, capacity])),
        draw(st.sampled_from(["road", "road", "road", "water"])),
    )  # fmt: skip


@st.composite
def _roads(draw: st.DrawFn, count: int, *, gaps: bool = False) -> Roads:
    """Ways of 1–60 km at about 30 km/h, not symmetrical, with or without the triangle inequality."""
    cells = st.integers(1_000, 60_000)
    gap = st.integers(0, 3) if gaps else st.just(1)
    far = [
        [0 if i == j else None if draw(gap) == 0 else draw(cells) for j in range(count)] for i in range(count)
    ]
    long = [[None if cell is None else -(-cell // 500) for cell in row] for row in far]
    return Roads(tuple(f"s{i}" for i in range(count)), tuple(map(tuple, far)), tuple(map(tuple, long)))
