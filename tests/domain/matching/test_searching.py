"""Searching, sorting and paging a plan's rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cungcau.domain.matching import searching, selectors
from cungcau.domain.matching import tables as looks
from cungcau.domain.matching.models import Line, Plan, Share, Unsold
from cungcau.kernel.vntext import fold
from cungcau.platform.accounts.models import User


def test_words_are_bound_to_their_plan() -> None:
    assert searching.key(12, ["Nông Thị Đào", "TM-0001", ""]) == (
        "p12x0001 p12xdao p12xnong p12xthi p12xtm p12xtm0001"
    )


@pytest.mark.parametrize("text", ["", "   ", "-", "%", "()"])
def test_nothing_typed_asks_for_nothing(text: str) -> None:
    assert searching.query(1, text) is None


def found(plan: Plan, text: str) -> set[int]:
    return set(selectors.lines_of(plan, text).values_list("pk", flat=True))


@pytest.mark.django_db
def test_search_finds_whole_and_begun_words_with_or_without_marks(plan: Plan) -> None:
    line = Line.objects.filter(plan=plan).select_related("lot", "producer", "point")[0]
    for text in (
        line.lot.code, line.lot.code.replace("-", ""), line.lot.code.lower(), line.producer.name,
        fold(line.producer.name), line.producer.name[:-1], f"{line.point.name} {line.lot.code}",
    ):  # fmt: skip
        assert line.pk in found(plan, text), text
    assert found(plan, "khongcogi") == set()
    assert found(plan, "x" * 5000) == set()
    assert found(plan, "'\\ & | ! :* <->") == found(plan, "")
    assert Line.objects.filter(words=searching.query(plan.pk + 1, line.lot.code)).count() == 0


def key_of(row: Any, column: str) -> Any:
    name = {"producer": row.producer.name, "point": row.point.name, "market": row.market.name}.get(column)
    return fold(name) if name is not None else getattr(row, column)


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["producer", "point", "market", "kg", "delivery_date"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_sorted_table_is_in_order_and_pages_never_overlap(column: str, sign: str, plan: Plan) -> None:
    table = looks.LineTable(looks.PlanRows(selectors.lines_of(plan)), order_by=f"{sign}{column}")
    count = Line.objects.filter(plan=plan).count()
    size = max(1, count // 7)
    rows = [row for start in range(0, count, size) for row in table.data[start : start + size]]
    assert len({row.pk for row in rows}) == len(rows) == count
    keys = [key_of(row, column) for row in rows]
    assert keys == sorted(keys, reverse=bool(sign))


@pytest.mark.django_db
def test_every_sort_of_every_table_answers(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    for below, table in (
        ("dong", looks.LineTable), ("chia-phan", looks.ShareTable), ("con-lai", looks.UnsoldTable),
        ("nhu-cau", looks.FillTable), ("diem-nghen", looks.BottleneckTable),
    ):  # fmt: skip
        for name, column in table.base_columns.items():
            if column.orderable is not False:
                answer = client.get(f"/ke-hoach/{plan.pk}/{below}/?sort=-{name}&page=1")
                assert answer.status_code == 200, (below, name)


@pytest.mark.django_db
def test_the_names_order_rows_as_the_alphabet_does(plan: Plan) -> None:
    shares = list(Share.objects.filter(plan=plan).select_related("producer").order_by("by_producer", "id"))
    assert [fold(row.producer.name) for row in shares] == sorted(fold(row.producer.name) for row in shares)
    unsold = Unsold.objects.filter(plan=plan).select_related("lot").order_by("by_lot", "id")
    assert [row.lot.code for row in unsold] == sorted(row.lot.code for row in unsold)
