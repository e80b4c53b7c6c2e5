"""A scenario laid out for the solver, with a published plan laid over it when re-planning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cungcau.engines.allocation.exact.calendar import build_calendar
from cungcau.engines.allocation.exact.classes import group_lots
from cungcau.engines.allocation.exact.fit import Fit
from cungcau.engines.allocation.exact.network import Network, build_network
from cungcau.engines.allocation.exact.program import Program, build_program
from cungcau.engines.allocation.exact.promises import take_promises
from cungcau.engines.allocation.exact.published import keep_columns, keepable, places_of
from cungcau.engines.allocation.exact.room import Place, Room
from cungcau.engines.allocation.exact.states import States
from cungcau.engines.allocation.exact.units import Units, build_units
from cungcau.engines.allocation.model import Assignment, Scenario


@dataclass(frozen=True)
class Published:
    """A published plan laid over a scenario (re-planning only).

    Attributes:
        new_kg: kg by line beyond what is promised on the very same line.
        whole: whether every kg of the plan is in ``new_kg`` or promised.
        most_kg: of the lines that still keep every rule, the most kg that may stay.
        places: the lines of the program's keep columns, in their order.
    """

    new_kg: dict[Place, int]
    whole: bool
    most_kg: dict[Place, int]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Question:
    """A scenario laid out for the solver."""

    scenario: Scenario
    room: Room
    fit: Fit
    network: Network
    units: Units
    program: Program
    promised: dict[Place, int]
    published: Published | None = None

    @property
    def promised_kg(self) -> int:
        """Kg of all commitments."""
        return sum(self.promised.values())


def ask(scenario: Scenario, published: Sequence[Assignment] | None = None) -> Question:
    """Group the lots, build the network and the program; commitments are taken off first.

    With a ``published`` plan every lot of it is a class of its own and its lines are columns to keep.
    """
    calendar = build_calendar(scenario)
    room = Room(scenario, calendar)
    promised = take_promises(scenario, room)
    fit = Fit(scenario, calendar)
    states = States(fit, [point.storage_kg > 0 for point in scenario.points])
    before, lost = places_of(room, published or ())
    most = keepable(room, before, promised)
    alone = {place.lot for place in most}
    classes = group_lots(fit, states, room, alone)
    network = build_network(fit, states, room, classes, alone)
    units = build_units(scenario, room, classes)
    places, columns = keep_columns(room, network, most)
    program = build_program(network, units, columns)
    if published is None:
        return Question(scenario, room, fit, network, units, program, promised)
    new = {place: kg - promised.get(place, 0) for place, kg in before.items()}
    whole = not lost and all(before.get(place, 0) >= kg for place, kg in promised.items())
    old = Published({place: kg for place, kg in new.items() if kg}, whole, most, places)
    return Question(scenario, room, fit, network, units, program, promised, old)
