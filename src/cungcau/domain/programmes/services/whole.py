"""A plan written with all its parts at once: by the demo, from a template, from last year's plan, from a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cungcau.domain.programmes.messages import checks as said
from cungcau.domain.programmes.models import Agency, Plan
from cungcau.domain.programmes.services import indicators, money, plans, tasks
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.recording import placed

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task's facts and the agencies that help."""

    facts: Facts
    helpers: Sequence[Agency] = ()


@dataclass(frozen=True, slots=True)
class GivenScenario:
    """A scenario's facts and its rows."""

    facts: Facts
    rows: Sequence[Facts] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """What is to be written: the head (``plans.FIELDS``) and the parts in their order."""

    head: Facts
    passages: Sequence[Facts] = ()
    indicators: Sequence[Facts] = ()
    tasks: Sequence[GivenTask] = ()
    lines: Sequence[Facts] = ()
    scenarios: Sequence[GivenScenario] = field(default_factory=tuple)


@transaction.atomic
def write_whole(*, whole: Whole, origin: str, actor: User | None, is_demo: bool = False) -> Plan:
    """Write a draft with all its parts, or nothing. ``origin`` says from what, for the trail.

    Raises what ``plans.write_plan`` and the writers of parts raise; ``InputInvalid`` names the part and its place.
    """
    plan = plans.write_plan(facts=whole.head, actor=actor, is_demo=is_demo)
    for place, facts in enumerate(whole.passages, 1):
        _placed("đoạn", place, lambda facts=facts: plans.add_passage(plan=plan, actor=actor, **facts))
    for place, facts in enumerate(whole.indicators, 1):
        _placed(
            "chỉ tiêu",
            place,
            lambda facts=facts: indicators.set_indicator(plan=plan, facts=facts, actor=actor),
        )
    for place, task in enumerate(whole.tasks, 1):
        _placed(
            "nhiệm vụ", place,
            lambda task=task: tasks.add_task(plan=plan, facts=task.facts, helpers=task.helpers, actor=actor),
        )  # fmt: skip
    for place, facts in enumerate(whole.lines, 1):
        _placed(
            "dòng kinh phí", place, lambda facts=facts: money.add_line(plan=plan, facts=facts, actor=actor)
        )
    for place, scenario in enumerate(whole.scenarios, 1):
        _placed(
            "kịch bản", place,
            lambda scenario=scenario: money.add_scenario(
                plan=plan, facts=scenario.facts, rows=scenario.rows, actor=actor
            ),
        )  # fmt: skip
    record(actor=actor, verb=said.PLAN_DRAFTED, thing=plan, origin=origin[:200])
    return plan


def _placed(word: str, place: int, write: Any) -> None:
    """Write a part; its faults are told with its place."""
    try:
        write()
    except InputInvalid as error:
        raise placed(error, [(word, place)]) from error
