"""Bringing a table in at one go, without a browser: for administrators and for other programs of the product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.intake import choosing, selectors, states
from cungcau.platform.intake.doors import Outcome
from cungcau.platform.intake.models import Intake
from cungcau.platform.intake.reading import Wrong
from cungcau.platform.intake.services.applying import apply
from cungcau.platform.intake.services.mending import Fix, mend
from cungcau.platform.intake.services.previewing import preview
from cungcau.platform.intake.services.running import Mapped, failed
from cungcau.platform.intake.services.sending import upload
from cungcau.platform.intake.trying import Tried
from cungcau.platform.lifecycle.services import advance


@dataclass(frozen=True, slots=True)
class Brought:
    """How it ended: what was written (all zero where nothing was), every fault, columns and sheets not read."""

    intake: Intake
    outcome: Outcome
    faults: tuple[Wrong, ...]
    unread: tuple[str, ...]

    @property
    def written(self) -> bool:
        """Whether anything was brought in."""
        return self.intake.state == states.APPLIED


class _Quiet:
    """Work without a job: nobody follows it, nobody stops it."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id = job_id

    def report(self, *, stage: str, percent: int, message: str = "") -> None:
        """Nobody listens."""

    def cancelled(self) -> bool:
        """Nobody asks."""
        return False


def bring_in(
    door_kind: str,
    content: bytes | Path,
    name: str = "",
    options: Mapping[str, Any] | None = None,
    source: str = "",
    *,
    actor: User,
    fixes: Iterable[Fix] = (),
    keep_good: bool = False,
    sheets: Sequence[str] = (),
    mapping: Mapped | None = None,
) -> Brought:
    """Send, preview and write a table at once, by the same steps and the same trail as the pages.

    ``options`` are the door's questions as a form takes them (texts); ``fixes`` the person's; ``mapping`` column
    key → {"header", "unit"}. With faults nothing is written unless ``keep_good``. Headers that are merely alike are
    not read: they stand in ``unread``. Raises ``door_unknown``, ``not_allowed``, ``InputInvalid`` (options),
    ``columns_missing``, ``no_sheet_fits`` and what reading and the door raise.
    """
    door = selectors.door_for(actor, door_kind)
    data = content.read_bytes() if isinstance(content, Path) else content
    called = name or (content.name if isinstance(content, Path) else "bảng")
    answers = choosing.cleaned(door, actor, options or {})
    intake = upload(
        door_kind=door_kind, name=called, content=data, options=answers, source=source, actor=actor, go_on=False,
        intake_id=uuid4(),
    )  # fmt: skip
    mend(intake=intake, fixes=tuple(fixes), actor=actor)
    chosen = {"sheets": list(sheets), "mapping": {key: dict(one) for key, one in (mapping or {}).items()}}
    advance(intake, "read", actor=actor, permission=door.permission, fields=chosen)
    tried = _step(intake, actor, writing=False)
    if (tried.wrong and not keep_good) or not intake.good:
        return _brought(intake, Outcome(), tried)
    fields = {"keep_good": keep_good}
    advance(intake, "apply", actor=actor, permission=door.permission, fields=fields, keep_good=keep_good)
    tried = _step(intake, actor, writing=True)
    return _brought(intake, tried.outcome if intake.state == states.APPLIED else Outcome(), tried)


def _step(intake: Intake, actor: User, *, writing: bool) -> Tried:
    run = _Quiet(intake.pk)
    try:
        return apply(intake, actor, run) if writing else preview(intake, actor, run)
    except DomainError as error:
        failed(intake, actor, error)
        raise


def _brought(intake: Intake, outcome: Outcome, tried: Tried) -> Brought:
    return Brought(intake, outcome, tried.wrong, tuple(map(str, intake.unread)))
