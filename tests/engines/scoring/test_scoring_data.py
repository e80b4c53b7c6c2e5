"""The rule book of decision 26/2026 as shipped: every set, every criterion, every option."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction

import pytest

from cungcau.engines.scoring import (
    RuleBook,
    Sheet,
    Trigger,
    dump,
    fingerprint,
    newest_book,
    read,
    score,
    shipped,
    shipped_book,
    why_not_higher,
)

BOOK = newest_book()
SHEETS = list(BOOK)


def test_the_sets_of_the_decision() -> None:
    assert shipped() == ("qd26_2026",) and shipped_book("qd26_2026") is BOOK
    assert [sheet.code for sheet in BOOK] == [f"QD26-{number:02}" for number in range(1, 27)]
    assert sum(len(sheet.scorable) for sheet in BOOK) == 787
    assert sum(len(row.options) for sheet in BOOK for row in sheet.scorable) == 2579
    assert (
        sum(option.star is not None for sheet in BOOK for row in sheet.scorable for option in row.options)
        == 575
    )
    assert [sheet.number for sheet in BOOK if sheet.flags] == [4, 7, 10, 11, 19, 23, 24, 26]


def test_bands_of_the_decision() -> None:
    assert [(band.star, band.lower, band.decided_by) for band in BOOK.bands] == [
        (5, 90, "ministry"),
        (4, 70, "province"),
        (3, 50, "province"),
        (2, 30, None),
        (1, 0, None),
    ]
    assert [band.star for band in BOOK.bands if band.certifiable] == [5, 4, 3]


def test_decisions_before_it_keep_their_bands_and_dates() -> None:
    assert list(BOOK.instruments) == ["QD26_2026", "QD1489_2025", "QD148_2023", "QD781_2020", "QD1048_2019"]
    three = {code: next(row for row in BOOK.bands_of(code) if row.star == 3) for code in BOOK.instruments}
    assert three["QD148_2023"].decided_by == "district"
    assert three["QD1489_2025"].decided_by == three["QD26_2026"].decided_by == "province"
    assert BOOK.bands_of("QD781_2020") == BOOK.bands_of("QD1048_2019")
    assert BOOK.instruments["QD1048_2019"].parts == {"A": 35, "B": 25, "C": 40}
    assert BOOK.instruments["QD148_2023"].effective_to == BOOK.instruments["QD1489_2025"].effective_to
    assert str(BOOK.instruments["QD148_2023"].effective_to) == "2026-07-21"
    assert str(BOOK.instruments["QD26_2026"].effective_from) == "2026-05-22"


def test_grounds_that_points_alone_bring_about() -> None:
    found = {sheet.code: dict(sheet.stops) for sheet in BOOK if sheet.stops}
    assert found == {"QD26-16": {"E_ANY_SENSORY_ZERO_STOP": ("6.1", "6.2", "6.3", "6.4")}}
    assert BOOK.grounds["E_ANY_SENSORY_ZERO_STOP"].trigger is Trigger.ZERO_IN_GROUP


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_every_option_of_every_criterion_is_scored(sheet: Sheet) -> None:
    for row in sheet.scorable:
        for option in row.options:
            result = score(sheet, BOOK.bands, {"m": {row.code: option.points}})
            assert result.average == option.points and result.values[row.code] == option.points
            assert row.code not in result.unanswered and len(result.unanswered) == len(sheet.scorable) - 1
            assert result.band_star == 1
            stopped = option.points == 0 and any(row.code in codes for codes in sheet.stops.values())
            assert result.star == (None if stopped else 1)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_the_best_sheet_is_five_stars_and_the_empty_one(sheet: Sheet) -> None:
    best = score(sheet, BOOK.bands, {"m": {row.code: row.most for row in sheet.scorable}})
    assert (best.average, best.star, best.certifiable, best.decided_by) == (100, 5, True, "ministry")
    assert best.missed == best.unanswered == best.rejected == best.notes == ()
    empty = score(sheet, BOOK.bands, {"m": {}})
    assert (empty.average, empty.star, empty.certifiable, empty.decided_by) == (0, 1, False, None)
    assert empty.unanswered == tuple(row.code for row in sheet.scorable) and not empty.rejected


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_each_star_mark_holds_the_star_down(sheet: Sheet) -> None:
    """All at the maximum but one criterion a rung below its mark: the star is the one below, and why says so."""
    top = {row.code: row.most for row in sheet.scorable}
    for need in sheet.star_conditions:
        row = sheet.criterion(need.criterion)
        below = max((points for points in row.ladder if points < need.points), default=None)
        choice = {**top, need.criterion: below}
        if below is None:
            del choice[need.criterion]
        result = score(sheet, BOOK.bands, {"m": choice})
        marks = [mark.star for mark in sheet.star_conditions if mark.criterion == row.code]
        failing = min(mark for mark in marks if sheet.minimums(mark)[row.code] > (below or 0))
        assert result.average == 100 - row.most + (below or 0)
        assert result.star == min(failing - 1, result.band_star)
        assert any(miss.criterion == row.code and miss.star == need.star for miss in result.missed) == (
            need.star <= result.band_star
        )
        shortfall = {entry.star: entry for entry in why_not_higher(sheet, BOOK.bands, result)}
        assert [entry.criterion for entry in shortfall[need.star].needs] == [row.code]


def test_the_book_goes_out_and_comes_back() -> None:
    text = dump(BOOK)
    again = read(json.loads(text))
    assert again == BOOK and dump(again) == text and fingerprint(again) == fingerprint(BOOK)
    shuffled = json.loads(text)
    shuffled["sheets"][0] = dict(reversed(shuffled["sheets"][0].items()))
    assert fingerprint(read(shuffled)) == fingerprint(BOOK)
    shuffled["sheets"][0]["name"] += "."
    assert fingerprint(read(shuffled)) != fingerprint(BOOK)


def test_labels_say_something_different_for_different_points() -> None:
    for sheet in BOOK:
        for row in sheet.scorable:
            said = Counter((option.case, option.label) for option in row.options)
            assert max(said.values()) == 1, (sheet.code, row.code)


def test_gaps_of_the_text_stand_as_notes_at_the_criterion() -> None:
    """Exactly 75 %: local labour fits two options, contracted output none."""
    noted = {(sheet.code, row.code) for sheet in BOOK for row in sheet.scorable if "Đúng 75%" in row.note}
    assert ("QD26-01", "3.3") in noted and ("QD26-01", "1.5") in noted and ("QD26-26", "3.3") in noted
    assert len(noted) == 51


def test_a_sheet_of_the_book_is_the_same_whoever_reads_it() -> None:
    other = RuleBook(**BOOK.__dict__)
    assert other == BOOK and other.sheets["QD26-01"].minimums(5)["4.1"] == 5
    assert BOOK.sheets["QD26-01"].minimums(4)["4.1"] == 3
    assert Fraction(BOOK.sheets["QD26-01"].criterion("4.1").most) == 5
