"""Sums by week: nothing counted twice, nothing missing shown as zero."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from cungcau.domain.forecast.selectors import Rule, coverage, roll_up
from cungcau.domain.forecast.services import HarvestRow, record_forecasts, record_harvests
from cungcau.domain.forecast.spreading import mondays
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.reference.catalogue.models import Commodity
from tests.domain.forecast.conftest import W1, W2, W3, Say, row
from tests.domain.season_rows import HOANG_VIET, SOURCE, START, TAN_MY, Small

pytestmark = pytest.mark.django_db
TAN_MY_NOW, HOANG_VIET_NOW = "20.06172", "20.06124"


def likely(small: Small, rule: Rule = Rule.HOUSEHOLDS) -> list[int | None]:
    weeks = roll_up(small.season, rule=rule).weeks
    return [week.counted.likely_kg if week.counted else None for week in weeks]


def test_households_are_summed_and_silent_weeks_stay_missing(small: Small, say: Say) -> None:
    say("H1", 100, 200)
    say("H2", 30, first=W2)
    assert likely(small) == [100, 230, *[None] * (len(mondays(START, small.season.end)) - 2)]
    found = roll_up(small.season)
    assert found.weeks[1].counted is not None
    assert (found.weeks[1].counted.low_kg, found.weeks[1].counted.high_kg) == (184, 276)
    assert found.weeks[1].counted.subjects == 2
    assert found.weeks[2].missing and not found.weeks[1].missing


def test_a_commune_s_own_estimate_stands_beside_and_is_not_added(small: Small, say: Say) -> None:
    say("H1", 100, 200)
    say("06172", 150, 190, 40)
    assert likely(small)[:3] == [100, 200, None]
    assert likely(small, Rule.COMMUNE)[:3] == [150, 190, 40]
    area = roll_up(small.season).areas[TAN_MY_NOW]
    assert area.weeks[W1].place is not None and area.weeks[W1].difference_kg == 50
    assert area.difference_kg == 80 and area.uses == {Rule.HOUSEHOLDS}


def test_where_only_one_of_them_spoke_that_one_counts(small: Small, say: Say) -> None:
    say("06172", 150)
    say("H3", 70)
    for rule in Rule:
        assert likely(small, rule)[0] == 220
    areas = roll_up(small.season).areas
    assert areas[TAN_MY_NOW].uses == {Rule.COMMUNE} and areas[HOANG_VIET_NOW].uses == {Rule.HOUSEHOLDS}


def test_a_group_counts_only_while_its_members_are_silent(small: Small, say: Say) -> None:
    say("HTX", 900)
    assert likely(small)[0] == 900
    say("H1", 100)  # the cooperative represents H1
    assert likely(small)[0] == 100
    week = roll_up(small.season).areas[TAN_MY_NOW].weeks[W1]
    assert week.groups_within is not None and week.groups_within.likely_kg == 900


def test_a_province_s_figure_is_never_added(small: Small, say: Say) -> None:
    say("20", 5000)
    say("H1", 100)
    found = roll_up(small.season)
    assert found.weeks[0].counted is not None and found.weeks[0].counted.likely_kg == 100
    assert [(area, kg.likely_kg) for area, kg in found.wider] == [("20", 5000)]


def test_only_the_newest_revision_counts(small: Small, say: Say) -> None:
    say("H1", 100, 200)
    say("H1", 10, reason="bão")
    assert likely(small)[:2] == [10, None]


def test_areas_and_goods_narrow(small: Small, say: Say) -> None:
    say("H1", 100)
    say("H3", 70)
    mine = roll_up(small.season, held=frozenset({HOANG_VIET_NOW}))
    assert set(mine.areas) == {HOANG_VIET_NOW}
    assert roll_up(small.season, held=frozenset()).areas == {}
    assert roll_up(small.season, held=frozenset({"2"})).areas == {}  # "2" does not contain "20"
    other = Commodity.objects.create(code="na", name_vi="Na", source="thử", folded="na")
    assert roll_up(small.season, commodity=other.pk).areas == {}


def test_reports_are_counted_beside_and_absent_ones_are_not_zero(small: Small, say: Say) -> None:
    say("H1", 100, 100)
    given = row(small, "H1", 1)
    report = HarvestRow(commodity=given.commodity, source="thử", producer=given.producer, start=W1, kg=0)
    record_harvests(season=small.season, rows=[report], actor=None)
    weeks = roll_up(small.season).weeks
    assert (weeks[0].harvested_kg, weeks[0].reports) == (0, 1)
    assert (weeks[1].harvested_kg, weeks[1].reports) == (None, 0)
    place = row(small, "06172", 1)
    wide = HarvestRow(commodity=place.commodity, source="thử", place=place.place, start=W1, kg=77)
    record_harvests(season=small.season, rows=[wide], actor=None)
    assert roll_up(small.season).weeks[0].harvested_kg == 0  # the household's report, not both


def test_who_was_expected_and_who_spoke(small: Small, say: Say) -> None:
    say("H1", 100)
    found = coverage(small.season)
    assert {area: (one.expected, one.told) for area, one in found.items()} == {
        TAN_MY_NOW: (2, 1), HOANG_VIET_NOW: (1, 0),
    }  # fmt: skip


def test_the_sum_equals_plain_addition_for_many_households(small: Small) -> None:
    chance = random.Random(7)
    people = [
        OrganisationRow(f"X{n:03d}", f"Hộ {n}", "household", SOURCE, chance.choice([TAN_MY, HOANG_VIET]))
        for n in range(150)
    ]
    record_organisations(rows=people, on=START, actor=None)
    rows = [
        row(small, one.code, *(chance.randrange(1, 900) for _ in range(chance.randrange(1, 6))))
        for one in people
    ]
    record_forecasts(season=small.season, rows=rows, actor=None)
    for week in roll_up(small.season).weeks:
        told = [w for one in rows for w in one.weeks if w.start == week.start]
        assert (week.counted is None) == (not told)
        if week.counted is not None:
            assert week.counted.likely_kg == sum(w.likely_kg for w in told)
            assert week.counted.high_kg == sum(w.high_kg for w in told)
            assert week.counted.subjects == len(told)
    by_area = roll_up(small.season).areas
    for code, area in by_area.items():
        names = set(Organisation.objects.filter(area_code=code).values_list("code", flat=True))
        total = sum(
            w.likely_kg for one in rows if one.producer and one.producer.code in names for w in one.weeks
        )
        assert area.total is not None and area.total.likely_kg == total
    assert W2 + timedelta(7) == W3
