"""One row per demand: how far it is filled, and what keeps the rest open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cungcau.engines.allocation.exact.calendar import build_calendar
from cungcau.engines.allocation.model import Assignment, DemandFill, Lot, Scenario
from cungcau.engines.allocation.reasons.gates import Gates, Lines, Stop, furthest
from cungcau.engines.allocation.reasons.load import REASON_OF, Load, Tally

NO_SUPPLY = "no_supply"

Goods = tuple[object, ...]


def demand_rows(scenario: Scenario, assignments: Sequence[Assignment]) -> tuple[DemandFill, ...]:
    """How far each demand is filled and why no further (kg).

    The reason is empty when filled ≥ asked. Otherwise: ``no_supply`` when nobody offers the commodity;
    the furthest gate that any lot reaches when no lot fits (grade, certificate, no_access, price, dates,
    shelf_life, closure); ``no_supply`` again when every fitting lot is sold; else the reason that blocks
    the most possible lines of the fitting lots with kg left, or, if some such line has room everywhere,
    the reason of the fullest resource on these lines apart from the demand's own total.

    Args:
        scenario: the planning problem.
        assignments: every line of the plan, commitments included; all ids are the scenario's.

    Returns:
        One row per demand, by ``demand_id``.
    """
    calendar = build_calendar(scenario)
    load = Load(scenario, calendar, assignments)
    supply = _Supply(Gates(scenario, calendar), load)
    rows = []
    for d, demand in enumerate(scenario.demands):
        asked, filled = demand.quantity_kg, load.filled[d]
        reason = "" if filled >= asked else supply.why(d)
        rows.append(DemandFill(demand.demand_id, asked, filled, reason))
    return tuple(sorted(rows, key=lambda row: row.demand_id))


class _Supply:
    """Lots by commodity, lots alike together; of those with kg left, how many have which days full."""

    def __init__(self, gates: Gates, load: Load) -> None:
        self._gates = gates
        self._load = load
        self._offers: dict[str, dict[Goods, Lot]] = defaultdict(dict)
        self._left: dict[Goods, Counter[int]] = defaultdict(Counter)
        for i, lot in enumerate(gates.scenario.lots):
            if lot.quantity_kg > 0:
                goods = gates.key(lot)
                self._offers[lot.commodity].setdefault(goods, lot)
                if load.sold[i] < lot.quantity_kg:
                    self._left[goods][load.full_harvest_days(i)] += 1

    def why(self, d: int) -> str:
        """What keeps demand ``d`` open."""
        fitting: list[tuple[Goods, list[Lines]]] = []
        stops: list[Stop] = []
        for goods, lot in self._offers.get(self._gates.scenario.demands[d].commodity, {}).items():
            lines, held = self._gates.trial(lot, d)
            stops += held
            if lines:
                fitting.append((goods, lines))
        if not fitting:
            return furthest(stops).reason.value if stops else NO_SUPPLY
        found = Tally()
        for goods, lines in fitting:
            for full, lots in self._left.get(goods, {}).items():
                for each in lines:
                    found.add(self._load.tally(each, full), lots)
        if not found.free and not found.blocked:
            return NO_SUPPLY
        return REASON_OF[found.binding(without="demand").kind].value
