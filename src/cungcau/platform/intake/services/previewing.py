"""The preview: the table is read and taken through its door, and everything it did there is undone."""

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


class _Undone(Exception):
    def __init__(self, tried: Tried) -> None:
        super().__init__()
        self.tried = tried


def preview_work(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The work behind ``intake.preview``; done again after a crash it finds the same."""
    intake = Intake.objects.get(pk=UUID(str(arguments["intake"])))
    actor = User.objects.get(pk=int(str(arguments["actor"])))
    result = {"done_url": address_of(intake)}
    if intake.state != states.READING:
        return {**result, "kept": True}
    try:
        preview(intake, actor, run)
    except Stopped:
        return result
    except DomainError as error:
        failed(intake, actor, error)
        raise
    return {**result, "kept": True}


def preview(intake: Intake, actor: User, run: Run) -> Tried:
    """Read, try, keep the counts and the faults; raises ``Stopped`` and what reading and the door raise."""
    found = read(intake, actor, run, to=50)
    run.report(stage="Đối chiếu với dữ liệu đang có", percent=55, message="")
    tried = again_after_deadlock(lambda: rehearse(found))
    stop_if_asked(run)
    run.report(stage="Ghi lại kết quả xem trước", percent=90)
    keep_preview(intake, actor, found, tried)
    return tried


def rehearse(found: ReadIntake) -> Tried:
    """What the table would do, every writing of it undone."""
    try:
        with transaction.atomic():
            raise _Undone(pass_through(found.door, found.table, found.context, found.mended))
    except _Undone as undone:
        return undone.tried


@transaction.atomic
def keep_preview(intake: Intake, actor: User, found: ReadIntake, tried: Tried) -> None:
    """Write down how the table fared."""
    fields = {**counts_of(tried, found.table.unread), "previewed_at": clock.now()}
    permission = selectors.door_of(intake.door).permission
    advance(intake, "preview", actor=actor, permission=permission, fields=fields, **facts_of(tried))
    keep_faults(intake, found, tried)
