"""The chain: no gap, no fork, no change that stays unseen."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
import typer
from django.db import DatabaseError, connection, transaction
from people import MakeUser, Together
from trail_words import pick
from typer.testing import CliRunner

from cungcau.platform.accounts.models import User
from cungcau.platform.audit import canonical, commands, selectors
from cungcau.platform.audit.models import Entry
from cungcau.platform.audit.selectors import Tampered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def picker(make_user: MakeUser) -> User:
    return make_user("an.nguyen")


@pytest.fixture
def trail(picker: User) -> list[Entry]:
    """Ten sealed entries: the account's making, then nine picks."""
    pick(picker, times=9)
    return list(Entry.objects.order_by("sequence"))


def break_in(sql: str, *values: object) -> None:
    """What a superuser of the database can do: switch the guards off, change, switch them on."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER ALL")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_truncate")


def test_commits_are_chained_without_a_gap(trail: list[Entry]) -> None:
    assert [entry.sequence for entry in trail] == list(range(1, 11))
    assert trail[0].previous_hash == canonical.FIRST_LINK
    assert [entry.previous_hash for entry in trail[1:]] == [entry.hash for entry in trail[:-1]]
    assert selectors.verify() is None
    assert selectors.head() == (10, trail[-1].hash)


def test_an_empty_trail_is_whole() -> None:
    assert selectors.verify() is None
    assert selectors.head() == (0, canonical.FIRST_LINK)


def test_a_rollback_leaves_no_gap(picker: User, trail: list[Entry]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        pick(picker)
        raise RuntimeError
    pick(picker)
    assert list(Entry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, 12))
    assert selectors.verify() is None


def test_several_entries_of_one_transaction_keep_their_order(picker: User) -> None:
    with transaction.atomic():
        made = [entry.pk for entry in pick(picker, times=5)]
    assert list(Entry.objects.filter(pk__in=made).order_by("sequence").values_list("pk", flat=True)) == made


def test_writers_at_once_make_one_chain(picker: User, together: Together) -> None:
    def write() -> object:
        return len(pick(picker, times=20))

    assert together([write] * 4) == [20] * 4
    assert list(Entry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, 82))
    assert selectors.verify() is None


def test_recording_early_in_a_long_transaction_blocks_nobody(make_user: MakeUser, together: Together) -> None:
    """Two transactions record first and then change each the row the other holds later: no deadlock."""
    one, two = make_user(), make_user()
    recorded = threading.Barrier(2)

    def work(mine: User, name: str) -> Callable[[], object]:
        def run() -> object:
            with transaction.atomic():
                pick(mine)
                recorded.wait(10)
                User.objects.filter(pk=one.pk).update(full_name=name)
            return name

        return run

    assert together([work(one, "Một"), work(two, "Hai")]) == ["Một", "Hai"]
    assert selectors.verify() is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET facts = '{}'",
        "UPDATE audit_entry SET sequence = NULL, hash = ''",
        "UPDATE audit_entry SET hash = repeat('0', 64)",
        "UPDATE audit_entry SET folded = ''",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
    ],
)
def test_the_database_refuses_to_change_the_trail(trail: list[Entry], sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert list(Entry.objects.order_by("sequence").values_list("hash", flat=True)) == [e.hash for e in trail]


def test_the_database_refuses_to_empty_the_trail(trail: list[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_truncate")
        try:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute("TRUNCATE audit_entry")
        finally:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_truncate")
    assert Entry.objects.count() == len(trail)


def test_an_entry_cannot_bring_its_own_seal(picker: User, trail: list[Entry]) -> None:
    forged = trail[-1]
    with pytest.raises(DatabaseError), transaction.atomic():
        forged.pk, forged.sequence = None, 11
        forged.save(force_insert=True)
    assert selectors.verify() is None


def tampering(trail: list[Entry]) -> dict[str, tuple[str, list[object], Tampered]]:
    fifth, sixth = trail[4], trail[5]
    again = canonical.link(5, fifth.previous_hash, "f" * 64)
    return {
        "a fact": (
            "UPDATE audit_entry SET facts = '{\"kg\": 9000}' WHERE sequence = 5",
            [],
            at(fifth, "changed"),
        ),
        "the actor": ("UPDATE audit_entry SET actor_id = NULL WHERE sequence = 5", [], at(fifth, "changed")),
        "the time": (
            "UPDATE audit_entry SET at = at + interval '1 us' WHERE sequence = 5",
            [],
            at(fifth, "changed"),
        ),
        "the verb": (
            "UPDATE audit_entry SET verb = 'accounts.created' WHERE sequence = 5",
            [],
            at(fifth, "changed"),
        ),
        "the place": ("UPDATE audit_entry SET area_code = '20' WHERE sequence = 5", [], at(fifth, "changed")),
        "the thing": (
            "UPDATE audit_entry SET object_label = 'x' WHERE sequence = 5",
            [],
            at(fifth, "changed"),
        ),
        "the digest": (
            "UPDATE audit_entry SET digest = repeat('f', 64) WHERE sequence = 5",
            [],
            at(fifth, "changed"),
        ),
        "the hash": ("UPDATE audit_entry SET hash = %s WHERE sequence = 5", [again], at(fifth, "chain")),
        "one gone": ("DELETE FROM audit_entry WHERE sequence = 5", [], Tampered(5, sixth.pk, "missing")),
        "the first gone": (
            "DELETE FROM audit_entry WHERE sequence = 1",
            [],
            Tampered(1, trail[1].pk, "missing"),
        ),
        "one gone, the rest moved up": (
            "DELETE FROM audit_entry WHERE sequence = 5;"
            "UPDATE audit_entry SET sequence = -sequence WHERE sequence > 5;"
            "UPDATE audit_entry SET sequence = -sequence - 1 WHERE sequence < 0",
            [],
            Tampered(5, sixth.pk, "chain"),
        ),
        "two swapped": (
            "UPDATE audit_entry SET sequence = -5 WHERE sequence = 5;"
            "UPDATE audit_entry SET sequence = 5 WHERE sequence = 6;"
            "UPDATE audit_entry SET sequence = 6 WHERE sequence = -5",
            [],
            Tampered(5, sixth.pk, "chain"),
        ),
        "an unsealed one": (
            "UPDATE audit_entry SET sequence = NULL, hash = '' WHERE sequence = 10",
            [],
            Tampered(10, trail[9].pk, "unsealed"),
        ),
    }


def at(entry: Entry, reason: str) -> Tampered:
    return Tampered(entry.sequence or 0, entry.pk, reason)


@pytest.mark.parametrize(
    "what",
    [
        "a fact", "the actor", "the time", "the verb", "the place", "the thing", "the digest", "the hash",
        "one gone", "the first gone", "one gone, the rest moved up", "two swapped", "an unsealed one",
    ],
)  # fmt: skip
def test_whatever_a_superuser_changes_is_found(trail: list[Entry], what: str) -> None:
    sql, values, expected = tampering(trail)[what]
    break_in(sql, *values)
    assert selectors.verify() == expected


def test_a_cut_end_is_found_with_a_seal_noted_down_elsewhere(trail: list[Entry]) -> None:
    known = selectors.head()
    break_in("DELETE FROM audit_entry WHERE sequence > 7")
    assert selectors.verify() is None
    assert selectors.verify(known) == Tampered(8, None, "missing")


def test_a_rewritten_chain_is_found_with_a_seal_noted_down_elsewhere(
    picker: User, trail: list[Entry]
) -> None:
    known = selectors.head()
    break_in("DELETE FROM audit_entry WHERE sequence > 7")
    pick(picker, times=5, note="viết lại")
    assert selectors.verify() is None
    found = selectors.verify(known)
    assert found is not None and (found.sequence, found.reason) == (10, "chain")


def test_the_trail_goes_on_after_what_is_left(picker: User, trail: list[Entry]) -> None:
    break_in("UPDATE audit_entry SET facts = '{}' WHERE sequence = 2")
    pick(picker)
    assert selectors.verify() == at(trail[1], "changed")


def test_the_command_says_whole_or_where(trail: list[Entry]) -> None:
    app = typer.Typer()
    app.command()(commands.audit_verify)
    done = CliRunner().invoke(app, [])
    assert (done.exit_code, done.output.strip()) == (
        0,
        f"Nhật ký nguyên vẹn: 10 mục. Mục cuối: 10:{trail[-1].hash}",
    )
    assert CliRunner().invoke(app, ["--known", f"10:{trail[-1].hash}"]).exit_code == 0
    assert CliRunner().invoke(app, ["--known", "mười"]).exit_code == 2
    break_in("UPDATE audit_entry SET object_label = 'x' WHERE sequence = 3")
    done = CliRunner().invoke(app, [])
    assert done.exit_code == 1
    assert f"mục số 3 đã bị sửa nội dung (dòng {trail[2].pk} của bảng)" in done.output
