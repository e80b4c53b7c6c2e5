"""Lots offered by hand: one from a form or many from a grid, a message or another program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply import messages
from cungcau.domain.supply.models import Channel, Lot, PriceAt, Urgency
from cungcau.domain.supply.services.making import (
    check_figures,
    lot_code,
    next_code,
    without_phones,
    words_of,
)
from cungcau.domain.supply.services.rights import require_writing
from cungcau.domain.survey.services.questions import Doubtful, keep_many
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.recording import Faults, check

_TRIES = 8
SOURCES: Mapping[str, str] = {
    Channel.FORM: "nhập tay",
    Channel.GRID: "nhập bảng nhiều hộ",
    Channel.CHAT: "tin nhắn",
    Channel.SHEET: "bảng tính",
    Channel.API: "phần mềm khác gửi",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One lot to offer: kg, days, đồng per kg; ``place`` is the producer's own unit unless given.

    ``client_uuid`` is made where the offer was typed: the same one twice is the same lot. ``message`` is the
    text it was read from. Empty limits are none.
    """

    producer: Organisation
    commodity: Commodity
    quantity_kg: int
    harvest_from: date
    harvest_to: date
    place: Unit | None = None
    representative: Organisation | None = None
    grade: int | None = None
    variety: str = ""
    size_class: str = ""
    certificates: tuple[str, ...] = ()
    already_sold_kg: int = 0
    max_kg_per_day: int | None = None
    shelf_life_days: int | None = None
    point_code: str = ""
    largest_truck_kg: int | None = None
    floor_price_vnd_per_kg: int | None = None
    offered_price_vnd_per_kg: int | None = None
    price_at: str = PriceAt.POINT.value
    freight_vnd_per_kg: int | None = None
    urgency: str = Urgency.NORMAL.value
    expires_on: date | None = None
    note: str = ""
    message: str = ""
    doubts: tuple[Doubt, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    client_uuid: UUID = field(default_factory=uuid4)


@transaction.atomic
def offer_lots(
    *,
    season: Season,
    offers: Sequence[Offer],
    actor: User,
    channel: str,
    confirmed_with: str = "",
    source: str = "",
) -> list[Lot]:
    """Offer lots, all of them or none; returns them in the order given.

    Who types is kept as who entered and who confirmed, ``confirmed_with`` says whom they asked. An offer
    stands to the end of its window unless it says otherwise. One sent before (same ``client_uuid``) is not
    written again. Raises ``InputInvalid`` (line = place in ``offers`` from 1), ``not_allowed``.
    """
    faults = Faults("lots")
    made = clock.now()
    lots = []
    for number, offer in enumerate(offers, faults.first):
        lot = _lot(season, offer, number, faults)
        lot.entered_by, lot.channel, lot.source = actor, channel, (source or SOURCES[channel])[:300]
        lot.confirmed_by, lot.confirmed_at, lot.confirmed_with = actor, made, confirmed_with
        lot.is_demo = season.is_demo
        check_figures(lot, number, faults)
        lots.append(lot)
    check(lots, key=("client_uuid",), faults=faults)
    faults.refuse()
    require_writing(actor, {(lot.producer_id, lot.area_code) for lot in lots})
    kept = _insert(season, lots)
    for lot in lots:
        if kept[lot.client_uuid].entered_by_id != actor.pk:
            raise DomainError("lot_uuid_taken", value=str(lot.client_uuid))
    keep_many(
        [
            Doubtful(
                kept[offer.client_uuid],
                offer.doubts,
                kept[offer.client_uuid].area_code,
                offer.answers,
                season.is_demo,
            )
            for offer in offers
            if offer.doubts
        ],
        actor=actor,
    )
    return [kept[lot.client_uuid] for lot in lots]


def _lot(season: Season, offer: Offer, number: int, faults: Faults) -> Lot:
    place = offer.place or offer.producer.unit
    faults.unless(place is not None, number, "place_id", "", "cần địa bàn của lô hàng")
    representative = offer.representative or offer.producer.representative
    base = lot_code(
        offer.producer.code, offer.commodity.code, offer.grade, offer.harvest_from, offer.harvest_to
    )
    words = words_of(base, offer.producer, offer.commodity, representative, place, offer.variety)
    return Lot(
        season=season,
        code=base,
        producer=offer.producer,
        representative=representative,
        commodity=offer.commodity,
        variety=offer.variety,
        size_class=offer.size_class,
        grade=offer.grade,
        certificates=sorted(set(offer.certificates)),
        quantity_kg=offer.quantity_kg,
        already_sold_kg=offer.already_sold_kg,
        harvest_from=offer.harvest_from,
        harvest_to=offer.harvest_to,
        max_kg_per_day=offer.max_kg_per_day,
        shelf_life_days=offer.shelf_life_days,
        place=place,
        point_code=offer.point_code,
        largest_truck_kg=offer.largest_truck_kg,
        floor_price_vnd_per_kg=offer.floor_price_vnd_per_kg,
        offered_price_vnd_per_kg=offer.offered_price_vnd_per_kg,
        price_at=offer.price_at,
        freight_vnd_per_kg=offer.freight_vnd_per_kg,
        urgency=offer.urgency,
        expires_on=offer.expires_on or offer.harvest_to,
        note=offer.note,
        message=without_phones(offer.message),
        client_uuid=offer.client_uuid,
        area_code=place.area_code if place else "",
        folded=words,
    )


def _insert(season: Season, lots: Sequence[Lot]) -> dict[UUID | None, Lot]:
    """The lots as they stand in the database, new ones under the first free code of theirs."""
    wanted = {lot.client_uuid: lot for lot in lots}
    there = _there(wanted)
    bases = {lot.client_uuid: lot.code for lot in lots}
    for _ in range(_TRIES):
        missing = [lot for uuid, lot in wanted.items() if uuid not in there]
        if not missing:
            return there
        _name(season, missing, bases)
        Lot.objects.bulk_create(missing, ignore_conflicts=True)
        found = _there([lot.client_uuid for lot in missing])
        for uuid, lot in found.items():
            if lot.code == wanted[uuid].code:
                record(actor=lot.entered_by, verb=messages.LOT_OFFERED, thing=lot, kg=lot.quantity_kg,
                       channel=lot.channel, confirmed_with=lot.confirmed_with)  # fmt: skip
        there |= found
    raise DomainError("lot_code_busy")


def _there(uuids: Iterable[UUID | None]) -> dict[UUID | None, Lot]:
    rows = Lot.objects.filter(client_uuid__in=uuids).select_related("producer", "commodity", "entered_by")
    return {lot.client_uuid: lot for lot in rows.defer("words")}


def _name(season: Season, lots: Sequence[Lot], bases: Mapping[UUID | None, str]) -> None:
    """Give each the first code that nobody in the season or before it in the batch has."""
    wanted = set(bases.values())
    candidates = wanted | {f"{code}-{number}" for code in wanted for number in range(2, 30)}
    taken = set(Lot.objects.filter(season=season, code__in=candidates).values_list("code", flat=True))
    for lot in lots:
        base = bases[lot.client_uuid]
        lot.code = next_code(base, taken)
        lot.folded = lot.folded.replace(*_word(base, lot.code), 1)
        taken.add(lot.code)


def _word(base: str, code: str) -> tuple[str, str]:
    """How a code stands in the search words, before and after it got its number."""
    old, new = (words_of(text, None, None, None, None) for text in (base, code))
    return old, new
