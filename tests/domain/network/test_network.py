"""Points, lanes, markets, closures: recorded, refused, handed to the planner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.network import selectors, services
from cungcau.domain.network.models import Access, Closure, CollectionPoint, Lane, Market
from cungcau.kernel.errors import DomainError, InputInvalid
from tests.domain.season_rows import END, SOURCE, START, TAN_MY, Small, person, point, record_catalogue

pytestmark = pytest.mark.django_db

CLOSED = services.ClosureRow("lane", "P1>voso", START, END, SOURCE, Decimal("0.4"))


def columns(act: Callable[[], object]) -> list[tuple[int, str]]:
    with pytest.raises(InputInvalid) as refused:
        act()
    return [(fault.line, fault.column) for fault in refused.value.faults]


def codes(rows: object) -> set[str]:
    return {one.code for one in rows}  # type: ignore[attr-defined]


def test_a_season_has_its_own_points_and_the_shared_ones_open_then(small: Small) -> None:
    other = record_catalogue("na-2021")
    services.record_points(rows=[point("P9", "Điểm riêng")], season=other, on=START, actor=None)
    shared = [
        point("S1", "Điểm chung"),
        point("S2", "Điểm đã đóng", open_from=date(2020, 1, 1), open_to=date(2020, 2, 1)),
    ]
    services.record_points(rows=shared, season=None, on=START, actor=None)
    assert codes(selectors.points_of(small.season)) == {"P1", "P2", "S1"}
    assert codes(selectors.points_of(other)) == {"P9", "S1"}
    lanes = {(lane.point.code, lane.market.code) for lane in selectors.lanes_of(small.season)}
    assert lanes == {("P1", "ha-noi"), ("P1", "voso"), ("P2", "ha-noi")}
    assert selectors.lanes_of(other).count() == 0
    assert codes(selectors.markets_of(small.season)) == {"ha-noi", "voso"}
    assert {(way.unit.code, way.point.code) for way in selectors.access_of(small.season)} == {
        (TAN_MY, "P1"),
        ("06157", "P2"),
    }


def test_closures_name_what_they_close(small: Small) -> None:
    rows = {closure.kind: closure for closure in selectors.closures_of(small.season)}
    place, lane = rows["place"].place, rows["lane"].lane
    assert place is not None and place.title == "Xã Hoàng Việt"
    assert lane is not None and (lane.point.code, lane.market.code) == ("P2", "ha-noi")
    assert selectors.lane_ids(["P1>voso", "P1>mars", "P1"]) == {
        "P1>voso": Lane.objects.get(point__code="P1", market__code="voso").pk
    }


def test_recording_again_doubles_nothing(small: Small) -> None:
    rows = [CLOSED, replace(CLOSED, first=START, last=START)]
    assert services.record_closures(season=small.season, rows=rows, actor=None).created == 2
    again = services.record_closures(
        season=small.season, rows=[replace(CLOSED, factor=Decimal("0.5"))], actor=None
    )
    assert (again.created, again.changed) == (0, 1)
    assert Closure.objects.count() == 6
    lane = services.LaneRow("P1", "voso", 2, 4000, SOURCE)
    done = services.record_lanes(rows=[lane], actor=None)
    assert (done.created, done.changed) == (0, 1)
    way = services.AccessRow(TAN_MY, "P1", 250, SOURCE)
    assert services.record_access(rows=[way], on=START, actor=None).unchanged == 1


def test_every_fault_is_named(small: Small) -> None:
    markets = [
        services.MarketRow("m", "M", "moon", SOURCE, lat=1.0),
        services.MarketRow("n", "", "export", SOURCE),
    ]
    assert columns(lambda: services.record_markets(rows=markets, actor=None)) == [
        (1, "channel"), (1, "lat"), (2, "name"),
    ]  # fmt: skip
    points = [
        point("Q", "Q", place="9", open_to=date(2020, 1, 1), storage_kg=-1, lat=95.0, lon=1.0),
        point("Q", "Q", capacity_kg_per_day=-1),
    ]
    act = lambda: services.record_points(rows=points, season=None, on=START, actor=None)  # noqa: E731
    assert columns(act) == [
        (1, "lat"), (1, "open_to"), (1, "place"), (1, "storage_kg"), (2, "capacity_kg_per_day"), (2, "code"),
    ]  # fmt: skip
    ways = [services.AccessRow("9", "P1", 1, SOURCE), services.AccessRow(TAN_MY, "P9", -1, SOURCE)]
    assert columns(lambda: services.record_access(rows=ways, on=START, actor=None)) == [
        (1, "place"), (2, "cost_vnd_per_kg"), (2, "point"),
    ]  # fmt: skip
    lanes = [services.LaneRow("P9", "mars", -1, -1, SOURCE, -1)]
    assert columns(lambda: services.record_lanes(rows=lanes, actor=None)) == [
        (1, "capacity_kg_per_day"), (1, "cost_vnd_per_kg"), (1, "days"), (1, "market"), (1, "point"),
    ]  # fmt: skip


def test_closures_that_make_no_sense_are_refused(small: Small) -> None:
    rows = [
        replace(CLOSED, kind="sea"),
        replace(CLOSED, id="P1>mars", last=date(2021, 1, 1)),
        replace(CLOSED, kind="market", id="voso", factor=Decimal("0.5")),
        replace(CLOSED, factor=Decimal("1.5")),
        CLOSED,
        CLOSED,
    ]
    act = lambda: services.record_closures(season=small.season, rows=rows, actor=None)  # noqa: E731
    assert columns(act) == [
        (1, "factor"), (1, "kind"), (2, "id"), (2, "last"), (3, "factor"), (4, "factor"),
        (5, "first"), (6, "first"),
    ]  # fmt: skip


def test_only_who_may_records(small: Small) -> None:
    coordinator, elsewhere = person("dieu-phoi", "coordinator"), person("an-giang", "coordinator", "91")
    services.record_points(rows=[point("P7", "Mới")], season=small.season, on=START, actor=coordinator)
    services.record_closures(season=small.season, rows=[CLOSED], actor=coordinator)
    for act in (
        lambda: services.record_lanes(  # lanes belong to the area of their point
            rows=[services.LaneRow("P1", "voso", 1, 1, SOURCE)], actor=elsewhere
        ),
        lambda: services.record_points(
            rows=[point("P8", "X")], season=None, on=START, actor=person("xem", "viewer")
        ),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "not_allowed"


def test_found_with_or_without_marks(small: Small) -> None:
    points, lanes = selectors.points_of(small.season), selectors.lanes_of(small.season)
    assert codes(selectors.search_points(points, "diem tan mi")) == {"P1"}
    assert codes(selectors.search_points(points, "Văn Lãng")) == {"P1", "P2"}
    assert {lane.market.code for lane in selectors.search_lanes(lanes, "chợ đầu mối")} == {"ha-noi"}
    assert selectors.search_lanes(lanes, "hoang viet").get().point.code == "P2"
    assert selectors.search_lanes(lanes, " ").count() == 3
    assert selectors.search_lanes(lanes, "?").count() == 0


def test_the_database_itself_keeps_the_rules(small: Small) -> None:
    def refuses(rows: object, **change: object) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)  # type: ignore[attr-defined]

    voso, p1 = Market.objects.filter(code="voso"), CollectionPoint.objects.filter(code="P1")
    lane, way = (
        Lane.objects.filter(point__code="P1", market__code="voso"),
        Access.objects.filter(point__code="P1"),
    )
    shut = Closure.objects.filter(kind="place")
    for change in (
        {"channel": "moon"},
        {"lat": 10.0},
        {"lon": 10.0},
        {"lat": 99.0, "lon": 1.0},
        {"name": ""},
    ):
        refuses(voso, **change)
    for change in (
        {"open_to": date(2020, 1, 1)}, {"capacity_kg_per_day": -1}, {"storage_kg": -1}, {"lat": 1.0},
        {"code": "P2"},
    ):  # fmt: skip
        refuses(p1, **change)
    for change in ({"days": -1}, {"cost_vnd_per_kg": -1}, {"capacity_kg_per_day": -1}, {"source": ""}):
        refuses(lane, **change)
    refuses(lane, market=Market.objects.get(code="ha-noi"))
    refuses(way, cost_vnd_per_kg=-1)
    for change in (
        {"kind": "point"}, {"kind": "sea"}, {"place": None}, {"point": p1.get()}, {"last": date(2020, 1, 1)},
        {"factor": Decimal("0.5")}, {"factor": Decimal("-0.1")}, {"market": voso.get()}, {"lane": lane.get()},
    ):  # fmt: skip
        refuses(shut, **change)
    refuses(Closure.objects.filter(kind="lane"), factor=Decimal("1.1"))
    same = shut.get()
    same.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        same.save()


def test_areas_follow_the_units(small: Small) -> None:
    CollectionPoint.objects.update(area_code="")
    assert services.refresh_areas() == 2
    assert set(CollectionPoint.objects.values_list("area_code", flat=True)) == {"20.06172", "20.06124"}
