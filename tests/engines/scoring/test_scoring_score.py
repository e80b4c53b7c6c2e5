"""Scoring by worked examples: bands, minimums, agreed values, rejections, stops, what is unanswered."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from rule_books import small

from cungcau.engines.scoring import RuleBook, Sheet, newest_book, read, score, why_not_higher
from cungcau.engines.scoring.plain import plain, two_decimals
from cungcau.kernel.errors import InputInvalid

BOOK = newest_book()
FRUIT = BOOK.sheets["QD26-01"]
TOP = {row.code: row.most for row in FRUIT.scorable}
SMALL = read(small())
CAKE = SMALL.sheets["T-01"]


def points_adding_to(sheet: Sheet, total: int) -> dict[str, int]:
    """Choices that meet every minimum and add up to ``total``."""
    found = {row.code: row.most for row in sheet.scorable}
    least = sheet.minimums(5)
    for row in reversed(sheet.scorable):
        for points in reversed(row.ladder):
            if sum(found.values()) - found[row.code] + points >= total and points >= least.get(row.code, 0):
                found[row.code] = points
    assert sum(found.values()) == total
    return found


def council(sheet: Sheet, book: RuleBook, *totals: int) -> Any:
    return score(
        sheet, book.bands, {f"m{n}": points_adding_to(sheet, total) for n, total in enumerate(totals, 1)}
    )


def test_all_at_the_maximum_but_the_trademark() -> None:
    result = score(FRUIT, BOOK.bands, {"m1": {**TOP, "3.5": 1}})
    assert plain(result) == {
        "average": "98.00",
        "fraction": [98, 1],
        "star": 3,
        "band_star": 5,
        "certifiable": True,
        "decided_by": "province",
        "missed": [{"star": 4, "criterion": "3.5", "need": 2, "have": 1}],
        "unanswered": [],
        "rejected": [],
    }
    four, five = why_not_higher(FRUIT, BOOK.bands, result)
    assert (four.star, four.short, five.star, five.short) == (4, 0, 5, 0)
    assert [(need.criterion, need.need, need.have) for need in four.needs] == [("3.5", 2, 1)]
    assert four.needs == five.needs and four.needs[0].labels == (
        "Có GCN nhãn hiệu + dấu hiệu nguồn gốc địa lý",
    )


def test_an_average_a_hair_below_the_band_is_not_rounded_up() -> None:
    result = council(FRUIT, BOOK, *([70] * 249), 69)
    assert (result.average, result.star, result.band_star) == (Fraction(17499, 250), 3, 3)
    shown = plain(result)
    assert shown["average"] == "70.00" and shown["fraction"] == [17499, 250]
    assert shown["notes"] == [
        "Điểm trung bình 69,996 hiện 70,00 nhưng còn dưới 70, nên chưa vào khung 4 sao."
    ]
    assert why_not_higher(FRUIT, BOOK.bands, result)[0].short == Fraction(1, 250)


@pytest.mark.parametrize(
    ("totals", "star", "by"),
    [
        ((90,), 5, "ministry"),
        ((89, 90), 4, "province"),
        ((90, 90, 91), 5, "ministry"),
        ((70,), 4, "province"),
        ((70, 69), 3, "province"),
    ],
)
def test_bands_on_sheets_that_meet_every_minimum(totals: tuple[int, ...], star: int, by: str) -> None:
    result = council(FRUIT, BOOK, *totals)
    assert (result.star, result.band_star, result.decided_by, result.certifiable) == (star, star, by, True)
    assert result.missed == () and "notes" not in plain(result)


def test_the_example_with_a_quarter() -> None:
    result = council(FRUIT, BOOK, 81, 81, 81, 82)
    agreed = score(FRUIT, BOOK.bands, _members(81, 81, 81, 82), {"3.5": 1})
    assert plain(result)["average"] == "81.25" and plain(result)["fraction"] == [325, 4]
    assert (agreed.star, agreed.band_star, agreed.average) == (3, 4, Fraction(325, 4))
    assert plain(agreed)["missed"] == [{"star": 4, "criterion": "3.5", "need": 2, "have": 1}]


def _members(*totals: int) -> dict[str, dict[str, int]]:
    return {f"m{n}": points_adding_to(FRUIT, total) for n, total in enumerate(totals, 1)}


def test_the_agreed_value_decides_the_minimum_and_leaves_the_average() -> None:
    low = {"m1": {**TOP, "3.5": 1}}
    assert score(FRUIT, BOOK.bands, low, {"3.5": 3}).star == 5
    assert score(FRUIT, BOOK.bands, low, {"3.5": 3}).average == 98
    assert score(FRUIT, BOOK.bands, {"m1": TOP}, {"3.5": 1}).star == 3


def test_without_an_agreed_value_the_average_decides_exactly() -> None:
    members = {f"m{n}": {**TOP, "3.5": 2} for n in range(2)} | {"m9": {**TOP, "3.5": 1}}
    result = score(FRUIT, BOOK.bands, members)
    assert result.star == 3 and result.split == ("3.5",)
    assert plain(result)["missed"] == [
        {"star": 4, "criterion": "3.5", "need": 2, "have": 1.67, "have_fraction": [5, 3]}
    ]
    half = score(FRUIT, BOOK.bands, {"a": {**TOP, "3.5": 2}, "b": {**TOP, "3.5": 1}})
    assert plain(half)["missed"] == [
        {"star": 4, "criterion": "3.5", "need": 2, "have": 1.5, "have_fraction": [3, 2]}
    ]
    over = score(FRUIT, BOOK.bands, {"a": {**TOP, "3.5": 3}, "b": {**TOP, "3.5": 1}})
    assert over.star == 5 and over.missed == () and over.split == ("3.5",)
    assert score(FRUIT, BOOK.bands, members, {"3.5": 2}).split == ()


def test_falling_back_below_the_certified_stars() -> None:
    """Points for five stars, a three-star minimum missing: two stars, no certificate."""
    result = score(FRUIT, BOOK.bands, {"m": {**TOP, "2.2": 1}})
    assert (result.average, result.star, result.band_star) == (98, 2, 5)
    assert (result.certifiable, result.decided_by) == (False, None)
    assert [(miss.star, miss.criterion) for miss in result.missed] == [(3, "2.2")]


def test_a_higher_star_inherits_lower_minimums() -> None:
    """No four-star mark stands at 2.2, yet four stars need its three-star minimum."""
    result = score(FRUIT, BOOK.bands, {"m": {**TOP, "2.2": 1}})
    assert [entry.star for entry in why_not_higher(FRUIT, BOOK.bands, result)] == [3, 4, 5]
    for entry in why_not_higher(FRUIT, BOOK.bands, result):
        assert [need.criterion for need in entry.needs] == ["2.2"]


def test_only_conditions_up_to_the_band_are_missed() -> None:
    choice = {**points_adding_to(FRUIT, 90)}
    choice["4.1"] = 1
    result = score(FRUIT, BOOK.bands, {"m": choice})
    assert result.band_star == 4
    assert [(miss.star, miss.need) for miss in result.missed] == [(3, 2), (4, 3)]


def test_what_is_not_answered_is_zero_and_said() -> None:
    left = {code: points for code, points in TOP.items() if code not in ("3.5", "12")}
    one = score(FRUIT, BOOK.bands, {"m1": left})
    assert one.average == 94 and one.unanswered == ("3.5", "12") and one.notes == ()
    assert one.star == 2 and one.values["3.5"] == 0
    two = score(FRUIT, BOOK.bands, {"m1": TOP, "m2": left, "m3": {}})
    assert two.unanswered == tuple(row.code for row in FRUIT.scorable)
    assert two.unanswered_by["m2"] == ("3.5", "12") and "m1" not in two.unanswered_by
    assert plain(two)["notes"] == [
        "Thành viên m2 chưa chấm 3.5, 12; tính 0 điểm.",
        "Thành viên m3 chưa chấm tiêu chí nào; tính 0 điểm.",
    ]
    assert two.totals == {"m1": 100, "m2": 94, "m3": 0} and two.average == Fraction(194, 3)


def test_a_stated_ground_undoes_the_star() -> None:
    result = score(FRUIT, BOOK.bands, {"m": TOP}, rejections=["FORGED", "FORGED"])
    shown = plain(result)
    assert (shown["star"], shown["band_star"], shown["certifiable"], shown["decided_by"]) == (
        None,
        5,
        False,
        None,
    )
    assert shown["rejected"] == ["FORGED"] and shown["average"] == "100.00"
    assert result.standing == 5 and result.rejected[0].criteria == ()
    assert why_not_higher(FRUIT, BOOK.bands, result) == ()
    tied = score(FRUIT, BOOK.bands, {"m": TOP}, rejections=["E_UNSAFE_IMPURITY_STOP", "FORGED"])
    assert plain(tied)["rejected"] == ["FORGED", "E_UNSAFE_IMPURITY_STOP"]


WATER = BOOK.sheets["QD26-16"]
FULL = {row.code: row.most for row in WATER.scorable}


@pytest.mark.parametrize("code", ["6.1", "6.2", "6.3", "6.4"])
def test_any_sensory_zero_stops(code: str) -> None:
    """The ground stands at 6.4 and speaks of any sensory criterion: the whole group 6."""
    result = score(WATER, BOOK.bands, {"m": {**FULL, code: 0}})
    assert (result.star, result.certifiable, result.decided_by) == (None, False, None)
    assert [(row.ground.code, row.criteria) for row in result.rejected] == [
        ("E_ANY_SENSORY_ZERO_STOP", (code,))
    ]


def test_a_zero_elsewhere_or_not_given_stops_nothing() -> None:
    assert score(WATER, BOOK.bands, {"m": {**FULL, "1.6": 0}}).star == 5
    unanswered = {code: points for code, points in FULL.items() if code != "6.4"}
    assert score(WATER, BOOK.bands, {"m": unanswered}).rejected == ()


def test_a_zero_of_some_members_is_noted_and_the_agreed_value_decides() -> None:
    members = {"m1": FULL, "m2": {**FULL, "6.2": 0}}
    apart = score(WATER, BOOK.bands, members)
    assert apart.rejected == () and [note.code for note in apart.notes] == ["zero_by_some"]
    assert "m2 chấm 0 ở 6.2" in apart.notes[0].text
    assert score(WATER, BOOK.bands, members, {"6.2": 0}).rejected[0].criteria == ("6.2",)
    assert score(WATER, BOOK.bands, members, {"6.2": 3}).notes == ()
    both = {"m1": {**FULL, "6.2": 0}, "m2": {**FULL, "6.2": 0}}
    assert score(WATER, BOOK.bands, both, {"6.2": 3}).rejected == ()
    assert score(WATER, BOOK.bands, both).star is None


def test_every_fault_at_once_and_by_name() -> None:
    members: Any = {
        "m1": {
            "1.1": 4,
            "9.9": 1,
            "1": 3,
            "2.1": True,
            "2.2": 2.0,
            "2.3": "1",
            "2.4": None,
            "3.1": -1,
            "3.2": 10**400,
        },
        "m2": [1],
        " ": {},
        "m3": {"1.1": 3, 7: 1},
    }
    with pytest.raises(InputInvalid) as refused:
        score(FRUIT, BOOK.bands, members, {"3.5": 0, "x": 1}, ["FORGED", "NO_SUCH", "NO_PRODUCTION_LICENCE"])
    found = [(fault.file, fault.column, fault.value) for fault in refused.value.faults]
    assert found == [
        ("members", "m1/1.1", "4"),
        ("members", "m1/9.9", "1"),
        ("members", "m1/1", "3"),
        ("members", "m1/2.1", "true"),
        ("members", "m1/2.2", "2.0"),
        ("members", "m1/2.3", "1"),
        ("members", "m1/2.4", "null"),
        ("members", "m1/3.1", "-1"),
        ("members", "m1/3.2", "số quá lớn"),
        ("members", "m2", "[…]"),
        ("members", "", " "),
        ("members", "m3/7", "1"),
        ("agreed", "3.5", "0"),
        ("agreed", "x", "1"),
        ("rejections", "", "NO_SUCH"),
        ("rejections", "", "NO_PRODUCTION_LICENCE"),
    ]
    assert "cần một trong: 1, 2, 3" in refused.value.faults[0].expected


@pytest.mark.parametrize("members", [{}, [], None, 3, "m1"])
def test_no_members_no_score(members: Any) -> None:
    with pytest.raises(InputInvalid) as refused:
        score(FRUIT, BOOK.bands, members)
    assert [fault.file for fault in refused.value.faults] == ["members"]


@pytest.mark.parametrize("rejections", ["FORGED", {"FORGED": 1}, None, 3, [["FORGED"]], [None]])
def test_rejections_are_a_list_of_codes(rejections: Any) -> None:
    with pytest.raises(InputInvalid):
        score(FRUIT, BOOK.bands, {"m": TOP}, rejections=rejections)


def test_nothing_of_the_real_decision_is_built_in() -> None:
    """Three stars, ten points, another authority: all from the file."""
    full = {row.code: row.most for row in CAKE.scorable}
    best = score(CAKE, SMALL.bands, {"m": full})
    assert (best.average, best.star, best.decided_by) == (10, 3, "crown")
    down = score(CAKE, SMALL.bands, {"m": {**full, "3": 1}})
    assert (down.average, down.star, down.band_star, down.decided_by) == (9, 2, 3, "town")
    low = score(CAKE, SMALL.bands, {"m": {"1.2": 2, "2": 2}})
    assert (low.star, low.certifiable, low.decided_by) == (1, False, None)
    stopped = score(CAKE, SMALL.bands, {"m": {**full, "1.2": 0}})
    assert stopped.star is None and stopped.rejected[0].criteria == ("1.2",)


def test_a_sheet_may_miss_even_the_lowest_star() -> None:
    values = small()
    options = values["sheets"][0]["parts"][0]["criteria"][2]["options"]
    options[1]["star"] = 1
    values["sheets"][0]["star_conditions"]["1"] = {"1.2": 2}
    book = read(values)
    result = score(book.sheets["T-01"], book.bands, {"m": {"2": 1}})
    assert (result.star, result.standing, result.band_star, result.certifiable) == (None, None, 1, False)
    assert [entry.star for entry in why_not_higher(book.sheets["T-01"], book.bands, result)] == [1, 2, 3]


def test_an_average_between_bands_printed_apart_goes_down_and_is_noted() -> None:
    values = small()
    decision = values["instruments"][0]
    decision["bands"][1]["upper"], decision["bands"][1]["upper_inclusive"] = 7, True
    decision["bands_flag"] = "in rời: 8–10, 5–7"
    book = read(values)
    sheet = book.sheets["T-01"]
    seven, eight = {"1.1": 2, "2": 2, "3": 2, "4": 1}, {"1.1": 2, "2": 2, "3": 2, "4": 2}
    result = score(sheet, book.bands, {"a": seven, "b": eight})
    assert (result.average, result.star) == (Fraction(15, 2), 2)
    assert "between_bands" in [note.code for note in result.notes]
    assert score(sheet, book.bands, {"a": seven}).notes == ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(0), "0.00"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(17499, 250), "70.00"),
        (Fraction(81125, 1000), "81.13"),
        (Fraction(100), "100.00"),
        (Fraction(1, 200), "0.01"),
    ],
)
def test_two_decimals_halves_upward(value: Fraction, shown: str) -> None:
    assert two_decimals(value) == shown
