"""Sums a plan states against what they are sums of: money by fund and year, scenarios by market and channel."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness
from cungcau.domain.programmes.checking.sheet import Around, LineRow, PlanSheet, ScenarioSheet, SplitRow


def sums(plan: PlanSheet, around: Around) -> list[Finding]:
    """Money whose parts do not make the whole, spent beyond its line, scenarios that do not add up."""
    found = [*_total(plan), *_controls(plan), *_spent(plan)]
    for scenario in plan.scenarios:
        found += _scenario(scenario)
    return found


def _total(plan: PlanSheet) -> Iterator[Finding]:
    """The stated total against the lines; a plan without lines has nothing to compare."""
    added = [line for line in plan.lines if not line.control]
    if not added:
        return
    whole = sum(line.amount for line in added)
    if plan.stated_total is None:
        mend = Mend("set", plan.row, (("stated_total_vnd", whole),))
        yield Finding("total_not_stated", Seriousness.NOTE, plan.row, {"sum": whole}, (mend,))
    elif plan.stated_total != whole:
        yield _differs("total_differs", plan.row, "stated_total_vnd", plan.stated_total, whole)


def _controls(plan: PlanSheet) -> Iterator[Finding]:
    added = [line for line in plan.lines if not line.control]
    for line in plan.lines:
        if line.control and (parts := [one for one in added if _under(one, line)]):
            whole = sum(one.amount for one in parts)
            if whole != line.amount:
                yield _differs("control_differs", line.row, "amount_vnd", line.amount, whole)


def _under(line: LineRow, control: LineRow) -> bool:
    """True for a line a control sum is over: of its fund and its year, where it names them."""
    return (not control.fund or line.fund == control.fund) and (
        control.year is None or line.year == control.year
    )


def _spent(plan: PlanSheet) -> Iterator[Finding]:
    for line in plan.lines:
        if line.spent > line.amount:
            facts = {"spent": line.spent, "amount": line.amount}
            yield Finding("overspent", Seriousness.WARNING, line.row, facts)


def _scenario(scenario: ScenarioSheet) -> Iterator[Finding]:
    """Supply and market rows make the total; channel and export rows the market they split."""
    for level in ("supply", "market"):
        rows = [row for row in scenario.rows if row.level == level]
        whole = _whole(rows)
        if whole is None or not rows:
            continue
        if scenario.total is not None and whole != scenario.total:
            facts = {"level": level, "stated": scenario.total, "sum": whole}
            mend = Mend("set", scenario.row, (("total_kg", whole),))
            yield Finding("scenario_differs", Seriousness.ERROR, scenario.row, facts, (mend,))
    for level, market in (
        ("channel", _market(scenario, abroad=False)),
        ("export", _market(scenario, abroad=True)),
    ):
        rows = [row for row in scenario.rows if row.level == level]
        whole = _whole(rows)
        if not rows or whole is None or market is None or market.kg is None or whole == market.kg:
            continue
        facts = {"level": level, "market": market.name, "stated": market.kg, "sum": whole}
        if whole < market.kg:  # perhaps not every channel is named
            yield Finding("split_differs", Seriousness.WARNING, market.row, facts)
            continue
        mend = Mend("set", market.row, (("kg", whole),))
        yield Finding("split_differs", Seriousness.ERROR, market.row, facts, (mend,))


def _whole(rows: list[SplitRow]) -> int | None:
    """The sum; None where a row does not say how much, so that nothing can be compared."""
    stated = [row.kg for row in rows if row.kg is not None]
    return sum(stated) if len(stated) == len(rows) else None


def _market(scenario: ScenarioSheet, *, abroad: bool) -> SplitRow | None:
    """The market row for abroad ("xuất khẩu") or for the country (the other one), where there is just one such."""
    rows = [row for row in scenario.rows if row.level == "market"]
    fits = [row for row in rows if ("xuất khẩu" in row.name.lower()) is abroad]
    return fits[0] if len(fits) == 1 else None


def _differs(rule: str, row: Row, field: str, stated: int, whole: int) -> Finding:
    facts = {"stated": stated, "sum": whole, "gap": abs(stated - whole)}
    return Finding(rule, Seriousness.ERROR, row, facts, (Mend("set", row, ((field, whole),)),))
