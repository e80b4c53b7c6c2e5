"""What is decided without a database: quorum, what must be agreed on, how an average is shown."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from cungcau.domain.council.agreeing import matters, missing, values, with_none
from cungcau.domain.council.quorum import Place, quorum
from cungcau.domain.council.regulation import Regulation
from cungcau.domain.council.rounding import shown
from cungcau.engines import scoring

BOOK = scoring.newest_book()
SHEET = with_none(BOOK.sheets["QD26-01"])
BANDS = BOOK.bands
RULES = Regulation(75, True, 3, 10, "agreed", 2)


def places(*present: str, absent: int = 0, presides: str = "chair", reason: str = "") -> list[Place]:
    """Seats with these posts that are there, and so many members that are not."""
    found = [
        Place(n, post, True, post == presides, reason if post == presides else "")
        for n, post in enumerate(present)
    ]
    return found + [Place(100 + n, "member", False) for n in range(absent)]


@pytest.mark.parametrize(
    ("percent", "seats", "needed"), [(75, 9, 7), (75, 8, 6), (50, 9, 5), (66, 9, 6), (100, 3, 3), (1, 9, 1)]
)
def test_how_many_must_be_there(percent: int, seats: int, needed: int) -> None:
    assert replace(RULES, quorum_percent=percent).needed(seats) == needed


@pytest.mark.parametrize(
    ("there", "why_not"),
    [
        (places("chair", "member", "member", "secretary"), []),
        (places("chair", "member", "secretary"), ["members_too_few"]),
        (places("chair", "member", "member", absent=1), []),
        (places("chair", "member", "member", absent=2), ["quorum_missing"]),
        (places("deputy", "member", "member", presides=""), ["nobody_presides"]),
        (places("deputy", "member", "member", presides="deputy"), ["authorisation_missing"]),
        (places("deputy", "member", "member", presides="deputy", reason="GUQ 3"), []),
        (places("secretary"), ["council_without_members", "members_too_few", "nobody_presides"]),
    ],
)
def test_when_a_session_may_be_opened(there: list[Place], why_not: list[str]) -> None:
    assert [one.code for one in quorum(RULES, there).why_not] == why_not


def test_the_secretary_does_not_count() -> None:
    found = quorum(RULES, places("chair", "member", "member", "secretary", "secretary", absent=1))
    assert (found.seats, found.present, found.needed, found.holds) == (4, 3, 3, True)


def test_a_member_presides_only_where_the_regulation_does_not_ask_for_the_chair() -> None:
    there = [
        Place(1, "member", True, True, "theo quy chế"),
        Place(2, "member", True),
        Place(3, "member", True),
    ]
    assert [one.code for one in quorum(RULES, there).why_not] == ["presides_wrongly"]
    assert not quorum(replace(RULES, chair_must_attend=False), there).why_not


def best(**changes: int) -> dict[str, int]:
    """A member's sheet, every criterion at its most but these (``_3_5=1``)."""
    points = {row.code: row.most for row in SHEET.scorable}
    return points | {key.strip("_").replace("_", "."): value for key, value in changes.items()}


def test_minimums_all_gave_alike_are_proposed_and_those_they_differ_on_asked() -> None:
    members = {"a": best(), "b": best(_3_5=1)}
    found = {one.criterion.code: one for one in matters(SHEET, BANDS, members, "agreed")}
    assert set(found) == set(SHEET.minimums(5))
    assert found["2.3"].proposed == 3 and not found["2.3"].asked
    assert found["3.5"].proposed is None and found["3.5"].asked and found["3.5"].need == {3: 1, 4: 2}
    rows = tuple(found.values())
    assert [one.code for one in missing(rows, {})] == ["3.5"]
    assert values(rows, {"3.5": 2}, "agreed")["3.5"] == 2


def test_minimums_above_the_star_the_average_gives_are_nobody_s_matter() -> None:
    members = {"a": best(_4_1=1, _4_3=0, _5_1=0, _8=0, _12=0)}
    star = scoring.score(SHEET, BANDS, members).band_star
    assert star == 4
    assert {one.criterion.code for one in matters(SHEET, BANDS, members, "agreed")} == set(SHEET.minimums(4))


@pytest.mark.parametrize(("rule", "star"), [("everybody", 3), ("average", 3)])
def test_a_minimum_by_the_regulation_s_rule(rule: str, star: int) -> None:
    """4 stars need 2 points of 3.5: one of three gave 1, so neither everybody's nor the average (5/3) is 2."""
    members = {"a": best(_3_5=2), "b": best(_3_5=2), "c": best(_3_5=1)}
    found = matters(SHEET, BANDS, members, rule)
    assert not missing(found, {})
    assert scoring.score(SHEET, BANDS, members, values(found, {}, rule)).star == star


def test_the_average_may_reach_what_somebody_did_not() -> None:
    members = {"a": best(_3_5=3), "b": best(_3_5=2), "c": best(_3_5=1)}
    rules = {
        rule: scoring.score(
            SHEET, BANDS, members, values(matters(SHEET, BANDS, members, rule), {}, rule)
        ).star
        for rule in ("average", "everybody")
    }
    assert rules == {"average": 5, "everybody": 3}


def test_a_zero_that_stops_is_agreed_on_under_every_rule() -> None:
    """Of spirits no sensory criterion may be given 0 (set 16)."""
    sheet = with_none(BOOK.sheets["QD26-16"])
    carrier = next(code for codes in sheet.stops.values() for code in codes)
    most = {row.code: row.most for row in sheet.scorable}
    members = {"a": most, "b": {**most, carrier: 0}}
    for rule in ("agreed", "average", "everybody"):
        found = matters(sheet, BANDS, members, rule)
        assert carrier in [one.code for one in missing(found, {})], rule
        for level, stopped in ((sheet.criterion(carrier).most, False), (0, True)):
            agreed = values(found, {carrier: level}, rule)
            assert bool(scoring.score(sheet, BANDS, members, agreed).rejected) is stopped


def test_no_level_reached_is_a_level() -> None:
    assert 0 not in BOOK.sheets["QD26-01"].criterion("3.5").ladder
    assert SHEET.criterion("3.5").ladder[0] == 0
    assert SHEET.criterion("1.2").options == BOOK.sheets["QD26-01"].criterion("1.2").options


def test_an_average_below_a_band_is_shown_with_a_note() -> None:
    """69.996 is 3 stars: shown 70,00 with a note that it is below 70."""
    found = shown(Fraction(69996, 1000), 2, BANDS)
    assert found.text == "70,00" and found.exact == "17.499/250"
    assert "69,996" in found.note and "4 sao" in found.note
    assert shown(Fraction(70), 2, BANDS).note == "" and shown(Fraction(70), 2, BANDS).exact == ""
    whole = shown(Fraction(179, 2), 0, BANDS)
    assert whole.text == "90" and "89,5" in whole.note and "5 sao" in whole.note
    third = shown(Fraction(250, 3), 2, BANDS)
    assert (third.text, third.exact, third.note) == ("83,33", "250/3", "")
