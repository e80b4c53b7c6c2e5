"""Commodities, grades, certificates, seasons: recorded, refused, found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry
from cungcau.reference.catalogue import selectors, services
from cungcau.reference.catalogue.models import Commodity, GradeName, Season
from tests.domain.season_rows import person, record_catalogue

pytestmark = pytest.mark.django_db

ROW = services.SeasonRow("vu-2021", "Vụ 2021", date(2021, 9, 15), date(2021, 10, 31), "x", ("hong",), "20")


def columns(act: Callable[[], object]) -> list[tuple[int, str]]:
    with pytest.raises(InputInvalid) as refused:
        act()
    return [(fault.line, fault.column) for fault in refused.value.faults]


def test_a_season_and_its_words() -> None:
    season = record_catalogue()
    assert [one.code for one in season.commodities.all()] == ["hong"]
    words = selectors.season_words(season)
    assert words.grade_choices() == [("3", "Loại 1"), ("2", "Loại 2"), ("1", "Loại 3")]
    hong = season.commodities.get().pk
    assert [words.grade(hong, rank) for rank in (3, 9, None)] == ["Loại 1", "9", ""]
    assert words.certificate_choices() == [("VG", "VietGAP")]
    assert [words.certificate(code) for code in ("VG", "?")] == ["VietGAP", "?"]
    assert selectors.commodity_words(season.commodities.get()) == words
    assert selectors.season("hong-2021") == season
    assert selectors.season("khac") is None
    entry = Entry.objects.filter(verb="catalogue.season_recorded").get()
    assert entry.area_code == "20"


def test_recording_a_season_again_corrects_it() -> None:
    record_catalogue()
    before = services.record_season(row=ROW, actor=None)
    later = services.record_season(
        row=replace(ROW, end=date(2021, 11, 5), order=("fair", "sold", "cost")), actor=None
    )
    assert before.pk == later.pk
    assert Season.objects.get(code="vu-2021").order == ["fair", "sold", "cost"]


def test_a_season_that_makes_no_sense_is_refused_at_once_with_all_its_faults() -> None:
    bad = replace(ROW, code="", end=date(2021, 1, 1), commodities=("khong",), order=("sold", "sold", "cost"))
    found = columns(lambda: services.record_season(row=bad, actor=None))
    assert found == [(1, "code"), (1, "commodities"), (1, "end"), (1, "order")]
    assert not Season.objects.exists()


def test_grades_want_a_known_commodity_and_one_name_each() -> None:
    record_catalogue()
    rows = [services.GradeRow("hong", 5, "Đặc biệt", "x"), services.GradeRow("na", 1, "Loại 1", "x")]
    assert columns(lambda: services.record_grades(rows=rows, actor=None)) == [(2, "commodity")]
    rows = [services.GradeRow("hong", 5, "A", "x"), services.GradeRow("hong", 6, "A", "x")]
    assert columns(lambda: services.record_grades(rows=rows, actor=None)) == [(2, "name")]


def test_seasons_touching_an_area_lie_around_it_or_within_it() -> None:
    record_catalogue("tinh", "20")
    record_catalogue("xa", "20.06172")
    record_catalogue("noi-khac", "91")
    record_catalogue("ca-nuoc", "")

    def codes(*areas: str) -> set[str]:
        return {season.code for season in selectors.seasons_touching(frozenset(areas))}

    assert codes("20.06172") == {"tinh", "xa", "ca-nuoc"}
    assert codes("20.06124") == {"tinh", "ca-nuoc"}
    assert codes("20") == {"tinh", "xa", "ca-nuoc"}
    assert codes("") == {"tinh", "xa", "noi-khac", "ca-nuoc"}
    assert codes() == set()


def test_only_who_may_writes() -> None:
    coordinator, viewer = person("dieu-phoi", "coordinator"), person("xem", "viewer")
    services.record_season(row=replace(ROW, commodities=()), actor=coordinator)
    for act in (
        lambda: services.record_season(row=replace(ROW, commodities=(), area_code="91"), actor=coordinator),
        lambda: services.record_season(row=replace(ROW, commodities=()), actor=viewer),
        lambda: services.record_commodities(rows=[], actor=viewer),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "not_allowed"


def test_the_database_itself_keeps_the_rules() -> None:
    season = record_catalogue()
    for change in (
        {"end": date(2020, 1, 1)},
        {"order": ["sold", "fair", "fair"]},
        {"order": ["sold"]},
        {"name": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Season.objects.filter(pk=season.pk).update(**change)
    hong = Commodity.objects.get(code="hong")
    for fields in ({"rank": 3, "name": "Khác"}, {"rank": 9, "name": "Loại 1"}, {"rank": 9, "name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GradeName.objects.create(commodity=hong, source="x", **fields)


def test_the_season_of_a_day_runs_then_else_began_last_else_comes_next() -> None:
    def one(key: int, start: date, end: date) -> Season:
        return Season(pk=key, code=str(key), start=start, end=end)

    year = one(1, date(2021, 1, 1), date(2021, 12, 31))
    autumn = one(2, date(2021, 9, 15), date(2021, 10, 31))
    later = one(3, date(2025, 1, 1), date(2025, 12, 31))
    known = [later, year, autumn]
    told = {
        date(2021, 9, 27): autumn, date(2021, 12, 1): year, date(2023, 1, 1): autumn, date(2026, 1, 1): later,
        date(2020, 1, 1): year,
    }  # fmt: skip
    assert {day: selectors.season_of_day(known, day) for day in told} == told
    assert selectors.season_of_day([], date(2021, 1, 1)) is None
