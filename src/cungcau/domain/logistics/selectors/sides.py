"""In whose name somebody acts on the road: a carrier, a buyer, a seller, or the office."""

from __future__ import annotations

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.models import Arrival
from cungcau.domain.orders.selectors import sides_of
from cungcau.domain.registry.selectors import acting_for
from cungcau.platform.access.selectors import Somebody, allows
from cungcau.platform.ui import clock

BUYER, SELLER, CARRIER, OFFICE = "buyer", "seller", "carrier", "office"


def own_ids(user: Somebody) -> frozenset[int]:
    """Ids of the organisations somebody acts for today."""
    return acting_for(user, clock.today())


def sides_at(user: Somebody, arrival: Arrival) -> frozenset[str]:
    """Every part somebody has in an arrival: "buyer", "seller", "carrier", "office"; none: not for their eyes."""
    order = arrival.line.order
    found = {str(side) for side in sides_of(user, order)}
    load = arrival.load
    if (
        load is not None
        and allows(user, policies.CONFIRM_ARRIVAL)
        and load.trip.vehicle.carrier_id in own_ids(user)
    ):
        found.add(CARRIER)
    if allows(user, policies.SETTLE_ARRIVAL, arrival.area_code):
        found.add(OFFICE)
    return frozenset(found)
