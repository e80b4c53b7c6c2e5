"""Figures of a plan against those of other plans: the one above, last year's, others of the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cungcau.domain.programmes.checking.duplicates import plain
from cungcau.domain.programmes.checking.findings import Finding, Mend, Seriousness
from cungcau.domain.programmes.checking.sheet import Around, IndicatorRow, PlanSheet

_Key = tuple[str, str]


def across(plan: PlanSheet, around: Around) -> list[Finding]:
    """What contradicts the plan above, last year's plan, a plan of the same time, the plans below."""
    found: list[Finding] = []
    if around.parent is not None:
        found += _parent(plan, around.parent)
    if around.last is not None:
        found += _last(plan, around.last)
    for other in around.same:
        found += _same(plan, other)
    return [*found, *_below(plan, around.below)]


def _by_name(plan: PlanSheet) -> Mapping[_Key, IndicatorRow]:
    """Indicators by name and unit; of two with one name the later due one."""
    rows = sorted(plan.indicators, key=lambda one: (one.due_on is not None, one.due_on))
    return {(plain(one.name), plain(one.unit)): one for one in rows}


def _pairs(plan: PlanSheet, other: PlanSheet) -> Iterator[tuple[IndicatorRow, IndicatorRow]]:
    theirs = _by_name(other)
    for one in plan.indicators:
        known = theirs.get((plain(one.name), plain(one.unit)))
        if known is not None:
            yield one, known


def _parent(plan: PlanSheet, above: PlanSheet) -> Iterator[Finding]:
    if plan.starts_on < above.starts_on or plan.ends_on > above.ends_on:
        facts = {
            "plan": above.label, "first": plan.starts_on, "last": plan.ends_on,
            "above_first": above.starts_on, "above_last": above.ends_on,
        }  # fmt: skip
        yield Finding("outside_parent", Seriousness.WARNING, plan.row, facts, _drawn_in(plan, above))
    for one, theirs in _pairs(plan, above):
        if one.due_on and theirs.due_on and one.due_on > theirs.due_on:
            facts = {"plan": above.label, "day": one.due_on, "theirs": theirs.due_on}
            mend = Mend("set", one.row, (("due_on", theirs.due_on),))
            yield Finding("due_after_parent", Seriousness.WARNING, one.row, facts, (mend,))
        if _beyond(one, theirs):
            facts, mend = _targets(one, theirs, above), Mend("set", one.row, (("target", theirs.target),))
            yield Finding("target_beyond_parent", Seriousness.WARNING, one.row, facts, (mend,))
    mine, whole = _money(plan), _money(above)
    if mine is not None and whole is not None and mine > whole:
        yield Finding(
            "money_beyond_parent", Seriousness.WARNING, plan.row,
            {"plan": above.label, "amount": mine, "theirs": whole},
        )  # fmt: skip


def _last(plan: PlanSheet, last: PlanSheet) -> Iterator[Finding]:
    """This year begins where last year ended, and does not aim below it without being asked."""
    for one, theirs in _pairs(plan, last):
        ended = theirs.last
        if one.baseline is not None and ended is not None and one.baseline != ended:
            facts = {"plan": last.label, "baseline": one.baseline, "theirs": ended, "unit": one.unit}
            mend = Mend("set", one.row, (("baseline", ended),))
            yield Finding("baseline_differs", Seriousness.WARNING, one.row, facts, (mend,))
        aims = one.direction == "at_least" and one.target is not None and theirs.target is not None
        if aims and one.target < theirs.target:  # type: ignore[operator]
            facts, mend = _targets(one, theirs, last), Mend("set", one.row, (("target", theirs.target),))
            yield Finding("target_below_last", Seriousness.NOTE, one.row, facts, (mend,))


def _same(plan: PlanSheet, other: PlanSheet) -> Iterator[Finding]:
    """The same indicator, due on the same day, with another target in another plan of the same agency."""
    for one, theirs in _pairs(plan, other):
        same = (one.target, one.target_high) == (theirs.target, theirs.target_high)
        if one.due_on != theirs.due_on or same or one.target is None or theirs.target is None:
            continue
        mend = Mend("set", one.row, (("target", theirs.target), ("target_high", theirs.target_high)))
        yield Finding("target_differs", Seriousness.WARNING, one.row, _targets(one, theirs, other), (mend,))


def _below(plan: PlanSheet, below: tuple[PlanSheet, ...]) -> Iterator[Finding]:
    """Targets of the plans below that, together, do not reach this plan's; only where two or more have them."""
    for one in plan.indicators:
        if one.direction != "at_least" or one.target is None:
            continue
        key = (plain(one.name), plain(one.unit))
        theirs = [row for other in below if (row := _by_name(other).get(key)) and row.target is not None]
        whole = sum((row.target for row in theirs if row.target is not None), Decimal(0))
        if len(theirs) > 1 and whole < one.target:
            facts = {"count": len(theirs), "sum": whole, "target": one.target, "unit": one.unit}
            yield Finding("below_short", Seriousness.NOTE, one.row, facts)


def _drawn_in(plan: PlanSheet, above: PlanSheet) -> tuple[Mend, ...]:
    """The plan's period as far as it lies in that above."""
    first, last = max(plan.starts_on, above.starts_on), min(plan.ends_on, above.ends_on)
    return (Mend("set", plan.row, (("starts_on", first), ("ends_on", last))),) if first <= last else ()


def _beyond(one: IndicatorRow, theirs: IndicatorRow) -> bool:
    """A part that wants more than the whole (a count or an amount at least; shares in % can be higher)."""
    if one.target is None or theirs.target is None or one.unit.strip() == "%":
        return False
    high = theirs.target_high if theirs.target_high is not None else theirs.target
    return one.direction == "at_least" == theirs.direction and one.target > high


def _targets(one: IndicatorRow, theirs: IndicatorRow, other: PlanSheet) -> dict[str, object]:
    return {"plan": other.label, "target": one.target, "theirs": theirs.target, "unit": one.unit}


def _money(plan: PlanSheet) -> int | None:
    if plan.stated_total is not None:
        return plan.stated_total
    added = [line.amount for line in plan.lines if not line.control]
    return sum(added) if added else None
