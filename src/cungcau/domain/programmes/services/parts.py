"""What all parts of a plan share: added at the end of a draft, changed, moved up or down, taken out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, QuerySet

from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import (
    BudgetLine,
    Indicator,
    Passage,
    Plan,
    Scenario,
    Spending,
    Task,
)
from cungcau.domain.programmes.services.columns import check, put
from cungcau.domain.programmes.services.rights import draft
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.reference.recording import Faults

Row = Passage | Indicator | Task | BudgetLine | Scenario
_R = TypeVar("_R", Passage, Indicator, Task, BudgetLine, Scenario)
UP, DOWN = "up", "down"


def _nothing(row: Any, faults: Faults) -> None:
    """A part without rules of its own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part: what people call it, its attributes a person enters, how many a plan holds at most.

    ``within`` are the columns its order counts in, besides the plan; ``settle`` looks at a row whose columns are sound
    and sets what follows from them.
    """

    word: str
    fields: tuple[str, ...]
    most: int
    within: tuple[str, ...] = ()
    settle: Callable[[Any, Faults], None] = _nothing


PASSAGE = Kind("đoạn", ("part", "mark", "text"), 1000, ("part",))


def add(model: type[_R], kind: Kind, *, plan: Plan, facts: Mapping[str, Any], actor: User | None) -> _R:
    """Add a part at the end.

    Raises ``programme_plan_not_draft``, ``programme_plan_full``, ``not_allowed``, ``InputInvalid``.
    """
    with transaction.atomic():
        held = draft(plan.pk, actor)
        row = model(plan=held)
        put(row, kind.fields, facts)
        rows = model._default_manager.filter(plan=held)
        if rows.count() >= kind.most:
            raise DomainError("programme_plan_full", most=kind.most, kind=kind.word)
        _settle(row, kind)
        row.position = _last(rows, row, kind) + 1
        row.save(force_insert=True)
        record(actor=actor, verb=said.PART_ADDED, thing=held, kind=kind.word, text=str(row)[:120])
    return row


@transaction.atomic
def change(
    row: _R,
    kind: Kind,
    *,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User | None,
) -> _R:
    """Correct a part. Raises what :func:`add` does and ``EditedMeanwhile``, ``not_found``."""
    plan = draft(row.plan_id, actor)
    held = _held(row, plan)
    changed = take(held, version=version, seen=seen, mine=mine)
    changed = {name: value for name, value in changed.items() if getattr(held, name) != value}
    if not changed:
        return held
    before = {name: getattr(held, name) for name in kind.within}
    put(held, kind.fields, changed)
    _settle(held, kind)
    if any(getattr(held, name) != value for name, value in before.items()):
        held.position = _last(type(row)._default_manager.filter(plan=plan), held, kind) + 1
    held.version += 1
    held.save()
    record(actor=actor, verb=said.PART_CHANGED, thing=plan, kind=kind.word, text=str(held)[:120])
    return held


@transaction.atomic
def move(row: Any, kind: Kind, *, way: str, actor: User | None) -> None:
    """Exchange a part's place with its neighbour's above or below. Raises ``programme_part_at_end``."""
    plan = draft(row.plan_id, actor)
    held: Row = _held(row, plan)
    rows = _beside(type(row)._default_manager.filter(plan=plan), held, kind)
    if way == UP:
        other = rows.filter(position__lt=held.position).order_by("-position").first()
    else:
        other = rows.filter(position__gt=held.position).order_by("position").first()
    if other is None:
        raise DomainError("programme_part_at_end", part=str(held)[:60])
    here, there = held.position, other.position
    for one, place in ((held, _last(rows, held, kind) + 1), (other, here), (held, there)):
        type(row)._default_manager.filter(pk=one.pk).update(position=place)
    record(actor=actor, verb=said.PART_MOVED, thing=plan, kind=kind.word, text=str(held)[:120])


@transaction.atomic
def drop(row: Any, kind: Kind, *, actor: User | None) -> None:
    """Take a part out of a draft; one with readings, spendings or notes stays (``programme_part_used``)."""
    plan = draft(row.plan_id, actor)
    held: Row = _held(row, plan)
    used = _used(held)
    if used:
        raise DomainError("programme_part_used", part=str(held)[:60], what=used)
    text = str(held)[:120]
    held.delete()
    record(actor=actor, verb=said.PART_DROPPED, thing=plan, kind=kind.word, text=text)


def _used(row: Row) -> str:
    if isinstance(row, Indicator) and row.readings.exists():
        return "số liệu báo"
    if isinstance(row, Task) and (row.notes.exists() or row.state != row.lifecycle.start):
        return "ghi chú tiến độ"
    return (
        "khoản đã chi" if isinstance(row, BudgetLine) and Spending.objects.filter(line=row).exists() else ""
    )


def _held(row: _R, plan: Plan) -> _R:
    """The part as it stands, held against whoever reports progress on it; its plan is locked already."""
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk, plan=plan).first()
    if found is None:
        raise DomainError("not_found")
    found.plan = plan
    return found


def _settle(row: Row, kind: Kind) -> None:
    faults = check(row, kind.fields, kind.word)
    faults.refuse()
    kind.settle(row, faults)
    faults.refuse()


def _beside(rows: QuerySet[Any], row: Row, kind: Kind) -> QuerySet[Any]:
    return rows.filter(**{name: getattr(row, name) for name in kind.within})


def _last(rows: QuerySet[Any], row: Row, kind: Kind) -> int:
    return int(_beside(rows, row, kind).aggregate(last=Max("position"))["last"] or 0)
