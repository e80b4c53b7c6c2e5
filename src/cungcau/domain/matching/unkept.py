"""What was ordered or decided and a new plan cannot keep, line by line, with the reason.

Two things happen to a promise. Where its lot, need or lane is no more, or too small, the line falls out of the
question before it is solved: :class:`Unkept` rows made while the question is put together. Where it stands but goes
beyond a capacity or against a rule, the plan carries it all the same, because it was promised, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Self

from cungcau.engines.allocation.model import Commitment, Scenario

LineKey = tuple[str, str, str, date, date]
"""Codes of lot, need and point, harvest day, dispatch day."""

CAPACITIES = ("point", "storage", "lane", "demand", "demand_day", "lot", "lot_day")
RULES = ("commodity", "grade", "certificate", "price", "no_access", "dates", "shelf_life", "closure")
GONE = ("lot_gone", "lot_smaller", "need_gone", "need_smaller", "lane_gone", "outside_season", "smaller")
"""Why a line fell out: what it needs is no more, or less than promised, or its days lie outside the season."""


@dataclass(frozen=True, slots=True)
class Unkept:
    """A line by its codes ("" for none), the kg concerned and why.

    ``why`` is one of :data:`GONE`, :data:`CAPACITIES` or :data:`RULES`; of a capacity ``resource`` names it
    (``P1@2021-09-28``), ``promised_kg`` is all that is promised of it and ``limit_kg`` what it holds.
    """

    lot: str
    need: str
    point: str
    harvest: date
    dispatch: date
    kg: int
    why: str
    resource: str = ""
    promised_kg: int | None = None
    limit_kg: int | None = None

    @classmethod
    def of(cls, key: LineKey, kg: int, why: str) -> Self:
        """A line that fell out."""
        return cls(*key, kg, why)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """As :meth:`kept` wrote it."""
        days = {name: date.fromisoformat(kept[name]) for name in ("harvest", "dispatch")}
        return cls(**{**kept, **days})

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return {**asdict(self), "harvest": self.harvest.isoformat(), "dispatch": self.dispatch.isoformat()}


def carried_against(scenario: Scenario, breaches: Iterable[Mapping[str, Any]]) -> list[Unkept]:
    """The promised lines behind what an answer says promises break (its ``commitment_breaches``).

    A place that is shut holds nothing either: of such a line only the closure is told.
    """
    found: list[Unkept] = []
    uses = _uses(scenario)
    for breach in breaches:
        day = date.fromisoformat(breach["date"]) if breach["date"] else None
        if breach["kind"] == "rule":
            rows = [
                row
                for row in scenario.commitments
                if (row.lot_id, row.demand_id, row.harvest_date) == (breach["id"], breach["demand"], day)
            ]
            found += [_row(row, str(breach["rule"])) for row in rows]
            continue
        used = uses[breach["kind"]]
        place = f"{breach['id']}@{day.isoformat()}" if day else str(breach["id"])
        for row in scenario.commitments:
            if used(row, str(breach["id"]), day):
                found.append(
                    _row(row, breach["kind"], place, int(breach["committed_kg"]), int(breach["limit_kg"]))
                )
    shut = {_key(one) for one in found if one.why == "closure"}
    return [one for one in found if not (one.limit_kg == 0 and _key(one) in shut)]


def _key(one: Unkept) -> LineKey:
    return one.lot, one.need, one.point, one.harvest, one.dispatch


def _row(
    row: Commitment, why: str, resource: str = "", promised_kg: int | None = None, limit_kg: int | None = None
) -> Unkept:
    key = (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date)
    return Unkept(*key, row.kg, why, resource, promised_kg, limit_kg)


Use = Callable[[Commitment, str, date | None], bool]


def _uses(scenario: Scenario) -> dict[str, Use]:
    """For each kind of capacity, whether a promised line takes from the one with this name on this day."""
    markets = {demand.demand_id: demand.market for demand in scenario.demands}
    days = {(lane.point_id, lane.market): lane.days for lane in scenario.lanes}

    def arrives(row: Commitment) -> date:
        return row.dispatch_date + timedelta(days=days[row.point_id, markets[row.demand_id]])

    def stored(row: Commitment, name: str, day: date | None) -> bool:
        return row.point_id == name and day is not None and row.harvest_date <= day < row.dispatch_date

    return {
        "point": lambda row, name, day: (row.point_id, row.harvest_date) == (name, day),
        "storage": stored,
        "lane": lambda row, name, day: (
            (f"{row.point_id}>{markets[row.demand_id]}", row.dispatch_date) == (name, day)
        ),
        "demand": lambda row, name, day: row.demand_id == name,
        "demand_day": lambda row, name, day: (row.demand_id, arrives(row)) == (name, day),
        "lot": lambda row, name, day: row.lot_id == name,
        "lot_day": lambda row, name, day: (row.lot_id, row.harvest_date) == (name, day),
    }


def still_to_come(rows: Iterable[Unkept], first: date) -> list[Unkept]:
    """Without lines picked before a day: they are done, that no new line could be like them says nothing."""
    found = [row for row in rows if row.harvest >= first]
    return sorted(found, key=lambda row: (row.harvest, row.dispatch, row.lot, row.need, row.why))


def lots_of(rows: Sequence[Unkept]) -> set[str]:
    """Codes of the lots concerned."""
    return {row.lot for row in rows}
