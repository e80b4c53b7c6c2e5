"""Needs: recorded, refused, found, handed to the planner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from cungcau.domain.demand import selectors, services
from cungcau.domain.demand.models import Need
from cungcau.kernel.errors import DomainError, InputInvalid
from tests.domain.season_rows import Small, need, person

pytestmark = pytest.mark.django_db


def columns(act: Callable[[], object]) -> list[tuple[int, str]]:
    with pytest.raises(InputInvalid) as refused:
        act()
    return [(fault.line, fault.column) for fault in refused.value.faults]


def codes(rows: object) -> set[str]:
    return {one.code for one in rows}  # type: ignore[attr-defined]


def test_recording_again_doubles_nothing(small: Small) -> None:
    rows = [replace(small.needs[0], price_at="market", price_vnd_per_kg=20_000), small.needs[1], need("N3")]
    done = services.record_needs(season=small.season, rows=rows, actor=None)
    assert (done.created, done.changed, done.unchanged) == (1, 1, 1)
    assert next(iter(done.changes.values())) == {
        "price_vnd_per_kg": ("18000", "20000"),
        "price_at": ("point", "market"),
    }


def test_every_fault_at_once_and_nothing_written(small: Small) -> None:
    rows = [
        need("X1", buyer="ai", commodity="na", market="mars"),
        need("X2", quantity_kg=-5, deliver_to=date(2021, 1, 1), price_at="moon"),
        need("X2", min_life_left_days=-1, price_vnd_per_kg=-1),
    ]
    found = columns(lambda: services.record_needs(season=small.season, rows=rows, actor=None))
    assert found == [
        (1, "buyer"), (1, "commodity"), (1, "market"),
        (2, "deliver_to"), (2, "price_at"), (2, "quantity_kg"),
        (3, "code"), (3, "min_life_left_days"), (3, "min_life_left_days"), (3, "price_vnd_per_kg"),
    ]  # fmt: skip
    assert Need.objects.count() == 2


def test_only_coordinators_of_the_season_record(small: Small) -> None:
    services.record_needs(season=small.season, rows=[need("N9")], actor=person("dieu-phoi", "coordinator"))
    for actor in (person("noi-khac", "coordinator", "91"), person("can-bo", "commune_officer")):
        with pytest.raises(DomainError) as refused:
            services.record_needs(season=small.season, rows=[need("N8")], actor=actor)
        assert refused.value.code == "not_allowed"


def test_found_by_buyer_market_or_code_and_by_days(small: Small) -> None:
    rows = selectors.needs_of(small.season)
    assert codes(selectors.search(rows, "thuong lai ha noi")) == {"N1", "N2"}
    assert codes(selectors.search(rows, "voso")) == {"N2"}
    assert codes(selectors.search(rows, "N1")) == {"N1"}
    assert codes(selectors.delivered_within(rows, date(2021, 10, 1), None)) == {"N2"}
    assert codes(selectors.delivered_within(rows, None, date(2021, 9, 14))) == set()
    assert selectors.total(rows) == selectors.Total(2, 10_000)
    assert selectors.markets_of(small.season) == [("ha-noi", "Chợ đầu mối Hà Nội"), ("voso", "Sàn Voso")]


def test_the_planner_reads_all_needs_in_one_question(
    small: Small, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        read = {
            (one.code, one.buyer.code, one.market.code) for one in selectors.needs_for_planning(small.season)
        }
    assert read == {("N1", "TL", "ha-noi"), ("N2", "TL", "voso")}


def test_the_database_itself_keeps_the_rules(small: Small) -> None:
    one = Need.objects.get(code="N1")
    for change in (
        {"quantity_kg": 0}, {"deliver_to": date(2021, 1, 1)}, {"max_kg_per_day": -1}, {"price_at": "moon"},
        {"price_vnd_per_kg": -1}, {"code": "N2"}, {"source": ""}, {"min_life_left_days": -1},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Need.objects.filter(pk=one.pk).update(**change)
