"""A plan with all its parts as the API tells it."""

from __future__ import annotations

from typing import Any

from cungcau.domain.programmes.models import BudgetLine, Indicator, Plan, Scenario
from cungcau.domain.programmes.selectors.measured import Measured, measured_all
from cungcau.domain.programmes.selectors.progress import spent_on
from cungcau.platform.ui import clock

_HEAD = (
    "id", "kind", "title", "number", "symbol", "issuer_id", "lead_id", "issued_on", "starts_on", "ends_on", "state",
    "area_code", "is_public", "stated_total_vnd", "version", "parent_id", "continues_id", "season_id", "place",
    "signer", "source",
)  # fmt: skip
_INDICATOR = (
    "id", "version", "name", "unit", "direction", "baseline", "target", "target_high", "due_on", "source", "query",
    "arguments",
)  # fmt: skip
_LINE = ("id", "version", "name", "amount_vnd", "fund", "year", "is_control")


def whole(plan: Plan) -> dict[str, Any]:
    """A plan with its passages, targets as they stand today, money and scenarios."""
    indicators = list(Indicator.objects.filter(plan=plan))
    for one in indicators:
        one.plan = plan
    lines = list(BudgetLine.objects.filter(plan=plan).order_by("position"))
    spent = spent_on(lines)
    return {
        **{name: getattr(plan, name) for name in _HEAD},
        "passages": list(plan.passages.order_by("part", "position")),
        "indicators": [indicator(one) for one in measured_all(indicators, clock.today())],
        "budget": [line(one, spent.get(one.pk, 0)) for one in lines],
        "scenarios": [scenario(one) for one in plan.scenarios.prefetch_related("rows").order_by("position")],
    }  # fmt: skip


def indicator(one: Measured) -> dict[str, Any]:
    """A target and how far it is."""
    row = one.indicator
    return {
        **{name: getattr(row, name) for name in _INDICATOR}, "reporter": row.reporter_id, "value": one.value,
        "as_of": one.as_of, "where_from": one.where_from, "reached": one.reached, "share": one.share,
    }  # fmt: skip


def line(row: BudgetLine, spent_vnd: int) -> dict[str, Any]:
    """A line of money and what was spent on it."""
    return {**{name: getattr(row, name) for name in _LINE}, "spent_vnd": spent_vnd}


def scenario(row: Scenario) -> dict[str, Any]:
    """A scenario with its rows."""
    return {
        "id": row.pk, "version": row.version, "name": row.name, "assumption": row.assumption, "total_kg": row.total_kg,
        "chosen": row.chosen, "rows": list(row.rows.all()),
    }  # fmt: skip
