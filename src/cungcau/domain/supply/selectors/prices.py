"""Whose lowest prices somebody sees: the one place where that is decided.

What a producer would go down to is their own business and that of whoever writes their lots: it is shown to those
who act for the producer and to officers who record lots in the lot's area. Everybody else sees a dash, and can
neither sort by it nor take it away in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cungcau.domain.supply import policies
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.selectors.producers import Reach, reach_of, recorded_areas
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, areas_with

PRICE = "floor_price_vnd_per_kg"


@dataclass(frozen=True, slots=True)
class PriceSight:
    """Whose lowest prices somebody sees; ``everything``: of all lots they may look at, then they may sort by it."""

    reach: Reach
    everything: bool

    def sees(self, producer_id: int, area: str) -> bool:
        """Is the lowest price of a lot of this producer in this area shown?"""
        return self.everything or self.reach.holds(producer_id, area)

    def cover(self, lots: Iterable[Lot]) -> list[Lot]:
        """The lots for reading, the prices not shown left out of them; they are not to be saved."""
        found = list(lots)
        for lot in found:
            if not self.sees(lot.producer_id, lot.area_code):
                lot.floor_price_vnd_per_kg = None
        return found


def price_sight(user: Somebody, on: date) -> PriceSight:
    """What somebody sees on a day; asked once a page. Officers of all they may look at need no question more."""
    wide = recorded_areas(user)
    looked = areas_with(user, policies.VIEW)
    if looked and all(any(areas.covers(one, narrow) for one in wide) for narrow in looked):
        return PriceSight(Reach(wide, frozenset()), everything=True)
    return PriceSight(reach_of(user, on), everything=False)
