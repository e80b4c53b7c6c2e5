"""Each rule of plausibility: what it catches, what it leaves alone, and what must hold for any figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cungcau.engines import plausibility as rules
from cungcau.engines.plausibility import Doubt, Span

HA, T, BILLION = 10_000, 1000, 10**9
amounts = st.integers(min_value=1, max_value=10**12)
areas = st.integers(min_value=1, max_value=10**9)
yields = st.integers(min_value=100, max_value=60_000)


def only(doubts: tuple[Doubt, ...]) -> Doubt:
    [one] = doubts
    return one


def test_thach_den_300_ha_cannot_bear_11_000_t() -> None:
    """Table 08, Tràng Định 2022: 300 ha × 6 t = 1.800 t; 1.523 ha two years before: 1.300 ha?"""
    doubt = only(
        rules.output_against_area(
            area_m2=300 * HA, yield_kg_per_ha=6 * T, output_kg=11_000 * T, usual_area_m2=1523 * HA
        )
    )
    assert doubt.facts == {
        "area_m2": 300 * HA, "yield_kg_per_ha": 6000, "expected_kg": 1800 * T, "output_kg": 11_000 * T,
        "suggested_m2": 1300 * HA,
    }  # fmt: skip
    told = rules.output_against_area(
        area_m2=300 * HA, yield_kg_per_ha=6 * T, output_kg=Span(7000 * T, 11_000 * T)
    )
    assert only(told).facts["suggested_m2"] == 1300 * HA


@pytest.mark.parametrize(
    ("area", "rate", "output"),
    [(1523, 5360, 8163), (1800, 10_500, 18_900), (860, 6050, 5200), (100, 10_000, 1100), (100, 10_000, 900)],
)
def test_outputs_that_fit_their_area_raise_nothing(area: int, rate: int, output: int) -> None:
    assert rules.output_against_area(area_m2=area * HA, yield_kg_per_ha=rate, output_kg=output * T) == ()


@pytest.mark.parametrize("missing", ["area_m2", "yield_kg_per_ha", "output_kg"])
def test_what_is_not_known_is_not_doubted(missing: str) -> None:
    known: dict[str, int | None] = {"area_m2": HA, "yield_kg_per_ha": 1, "output_kg": 10**9}
    assert rules.output_against_area(**{**known, missing: None}) == ()


@given(areas, yields, st.integers(min_value=91, max_value=109))
def test_output_within_a_tenth_is_never_doubted(area: int, rate: int, percent: int) -> None:
    output = area * rate * percent // (100 * HA)
    exact = area * rate / HA
    if exact >= 1000:
        assert rules.output_against_area(area_m2=area, yield_kg_per_ha=rate, output_kg=output) == ()


@given(areas, yields, st.integers(min_value=2, max_value=50))
def test_output_of_twice_or_more_is_always_doubted(area: int, rate: int, times: int) -> None:
    output = area * rate * times // HA
    if area * rate >= 1000 * HA:
        doubt = only(rules.output_against_area(area_m2=area, yield_kg_per_ha=rate, output_kg=output))
        suggested = doubt.facts.get("suggested_m2")
        assert suggested is None or (isinstance(suggested, int) and suggested > area and suggested % HA == 0)


def test_bearing_planted_and_the_place_stand_in_order() -> None:
    assert rules.areas_in_order(bearing_m2=860 * HA, planted_m2=1350 * HA, place_m2=5000 * HA) == ()
    assert only(rules.areas_in_order(bearing_m2=2, planted_m2=1)).rule == "bearing_beyond_planted"
    place = only(rules.areas_in_order(planted_m2=20, place_m2=10, place="Xã Tân Mỹ"))
    assert (place.rule, place.fields, place.facts["place"]) == (
        "planted_beyond_place",
        ("planted_area",),
        "Xã Tân Mỹ",
    )
    assert only(rules.areas_in_order(bearing_m2=20, place_m2=10)).fields == ("bearing_area",)
    assert rules.areas_in_order(bearing_m2=Span(5, None), planted_m2=Span(4, None)) == ()
    assert rules.areas_in_order(bearing_m2=5) == () == rules.areas_in_order()


@given(areas, areas)
def test_bearing_is_doubted_exactly_beyond_planted(bearing: int, planted: int) -> None:
    assert bool(rules.areas_in_order(bearing_m2=bearing, planted_m2=planted)) is (bearing > planted)


def test_chi_linh_s_21_t_a_ha_stand_out() -> None:
    usual = [10_938, 10_000, 10_500, 8696, 8824, 10_000, 8611, 7778, 8276, 10_000, 5882, 1000]
    doubt = only(rules.yield_against_usual(usual_kg_per_ha=usual, area_m2=700 * HA, output_kg=15_000 * T))
    assert doubt.facts["yield_kg_per_ha"] == 21_429 and doubt.fields == ("output", "area")
    for area, output in ((1700, 10_000), (3600, 31_000), (1800, 14_000)):
        assert rules.yield_against_usual(usual_kg_per_ha=usual, area_m2=area * HA, output_kg=output * T) == ()
    assert rules.yield_against_usual(usual_kg_per_ha=[1, 2], yield_kg_per_ha=10**6) == ()
    assert rules.yield_against_usual(usual_kg_per_ha=usual) == ()


@given(st.lists(yields, min_size=3, max_size=30))
def test_the_middle_is_always_usual(values: list[int]) -> None:
    band = rules.usual_band(values)
    middle = sorted(values)[len(values) // 2]
    assert band is not None and band.least <= middle <= band.most
    assert rules.yield_against_usual(usual_kg_per_ha=values, yield_kg_per_ha=middle) == ()


def test_15_000_ha_of_na_has_a_digit_too_many() -> None:
    others = [1600 * HA, 2000 * HA, 2300 * HA, 2300 * HA, 2500 * HA]
    doubt = only(
        rules.digit_against_others(value=15_000 * HA, others=others, unit="m2", field="planted_area", step=HA)
    )
    assert doubt.facts["suggested"] == 1500 * HA
    for value in (1600, 2000, 2500, 4000, 800):
        assert (
            rules.digit_against_others(value=value * HA, others=others, unit="m2", field="x", step=HA) == ()
        )
    less = only(rules.digit_against_others(value=200 * HA, others=others, unit="m2", field="x", step=HA))
    assert less.facts["suggested"] == 2200 * HA
    assert rules.digit_against_others(value=5, others=[], unit="kg", field="x") == ()


@given(st.integers(min_value=10, max_value=10**9), st.sampled_from([10, -10]))
def test_ten_times_or_a_tenth_of_last_season_is_always_asked(last: int, factor: int) -> None:
    value = last * 10 if factor > 0 else max(last // 10, 1)
    doubt = only(rules.digit_against_others(value=value, others=[last], unit="kg", field="output"))
    suggested = doubt.facts["suggested"]
    assert isinstance(suggested, int) and last / 2 <= suggested <= last * 2


@given(st.lists(amounts, min_size=1, max_size=10), st.data())
def test_a_figure_among_the_others_is_never_asked(others: list[int], data: st.DataObject) -> None:
    value = data.draw(st.integers(min_value=min(others), max_value=max(others)))
    inside = value < 4 * max(others) and value * 4 > min(others)
    assert inside and rules.digit_against_others(value=value, others=others, unit="kg", field="x") == ()


@given(st.integers(min_value=1, max_value=10**9))
def test_a_digit_more_or_less(value: int) -> None:
    more = rules.one_digit_more(value, value * 10)
    assert more == value * 10
    assert rules.one_digit_less(value * 10, value) == value


def test_named_fruit_of_an_giang_is_5_877_t_short_of_the_total() -> None:
    parts = [61_250, 8890, 8323, 15_190, 3641, 2364, 2244, 2000]
    doubt = only(rules.parts_against_total(parts=[each * T for each in parts], total=109_779 * T, unit="kg"))
    assert (doubt.rule, doubt.facts["difference"]) == ("parts_short_of_total", 5877 * T)
    assert rules.parts_against_total(parts=[22_000 * T, 87_779 * T], total=109_779 * T, unit="kg") == ()
    assert rules.parts_against_total(parts=[50], total=100, unit="kg", complete=False) == ()
    assert (
        only(rules.parts_against_total(parts=[60, 50], total=100, unit="kg", complete=False)).rule
        == "parts_beyond_total"
    )
    assert rules.parts_against_total(parts=[], total=100, unit="kg") == ()


@given(st.lists(amounts, min_size=1, max_size=20), st.integers(min_value=-300, max_value=300))
def test_totals_are_doubted_exactly_beyond_one_percent(parts: list[int], per_mille: int) -> None:
    total = sum(parts) * (1000 + per_mille) // 1000
    found = rules.parts_against_total(parts=parts, total=total, unit="kg")
    assert bool(found) is (abs(sum(parts) - total) * 100 > total)


@given(amounts, amounts)
def test_months_years_and_sums_that_grow(one: int, two: int) -> None:
    assert bool(rules.month_against_year(month=one, year=two, unit="kg")) is (one > two)
    assert bool(rules.cumulative_falling(before=one, now=two, unit="kg", field="sold")) is (two < one)
    assert bool(rules.part_against_whole(part=one, whole=two, unit="kg", field="x")) is (
        one * 100 > two * 101
    )


def test_open_ends_limit_nothing() -> None:
    assert rules.month_against_year(month=10, year=Span(5, None), unit="kg") == ()
    assert rules.part_against_whole(part=10, whole=Span(5, None), unit="kg", field="x") == ()
    assert rules.cumulative_falling(before=None, now=5, unit="kg", field="x") == ()
    assert rules.area_falling(before_m2=650, now_m2=None) == ()


def test_72_billion_for_6_000_t_is_below_the_stated_prices() -> None:
    doubt = only(
        rules.price_against_value(
            price_vnd_per_kg=Span(15_000, 25_000), output_kg=6000 * T, value_vnd=72 * BILLION
        )
    )
    assert doubt.facts["implied_vnd_per_kg"] == 12_000
    fair = rules.price_against_value(
        price_vnd_per_kg=Span(15_000, 25_000), output_kg=6000 * T, value_vnd=120 * BILLION
    )
    assert fair == ()
    over = only(
        rules.price_against_value(price_vnd_per_kg=12_000, output_kg=30_000 * T, value_vnd=650 * BILLION)
    )
    assert over.facts["implied_vnd_per_kg"] == 21_667
    wide = Span(15_000 * T, 60_000 * T)
    assert rules.price_against_value(price_vnd_per_kg=12_000, output_kg=wide, value_vnd=650 * BILLION) == ()


@given(st.integers(min_value=100, max_value=10**6), st.integers(min_value=1, max_value=10**9))
def test_value_that_is_price_times_quantity_is_never_doubted(price: int, kg: int) -> None:
    assert rules.price_against_value(price_vnd_per_kg=price, output_kg=kg, value_vnd=price * kg) == ()


def test_prices_outside_the_band_of_others() -> None:
    others = [200_000, 220_000, 300_000, 320_000]
    assert rules.price_against_others(price_vnd_per_kg=Span(130_000, 140_000), others=others) == ()
    assert only(rules.price_against_others(price_vnd_per_kg=2_000_000, others=others)).rule == "price_unusual"
    assert (
        only(rules.price_against_others(price_vnd_per_kg=20_000, others=others)).facts["low_vnd_per_kg"]
        == 200_000
    )
    assert rules.price_against_others(price_vnd_per_kg=5, others=[1000]) == ()


@given(st.integers(min_value=1, max_value=10_000), st.integers(min_value=1, max_value=100))
def test_bags_of_the_weight_they_make_are_never_doubted(bags: int, each: int) -> None:
    assert rules.bags_against_weight(bags=bags, kg_per_bag=each, total_kg=bags * each) == ()
    assert (
        only(rules.bags_against_weight(bags=bags, kg_per_bag=each, total_kg=bags * each * 2)).facts["bags"]
        == bags
    )


def test_tan_my_s_planted_area_fell_within_a_year() -> None:
    doubt = only(rules.area_falling(before_m2=650 * HA, now_m2=Span(None, 500 * HA), since="2021"))
    assert doubt.facts == {"before_m2": 650 * HA, "now_m2": 500 * HA, "since": "2021"}
    assert rules.area_falling(before_m2=1350 * HA, now_m2=1350 * HA) == ()
    assert rules.area_falling(before_m2=650 * HA, now_m2=590 * HA) == ()


@given(st.dates(), st.integers(min_value=0, max_value=200), st.integers(min_value=-300, max_value=300))
def test_days_are_doubted_exactly_outside_the_season(first: date, length: int, offset: int) -> None:
    if not date(2000, 1, 1) <= first <= date(2100, 1, 1):
        return
    last, day = first + timedelta(length), first + timedelta(offset)
    found = rules.day_against_season(day=day, first=first, last=last)
    assert bool(found) is not (first <= day <= last)
    assert rules.day_against_season(day=None, first=first, last=last) == ()
    assert rules.day_against_season(day=day, first=None, last=None) == ()


def test_the_same_thing_told_twice() -> None:
    lot = {"producer": "H1", "kg": 500, "day": "2021-09-15", "note": ""}
    others = [("L1", {**lot, "kg": 600}), ("L2", {**lot, "note": "x"})]
    assert only(rules.told_twice(values=lot, others=others, fields=("producer", "kg", "day"))).facts == {
        "other": "L2"
    }
    assert rules.told_twice(values={**lot, "kg": None}, others=others, fields=("producer", "kg")) == ()


@given(st.lists(st.tuples(amounts, st.integers(min_value=0, max_value=10**6)), min_size=2, max_size=6))
def test_spans_with_a_value_in_common_never_disagree(given_spans: list[tuple[int, int]]) -> None:
    spans = [Span(low, low + more) for low, more in given_spans]
    meet = max(each.least for each in spans) <= min(each.most for each in spans)
    assert not (meet and rules.far_apart(spans, 1))
    assert not rules.far_apart([Span(None, None), *spans[:1]], 1)
    assert not rules.far_apart([Span(35_000, None), Span(36_000, None)], 1)
