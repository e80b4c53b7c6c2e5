"""What previewing and applying share: reading the file with progress, keeping what was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cungcau.platform.accounts.models import User
from cungcau.platform.intake import selectors
from cungcau.platform.intake.doors import Context, Door
from cungcau.platform.intake.limits import MOST_NOTES
from cungcau.platform.intake.models import MOST_VALUE, CellFault, CellNote, Intake, SentFile
from cungcau.platform.intake.reading import Mended, Table, Wrong, look, read_table, to_read
from cungcau.platform.intake.returning import faulty_rows
from cungcau.platform.intake.trying import Tried
from cungcau.platform.jobs.registry import Run
from cungcau.platform.ui.figures import number

_FAULT_COLUMNS = ("intake_id", "sheet", "line", "column", "header", "value", "expected", "proposals")


class Stopped(Exception):
    """Somebody asked for the work to stop; nothing of it stays."""


@dataclass(frozen=True, slots=True)
class ReadIntake:
    """An intake with its file read and everything a door needs."""

    door: Door
    context: Context
    table: Table
    mended: Mended


def read(intake: Intake, actor: User, run: Run, *, to: int) -> ReadIntake:
    """Read the file, reporting from 0 to ``to`` percent; raises ``Stopped`` and what reading raises."""
    door = selectors.door_of(intake.door)
    run.report(stage="Mở tệp", percent=1)
    seen = look(selectors.content_of(intake), intake.file_name, door.columns, intake.mapping)
    mended = selectors.mended_of(intake)

    def tell(done: int, about: int) -> None:
        stop_if_asked(run)
        percent = min(to, 2 + (to - 2) * done // max(about, done, 1))
        run.report(stage="Đọc bảng", percent=percent, message=f"{number(done)} dòng")

    chosen = to_read(seen, intake.sheets, door.columns)
    skipped = [one.name for one in seen if one not in chosen and one.head is not None]
    table = read_table(chosen, door.columns, name=intake.file_name, mended=mended, tell=tell, skipped=skipped)
    stop_if_asked(run)
    return ReadIntake(door, Context(actor, intake.options, intake.source, intake.pk), table, mended)


def stop_if_asked(run: Run) -> None:
    """Raises ``Stopped`` once somebody wished it."""
    if run.cancelled():
        raise Stopped


def counts_of(tried: Tried, unread: Sequence[str]) -> dict[str, object]:
    """The columns of an intake that say how its table fared."""
    outcome = tried.outcome
    return {
        "rows": tried.rows, "created": outcome.created, "changed": outcome.changed, "unchanged": outcome.unchanged,
        "questions": outcome.questions, "faulty": tried.faulty, "faults": len(tried.wrong), "unread": list(unread),
        "notes": min(len(outcome.notes), MOST_NOTES),
    }  # fmt: skip


def facts_of(tried: Tried) -> dict[str, Any]:
    """The same for the trail."""
    outcome = tried.outcome
    return {
        "rows": tried.rows, "created": outcome.created, "changed": outcome.changed, "unchanged": outcome.unchanged,
        "faulty": tried.faulty, "questions": outcome.questions,
    }  # fmt: skip


def keep_faults(intake: Intake, found: ReadIntake, tried: Tried) -> None:
    """Replace the faults and notes kept of an intake, and the workbook of its rows at fault.

    In the caller's transaction.
    """
    intake.cell_faults.all().delete()
    _keep_notes(intake, found, tried)
    table = connection.ops.quote_name(CellFault._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in _FAULT_COLUMNS)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for one in tried.wrong:
            copy.write_row((intake.pk, *_plain(one), json.dumps(list(one.proposals), ensure_ascii=False)))
    returned = None
    if tried.faulty:
        returned = faulty_rows(found.table, tried.wrong, found.door.columns, found.mended)
    SentFile.objects.filter(intake=intake).update(returned=returned)


def _keep_notes(intake: Intake, found: ReadIntake, tried: Tried) -> None:
    intake.cell_notes.all().delete()
    headers = {column.key: column.header for column in found.door.columns}
    CellNote.objects.bulk_create(
        (
            CellNote(
                intake=intake, sheet=_stored(one.file)[:200], line=one.line,
                header=_stored(headers.get(one.column, one.column))[:300], value=_stored(one.value)[:MOST_VALUE],
                text=_stored(one.expected),
            )
            for one in tried.outcome.notes[:MOST_NOTES]
        ),
        batch_size=2000,
    )  # fmt: skip


def _stored(text: str) -> str:
    return text.replace("\x00", "\ufffd")


def _plain(one: Wrong) -> tuple[object, ...]:
    texts = (one.column[:80], one.header[:300], one.value, one.expected)
    return (one.sheet[:200], one.line, *map(_stored, texts))
