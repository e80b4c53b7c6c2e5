"""One row per lot with kilograms left: the gate that stops it, or the resource that binds in the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cungcau.engines.allocation.exact.calendar import build_calendar
from cungcau.engines.allocation.exact.room import Key
from cungcau.engines.allocation.model import Assignment, Lot, Reason, Scenario, Unsold
from cungcau.engines.allocation.reasons.gates import Gates, Lines, Stop, furthest
from cungcau.engines.allocation.reasons.load import REASON_OF, Load, Tally


def unsold_rows(scenario: Scenario, assignments: Sequence[Assignment]) -> tuple[Unsold, ...]:
    """Why kg of each lot stay unsold under a plan.

    The gates come first, in this order: no_demand, grade, certificate, no_access, price, dates,
    shelf_life, closure (each looks at what the earlier ones leave), then daily_limit when the lot
    harvests all it may on every usable day. Otherwise the lot's possible lines are each blocked by the
    first full resource (point, storage, lane, demand, the buyer's day, the lot's day), and the reason and
    resource that block the most lines are named. A line with room everywhere (an earlier objective or a
    stopped run left it) goes before those: then the fullest resource on such lines is named.

    Args:
        scenario: the planning problem.
        assignments: every line of the plan, commitments included; all ids are the scenario's.

    Returns:
        One row per lot with unsold kg > 0, by ``lot_id``.
    """
    calendar = build_calendar(scenario)
    load = Load(scenario, calendar, assignments)
    telling = _Telling(Gates(scenario, calendar), load)
    rows = []
    for i, lot in enumerate(scenario.lots):
        left = lot.quantity_kg - load.sold[i]
        if left > 0:
            rows.append(Unsold(lot.lot_id, left, *telling.why(i, lot)))
    return tuple(sorted(rows, key=lambda row: row.lot_id))


class _Telling:
    """Answers for lots alike are found once."""

    def __init__(self, gates: Gates, load: Load) -> None:
        self._gates = gates
        self._load = load
        self._wanted: dict[str, list[int]] = defaultdict(list)
        for d, demand in enumerate(gates.scenario.demands):
            if demand.quantity_kg > 0:
                self._wanted[demand.commodity].append(d)
        self._ways: dict[tuple[object, ...], Stop | list[Lines]] = {}
        self._bound: dict[tuple[tuple[object, ...], int], Key] = {}

    def why(self, i: int, lot: Lot) -> tuple[Reason, str]:
        """Reason and resource of lot ``i``."""
        goods = self._gates.key(lot)
        if goods not in self._ways:
            self._ways[goods] = self._possible(lot)
        lines = self._ways[goods]
        if isinstance(lines, Stop):
            return lines.reason, lines.resource
        full = self._load.full_harvest_days(i)
        if full and not any(each.harvest & ~full for each in lines):
            return Reason.DAILY_LIMIT, lot.lot_id
        if (goods, full) not in self._bound:
            self._bound[goods, full] = self._binding(lines, full)
        key = self._bound[goods, full]
        return REASON_OF[key.kind], self._load.name_of(key, lot.lot_id)

    def _possible(self, lot: Lot) -> Stop | list[Lines]:
        wanted = self._wanted.get(lot.commodity)
        if not wanted:
            return Stop(Reason.NO_DEMAND, 0, "")
        lines: list[Lines] = []
        stops: list[Stop] = []
        for d in wanted:
            ways, held = self._gates.trial(lot, d)
            lines += ways
            stops += held
        return lines or (furthest(stops) if stops else Stop(Reason.NO_DEMAND, 0, ""))

    def _binding(self, lines: list[Lines], full: int) -> Key:
        found = Tally()
        for each in lines:
            found.add(self._load.tally(each, full))
        return found.binding()
