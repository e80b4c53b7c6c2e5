"""Which licence drives which vehicle, by dated law; how long one driver may drive in a day."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.domain.logistics.driving_hours import by_day, limit_on, limits
from cungcau.domain.logistics.licences import Driven, Word, classes, may_drive, read

OLD, NEW = date(2021, 9, 28), date(2026, 1, 5)


def truck(capacity_kg: int, gross_kg: int | None = None, *, trailer: bool = False) -> Driven:
    return Driven("truck", capacity_kg, gross_kg, trailer)


@pytest.mark.parametrize(
    ("text", "vehicle", "on", "word", "why"),
    [
        ("C", truck(15_000), OLD, Word.YES, ""),
        ("B2", truck(3_499), OLD, Word.YES, ""),
        ("B2", truck(3_500), OLD, Word.NO, "weight"),
        ("B1", truck(2_000), OLD, Word.UNSURE, "confirm"),
        ("B1", truck(5_000), OLD, Word.NO, "weight"),
        ("D", truck(15_000), OLD, Word.YES, ""),
        ("C", truck(20_000, trailer=True), OLD, Word.NO, "trailer"),
        ("FC", truck(20_000, trailer=True), OLD, Word.YES, ""),
        ("FE", truck(20_000, trailer=True), OLD, Word.UNSURE, "trailer"),
        ("A1, C", truck(9_000), OLD, Word.YES, ""),
        ("A1, B2", truck(9_000), OLD, Word.NO, "weight"),
        ("A1", truck(9_000), OLD, Word.NO, "kind"),
        # Classes of the new law are not there yet.
        ("C1", truck(2_000), OLD, Word.UNSURE, "unknown"),
        ("B", truck(2_000), OLD, Word.UNSURE, "unknown"),
        # From 2025 on: gross mass of design; without it the carrying capacity is a lower bound.
        ("B", truck(1_500, 3_500), NEW, Word.YES, ""),
        ("B", truck(1_500, 3_501), NEW, Word.NO, "weight"),
        ("B", truck(1_500), NEW, Word.UNSURE, "gross"),
        ("B", truck(3_600), NEW, Word.NO, "weight"),
        ("C1", truck(4_000, 7_500), NEW, Word.YES, ""),
        ("C1", truck(4_000, 7_501), NEW, Word.NO, "weight"),
        ("C", truck(4_000), NEW, Word.YES, ""),
        ("CE", truck(20_000, trailer=True), NEW, Word.YES, ""),
        ("C1E", truck(3_000, 7_000, trailer=True), NEW, Word.YES, ""),
        ("DE", truck(20_000, trailer=True), NEW, Word.UNSURE, "trailer"),
        # Licences issued before keep what they allowed; B1 means two things, so it is certain only where both agree.
        ("B2", truck(3_000), NEW, Word.YES, ""),
        ("B1", truck(3_000), NEW, Word.UNSURE, "confirm"),
        ("B1", truck(5_000), NEW, Word.NO, "weight"),
        ("C", Driven("motorbike", 200), OLD, Word.UNSURE, "kind"),
        ("A1", Driven("motorbike", 200), OLD, Word.YES, ""),
        ("B2", Driven("pickup", 700), OLD, Word.YES, ""),
        ("", Driven("ship", 400_000), OLD, Word.YES, ""),
        ("", truck(1_000), OLD, Word.UNSURE, "missing"),
        ("hạng lạ", truck(1_000), OLD, Word.UNSURE, "unknown"),
        ("B2, lạ", truck(9_000), OLD, Word.UNSURE, "unknown"),
    ],
)  # fmt: skip
def test_what_a_class_drives(text: str, vehicle: Driven, on: date, word: Word, why: str) -> None:
    found = may_drive(text, vehicle, on)
    assert (found.word, found.why) == (word, why)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A1, C", ("A1", "C")), ("b2+c", ("B2", "C")), ("hạng FC", ("FC",)), ("A1C", ("A1", "C")), ("C1E", ("C1E",)),
        ("GPLX hạng B2 - C", ("B2", "C")), ("", ()), ("C, C", ("C",)), ("Z9", ("Z9",)),
    ],
)  # fmt: skip
def test_classes_as_people_write_them(text: str, found: tuple[str, ...]) -> None:
    assert read(text) == found


def test_every_class_has_its_day_its_law_and_both_tongues() -> None:
    assert {row.kind for row in classes()} == {"truck", "motorbike", "tractor"}
    for row in classes():
        assert row.source.startswith(("Luật", "Thông tư")), row
        assert row.can_vi, row
        assert row.can_en, row
        assert row.trailer in ("yes", "no", "unsure"), row
        assert bool(row.measure) == (row.most_kg is not None), row
        assert row.sure or "cần xác nhận" in row.note, "a doubt says that it is one"
    assert {row.valid_from for row in classes()} == {date(2009, 7, 1), date(2025, 1, 1)}


def test_minutes_of_a_way_fall_on_the_days_they_are_driven() -> None:
    assert by_day([(300, 500), (1_400, 1_500), (2_900, 2_900)]) == {0: 240, 1: 60}
    assert by_day([(1_440, 1_500)]) == {1: 60}
    assert by_day([(0, 3_000)]) == {0: 1_440, 1: 1_440, 2: 120}


def test_limits_of_driving_follow_each_other_without_a_gap() -> None:
    first, second = limits()
    assert first.valid_to == date(2024, 12, 31)
    assert limit_on(date(2024, 12, 31)) == first
    assert limit_on(date(2025, 1, 1)) == second
    assert limit_on(date(2000, 1, 1)) is None
    assert {first.most_day_min, second.most_day_min} == {600}
