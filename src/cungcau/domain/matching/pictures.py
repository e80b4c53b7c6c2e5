"""What a plan's overview draws, worked out once when the plan is kept."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import Sum

from cungcau.domain.matching.changes import Ways
from cungcau.domain.matching.models import Line, Plan, Share
from cungcau.domain.matching.selectors.plans import movers
from cungcau.domain.matching.selectors.weeks import weeks_of_lines
from cungcau.engines.allocation.model import Scenario

_LORENZ_POINTS = 200
"""How many producers the fairness curve samples at most: finer than a screen shows."""


def draw(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    """What the overview shows, as JSON.

    ``weeks``; ``days`` (kg arriving each day of the season, zeros included); ``map`` (nodes and flows);
    ``shares`` (a rising sample of season shares), ``everyone`` (how many producers) and ``worst`` (how many
    of them have the lowest share); ``ways`` (what a what-if may change); for a what-if ``rising`` and
    ``falling`` (the producers whose kg differ most from the base plan's).
    """
    shares = _shares(plan)
    return {
        "weeks": [week.to_json() for week in weeks_of_lines(plan)],
        "days": _days(plan),
        "map": _flows(plan),
        "shares": _sample(shares),
        "everyone": len(shares),
        "worst": shares.count(shares[0]) if shares else 0,
        "ways": Ways.of(scenario).to_json(),
        "rising": movers(plan.base, plan, rising=True) if plan.base else [],
        "falling": movers(plan.base, plan, rising=False) if plan.base else [],
    }


def _days(plan: Plan) -> list[dict[str, Any]]:
    rows = Line.objects.filter(plan=plan).order_by().values_list("delivery_date").annotate(total=Sum("kg"))
    kg = {day: int(total) for day, total in rows}
    span = (plan.season.end - plan.season.start).days + 1
    days = (plan.season.start + timedelta(days=step) for step in range(span))
    return [{"date": day.isoformat(), "kg": kg.get(day, 0)} for day in days]


def _flows(plan: Plan) -> dict[str, Any]:
    nodes: dict[str, dict[str, Any]] = {}
    flows: dict[tuple[str, str], int] = defaultdict(int)
    rows = (
        Line.objects.filter(plan=plan)
        .order_by()
        .values_list(
            "lot__place__code", "lot__place__name", "lot__place__lat", "lot__place__lon",
            "point__code", "point__name", "point__lat", "point__lon",
            "market__code", "market__name", "market__lat", "market__lon",
        )
        .annotate(total=Sum("kg"))
    )  # fmt: skip
    for row in rows:
        kg = int(row[12])
        ids = []
        for kind, (code, name, lat, lon) in zip(
            ("commune", "point", "market"), (row[0:4], row[4:8], row[8:12]), strict=True
        ):
            node = nodes.setdefault(
                f"{kind}:{code}",
                {
                    "id": f"{kind}:{code}",
                    "kind": kind,
                    "name": name,
                    "lat": _degrees(lat),
                    "lon": _degrees(lon),
                    "kg": 0,
                },
            )
            node["kg"] += kg
            ids.append(node["id"])
        flows[ids[0], ids[1]] += kg
        flows[ids[1], ids[2]] += kg
    return {
        "nodes": sorted(nodes.values(), key=lambda node: (node["kind"], -node["kg"], node["id"])),
        "flows": [
            {"from": start, "to": end, "kg": kg, "label": f"{nodes[start]['name']} → {nodes[end]['name']}"}
            for (start, end), kg in sorted(flows.items(), key=lambda item: (-item[1], item[0]))
        ],
    }


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)


def _shares(plan: Plan) -> list[float]:
    rows = Share.objects.filter(plan=plan, season_share__isnull=False).order_by("season_share")
    return [float(share) for share in rows.values_list("season_share", flat=True) if share is not None]


def _sample(shares: list[float]) -> list[float]:
    if len(shares) <= _LORENZ_POINTS:
        return shares
    step = (len(shares) - 1) / (_LORENZ_POINTS - 1)
    return [shares[round(index * step)] for index in range(_LORENZ_POINTS)]
