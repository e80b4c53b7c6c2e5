"""Writing a table: one transaction, done once however often it is begun."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.intake import selectors, states
from cungcau.platform.intake.models import Intake
from cungcau.platform.intake.services.keeping import (
    ReadIntake,
    Stopped,
    counts_of,
    facts_of,
    keep_faults,
    read,
    stop_if_asked,
)
from cungcau.platform.intake.services.running import address_of, failed
from cungcau.platform.intake.trying import Tried, again_after_deadlock, pass_through
from cungcau.platform.jobs.registry import Run
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock


class _NotYet(Exception):
    def __init__(self, tried: Tried) -> None:
        super().__init__()
        self.tried = tried


def apply_work(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The work behind ``intake.apply``; a worker that takes it up after a crash writes once, or finds it written."""
    intake = Intake.objects.get(pk=UUID(str(arguments["intake"])))
    actor = User.objects.get(pk=int(str(arguments["actor"])))
    result = {"done_url": address_of(intake)}
    if intake.state != states.APPLYING:
        return {**result, "kept": True}
    try:
        apply(intake, actor, run)
    except Stopped:
        return result
    except DomainError as error:
        failed(intake, actor, error)
        raise
    return {**result, "kept": True}


def apply(intake: Intake, actor: User, run: Run) -> Tried:
    """Read anew and write; where faults forbid it the table goes back to its preview with them.

    Raises ``Stopped`` and what reading and the door raise; nothing is written then.
    """
    found = read(intake, actor, run, to=50)
    run.report(stage="Ghi vào sổ", percent=60, message="")
    try:
        return again_after_deadlock(lambda: _write(intake, actor, found, run))
    except _NotYet as refusal:
        _give_back(intake, actor, found, refusal.tried)
        return refusal.tried


@transaction.atomic
def _write(intake: Intake, actor: User, found: ReadIntake, run: Run) -> Tried:
    """All good rows, the counts and the new state, in one transaction."""
    tried = pass_through(found.door, found.table, found.context, found.mended)
    outcome = tried.outcome
    written = outcome.created + outcome.changed + outcome.unchanged
    if not written or (tried.wrong and not intake.keep_good):
        raise _NotYet(tried)
    stop_if_asked(run)
    fields = {**counts_of(tried, found.table.unread), "applied_at": clock.now(), "applied_by": actor}
    permission = selectors.door_of(intake.door).permission
    advance(intake, "finish", actor=actor, permission=permission, fields=fields, **facts_of(tried))
    keep_faults(intake, found, tried)
    return tried


@transaction.atomic
def _give_back(intake: Intake, actor: User, found: ReadIntake, tried: Tried) -> None:
    permission = selectors.door_of(intake.door).permission
    fields = {**counts_of(tried, found.table.unread), "previewed_at": clock.now()}
    advance(intake, "return", actor=actor, permission=permission, fields=fields, **facts_of(tried))
    keep_faults(intake, found, tried)
