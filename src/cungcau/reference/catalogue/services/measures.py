"""Recording what units of measure are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue import messages
from cungcau.reference.catalogue.models import Confidence, UnitFactor
from cungcau.reference.catalogue.selectors import unit_key
from cungcau.reference.catalogue.services.goods import may_record
from cungcau.reference.recording import Faults, Recorded, check, upsert

KEY = ("region", "valid_from", "folded")
_STEP = Decimal("0.000001")
_MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class UnitFactorRow:
    """One unit in a region: ``factor`` standard units (m2 or kg), None where the size has to be asked.

    ``quantity``, ``region`` and ``confidence`` are the codes of ``UnitFactor`` and ``Confidence``.
    """

    unit: str
    quantity: str
    standard: str
    source: str
    region: str = ""
    factor: Decimal | None = None
    confidence: str = Confidence.MEDIUM
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    is_demo: bool = False


@transaction.atomic
def record_unit_factors(*, rows: Sequence[UnitFactorRow], actor: User | None) -> Recorded:
    """Write factors by unit, region and first day; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    may_record(actor)
    done = write_unit_factors(rows)
    record(actor=actor, verb=messages.UNIT_FACTORS_RECORDED, thing=None, **done.facts())
    return done


def write_unit_factors(rows: Sequence[UnitFactorRow]) -> Recorded:
    """Upsert factors inside the caller's transaction; the caller asked for the right to."""
    faults = Faults("units")
    objects = []
    for number, row in enumerate(rows, faults.first):
        _check(row, number, faults)
        folded, base = unit_key(row.unit)
        faults.unless(bool(folded), number, "unit", row.unit, "cần tên đơn vị có chữ hoặc số")
        factor = row.factor
        if factor is not None and 0 < factor < _MOST:
            factor = factor.quantize(_STEP)
        objects.append(
            UnitFactor(
                unit=row.unit, folded=folded, base=base or folded, quantity=row.quantity, region=row.region,
                factor=factor, standard=row.standard, valid_from=row.valid_from, valid_to=row.valid_to,
                confidence=row.confidence, note=row.note, source=row.source, is_demo=row.is_demo,
            )
        )  # fmt: skip
    check(objects, key=KEY, faults=faults)
    faults.refuse()
    return upsert(objects, key=KEY, among=UnitFactor.objects.all())


def _check(row: UnitFactorRow, number: int, faults: Faults) -> None:
    known = row.quantity in UnitFactor.Quantity.values
    faults.unless(known, number, "quantity", row.quantity, "cần: diện tích, khối lượng hoặc thể tích")
    fits = (row.standard == "m2") == (row.quantity == UnitFactor.Quantity.AREA) and row.standard in {
        "m2",
        "kg",
    }
    faults.unless(fits, number, "standard", row.standard, "cần m2 cho diện tích, kg cho khối lượng")
    regions = UnitFactor.Region.values
    faults.unless(row.region in regions, number, "region", row.region, "cần: Bắc Bộ, Trung Bộ, Nam Bộ, ĐBSCL")
    size = row.factor is None or (row.factor.is_finite() and _STEP <= row.factor < _MOST)
    faults.unless(size, number, "factor", row.factor, "cần một số lớn hơn 0, hoặc để trống khi phải hỏi")
    trust = row.confidence in Confidence.values
    faults.unless(trust, number, "confidence", row.confidence, "cần: cao, trung bình hoặc thấp")
    in_order = row.valid_from is None or row.valid_to is None or row.valid_from <= row.valid_to
    faults.unless(in_order, number, "valid_to", row.valid_to, "không được trước ngày đầu")
