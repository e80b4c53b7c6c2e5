"""Recording lots and the season's ledger; the only writers of this app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code, ids_by_code
from cungcau.domain.supply import messages, policies
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import commodities_by_code
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

_WEIGHT_STEP = Decimal("0.0001")


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
class LedgerRow:
    """What a producer had offered and sold in the season before (kg), and its weight in the fair share."""

    producer: str
    source: str
    weight: Decimal = Decimal(1)
    prior_offered_kg: int = 0
    prior_sold_kg: int = 0
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
        _check(row, number, faults)
        lots.append(_lot(season, row, number, known, faults))
    check(lots, key=("season_id", "code"), faults=faults)
    faults.refuse()
    if actor is not None:
        for area in {lot.area_code for lot in lots}:
            require(actor, policies.RECORD, area)
    done = upsert(lots, key=("season_id", "code"), among=Lot.objects.filter(season=season))
    record(actor=actor, verb=messages.LOTS_RECORDED, thing=season, **done.facts())
    return done


@transaction.atomic
def record_ledger(*, season: Season, rows: Sequence[LedgerRow], actor: User | None) -> Recorded:
    """Write the season's ledger by producer; raises as :func:`record_lots`."""
    if actor is not None:
        require(actor, policies.RECORD, season.area_code)
    faults = Faults("ledger")
    ids = ids_by_code(row.producer for row in rows)
    lines = []
    for number, row in enumerate(rows, faults.first):
        faults.unless(
            0 < row.weight < 100_000, number, "weight", row.weight, "cần số lớn hơn 0, nhỏ hơn 100.000"
        )
        fits = 0 <= row.prior_sold_kg <= row.prior_offered_kg
        faults.unless(fits, number, "prior_sold_kg", row.prior_sold_kg, "cần từ 0 đến prior_offered_kg")
        lines.append(
            SeasonLedger(
                season=season,
                producer_id=faults.look_up(ids, number, "producer", row.producer),
                weight=row.weight.quantize(_WEIGHT_STEP),
                prior_offered_kg=row.prior_offered_kg,
                prior_sold_kg=row.prior_sold_kg,
                source=row.source,
                is_demo=row.is_demo,
            )
        )
    faults.refuse()
    check(lines, key=("season_id", "producer_id"), faults=faults)
    faults.refuse()
    done = upsert(lines, key=("season_id", "producer_id"), among=SeasonLedger.objects.filter(season=season))
    record(actor=actor, verb=messages.LEDGER_RECORDED, thing=season, **done.facts())
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


def _check(row: LotRow, number: int, faults: Faults) -> None:
    faults.unless(row.quantity_kg > 0, number, "quantity_kg", row.quantity_kg, "cần số nguyên lớn hơn 0")
    in_order = row.harvest_from <= row.harvest_to
    faults.unless(in_order, number, "harvest_to", row.harvest_to, "không được trước harvest_from")
    for column in ("grade", "max_kg_per_day", "shelf_life_days", "floor_price_vnd_per_kg"):
        value = getattr(row, column)
        faults.unless(value is None or value >= 0, number, column, value, "cần số nguyên từ 0")


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
    names = (
        producer.name if producer else "",
        row.code,
        commodity.name_vi if commodity else "",
        representative.name if representative else "",
        place.folded_path if place else "",
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
        folded=words(*names)[:600],
        source=row.source,
        is_demo=row.is_demo,
    )
