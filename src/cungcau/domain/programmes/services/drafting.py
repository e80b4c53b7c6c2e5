"""Beginning a plan from a template of its kind, or from last year's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.drafting.renewing import from_rule, moved, within, years_moved
from cungcau.domain.programmes.models import (
    Agency,
    Indicator,
    Plan,
    PlanKind,
    Scenario,
    Source,
    Task,
)
from cungcau.domain.programmes.selectors.measured import measured_all
from cungcau.domain.programmes.services import indicators, money, tasks
from cungcau.domain.programmes.services.whole import GivenScenario, GivenTask, Whole, write_whole
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

_FOLDER = Path(__file__).parents[1] / "data" / "templates"
_HEAD_KEPT = ("kind", "issuer", "lead", "place", "signer", "season", "is_public")


@dataclass(frozen=True, slots=True)
class Begun:
    """What a person says of the plan that is begun: its name, who issues and leads it, its period."""

    title: str
    issuer: Agency
    starts_on: date
    ends_on: date
    lead: Agency | None = None


@cache
def templates() -> Mapping[str, Any]:
    """The templates by the kind of plan, from the package's data files."""
    found = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.json"))
    }
    return {kind: found[kind] for kind in PlanKind.values if kind in found}


def draft_from_template(*, kind: str, begun: Begun, actor: User | None) -> Plan:
    """Begin a plan of a kind: passages, indicators counted from live data, tasks with deadlines in its period.

    What a template cannot know (targets, who else leads) stays open and is what the checks then ask for.
    Raises ``programme_template_unknown``, ``not_allowed``, ``InputInvalid``.
    """
    template = templates().get(kind)
    if template is None:
        raise DomainError("programme_template_unknown", value=kind[:40])
    first, last = begun.starts_on, begun.ends_on
    lead = begun.lead or begun.issuer
    whole = Whole(
        head={
            "kind": kind, "title": begun.title or _filled(template["title"], begun), "issuer": begun.issuer,
            "lead": lead, "starts_on": first, "ends_on": last,
        },
        passages=[
            {"part": part, "mark": mark, "text": _filled(text, begun)} for part, mark, text in template["passages"]
        ],
        indicators=[_from_template(row, lead, last) for row in template["indicators"]],
        tasks=[
            GivenTask({
                "heading": row["heading"], "text": row["text"], "due_on": from_rule(row["due"], first, last),
                "lead": lead if row.get("lead") else None,
            })
            for row in template["tasks"]
        ],
    )  # fmt: skip
    return write_whole(whole=whole, origin=f"mẫu “{template['name']}”", actor=actor)


def _filled(text: str, begun: Begun) -> str:
    first, last = begun.starts_on.year, begun.ends_on.year
    years = str(first) if first == last else f"{first} - {last}"
    return text.replace("{năm}", years).replace("{nơi}", begun.issuer.name)


def _from_template(row: Mapping[str, Any], lead: Agency, last: date) -> dict[str, Any]:
    facts = {**row, "due_on": last}
    if row.get("reporter"):
        facts["reporter"] = lead
    return facts


def draft_from_last(*, last: Plan, begun: Begun, actor: User | None) -> Plan:
    """Begin the plan that continues another: its parts with their days moved, its last figures as baselines.

    Readings, spendings and how far tasks came are not copied; tasks that were dropped are left out; amounts come
    along as last year's, to be looked at. Raises ``not_allowed``, ``InputInvalid``.
    """
    years = begun.starts_on.year - last.starts_on.year
    head: dict[str, Any] = {name: getattr(last, name) for name in _HEAD_KEPT}
    head |= {
        "issuer": begun.issuer, "lead": begun.lead or last.lead, "title": begun.title or years_moved(last.title, years),
        "starts_on": begun.starts_on, "ends_on": begun.ends_on, "continues": last, "parent": last.parent,
        "symbol": last.symbol, "season": None,
    }  # fmt: skip
    whole = Whole(
        head=head,
        passages=[
            {"part": one.part, "mark": one.mark, "text": _renewed(one.part, one.text, years)}
            for one in last.passages.order_by("part", "position")
        ],
        indicators=_indicators_again(last, begun, years),
        tasks=_tasks_again(last, begun, years),
        lines=[
            {
                "name": one.name, "fund": one.fund, "amount_vnd": one.amount_vnd, "is_control": one.is_control,
                "year": one.year + years if one.year else None,
            }
            for one in last.budget.order_by("position")
        ],
        scenarios=_scenarios_again(last, begun, years),
    )  # fmt: skip
    return write_whole(whole=whole, origin=f"kế hoạch trước {last}", actor=actor)


def _renewed(part: str, text: str, years: int) -> str:
    """Words of the new year; what was and what it rests on stay as they were."""
    return text if part in ("basis", "situation") else years_moved(text, years)


def _day(day: date | None, begun: Begun, years: int) -> date | None:
    return within(moved(day, years), begun.starts_on, begun.ends_on) if day else None


def _indicators_again(last: Plan, begun: Begun, years: int) -> list[dict[str, Any]]:
    rows = list(Indicator.objects.filter(plan=last).select_related("plan", "reporter").order_by("position"))
    ended = min(last.ends_on, clock.today())
    found = []
    for row, came in zip(rows, measured_all(rows, ended), strict=True):
        facts = {name: getattr(row, name) for name in indicators.INDICATOR.fields}
        facts |= {"baseline": came.value, "baseline_on": came.as_of, "due_on": _day(row.due_on, begun, years)}
        if came.value is None:
            facts |= {"baseline": row.baseline, "baseline_on": row.baseline_on}
        if row.source == Source.QUERY and "since" in {
            one.name for one in figures.figure(row.query).arguments
        }:
            facts["arguments"] = {**row.arguments, "since": last.ends_on.isoformat()}
        found.append(facts)
    return found


def _tasks_again(last: Plan, begun: Begun, years: int) -> list[GivenTask]:
    rows = Task.objects.filter(plan=last).exclude(state="dropped").defer("words").select_related("lead")
    found = []
    for row in rows.prefetch_related("helpers").order_by("position"):
        facts = {name: getattr(row, name) for name in tasks.TASK.fields}
        facts |= {
            "text": years_moved(row.text, years), "starts_on": _day(row.starts_on, begun, years),
            "due_on": _day(row.due_on, begun, years), "lead_id": _standing(row.lead, begun.starts_on),
        }  # fmt: skip
        found.append(GivenTask(facts, list(row.helpers.all())))
    return found


def _standing(agency: Agency | None, day: date) -> int | None:
    """The agency, or who took over from it where it does not stand any more on a day."""
    if agency is None:
        return None
    gone = agency.ends_on is not None and agency.ends_on < day
    return agency.merged_into_id if gone and agency.merged_into_id else agency.pk


def _scenarios_again(last: Plan, begun: Begun, years: int) -> list[GivenScenario]:
    found = []
    for one in Scenario.objects.filter(plan=last).prefetch_related("rows").order_by("position"):
        rows = [
            {name: getattr(row, name) for name in money.ROW_FIELDS}
            | {"from_on": _day(row.from_on, begun, years), "to_on": _day(row.to_on, begun, years)}
            for row in one.rows.all()
        ]
        found.append(GivenScenario({name: getattr(one, name) for name in money.SCENARIO.fields}, rows))
    return found
