"""Lots written by codes, many at once, as a season is loaded with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import F

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.domain.supply import messages
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services.making import check_figures, words_of
from cungcau.domain.supply.services.rights import require_writing
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import commodities_by_code
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert

KEY = ("season_id", "code")
KEPT = (
    "state", "version", "confirmed_at", "confirmed_by_id", "confirmed_with", "entered_by_id", "channel", "message",
    "client_uuid",
)  # fmt: skip
"""What is kept of a lot that is written again: how it came in, and who has said it is right."""
_LATER = (
    "variety", "size_class", "already_sold_kg", "point_code", "largest_truck_kg", "offered_price_vnd_per_kg",
    "price_at", "freight_vnd_per_kg", "urgency", "expires_on",
)  # fmt: skip
"""Columns a :class:`LotRow` says nothing of: what people entered there stays."""
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot: codes of the organisations, commodity and unit; kg, days and đồng per kg are whole numbers.

    ``place`` is the code a unit bore when the season began; ``source`` the document cited or ``minh hoạ``.
    """

    code: str
    producer: str
    commodity: str
    quantity_kg: int
    harvest_from: date
    harvest_to: date
    place: str
    source: str
    representative: str = ""
    grade: int | None = None
    certificates: tuple[str, ...] = ()
    max_kg_per_day: int | None = None
    shelf_life_days: int | None = None
    floor_price_vnd_per_kg: int | None = None
    note: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """What the codes of a batch stand for."""

    organisations: dict[str, Organisation]
    commodities: dict[str, Commodity]
    places: dict[str, Unit]


@transaction.atomic
def record_lots(*, season: Season, rows: Sequence[LotRow], actor: User | None) -> Recorded:
    """Write lots by their code in the season: new ones, changed ones; equal ones are left alone.

    Raises ``InputInvalid`` with every fault (row numbers from 1), ``not_allowed`` where the actor may not
    record in a row's area; nothing is written then.
    """
    faults = Faults("lots")
    known = _Known(
        by_code({row.producer for row in rows} | {row.representative for row in rows}),
        commodities_by_code(row.commodity for row in rows),
        units_by_code((row.place for row in rows), season.start),
    )
    lots = []
    for number, row in enumerate(rows, faults.first):
        check_figures(row, number, faults)
        lots.append(_lot(season, row, number, known, faults))
    check(lots, key=KEY, faults=faults)
    faults.refuse()
    if actor is not None:
        require_writing(actor, {(lot.producer_id, lot.area_code) for lot in lots})
    done = write(season, lots, derived=(*KEPT, *_LATER))
    record(actor=actor, verb=messages.LOTS_RECORDED, thing=season, **done.facts())
    return done


def write(season: Season, lots: Sequence[Lot], *, derived: Sequence[str]) -> Recorded:
    """Write a season's lots by code, one batch of a season after another; those changed count a version more.

    Lots already there are locked first, so that what somebody is just correcting is read as they left it.
    Each lot gets its primary key. Runs in the caller's transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('supply.lots'), %s)", [season.pk])
    codes = sorted(lot.code for lot in lots)
    among = Lot.objects.filter(season=season)
    for start in range(0, len(codes), _BATCH):
        held = among.filter(code__in=codes[start : start + _BATCH]).order_by("code")
        list(held.select_for_update().values_list("pk"))
    done = upsert(lots, key=KEY, among=among, derived=derived)
    changed = [lot.pk for lot in lots if f"{lot.season_id} {lot.code}" in done.changes]
    for start in range(0, len(changed), _BATCH):
        Lot.objects.filter(pk__in=changed[start : start + _BATCH]).update(version=F("version") + 1)
    return done


@transaction.atomic
def refresh_areas() -> int:
    """Copy today's areas of the units anew, after units changed; returns how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE supply_lot AS lot SET area_code = unit.area_code FROM geography_unit AS unit"
            " WHERE unit.id = lot.place_id AND unit.area_code <> lot.area_code"
        )
        return int(cursor.rowcount)


def _lot(season: Season, row: LotRow, number: int, known: _Known, faults: Faults) -> Lot:
    producer = known.organisations.get(row.producer)
    faults.unless(producer is not None, number, "producer", row.producer, "cần mã một tổ chức, hộ đã có")
    representative = known.organisations.get(row.representative) if row.representative else None
    faults.unless(
        representative is not None or not row.representative,
        number, "representative", row.representative, "cần mã một tổ chức đã có",
    )  # fmt: skip
    commodity = known.commodities.get(row.commodity)
    faults.unless(commodity is not None, number, "commodity", row.commodity, "cần mã một nông sản đã có")
    place = known.places.get(row.place)
    faults.unless(
        place is not None, number, "place", row.place, f"cần mã một đơn vị hành chính ngày {season.start}"
    )
    return Lot(
        season=season,
        code=row.code,
        producer=producer,
        representative=representative,
        commodity=commodity,
        grade=row.grade,
        certificates=sorted(set(row.certificates)),
        quantity_kg=row.quantity_kg,
        harvest_from=row.harvest_from,
        harvest_to=row.harvest_to,
        max_kg_per_day=row.max_kg_per_day,
        shelf_life_days=row.shelf_life_days,
        place=place,
        floor_price_vnd_per_kg=row.floor_price_vnd_per_kg,
        note=row.note,
        area_code=place.area_code if place else "",
        folded=words_of(row.code, producer, commodity, representative, place),
        source=row.source,
        is_demo=row.is_demo,
    )
