"""What a planning says besides the trips it made, as kept with it (JSON)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cungcau.domain.logistics.planning.drafts import label_of
from cungcau.domain.logistics.planning.problem import DayProblem
from cungcau.domain.logistics.selectors.goods import Good
from cungcau.engines import routing

if TYPE_CHECKING:
    from cungcau.domain.logistics.services.keeping import Short


def outcome_of(
    asked: DayProblem,
    answer: routing.TripPlan,
    short: Sequence[Short],
    *,
    left_out: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """kg carried and left, goods no trip takes with the reason, hulls that wait, the comparison, idle vehicles.

    Goods are ``{"line", "line_id", "point", "market", "kg", "code", "facts"}``; codes are the engine's, those of
    ``problem`` and ``taken_meanwhile``, ``vehicle_taken``.
    """
    left = [
        _row(asked.goods[one.load_id], one.kg, one.code.value, _figures(asked, one))
        for one in answer.unassigned
    ]
    left += [_row(good, good.kg, code, {}) for good, code in asked.left_out]
    left += [_row(asked.goods[one.load_id], one.kg, one.why, {}) for one in short]
    waiting = [
        {
            "plate": asked.vehicles[one.vehicle_id].plate,
            "kg": one.kg,
            "missing_kg": one.missing_kg,
            "lines": sorted({label_of(asked.goods[load.load_id].line) for load in one.loads}),
        }
        for one in answer.waiting
    ]
    waits = sum(one.kg for one in answer.waiting)
    every = sum(good.kg for good in asked.goods.values()) + sum(good.kg for good, _code in asked.left_out)
    left_kg = sum(int(one["kg"]) for one in left)
    compared = answer.comparison
    return {
        "kg": max(0, every - left_kg - waits),
        "left_kg": left_kg,
        "waiting_kg": waits,
        "unassigned": left,
        "waiting": waiting,
        "vehicles_left_out": list(left_out),
        "comparison": {
            "cost_vnd": compared.cost_vnd, "metres": compared.metres, "trips": compared.trips,
            "alone_vnd": compared.alone_vnd, "alone_metres": compared.alone_metres,
            "alone_trips": compared.alone_trips,
        },
        "iterations": answer.iterations,
    }  # fmt: skip


def _row(good: Good, kg: int, code: str, facts: Mapping[str, object]) -> dict[str, Any]:
    return {
        "line": label_of(good.line),
        "line_id": good.line.pk,
        "point": good.point.name if good.point else "",
        "market": good.market.name if good.market else good.line.order.place_text,
        "kg": kg,
        "code": code,
        "facts": dict(facts),
    }


def _figures(asked: DayProblem, one: routing.Unassigned) -> dict[str, object]:
    """The engine's figures with places named, and how many vehicles said what."""
    found: dict[str, object] = {}
    for name, value in one.facts.items():
        place = asked.places.get(str(value)) if name in ("pickup", "drop", "stop") else None
        found[name] = place.name if place else value
    asked_of = [code.value for _vehicle, code in one.refused]
    return {
        **found,
        "leg": one.leg,
        "vehicles_asked": len(asked_of),
        "nearest": asked_of.count(one.code.value),
    }
