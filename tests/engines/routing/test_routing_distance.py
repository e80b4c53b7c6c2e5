"""Matrices from coordinates and from a routing service."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.engines.routing.distance import (
    LORRY,
    Place,
    Terrain,
    TerrainRate,
    TerrainTable,
    great_circle_metres,
    roads_from_places,
    triangle_excess,
)
from cungcau.engines.routing.osrm import osrm_table_url, read_osrm_table
from cungcau.kernel.errors import InputInvalid

PLACES = st.lists(
    st.tuples(st.floats(8, 23.5), st.floats(102, 110), st.sampled_from(Terrain)), min_size=1, max_size=12
)


def test_a_degree_of_latitude_is_111_km() -> None:
    far = great_circle_metres([21.0, 22.0], [106.0, 106.0])
    assert far[0, 1] == pytest.approx(111_195, abs=1)
    assert far[0, 0] == 0


def test_terrain_makes_the_way_longer_and_slower() -> None:
    flat = roads_from_places([Place("a", 21.0, 106.0, Terrain.FLAT), Place("b", 22.0, 106.0, Terrain.FLAT)])
    assert flat.metres[0][1] == round(111_195.08 * 1.25)
    assert flat.minutes[0][1] == 186, "138.994 km at 45 km/h, rounded up"
    hill = roads_from_places(
        [Place("a", 21.0, 106.0, Terrain.FLAT), Place("b", 22.0, 106.0, Terrain.MOUNTAIN)]
    )
    assert hill.metres[0][1] == round(111_195.08 * (1.25 + 1.7) / 2)
    assert all(rate.source == "?" for rate in LORRY.rates.values())


@settings(max_examples=60, deadline=None)
@given(PLACES)
def test_matrices_are_symmetrical_and_keep_the_triangle(rows: list[tuple[float, float, Terrain]]) -> None:
    places = [Place(f"p{at}", lat, lon, terrain) for at, (lat, lon, terrain) in enumerate(rows)]
    roads = roads_from_places(places)
    for matrix in (roads.metres, roads.minutes):
        assert matrix == tuple(zip(*matrix, strict=True))
        assert all(matrix[at][at] == 0 for at in range(len(places)))
        assert triangle_excess(matrix) == 0
    assert triangle_excess(((0, 1, 9), (1, 0, 1), (9, 1, 0))) == 7
    assert triangle_excess(((0, 1, None), (1, 0, 1), (None, 1, 0))) == 0


def test_bad_places_and_tables_are_refused_with_all_faults() -> None:
    places = [Place("a", 91.0, 106.0), Place("a", 21.0, float("nan"))]
    with pytest.raises(InputInvalid) as caught:
        roads_from_places(places)
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [
        (1, "latitude"), (2, "stop_id"), (2, "longitude"),
    ]  # fmt: skip
    with pytest.raises(InputInvalid) as caught:
        TerrainTable({Terrain.FLAT: TerrainRate(999, 500)})
    assert len(caught.value.faults) == 5


def test_the_address_of_a_table() -> None:
    points = [Place("a", 21.85, 106.76), Place("b", 20.9700004, 105.86)]
    url = osrm_table_url("https://osrm.example.vn/", points)
    assert url == (
        "https://osrm.example.vn/table/v1/driving/106.760000,21.850000;105.860000,20.970000"
        "?annotations=duration,distance"
    )


@pytest.mark.parametrize("base", ["", "ftp://x", "https://x?y=", "https://x y", "javascript:1"])
def test_an_unfit_address_is_refused(base: str) -> None:
    with pytest.raises(InputInvalid):
        osrm_table_url(base, [Place("a", 21, 106), Place("b", 21, 107)])
    with pytest.raises(InputInvalid) as caught:
        osrm_table_url("https://x", [Place("a", 121, 106)], profile="../x")
    assert [fault.column for fault in caught.value.faults] == ["profile", "points", "latitude"]


def table(**changes: Any) -> dict[str, Any]:
    answer = {"code": "Ok", "distances": [[0, 1000.4], [999.6, 0]], "durations": [[0, 60], [61.2, 0]]}
    return {**answer, **changes}


def test_an_answer_becomes_whole_metres_and_minutes() -> None:
    roads = read_osrm_table(table(), ["a", "b"])
    assert (roads.metres, roads.minutes) == (((0, 1000), (1000, 0)), ((0, 1), (2, 0)))


@pytest.mark.parametrize(
    ("answer", "column"),
    [
        ([], "answer"),
        ({"code": "NoTable", "message": "x"}, "code"),
        (table(distances=None), "distances"),
        (table(durations=[[0, 1]]), "durations"),
        (table(durations=[[0, 1], [0]]), "durations"),
        (table(distances=[[0, None], [1, 0]]), "distances a > b"),
        (table(distances=[[0, -1], [1, 0]]), "distances a > b"),
        (table(distances=[[0, float("nan")], [1, 0]]), "distances a > b"),
        (table(distances=[[0, "5"], [1, 0]]), "distances a > b"),
        (table(distances=[[0, True], [1, 0]]), "distances a > b"),
        (table(distances=[[7, 1], [1, 0]]), "distances a"),
    ],
)
def test_a_broken_answer_names_the_cell(answer: object, column: str) -> None:
    with pytest.raises(InputInvalid) as caught:
        read_osrm_table(answer, ["a", "b"])
    assert caught.value.faults[0].column == column
