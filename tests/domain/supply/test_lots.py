"""Lots and the season's ledger: recorded, refused, found, handed to the planner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from cungcau.domain.supply import selectors, services
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry
from cungcau.reference.catalogue.models import Season
from tests.domain.season_rows import HOANG_VIET, SOURCE, Small, lot, person, record_catalogue

pytestmark = pytest.mark.django_db


def record(season: Season, *rows: services.LotRow) -> services.Recorded:
    return services.record_lots(season=season, rows=rows, actor=None)


def columns(act: Callable[[], object]) -> list[tuple[int, str]]:
    with pytest.raises(InputInvalid) as refused:
        act()
    return [(fault.line, fault.column) for fault in refused.value.faults]


def codes(rows: object) -> set[str]:
    return {one.code for one in rows}  # type: ignore[attr-defined]


def test_a_lot_keeps_its_place_and_is_counted_under_today(small: Small) -> None:
    one = Lot.objects.select_related("place", "producer").get(code="L3")
    assert (one.place.title, one.place.code, one.area_code) == ("Xã Hoàng Việt", HOANG_VIET, "20.06124")
    assert one.folded.startswith("ho li mi yen l3 hong vanh khuyen")
    entry = Entry.objects.filter(verb="supply.lots_recorded").get()
    assert (entry.object_id, entry.area_code, entry.facts["created"]) == (str(small.season.pk), "20", 3)


def test_recording_again_doubles_nothing_and_tells_what_changed(small: Small) -> None:
    rows = [
        replace(small.lots[0], quantity_kg=1600, certificates=("VG", "VG")),
        *small.lots[1:],
        lot("L4", "H1"),
    ]
    before = Lot.objects.get(code="L1")
    done = record(small.season, *rows)
    assert (done.created, done.changed, done.unchanged) == (1, 1, 2)
    [changed] = done.changes.values()
    assert changed == {"quantity_kg": ("1500", "1600")}
    after = Lot.objects.get(code="L1")
    assert (after.pk, after.created_at, after.certificates) == (before.pk, before.created_at, ["VG"])
    assert after.updated_at > before.updated_at
    assert Lot.objects.get(code="L2").updated_at < after.updated_at
    assert Entry.objects.filter(verb="supply.lots_recorded").latest("pk").facts["changed"] == 1


def test_the_same_code_in_another_season_is_another_lot(small: Small) -> None:
    other = record_catalogue("hong-2022")
    assert record(other, lot("L1", "H1")).created == 1
    assert Lot.objects.filter(code="L1").count() == 2


def test_every_fault_at_once_and_nothing_written(small: Small) -> None:
    rows = [
        lot("X1", "H9", commodity="na", place="99999"),
        lot("X2", "H1", representative="ai", quantity_kg=0),
        lot(
            "X3", "H1", harvest_from=date(2021, 10, 1), harvest_to=date(2021, 9, 1), floor_price_vnd_per_kg=-1
        ),
        lot("X3", "H1", quantity_kg=10**30),
        lot("X4", "H1", shelf_life_days=2**31, grade=-1, max_kg_per_day=-5, source=""),
    ]
    assert columns(lambda: record(small.season, *rows)) == [
        (1, "commodity"), (1, "place"), (1, "producer"),
        (2, "quantity_kg"), (2, "representative"),
        (3, "floor_price_vnd_per_kg"), (3, "harvest_to"),
        (4, "code"), (4, "quantity_kg"),
        (5, "grade"), (5, "grade"), (5, "max_kg_per_day"), (5, "shelf_life_days"), (5, "source"),
    ]  # fmt: skip
    assert Lot.objects.count() == 3


def test_an_officer_records_lots_of_the_own_commune_only(small: Small) -> None:
    officer = person("can-bo", "commune_officer", "20.06172")
    services.record_lots(season=small.season, rows=[lot("L9", "H1")], actor=officer)
    for rows, actor in (
        ([lot("L8", "H1"), lot("L7", "H3", HOANG_VIET)], officer),
        ([lot("L8", "H1")], person("xem", "viewer")),
    ):
        with pytest.raises(DomainError) as refused:
            services.record_lots(season=small.season, rows=rows, actor=actor)
        assert refused.value.code == "not_allowed"
    assert codes(Lot.objects.all()) == {"L1", "L2", "L3", "L9"}


def test_the_ledger_is_kept_by_producer(small: Small) -> None:
    rows = [
        services.LedgerRow("H1", SOURCE, Decimal("1.5"), 2000, 500),
        services.LedgerRow("H2", SOURCE),
    ]
    services.record_ledger(season=small.season, rows=rows, actor=None)
    rows[1] = replace(rows[1], prior_offered_kg=100)
    done = services.record_ledger(season=small.season, rows=rows, actor=None)
    assert (done.changed, done.unchanged) == (1, 1)
    kept = {
        line.producer.code: (line.weight, line.prior_offered_kg) for line in selectors.ledger_of(small.season)
    }
    assert kept == {"H1": (Decimal("1.5"), 2000), "H2": (Decimal(1), 100)}
    bad = [services.LedgerRow("H9", SOURCE), services.LedgerRow("H1", SOURCE, Decimal(0), 1, 2)]
    found = columns(lambda: services.record_ledger(season=small.season, rows=bad, actor=None))
    assert found == [(1, "producer"), (2, "prior_sold_kg"), (2, "weight")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hộ lý mỹ yến", {"L3"}), ("ly mi", {"L3"}), ("HTX Hồng", {"L1", "L2", "L3"}), ("hoàng việt", {"L3"}),
        ("L1", {"L1"}), ("vành khuy", {"L1", "L2", "L3"}), ("", {"L1", "L2", "L3"}), ("xoài", set()),
        ("?", set()),
    ],
)  # fmt: skip
def test_lots_are_found_with_or_without_marks(small: Small, text: str, found: set[str]) -> None:
    assert codes(selectors.search(selectors.lots_of(small.season), text)) == found


def test_lots_of_some_days_and_their_sum(small: Small) -> None:
    rows = selectors.lots_of(small.season)

    def within(first: date | None, last: date | None) -> set[str]:
        return codes(selectors.harvested_within(rows, first, last))

    assert within(date(2021, 9, 20), date(2021, 9, 20)) == {"L1", "L3"}
    assert within(date(2021, 9, 21), date(2021, 9, 30)) == set()
    assert within(date(2021, 10, 5), None) == {"L2"}
    assert within(None, date(2021, 9, 14)) == set()
    assert within(None, None) == {"L1", "L2", "L3"}
    assert selectors.total(rows) == selectors.Total(3, 3200)
    assert selectors.total(rows.none()) == selectors.Total(0, 0)
    assert [unit.title for unit in selectors.places_of(small.season)] == ["Xã Hoàng Việt", "Xã Tân Mỹ"]


def test_the_planner_reads_all_lots_in_one_question(
    small: Small, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        read = {
            (
                one.code,
                one.producer.code,
                one.commodity.code,
                one.place.code,
                str(one.representative and one.representative.code),
            )
            for one in selectors.lots_for_planning(small.season)
        }
    assert read == {
        (row.code, row.producer, row.commodity, row.place, row.representative) for row in small.lots
    }


def test_the_database_itself_keeps_the_rules(small: Small) -> None:
    one = Lot.objects.get(code="L1")
    for change in (
        {"quantity_kg": 0}, {"harvest_to": date(2021, 1, 1)}, {"max_kg_per_day": -1},
        {"floor_price_vnd_per_kg": -1}, {"code": "L2"}, {"code": ""}, {"source": ""}, {"grade": -1},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Lot.objects.filter(pk=one.pk).update(**change)
    line = {"season": small.season, "producer": one.producer, "source": "x"}
    for change in ({"weight": 0}, {"prior_sold_kg": 5}, {"prior_offered_kg": -1, "prior_sold_kg": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SeasonLedger.objects.create(**line, **change)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.producer.delete()
