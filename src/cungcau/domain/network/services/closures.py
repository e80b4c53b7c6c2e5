"""What is shut or narrowed on which days, from plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from cungcau.domain.network import messages, policies
from cungcau.domain.network.models import Closure
from cungcau.domain.network.selectors import lane_ids, market_ids, point_ids
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert

_FACTOR_STEP = Decimal("0.00001")
_NARROWED = (Closure.Kind.POINT, Closure.Kind.LANE)
_KEY = ("season_id", "kind", "place_id", "point_id", "lane_id", "market_id", "last", "first")


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """What is closed: ``kind`` place, point, lane or market and its ``id`` (of a lane ``point>market``).

    Both days are included; ``factor`` 0 closes, up to 1 it is the part of a point's or lane's capacity left.
    """

    kind: str
    id: str
    first: date
    last: date
    source: str
    factor: Decimal = Decimal(0)
    reason: str = ""
    is_demo: bool = False


@transaction.atomic
def record_closures(*, season: Season, rows: Sequence[ClosureRow], actor: User | None) -> Recorded:
    """Write closures by what they close and when.

    Raises ``InputInvalid`` with every fault, or ``not_allowed``.
    """
    if actor is not None:
        require(actor, policies.RECORD, season.area_code)
    faults = Faults("closures")
    ids = _ids(rows, season.start)
    closures = []
    for number, row in enumerate(rows, faults.first):
        known = row.kind in Closure.Kind.values
        faults.unless(known, number, "kind", row.kind, "cần một trong: " + ", ".join(Closure.Kind.values))
        target = ids[row.kind].get(row.id) if known else None
        faults.unless(target is not None or not known, number, "id", row.id, "cần một mã đã có")
        faults.unless(row.first <= row.last, number, "last", row.last, "không được trước first")
        most = 1 if row.kind in _NARROWED else 0
        faults.unless(0 <= row.factor <= most, number, "factor", row.factor, f"cần số từ 0 đến {most}")
        closures.append(_closure(season, row, target))
    check(closures, key=_KEY, faults=faults)
    faults.refuse()
    done = upsert(closures, key=_KEY, among=Closure.objects.filter(season=season), derived=("version",))
    record(actor=actor, verb=messages.CLOSURES_RECORDED, thing=season, **done.facts())
    return done


def _ids(rows: Sequence[ClosureRow], on: date) -> Mapping[str, Mapping[str, int]]:
    named = {kind: [row.id for row in rows if row.kind == kind] for kind in Closure.Kind.values}
    return {
        Closure.Kind.PLACE: {code: unit.pk for code, unit in units_by_code(named["place"], on).items()},
        Closure.Kind.POINT: point_ids(named["point"]),
        Closure.Kind.LANE: lane_ids(named["lane"]),
        Closure.Kind.MARKET: market_ids(named["market"]),
    }


def _closure(season: Season, row: ClosureRow, target: int | None) -> Closure:
    def when(kind: Closure.Kind) -> int | None:
        return target if row.kind == kind else None

    return Closure(
        season=season,
        kind=row.kind,
        place_id=when(Closure.Kind.PLACE),
        point_id=when(Closure.Kind.POINT),
        lane_id=when(Closure.Kind.LANE),
        market_id=when(Closure.Kind.MARKET),
        first=row.first,
        last=row.last,
        factor=row.factor.quantize(_FACTOR_STEP),
        reason=row.reason,
        source=row.source,
        is_demo=row.is_demo,
    )
