"""Fixes a person accepts or types; they are read in at the next preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.intake import messages, policies, selectors
from cungcau.platform.intake.limits import MOST_PROPOSED
from cungcau.platform.intake.models import MOST_VALUE, CellFix, Intake

_KEPT_IN_TRAIL = 100


@dataclass(frozen=True, slots=True)
class Fix:
    """What should stand instead of a value of a column: everywhere (line 0), or in one cell of a sheet."""

    column: str
    value: str
    replacement: str
    sheet: str = ""
    line: int = 0


@transaction.atomic
def mend(*, intake: Intake, fixes: Sequence[Fix], actor: User) -> int:
    """Keep fixes, the latest word on a place in force; returns how many.

    Raises ``intake_not_found``, ``not_allowed``, ``verb_not_allowed`` once the table is written or at work,
    ``fix_of_nothing`` for a column the door does not have, ``text_not_storable``.
    """
    policies.require_view(actor, intake)
    door = selectors.door_for(actor, intake.door)
    locked = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if "read" not in intake.lifecycle.verbs_from(locked.state):
        raise DomainError("verb_not_allowed", state=locked.state)
    columns = {column.key for column in door.columns}
    for fix in fixes:
        if fix.column not in columns:
            raise DomainError("fix_of_nothing")
        if max(map(len, (fix.value, fix.replacement))) > MOST_VALUE or "\x00" in fix.value + fix.replacement:
            raise DomainError("text_not_storable", field=fix.replacement[:40], most=MOST_VALUE)
    _keep(intake, fixes, actor)
    said = [f"{fix.column}: {fix.value} → {fix.replacement}" for fix in fixes[:_KEPT_IN_TRAIL]]
    if fixes:
        audit.record(actor=actor, verb=messages.MENDED, thing=intake, fixes=len(fixes), what=said)
    return len(fixes)


def _keep(intake: Intake, fixes: Sequence[Fix], actor: User) -> None:
    """One row a place; what an earlier fix had put there is led back to what the file says."""
    earlier = selectors.mended_of(intake)
    rows = {}
    for fix in fixes:
        places = {("", 0), (fix.sheet, fix.line)}
        before = [
            value
            for (column, value, sheet, line), text in earlier.items()
            if column == fix.column and text == fix.value and (sheet, line) in places
        ]
        for value in (fix.value, *before):
            rows[(fix.column, value, fix.sheet, fix.line)] = CellFix(
                intake=intake, column=fix.column, value=value, sheet=fix.sheet[:200], line=fix.line,
                replacement=fix.replacement.strip(), by=actor,
            )  # fmt: skip
    CellFix.objects.bulk_create(
        rows.values(), update_conflicts=True, update_fields=["replacement", "by", "at"],
        unique_fields=["intake", "column", "value", "sheet", "line"],
    )  # fmt: skip


def accept_only_proposals(*, intake: Intake, actor: User) -> int:
    """Accept every proposal that stands alone (nothing else may be meant); returns how many kinds of cells."""
    kinds = [selectors.kind_of(row) for row in selectors.fault_kinds(intake)[:MOST_PROPOSED]]
    fixes = [
        Fix(kind.column, kind.value, kind.proposals[0])
        for kind in kinds
        if kind.column and len(kind.proposals) == 1
    ]
    return mend(intake=intake, fixes=fixes, actor=actor)
