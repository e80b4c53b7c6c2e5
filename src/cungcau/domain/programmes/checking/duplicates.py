"""The same thing written twice: tasks, indicators, passages, amounts, numbers of passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness
from cungcau.domain.programmes.checking.sheet import Around, PlanSheet, TaskRow
from cungcau.kernel.vntext import fold

_ALIKE = 0.85
_MOST_COMPARED = 400
_T = TypeVar("_T")


def duplicates(plan: PlanSheet, around: Around) -> list[Finding]:
    """Later rows that say what an earlier one says; the later one is offered for removal."""
    return [
        *_tasks(plan.tasks),
        *_twice("indicator_twice", plan.indicators, lambda one: (plain(one.name), plain(one.unit), one.due_on)),
        *_twice("passage_twice", plan.passages, lambda one: (one.part, plain(one.text))),
        *_twice(
            "amount_twice", [line for line in plan.lines if not line.control],
            lambda line: (plain(line.name), line.fund, line.year),
        ),
        *_marks(plan),
    ]  # fmt: skip


def plain(text: str) -> str:
    """A text for comparison: folded, only letters and digits."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _twice(rule: str, rows: Iterable[_T], key: Callable[[_T], Hashable]) -> Iterator[Finding]:
    first: dict[Hashable, Row] = {}
    for one in rows:
        row: Row = one.row  # type: ignore[attr-defined]
        known = first.setdefault(key(one), row)
        if known is not row:
            yield _doubled(rule, row, known, Seriousness.WARNING)


def _tasks(tasks: tuple[TaskRow, ...]) -> Iterator[Finding]:
    """Equal tasks of one lead; nearly equal ones are asked about."""
    by_lead: dict[str, list[tuple[TaskRow, str, frozenset[str]]]] = defaultdict(list)
    for task in tasks:
        text = plain(task.text)
        mine = by_lead[task.lead.name if task.lead else ""]
        known = next((one for one, other, _ in mine if other == text), None)
        if known is not None and known.due_on == task.due_on:
            yield _doubled("task_twice", task.row, known.row, Seriousness.WARNING)
            continue
        words = frozenset(text.split())
        if known is None and len(words) > 4 and len(mine) < _MOST_COMPARED:
            near = next((one for one, _, other in mine if _likeness(words, other) >= _ALIKE), None)
            if near is not None:
                yield _doubled("task_alike", task.row, near.row, Seriousness.NOTE)
        mine.append((task, text, words))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words over all words of both (Jaccard); 0 at once where their numbers alone rule it out."""
    few, many = sorted((len(one), len(other)))
    if few < many * _ALIKE:
        return 0.0
    shared = len(one & other)
    return shared / max(1, few + many - shared)


def _doubled(rule: str, row: Row, first: Row, seriousness: Seriousness) -> Finding:
    return Finding(
        rule, seriousness, row, {"other": first.number, "text": first.text}, (Mend("remove", row),)
    )


def _marks(plan: PlanSheet) -> Iterator[Finding]:
    """A number that stands twice in one part, and a number left out ("3.2" after "3.0"); the right one is offered."""
    parts: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for passage in plan.passages:
        if re.fullmatch(r"\d+(?:\.\d+)*\.?", passage.mark):
            parts[passage.part].append((passage.mark.rstrip("."), passage.row))
    for rows in parts.values():
        seen: dict[str, Row] = {}
        for mark, row in rows:
            known = seen.setdefault(mark, row)
            if known is not row:
                facts = {"mark": mark, "other": known.number}
                yield Finding("mark_twice", Seriousness.NOTE, row, facts, _renumbered(row, _next(mark, seen)))
                continue
            above, _, last = mark.rpartition(".")
            before = f"{above}.{int(last) - 1}" if above else str(int(last) - 1)
            started = any(other.rpartition(".")[0] == above for other in seen if other != mark)
            if int(last) > 1 and started and before not in seen:
                facts = {"mark": mark, "missing": before}
                yield Finding("mark_missing", Seriousness.NOTE, row, facts, _renumbered(row, before))


def _next(mark: str, taken: Mapping[str, Row]) -> str:
    """The first number behind this one that is free."""
    above, dot, last = mark.rpartition(".")
    number = int(last) + 1
    while f"{above}{dot}{number}" in taken:
        number += 1
    return f"{above}{dot}{number}"


def _renumbered(row: Row, mark: str) -> tuple[Mend, ...]:
    return (Mend("set", row, (("mark", mark),)),)
