"""Questions about tables that came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.intake import doors, policies, states
from cungcau.platform.intake.doors import Door
from cungcau.platform.intake.models import CellFault, CellNote, Intake, SentFile
from cungcau.platform.intake.reading import Mended, Seen, look


@dataclass(frozen=True, slots=True)
class FaultKind:
    """Cells of one column that hold the same value and have the same fault: how many, the first of them."""

    column: str
    header: str
    value: str
    expected: str
    proposals: tuple[str, ...]
    count: int
    first_line: int
    first_sheet: str


def door_of(kind: str) -> Door:
    """The door of a kind; raises ``door_unknown``."""
    try:
        return doors.door(kind)
    except KeyError as error:
        raise DomainError("door_unknown", value=kind) from error


def only_whole(kind: str) -> bool:
    """Whether a table of a kind is written whole or not at all; no for one whose door is gone."""
    try:
        return doors.door(kind).whole
    except KeyError:
        return False


def title_of(kind: str) -> str:
    """What a kind of table is called; the kind itself for one whose door is gone."""
    try:
        return str(doors.door(kind).title)
    except KeyError:
        return kind


def done_url_of(kind: str) -> str:
    """The name of the page that shows what came in; "" where there is none."""
    try:
        return doors.door(kind).done_url
    except KeyError:
        return ""


def door_for(user: User, kind: str) -> Door:
    """A door somebody may use; raises ``door_unknown``, ``not_allowed``."""
    found = door_of(kind)
    access.require(user, found.permission)
    return found


def intakes_for(user: User) -> QuerySet[Intake]:
    """The tables somebody may see, newest first."""
    rows = Intake.objects.select_related("owner", "job")
    return rows if access.allows(user, policies.VIEW_ALL) else rows.filter(owner=user)


def intake_for(user: User, pk: UUID) -> Intake:
    """One table; raises ``intake_not_found`` where it is not there or not theirs."""
    found = Intake.objects.select_related("owner", "job", "applied_by").filter(pk=pk).first()
    if found is None:
        raise DomainError("intake_not_found")
    policies.require_view(user, found)
    return found


def found_by(rows: QuerySet[Intake], words: str, state: str = "", kind: str = "") -> QuerySet[Intake]:
    """Tables whose name, source or sender hold every word, with or without marks, in a state, of a kind."""
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    rows = rows.filter(state=state) if state else rows
    return rows.filter(door=kind) if kind else rows


def same_file_before(intake: Intake) -> Intake | None:
    """The latest time this very file was written through the same door, by anybody; None when it is new."""
    rows = Intake.objects.filter(sha256=intake.sha256, door=intake.door, state=states.APPLIED)
    return rows.exclude(pk=intake.pk).select_related("applied_by").order_by("-applied_at").first()


def content_of(intake: Intake) -> bytes:
    """The file as it was sent."""
    return bytes(SentFile.objects.values_list("content", flat=True).get(intake=intake))


def sheets_of(intake: Intake) -> tuple[Seen, ...]:
    """The file's sheets with their headers, matched as chosen so far."""
    door = door_of(intake.door)
    return look(content_of(intake), intake.file_name, door.columns, intake.mapping)


def mended_of(intake: Intake) -> Mended:
    """Every fix of a table, as the reader takes them."""
    rows = intake.fixes.values_list("column", "value", "sheet", "line", "replacement")
    return {(column, value, sheet, line): text for column, value, sheet, line, text in rows}


def fault_kinds(intake: Intake) -> QuerySet[CellFault, Any]:
    """The faults of single columns by equal value, the most frequent first; rows of :func:`kind_of`."""
    rows = intake.cell_faults.values("column", "header", "value", "expected", "proposals")
    counted = rows.annotate(
        count=Count("pk"), first=Min("pk"), first_line=Min("line"), first_sheet=Min("sheet")
    )
    return counted.order_by("-count", "first")


def kind_of(row: Mapping[str, object]) -> FaultKind:
    """One row of :func:`fault_kinds`."""
    proposals = row["proposals"]
    assert isinstance(proposals, list)
    return FaultKind(
        str(row["column"]), str(row["header"]), str(row["value"]), str(row["expected"]), tuple(map(str, proposals)),
        int(str(row["count"])), int(str(row["first_line"])), str(row["first_sheet"]),
    )  # fmt: skip


def faults_of(
    intake: Intake, words: str = "", column: str = "", value: str | None = None
) -> QuerySet[CellFault]:
    """The faults cell by cell in the order of the file, narrowed to a column, one value of it, or words."""
    rows = intake.cell_faults.order_by("id")
    rows = rows.filter(column=column) if column else rows
    rows = rows.filter(value=value) if value is not None else rows
    if not words.strip():
        return rows
    text = words.strip().replace("\x00", "")
    return rows.filter(Q(value__icontains=text) | Q(expected__icontains=text) | Q(header__icontains=text))


def notes_of(intake: Intake, words: str = "") -> QuerySet[CellNote]:
    """What is to be known of its rows, in the order of the door's telling, narrowed to words."""
    rows = intake.cell_notes.order_by("id")
    text = words.strip().replace("\x00", "")
    if not text:
        return rows
    return rows.filter(Q(value__icontains=text) | Q(text__icontains=text) | Q(header__icontains=text))


def columns_at_fault(intake: Intake) -> Sequence[tuple[str, str]]:
    """(key, header) of every column that has a fault."""
    return list(intake.cell_faults.order_by("column").values_list("column", "header").distinct()[:200])


def returned_of(intake: Intake) -> bytes:
    """The workbook of rows at fault; raises ``no_faulty_rows``."""
    found = SentFile.objects.values_list("returned", flat=True).filter(intake=intake).first()
    if not found:
        raise DomainError("no_faulty_rows")
    return bytes(found)
