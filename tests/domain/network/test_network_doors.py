"""Tables of points and ways coming in: the source table as it is, and faults by row and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cungcau.domain.network import selectors
from cungcau.domain.network.doors.points import DOOR as POINTS
from cungcau.domain.network.doors.ways import ACCESS, CLOSURES, LANES, MARKETS
from cungcau.domain.network.models import Access, Closure, CollectionPoint, Lane, Market
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Door, Outcome, Row
from cungcau.platform.intake.services.direct import bring_in
from cungcau.reference.geography import services as geography
from tests.domain.season_rows import SOURCE, TAN_MY, Small, person

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).resolve().parents[3] / "examples/source-tables/12_diem_tap_ket_trung_chuyen.csv"


@pytest.fixture
def officer(small: Small) -> User:
    units = [
        geography.UnitRow("79", "thành phố", "Hồ Chí Minh"),
        geography.UnitRow("24", "tỉnh", "Bắc Giang", None, None, date(2025, 6, 30)),
    ]
    geography.record_units(rows=units, source=SOURCE, actor=None)
    return person("dieu-phoi-ca-nuoc", "coordinator", "")


def bring(door: Door, actor: User, *values: dict[str, object], **options: object) -> Outcome:
    rows = [Row("Sheet1", line, one) for line, one in enumerate(values, 2)]  # type: ignore[arg-type]
    return door.record(rows, Context(actor, options, "bảng thử"))


def test_the_source_table_comes_in_through_the_intake_as_it_is(officer: User, small: Small) -> None:
    brought = bring_in("network.points", TABLE, source=TABLE.name, actor=officer)
    assert brought.faults == ()
    assert (brought.outcome.created, brought.written) == (7, True)
    points = {one.name: one for one in CollectionPoint.objects.exclude(code__in=["P1", "P2"])}
    thu_duc = points["Trung chuyển chợ đầu mối Thủ Đức"]
    assert (thu_duc.capacity_kg_per_day, thu_duc.capacity_low_kg, thu_duc.capacity_high_kg) == (
        1_500_000, 1_500_000, 2_000_000,
    )  # fmt: skip
    assert (thu_duc.actual_low_kg, thu_duc.actual_high_kg) == (250_000, 250_000)
    assert (thu_duc.open_from, thu_duc.hours, thu_duc.unit.code) == (date(2021, 7, 11), "17:00–04:00", "79")
    hoc_mon = points["Điểm tập kết chợ đầu mối Hóc Môn (GĐ1)"]
    assert (hoc_mon.trucks_at_once, hoc_mon.register_ahead_hours, hoc_mon.minutes_per_turn) == (12, 12, 60)
    assert (hoc_mon.actual_low_kg, hoc_mon.actual_high_kg, hoc_mon.area_m2) == (60_000, 80_000, 2000)
    planned = points["Điểm tập kết chợ đầu mối Hóc Môn (GĐ2 dự kiến)"]
    assert (planned.bays, planned.bays_text, planned.open_from) == (20, "20-30 thêm", None)
    van_lang = points["Điểm tập kết hồng Văn Lãng"]
    assert (van_lang.open_from, van_lang.open_text) == (date(2021, 9, 1), "2021-09")
    assert points["Điểm cân vải huyện Lục Ngạn"].bays == 191
    assert points["Điểm cân vải huyện Lục Ngạn"].actual_high_kg == 6_250_000
    assert not any(one.approved for one in points.values())
    assert all(one.source.startswith(("http", "000")) for one in points.values())
    again = bring_in("network.points", TABLE, source=TABLE.name, actor=officer)
    assert (again.outcome.created, again.outcome.changed, again.outcome.unchanged) == (0, 0, 7)
    assert "P1" in {one.code for one in selectors.points_of(small.season)}


def test_points_of_one_s_own_template(officer: User, small: Small) -> None:
    done = bring(
        POINTS, officer,
        {"name": "Điểm mới", "place": "Tân Mỹ, Văn Lãng", "open_from": date(2021, 9, 15), "open_to": "31/10/2021",
         "capacity": "20-30 tấn", "approved": "có", "approval_paper": "BB 02", "agencies": "Sở Công Thương; Công an",
         "roof": "mái che", "scale": "có", "largest_truck": "15 tấn", "distance": "3200", "storage": "2 tấn",
         "lat": "21,98", "lon": "106.66"},
        season=small.season.code,
    )  # fmt: skip
    assert done.created == 1
    point = CollectionPoint.objects.get(name="Điểm mới")
    assert (point.capacity_kg_per_day, point.capacity_high_kg, point.storage_kg) == (20_000, 30_000, 2000)
    assert (point.approved, point.agencies, point.roof) == (True, ["Sở Công Thương", "Công an"], "roof")
    assert (point.largest_truck_kg, point.distance_to_checkpoint_m, point.has_scale) == (15_000, 3200, True)
    assert (point.lat, point.lon, point.season_id) == (21.98, 106.66, small.season.pk)


def test_markets_lanes_ways_and_closures(officer: User, small: Small) -> None:
    bring(MARKETS, officer, {"name": "Chợ Minh Khai", "channel": "chợ đầu mối", "province": "Hà Nội"})
    assert Market.objects.get(name="Chợ Minh Khai").channel == "wholesale"
    lane = {
        "point": "Điểm Tân Mỹ 1",
        "market": "chợ minh khai",
        "days": "1",
        "cost": 900,
        "capacity": "9 tấn",
    }
    assert bring(LANES, officer, lane).created == 1
    assert Lane.objects.get(market__name="Chợ Minh Khai").capacity_kg_per_day == 9000
    assert bring(LANES, officer, lane | {"in_use": "không"}).changed == 1
    assert "Chợ Minh Khai" not in {one.market.name for one in selectors.lanes_of(small.season)}
    way = {"place": "Hoàng Việt, Văn Lãng", "point": "P1", "cost": 400}
    assert bring(ACCESS, officer, way).created == 1
    assert Access.objects.filter(unit__code="06157", point__code="P1").exists()
    closed = {"kind": "tuyến", "what": "P1 > Chợ Minh Khai", "first": "20/9/2021", "last": "22/9/2021", "left": "50",
              "reason": "sạt lở"}  # fmt: skip
    assert bring(CLOSURES, officer, closed, season=small.season.code).created == 1
    assert Closure.objects.get(reason="sạt lở").factor == Decimal("0.5")


def test_every_fault_by_row_and_column(officer: User, small: Small) -> None:
    def found(door: Door, *values: dict[str, object], **options: object) -> list[tuple[int, str]]:
        with pytest.raises(InputInvalid) as refused:
            bring(door, officer, *values, **options)
        return [(fault.line, fault.column) for fault in refused.value.faults]

    good = {"name": "A", "place": TAN_MY}
    wrong = found(
        POINTS, good | {"place": "nơi nào đó"}, good | {"capacity": "nhiều"}, good | {"open_from": "32/1/2021"},
        good | {"approved": "có lẽ"}, good | {"roof": "lều"}, good | {"lat": "bắc"}, good | {"bays": "-1"},
    )  # fmt: skip
    assert wrong == [
        (2, "place"), (3, "capacity"), (4, "open_from"), (5, "approved"), (6, "roof"), (7, "lat"), (8, "bays"),
    ]  # fmt: skip
    assert found(POINTS, good, good | {"name": "B", "lat": "21"}) == [(3, "lat")]
    assert found(MARKETS, {"name": "M", "channel": "mặt trăng"}) == [(2, "channel")]
    assert found(LANES, {"point": "P1", "market": "sao Hoả", "cost": 1}) == [(2, "market")]
    assert found(LANES, {"point": "P1", "market": "voso"}) == [(2, "cost")]
    assert found(ACCESS, {"place": "nơi nào đó", "point": "P1", "cost": 1}) == [(2, "place")]
    assert found(
        CLOSURES, {"kind": "biển", "what": "P1", "first": "1/9/2021", "last": "2/9/2021"}, season=small.season.code
    ) == [(2, "kind")]  # fmt: skip
    assert CollectionPoint.objects.count() == 2
