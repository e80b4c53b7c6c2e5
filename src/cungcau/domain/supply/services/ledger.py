"""What a producer had offered and sold in the season before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from cungcau.domain.registry.selectors import ids_by_code
from cungcau.domain.supply import messages, policies
from cungcau.domain.supply.models import SeasonLedger
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue.models import Season
from cungcau.reference.recording import Faults, Recorded, check, upsert

_WEIGHT_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What a producer had offered and sold in the season before (kg), and its weight in the fair share."""

    producer: str
    source: str
    weight: Decimal = Decimal(1)
    prior_offered_kg: int = 0
    prior_sold_kg: int = 0
    is_demo: bool = False


@transaction.atomic
def record_ledger(*, season: Season, rows: Sequence[LedgerRow], actor: User | None) -> Recorded:
    """Write the season's ledger by producer; raises as ``record_lots``."""
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
