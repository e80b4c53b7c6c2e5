"""How much of a published plan stands in a new one, and whether it may stand as it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.published import sold_by, still_fits
from cungcau.engines.allocation.exact.question import Question
from cungcau.engines.allocation.exact.room import Place
from cungcau.engines.allocation.exact.stages import WHOLE, Stages

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def kept_kg(question: Question, kg: Ints) -> tuple[dict[Place, int], dict[int, int]]:
    """Kg that stay on published lines, by line and by lot."""
    if question.published is None:
        return {}, {}
    parts = kg[question.program.layout.first_keep :].tolist()
    by_line = {place: part for place, part in zip(question.published.places, parts, strict=True) if part}
    by_lot: dict[int, int] = {}
    for place, part in by_line.items():
        by_lot[place.lot] = by_lot.get(place.lot, 0) + part
    return by_line, by_lot


def sold_before(question: Question) -> Floats | None:
    """Kg each unit sold anew in the published plan."""
    units, old = question.units, question.published
    if old is None:
        return None
    sold = sold_by(question.room, old.new_kg, units.producers)
    return np.bincount(units.unit, sold, units.count).astype(np.float64)


def published_is_as_good(question: Question, stages: Stages, lines: dict[Place, int], settled: int) -> bool:
    """Whether the published plan may stand as it is: it fits, and what it lacks is a matter of whole kilograms.

    Then it sells no less than ``lines``, no share is further than a kilogram from the fairest, and it costs
    no more than the kilograms in which they differ by rounding can explain.
    """
    old, units = question.published, question.units
    if old is None or not old.whole or sum(old.new_kg.values()) < sum(lines.values()):
        return False
    if not still_fits(question.room, old.new_kg, old.most_kg):
        return False
    before = np.array(sold_by(question.room, old.new_kg, units.producers), dtype=np.float64)
    after = np.array(sold_by(question.room, lines, units.producers), dtype=np.float64)
    if stages.fair is not None and (np.abs(before - stages.fair.element_kg) > 1.0 + WHOLE).any():
        return False
    freight = question.program.freight
    dearest = 2.0 * float(freight.max(initial=0.0))
    rounding = float(np.abs(before - after).sum()) + settled
    return _cost_of(question, old.new_kg) <= _cost_of(question, lines) + dearest * rounding


def _cost_of(question: Question, lines: dict[Place, int]) -> int:
    scenario = question.scenario
    access = {(row.place, row.point_id): row.cost_vnd_per_kg for row in scenario.access}
    cost = 0
    for place, kg in lines.items():
        lot, lane = scenario.lots[place.lot], scenario.lanes[place.lane]
        cost += kg * (access[lot.place, lane.point_id] + lane.cost_vnd_per_kg)
    return cost
