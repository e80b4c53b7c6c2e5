"""Trips: the loads of a day grouped into trips of a mixed fleet.

:func:`plan_trips` searches, :func:`recompute` times a trip a person ordered, ``check`` verifies either without any
of their code, ``distance`` and ``osrm`` make the matrices. Pure: no database, no network, no clock.
"""

from cungcau.engines.routing.model import Body, Load, Problem, Roads, Stop, Vehicle
from cungcau.engines.routing.parameters import Parameters
from cungcau.engines.routing.plan import (
    Carried,
    Code,
    Comparison,
    HandTrip,
    HandVisit,
    Recomputed,
    Trip,
    TripFault,
    TripPlan,
    Unassigned,
    Visit,
    Waiting,
)
from cungcau.engines.routing.recompute import recompute
from cungcau.engines.routing.solve import plan_trips

__all__ = [
    "Body",
    "Carried",
    "Code",
    "Comparison",
    "HandTrip",
    "HandVisit",
    "Load",
    "Parameters",
    "Problem",
    "Recomputed",
    "Roads",
    "Stop",
    "Trip",
    "TripFault",
    "TripPlan",
    "Unassigned",
    "Vehicle",
    "Visit",
    "Waiting",
    "plan_trips",
    "recompute",
]
