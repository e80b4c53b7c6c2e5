"""Batches: every fault at once, an upsert that says what it changed, races that end well."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import connection, transaction

from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.reference.catalogue.models import Commodity, GradeName
from cungcau.reference.recording import Faults, Recorded, check, upsert


def goods(*pairs: tuple[str, str]) -> list[Commodity]:
    return [Commodity(code=code, name_vi=name, folded=code, source="x") for code, name in pairs]


@transaction.atomic
def keep(rows: Sequence[Commodity]) -> Recorded:
    return upsert(rows, key=("code",), among=Commodity.objects.all())


def faults_of(rows: Sequence[Commodity]) -> list[Fault]:
    faults = Faults("goods", first=2)
    check(rows, key=("code",), faults=faults)
    with pytest.raises(InputInvalid) as refused:
        faults.refuse()
    return list(refused.value.faults)


@pytest.mark.django_db
def test_new_changed_and_equal_rows_are_told_apart() -> None:
    first = goods(("a", "A"), ("b", "B"))
    done = keep(first)
    assert (done.created, done.changed, done.unchanged) == (2, 0, 0)
    assert {one.pk for one in first} == set(Commodity.objects.values_list("pk", flat=True))
    second = goods(("b", "Bê"), ("a", "A"), ("c", "C"))
    done = keep(second)
    assert (done.created, done.changed, done.unchanged) == (1, 1, 1)
    assert done.changes == {"b": {"name_vi": ("B", "Bê")}}
    assert [one.pk for one in second[:2]] == [first[1].pk, first[0].pk]
    assert Commodity.objects.get(code="b").name_vi == "Bê"
    assert keep([]) == Recorded()


@pytest.mark.django_db
def test_texts_of_every_kind_arrive_unharmed() -> None:
    odd = "tab\t new\nline \\N \\. ; , \" ' {a} Đắk – “q” 🍊"
    keep(goods(("x", odd)))
    assert Commodity.objects.get(code="x").name_vi == odd


def test_every_fault_is_found_with_its_row() -> None:
    rows = goods(("a", "A"), ("", "B"), ("c", "C\x00"), ("a", "D"), ("x" * 61, "E"))
    found = [(fault.line, fault.column, fault.expected) for fault in faults_of(rows)]
    assert found == [
        (3, "code", "không được để trống"),
        (4, "name_vi", "không được chứa ký tự rỗng"),
        (5, "code", "trùng với dòng 2"),
        (6, "code", "dài nhất 60 ký tự"),
    ]


@pytest.mark.django_db
def test_numbers_must_fit_their_column() -> None:
    grade = GradeName(commodity_id=1, rank=2**31, name="n", source="x")
    faults = Faults("grades")
    check([grade, GradeName(commodity_id=1, rank=-1, name="m", source="x")], key=("rank",), faults=faults)
    with pytest.raises(InputInvalid) as refused:
        faults.refuse()
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(1, "rank"), (2, "rank")]


def test_an_unknown_code_is_a_fault() -> None:
    faults = Faults("rows")
    assert faults.look_up({"a": 7}, 1, "thing", "a") == 7
    faults.refuse()
    assert faults.look_up({"a": 7}, 2, "thing", "b") == 0
    with pytest.raises(InputInvalid) as refused:
        faults.refuse()
    assert refused.value.faults == (Fault("rows", 2, "thing", "b", "cần một mã đã có"),)


def test_facts_hold_few_changes_and_the_whole_count() -> None:
    changes = {str(n): {"kg": ("1", "2")} for n in range(900)}
    facts = Recorded(1, 900, 0, changes).facts()
    assert (facts["changed"], len(facts["changes"])) == (900, 500)
    assert facts["changes"]["0"] == {"kg": ["1", "2"]}
    total = Recorded(1, 0, 2) + Recorded(3, 1, 0, {"a": {}})
    assert (total.created, total.changed, total.unchanged, set(total.changes)) == (4, 1, 2, {"a"})


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads see only what is committed; what they leave is taken away by hand."""
    with django_db_blocker.unblock():
        yield
        Commodity.objects.all().delete()
        connection.close()


@pytest.mark.usefixtures("committed")
def test_two_batches_at_once_end_with_one_row_each() -> None:
    ready = threading.Barrier(2)
    errors: list[BaseException] = []

    def work(names: Sequence[str]) -> None:
        try:
            ready.wait(10)
            for _ in range(5):
                keep(goods(*((f"c{n}", f"{n}") for n in names)))
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    numbers = [str(n) for n in range(40)]
    threads = [threading.Thread(target=work, args=(order,)) for order in (numbers, numbers[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert Commodity.objects.count() == 40
