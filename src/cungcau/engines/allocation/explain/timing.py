"""Days on which a lot could go one way to one demand: harvest, dispatch, delivery, and what is missing.

Days are ordinals (``date.toordinal``).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from cungcau.engines.allocation.explain.situation import Situation, Way
from cungcau.engines.allocation.model import ClosureKind, Demand, Lot


@dataclass(frozen=True, slots=True)
class Span:
    """Harvest days ``first``–``last`` and dispatch days ``send_first``–``send_last``, closures apart.

    Either range may be empty (first > last).
    """

    first: int
    last: int
    send_first: int
    send_last: int
    stores: bool

    @property
    def early_by(self) -> int:
        """Days by which the last harvest comes before the first useful dispatch; 0 if it does not."""
        return 0 if self.stores else max(0, self.send_first - self.last)

    @property
    def late_by(self) -> int:
        """Days by which the first harvest comes after the last useful dispatch; 0 if it does not."""
        return max(0, self.first - self.send_last)

    @property
    def meets(self) -> bool:
        """Whether some harvest day and dispatch day go together."""
        filled = self.first <= self.last and self.send_first <= self.send_last
        return filled and not self.early_by and not self.late_by

    @property
    def wait(self) -> int:
        """Fewest days goods lie at the point before dispatch; asks for ``meets``."""
        return max(0, self.send_first - self.last)


def span_of(situation: Situation, lot: Lot, way: Way, demand: Demand) -> Span:
    """The ranges of days that the scenario, the lot, the point and the demand leave."""
    scenario, point, travel = situation.scenario, way.point, way.lane.days
    start, end = scenario.start.toordinal(), scenario.end.toordinal()
    opened = max(start, point.open_from.toordinal())
    shut = min(end, point.open_to.toordinal())
    return Span(
        first=max(opened, lot.harvest_from.toordinal()),
        last=min(shut, lot.harvest_to.toordinal()),
        send_first=max(opened, demand.deliver_from.toordinal() - travel),
        send_last=min(shut, min(end, demand.deliver_to.toordinal()) - travel),
        stores=point.storage_kg > 0,
    )


def wait_with_closures(situation: Situation, lot: Lot, way: Way, demand: Demand, span: Span) -> int | None:
    """Fewest days of waiting when the announced closures hold; None when no day is left."""
    market = way.lane.market
    harvest = [
        day
        for day in range(span.first, span.last + 1)
        if not _shut(situation, ClosureKind.PLACE, lot.place, day)
        and not _shut(situation, ClosureKind.POINT, way.point.point_id, day)
    ]
    send = [
        day
        for day in range(span.send_first, span.send_last + 1)
        if not _shut(situation, ClosureKind.POINT, way.point.point_id, day)
        and not _shut(situation, ClosureKind.LANE, way.lane.lane_id, day)
        and not _shut(situation, ClosureKind.MARKET, market, day + way.lane.days)
    ]
    if not span.stores:
        return 0 if set(harvest) & set(send) else None
    waits = (send[at] - day for day in harvest if (at := bisect_left(send, day)) < len(send))
    return min(waits, default=None)


def _shut(situation: Situation, kind: ClosureKind, name: str, day: int) -> bool:
    rows = situation.closures(kind, name)
    return bool(rows) and situation.factor(kind, name, date.fromordinal(day)) == 0
