"""A text's proposals as the plan the checks read: rows are numbered by the lines they stand at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cungcau.domain.programmes.checking import (
    Body,
    IndicatorRow,
    LineRow,
    PassageRow,
    PlanSheet,
    Row,
    TaskRow,
)
from cungcau.domain.programmes.drafting.proposals import Proposal
from cungcau.kernel.errors import DomainError


def sheet_of_text(name: str, proposals: Sequence[Proposal], *, year: int) -> PlanSheet:
    """What was recognised, as a plan. Without a period of its own it is held against the whole ``year``.

    Raises ``programme_text_unreadable`` where nothing but a head was found.
    """
    head: Mapping[str, Any] = proposals[0].facts
    if len(proposals) < 2:
        raise DomainError(
            "programme_text_unreadable", name=name, why="không nhận ra phần nào của một kế hoạch"
        )
    first, last = _day(head.get("starts_on")), _day(head.get("ends_on"))
    title = str(head.get("title") or name)
    tasks = {one.line for one in proposals if one.kind == "task"}
    return PlanSheet(
        row=Row("plan", 0, proposals[0].line, title),
        title=title,
        starts_on=first or date(year, 1, 1),
        ends_on=last or date(year, 12, 31),
        kind=str(head.get("kind", "other")),
        number=str(head.get("number", "")),
        symbol=str(head.get("symbol", "")),
        issued_on=_day(head.get("issued_on")),
        stated_total=head.get("stated_total_vnd"),
        passages=tuple(_passage(one) for one in proposals if one.kind == "passage" and one.line not in tasks),
        indicators=tuple(_indicator(one, last) for one in proposals if one.kind == "indicator"),
        tasks=tuple(_task(one, last) for one in proposals if one.kind == "task"),
        lines=tuple(
            LineRow(_row(one, "budget"), str(one.facts["name"]), int(one.facts["amount_vnd"]), str(one.facts["fund"]))
            for one in proposals if one.kind == "line"
        ),
    )  # fmt: skip


def _row(one: Proposal, kind: Any) -> Row:
    return Row(kind, 0, one.line, one.sentence)


def _passage(one: Proposal) -> PassageRow:
    facts = one.facts
    return PassageRow(_row(one, "passage"), str(facts["part"]), str(facts["text"]), str(facts["mark"]))


def _indicator(one: Proposal, due: date | None) -> IndicatorRow:
    """A text says nothing of a source, and its period is the target's day: neither is held against it."""
    facts = one.facts
    high = facts.get("target_high")
    return IndicatorRow(
        _row(one, "indicator"), str(facts["name"]), str(facts["unit"]), str(facts["direction"]),
        target=Decimal(str(facts["target"])), target_high=Decimal(str(high)) if high else None, due_on=due,
        source="reported", reporter=Body(0, ""),
    )  # fmt: skip


def _task(one: Proposal, due: date | None) -> TaskRow:
    """A task by its own text only: its deadline, where printed, is checked with the sentence."""
    name = str(one.facts.get("lead_name") or "")
    return TaskRow(
        _row(one, "task"), str(one.facts["text"]), str(one.facts["heading"]), Body(0, name) if name else None, (),
        None, due, one.facts.get("lead_name") is not None,
    )  # fmt: skip


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
