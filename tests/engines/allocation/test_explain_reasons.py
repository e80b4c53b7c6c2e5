"""Why kg stay unsold: one small season per reason, read off plans made by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from explained import DEMAND, LOT, POINT, SEASON, day, line, nothing_sold, plan_of, told, wanting

from cungcau.engines.allocation.explain import explain
from cungcau.engines.allocation.model import (
    Bottleneck,
    Closure,
    ClosureKind,
    PriceAt,
    Reason,
    Unsold,
)

ENGLISH = re.compile(
    r"\b(lot|demand|point|lane|market|price|grade|closure|capacity|none|fair|sold|cost|true|false|"
    r"place|storage|reason|day|date)\b",
    re.IGNORECASE,
)


def test_no_demand() -> None:
    answer = nothing_sold(replace(SEASON, demands=(replace(DEMAND, commodity="na"),)), Reason.NO_DEMAND)
    assert "Không ai hỏi mua hồng" in answer.text
    assert "tìm người mua hồng cho 1.000 kg này" in told(answer, Reason.NO_DEMAND)


def test_grade() -> None:
    answer = nothing_sold(wanting(min_grade=4), Reason.GRADE)
    assert "cần bậc 4 trở lên, lô là bậc 2" in answer.text
    assert [change.gap for change in answer.nearest] == [2]
    bare = replace(wanting(min_grade=1), lots=(replace(LOT, grade=None),))
    assert "cần bậc 1 trở lên, lô chưa phân bậc" in nothing_sold(bare, Reason.GRADE).text


def test_certificate() -> None:
    asked = frozenset({"VietGAP", "GlobalGAP"})
    answer = nothing_sold(wanting(certificates=asked), Reason.CERTIFICATE)
    assert "lô thiếu chứng nhận GlobalGAP, VietGAP" in answer.text
    assert "bổ sung chứng nhận GlobalGAP, VietGAP" in told(answer, Reason.CERTIFICATE)


def test_price_at_the_point_and_at_the_market() -> None:
    at_point = nothing_sold(wanting(price_vnd_per_kg=7000, price_at=PriceAt.POINT), Reason.PRICE)
    assert "giá sàn 9.000 đ/kg cao hơn giá mua 7.000 đ/kg là 2.000 đ/kg" in at_point.text
    assert "giảm giá sàn 2.000 đ/kg (còn 7.000 đ/kg)" in told(at_point, Reason.PRICE)
    at_market = nothing_sold(wanting(price_vnd_per_kg=9500), Reason.PRICE)
    assert "trừ cước tuyến 1.000 đ/kg) là 500 đ/kg" in at_market.text
    assert [change.gap for change in at_market.nearest] == [500]


def test_dates_too_early_and_too_late() -> None:
    early = nothing_sold(wanting(deliver_from=day(8), deliver_to=day(9)), Reason.DATES)
    assert "lệch 3 ngày (thu xong quá sớm)" in early.text
    assert "thu muộn hơn 3 ngày, hoặc người mua nhận sớm hơn 3 ngày" in told(early, Reason.DATES)
    late = nothing_sold(wanting(deliver_from=day(1), deliver_to=day(1)), Reason.DATES)
    assert "lệch 2 ngày (thu quá muộn)" in late.text
    assert told(late, Reason.DATES).endswith(": người mua lùi hạn nhận 2 ngày")
    moved = replace(wanting(deliver_to=day(3)), lots=(replace(LOT, harvest_from=day(4)),))
    assert "thu sớm hơn 2 ngày, hoặc người mua lùi" in told(nothing_sold(moved, Reason.DATES), Reason.DATES)


def test_dates_on_which_the_point_is_not_open() -> None:
    scenario = replace(SEASON, points=(replace(POINT, open_from=day(20)),))
    answer = nothing_sold(scenario, Reason.DATES)
    assert "lịch mở của điểm tập kết P1 (20–30/9/2021)" in answer.text


def test_shelf_life() -> None:
    answer = nothing_sold(wanting(min_life_left_days=9), Reason.SHELF_LIFE)
    assert "ít nhất 1 ngày, lúc giao phải còn 9 ngày, lô chỉ giữ được 6 ngày: thiếu 4 ngày" in answer.text
    stored = replace(
        wanting(deliver_from=day(12), deliver_to=day(13)), points=(replace(POINT, storage_kg=900),)
    )
    assert "ít nhất 8 ngày" in nothing_sold(stored, Reason.SHELF_LIFE).text


def test_no_access_by_place_by_lane_and_by_approval() -> None:
    no_place = nothing_sold(replace(SEASON, access=()), Reason.NO_ACCESS)
    assert "từ Tân Mỹ chưa được đưa hàng tới điểm tập kết nào" in no_place.text
    no_lane = nothing_sold(replace(SEASON, lanes=()), Reason.NO_ACCESS)
    assert "chưa có tuyến đi thị trường Hà Nội" in no_lane.text
    assert "mở tuyến P1 → Hà Nội" in told(no_lane, Reason.NO_ACCESS)
    refused = nothing_sold(replace(SEASON, points=(replace(POINT, approved=False),)), Reason.NO_ACCESS)
    assert "điểm tập kết P1 chưa được duyệt" in refused.text


def test_a_full_point_with_its_gain_and_another_day() -> None:
    scenario = replace(
        SEASON,
        lots=(
            replace(LOT, harvest_from=day(2), harvest_to=day(2)),
            replace(LOT, lot_id="B", producer_id="H2"),
        ),
        demands=(replace(DEMAND, quantity_kg=5000),),
    )
    lines = [line("A", 200), line("B", 400), line("B", 150, harvest=3)]
    unsold = [Unsold("A", 800, Reason.POINT_CAPACITY, "P1@2021-09-02")]
    full = [Bottleneck("point", "P1", day(2), 600, 600, 0.75)]
    answer = explain(scenario, plan_of(scenario, lines, unsold, full), "A")
    assert "Điểm tập kết P1 ngày 02/9/2021 đã nhận 600 kg trên 600 kg" in answer.text
    assert "bán thêm khoảng 0,75 kg" in answer.text
    assert "tăng sức nhận: điểm tập kết P1 ngày 02/9/2021 (lô còn 800 kg)" in told(
        answer, Reason.POINT_CAPACITY
    )
    assert "thu vào 03/9/2021" in told(answer, Reason.DATES) and "450 kg" in told(answer, Reason.DATES)
    assert "nhu cầu D1 ở thị trường Hà Nội (còn cần 4.250 kg)" in answer.text
    idle = replace(full[0], gain_kg_per_kg=0.0)
    without = explain(scenario, plan_of(scenario, lines, unsold, [idle]), "A").text
    assert "không làm cả kế hoạch bán thêm được kg nào" in without


def test_a_full_store_is_told_from_a_full_point() -> None:
    scenario = replace(SEASON, points=(replace(POINT, storage_kg=300),))
    stored = replace(line("A", 300), dispatch_date=day(3), delivery_date=day(4))
    unsold = [Unsold("A", 700, Reason.POINT_CAPACITY, "P1@2021-09-02")]
    answer = explain(scenario, plan_of(scenario, [stored], unsold), "A")
    assert "Kho của điểm tập kết P1 đêm 02/9/2021 đã chứa 300 kg trên 300 kg" in answer.text
    assert "tăng sức chứa" in told(answer, Reason.POINT_CAPACITY)


def test_a_full_lane_counts_its_narrowing() -> None:
    half = Closure(ClosureKind.LANE, "P1>Hà Nội", day(2), day(3), Fraction(1, 2))
    scenario = replace(SEASON, closures=(half,))
    unsold = [Unsold("A", 750, Reason.LANE_CAPACITY, "P1>Hà Nội@2021-09-02")]
    answer = explain(scenario, plan_of(scenario, [line("A", 250)], unsold), "A")
    assert "Tuyến P1 → Hà Nội ngày 02/9/2021 đã chở 250 kg trên 250 kg" in answer.text
    assert "thêm xe: tuyến P1 → Hà Nội" in told(answer, Reason.LANE_CAPACITY)


def test_a_filled_demand_names_who_got_it() -> None:
    scenario = replace(SEASON, lots=(LOT, replace(LOT, lot_id="B", producer_id="H2", quantity_kg=500)))
    unsold = [Unsold("A", 800, Reason.DEMAND_FILLED, "D1")]
    gain = [Bottleneck("demand", "D1", None, 600, 600, 1.0)]
    answer = explain(scenario, plan_of(scenario, [line("A", 200), line("B", 400)], unsold, gain), "A")
    assert "đã nhận 600 kg trên 600 kg" in answer.text and "khoảng 1 kg" in answer.text
    assert "người bán H2 400 kg (tỷ lệ cả vụ 80%); người bán H1 200 kg (tỷ lệ cả vụ 20%)" in answer.text
    assert len([change for change in answer.nearest if change.target == "D1"]) == 1


def test_closures_of_every_kind() -> None:
    for kind, name, words in (
        (ClosureKind.PLACE, "Tân Mỹ", "Tân Mỹ đóng 01–10/9/2021"),
        (ClosureKind.POINT, "P1", "iểm tập kết P1 đóng 01–10/9/2021"),
        (ClosureKind.LANE, "P1>Hà Nội", "uyến P1 → Hà Nội đóng 01–10/9/2021"),
        (ClosureKind.MARKET, "Hà Nội", "hị trường Hà Nội đóng 01–10/9/2021"),
    ):
        scenario = replace(SEASON, closures=(Closure(kind, name, day(1), day(10), Fraction(0)),))
        for resource in ("", name, f"{name}@2021-09-03"):
            answer = nothing_sold(scenario, Reason.CLOSURE, resource)
            assert words in answer.text, (kind, resource, answer.text)
            assert "xin mở lại" in told(answer, Reason.CLOSURE)


def test_daily_limits_of_the_lot_and_of_the_buyer() -> None:
    scenario = replace(SEASON, lots=(replace(LOT, max_kg_per_day=100),))
    lines = [line("A", 100), line("A", 100, harvest=3)]
    unsold = [Unsold("A", 800, Reason.DAILY_LIMIT, "A")]
    picked = explain(scenario, plan_of(scenario, lines, unsold), "A").text
    assert "nhiều nhất 100 kg, trong vụ có 3 ngày thu; kế hoạch đã thu hết mức ở 2 ngày" in picked
    taken = wanting(max_kg_per_day=100)
    unsold = [Unsold("A", 900, Reason.DAILY_LIMIT, "D1@2021-09-03")]
    answer = explain(taken, plan_of(taken, lines[:1], unsold), "A")
    assert "ngày 03/9/2021 đã nhận 100 kg trên 100 kg" in answer.text
    assert "xin nhận nhiều hơn mỗi ngày" in told(answer, Reason.DAILY_LIMIT)


def test_the_demand_that_lacks_least_comes_first() -> None:
    far = replace(DEMAND, demand_id="D0", min_grade=3, price_vnd_per_kg=5000)
    near = replace(DEMAND, demand_id="D2", price_vnd_per_kg=9900)
    full = replace(DEMAND, demand_id="D3", quantity_kg=200)
    scenario = replace(SEASON, lots=(LOT, replace(LOT, lot_id="B")), demands=(far, near, full))
    unsold = [Unsold("A", 1000, Reason.PRICE, "")]
    answer = explain(scenario, plan_of(scenario, [line("B", 200, demand="D3")], unsold), "A")
    assert [(change.kind, change.target) for change in answer.nearest] == [
        (Reason.PRICE, "D2"),
        (Reason.DEMAND_FILLED, "D3"),
    ]
    assert answer.nearest[0].gap == 100 and "Gần nhất là nhu cầu D2" in answer.text


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("resource", ["", "P1@2021-09-02", "P1>Hà Nội", "D1", "A", "Hà Nội@2021-09-05", "?"])
def test_any_reason_with_any_resource_reads_as_vietnamese(reason: Reason, resource: str) -> None:
    unsold = [Unsold("A", 900, reason, resource)]
    plan = plan_of(SEASON, [line("A", 100)], unsold)
    answer = explain(SEASON, plan, "A")
    assert "900 kg" in answer.text and "1.000 kg" in answer.text and "100 kg" in answer.text
    assert not ENGLISH.search(answer.text)
    assert "_" not in answer.text and "None" not in answer.text and "2021-" not in answer.text
    assert (answer.reason, answer.resource) == (reason, resource)
    assert all(paragraph.strip() for paragraph in answer.text.split("\n\n"))
    assert answer == explain(SEASON, plan, "A")


def test_long_lists_are_cut_short() -> None:
    shut = tuple(
        Closure(ClosureKind.POINT, "P1", day(number), day(number), Fraction(0)) for number in range(1, 9)
    )
    answer = nothing_sold(replace(SEASON, closures=shut), Reason.CLOSURE, "P1")
    assert "05/9/2021 và 3 lần khác" in answer.text and "08/9/2021" not in answer.text
    lots = (LOT, *(replace(LOT, lot_id=f"L{n}", producer_id=f"K{n}") for n in range(8)))
    scenario = replace(SEASON, lots=lots)
    lines = [line(f"L{n}", 75) for n in range(8)]
    unsold = [Unsold("A", 1000, Reason.DEMAND_FILLED, "D1")]
    text = explain(scenario, plan_of(scenario, lines, unsold), "A").text
    assert "người bán K4 75 kg (tỷ lệ cả vụ 7,5%) và 3 người khác" in text
