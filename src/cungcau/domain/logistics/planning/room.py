"""How much of a vehicle's box goods take: kg as crates, crates as litres."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cungcau.domain.logistics.models import Stowage
from cungcau.domain.logistics.planning.drafts import LoadDraft, TripDraft, fault
from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import OrderLine, Terms
from cungcau.kernel.vntext import fold

VOLUME_UNSURE = "volume_unsure"


@dataclass(frozen=True, slots=True)
class Crate:
    """The crate a line's goods travel in; ``sure`` where the order's pack and the table's are written alike."""

    kg: int
    litres: int
    sure: bool

    def count(self, kg: int) -> int:
        """Crates for so many kg."""
        return -(-kg // self.kg)

    def room_l(self, kg: int) -> int:
        """Litres for so many kg, in whole crates."""
        return self.count(kg) * self.litres


def pack_key(text: str) -> str:
    """A pack as packs are compared: its letters and digits without marks and capitals ("Sọt 25 kg" is "sot25kg")."""
    return "".join(letter for letter in fold(text) if letter.isalnum())[:200]


def crates_of(lines: Iterable[OrderLine]) -> dict[int, Crate]:
    """The crate of each line (by id) where one is known: that of the frozen terms' pack, else that of any pack."""
    rows = list(lines)
    table = _table({line.order.commodity_id for line in rows})
    if not table:
        return {}
    packs = dict(
        Terms.objects.filter(order__in={line.order_id for line in rows}, state=order_states.FROZEN)
        .order_by()
        .values_list("order_id", "pack")
    )
    found = {}
    for line in rows:
        own, key = table.get(line.order.commodity_id, {}), pack_key(packs.get(line.order_id, ""))
        row = own.get(key) or own.get("")
        if row is not None:
            found[line.pk] = Crate(row.crate_kg, row.crate_l, sure=bool(key) and row.pack_key == key)
    return found


def _table(commodities: Iterable[int]) -> dict[int, dict[str, Stowage]]:
    found: dict[int, dict[str, Stowage]] = {}
    for row in Stowage.objects.filter(commodity__in=list(commodities), in_use=True).defer("words"):
        found.setdefault(row.commodity_id, {})[row.pack_key] = row
    return found


def sure_l(crates: Mapping[int, Crate], line: OrderLine, kg: int) -> int:
    """Litres goods certainly take; 0 where that is not certain."""
    crate = crates.get(line.pk)
    return crate.room_l(kg) if crate is not None and crate.sure else 0


def crates_aboard(draft: TripDraft, crates: Mapping[int, Crate], stop: int, *, sure: bool) -> tuple[int, int]:
    """(crates, litres) aboard when the vehicle leaves a stop (from 1), of all goods whose crate is known."""
    order = {one.key: number for number, one in enumerate(draft.stops, 1)}
    count = litres = 0
    for load in draft.loads:
        crate = crates.get(load.line.pk)
        if crate is None or (sure and not crate.sure) or not _aboard(load, order, stop):
            continue
        count, litres = count + crate.count(load.kg), litres + crate.room_l(load.kg)
    return count, litres


def doubtful_room(draft: TripDraft, crates: Mapping[int, Crate]) -> list[dict[str, Any]]:
    """A fault where goods would fill more than the box by crates that only may be theirs."""
    box = draft.vehicle.volume_l
    if box is None or all(crate.sure for crate in crates.values()):
        return []
    for number in range(1, len(draft.stops) + 1):
        count, litres = crates_aboard(draft, crates, number, sure=False)
        certain = crates_aboard(draft, crates, number, sure=True)[1]
        if certain <= box < litres:
            return [fault(VOLUME_UNSURE, stop=number, crates=count, volume_l=litres, capacity_l=box)]
    return []


def _aboard(load: LoadDraft, order: Mapping[str, int], stop: int) -> bool:
    return order[load.pickup] <= stop < order[load.drop]
