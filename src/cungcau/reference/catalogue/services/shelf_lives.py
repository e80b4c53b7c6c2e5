"""Recording how long goods keep, choosing between observations, and giving nameless ones their commodity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.catalogue import messages, policies
from cungcau.reference.catalogue.models import Commodity, Confidence, ShelfLife
from cungcau.reference.catalogue.selectors import comparable
from cungcau.reference.catalogue.services.goods import may_record, write_commodities
from cungcau.reference.catalogue.services.rows import CommodityRow
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

_KEY = ("temp_min", "temp_max", "source", "goods_in_source", "goods")
_COLDEST, _WARMEST = Decimal(-40), Decimal(60)


@dataclass(frozen=True, slots=True)
class ShelfLifeRow:
    """One observation: whole days from – to at °C from – to (both None: ambient), whole % of humidity.

    ``commodity`` is a code, blank where the goods are not in the catalogue; ``goods`` their name as written.
    """

    goods: str
    days_min: int
    days_max: int
    source: str
    commodity: str = ""
    goods_in_source: str = ""
    temp_min: Decimal | None = None
    temp_max: Decimal | None = None
    humidity_min: int | None = None
    humidity_max: int | None = None
    observed_on: date | None = None
    confidence: str = Confidence.MEDIUM
    note: str = ""
    is_demo: bool = False


@transaction.atomic
def record_shelf_lives(*, rows: Sequence[ShelfLifeRow], actor: User | None) -> Recorded:
    """Write observations by goods, temperature and source; who is chosen or was linked by hand stays so.

    Raises ``InputInvalid`` with every fault, or ``not_allowed``.
    """
    may_record(actor)
    faults = Faults("shelf_lives")
    known = {one.code: one for one in Commodity.objects.filter(code__in={row.commodity for row in rows})}
    there = {
        (old.temp_min, old.temp_max, old.source, old.goods_in_source, old.goods): old
        for old in ShelfLife.objects.filter(goods__in={row.goods for row in rows})
    }
    objects = []
    for number, row in enumerate(rows, faults.first):
        _check(row, number, faults)
        one = _observation(row, known.get(row.commodity))
        faults.unless(
            one.commodity is not None or not row.commodity,
            number, "commodity", row.commodity, "cần mã một nông sản đã có",
        )  # fmt: skip
        old = there.get((one.temp_min, one.temp_max, one.source, one.goods_in_source, one.goods))
        if old is not None:
            one.recorded_on = old.recorded_on
            one.commodity_id = one.commodity_id or old.commodity_id
        objects.append(one)
    check(objects, key=_KEY, faults=faults)
    faults.refuse()
    kept = ("chosen", "chosen_reason", "chosen_by_id", "withdrawn_reason")
    done = upsert(objects, key=_KEY, among=ShelfLife.objects.all(), derived=kept)
    record(actor=actor, verb=messages.SHELF_LIVES_RECORDED, thing=None, **done.facts())
    return done


def _check(row: ShelfLifeRow, number: int, faults: Faults) -> None:
    faults.unless(row.days_min >= 0, number, "days_min", row.days_min, "cần số ngày từ 0")
    fits = max(1, row.days_min) <= row.days_max
    faults.unless(fits, number, "days_max", row.days_max, "cần từ 1 ngày, không ít hơn số đầu")
    low, high = row.temp_min, row.temp_max
    both = (low is None) == (high is None)
    faults.unless(both, number, "temp", f"{low} {high}", "cần cả hai đầu nhiệt độ, hoặc «thường»")
    if low is not None and high is not None:
        in_range = _COLDEST <= low <= high <= _WARMEST
        faults.unless(
            in_range, number, "temp", f"{low} – {high}", "cần nhiệt độ từ −40 đến 60 °C, thấp trước"
        )
    damp = (row.humidity_min, row.humidity_max)
    fine = damp == (None, None) or (
        damp[0] is not None and damp[1] is not None and 0 <= damp[0] <= damp[1] <= 100
    )
    faults.unless(fine, number, "humidity", f"{damp[0]} – {damp[1]}", "cần độ ẩm từ 0 đến 100 %, thấp trước")
    known = row.confidence in Confidence.values
    faults.unless(known, number, "confidence", row.confidence, "cần: cao, trung bình hoặc thấp")


def _observation(row: ShelfLifeRow, commodity: Commodity | None) -> ShelfLife:
    step = Decimal("0.1")
    return ShelfLife(
        commodity=commodity, goods=row.goods, goods_in_source=row.goods_in_source,
        folded=words(row.goods, row.goods_in_source, commodity.name_vi if commodity else "")[:300],
        temp_min=None if row.temp_min is None else row.temp_min.quantize(step),
        temp_max=None if row.temp_max is None else row.temp_max.quantize(step),
        humidity_min=row.humidity_min, humidity_max=row.humidity_max, days_min=row.days_min,
        days_max=row.days_max, observed_on=row.observed_on, recorded_on=clock.today(),
        confidence=row.confidence, note=row.note, source=row.source, is_demo=row.is_demo,
    )  # fmt: skip


@transaction.atomic
def choose_shelf_life(*, row: ShelfLife, reason: str, actor: User) -> ShelfLife:
    """Use this observation among those at about the same temperature, with the reason; the others stay beside it.

    Raises ``not_allowed``, ``catalogue_reason_missing``, ``shelf_life_not_usable`` (withdrawn, or no commodity).
    """
    require(actor, policies.RECORD)
    why = _reason(reason)
    list(Commodity.objects.select_for_update().filter(pk=row.commodity_id or 0))
    locked = ShelfLife.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.withdrawn_reason or locked.commodity_id is None:
        raise DomainError("shelf_life_not_usable")
    for other in ShelfLife.objects.filter(commodity_id=locked.commodity_id, chosen=True).exclude(pk=row.pk):
        if comparable(locked, other):
            other.chosen, other.chosen_reason, other.chosen_by = False, "", None
            other.save(update_fields=["chosen", "chosen_reason", "chosen_by"])
    locked.chosen, locked.chosen_reason, locked.chosen_by = True, why, actor
    locked.save(update_fields=["chosen", "chosen_reason", "chosen_by"])
    record(
        actor=actor, verb=messages.SHELF_LIFE_CHOSEN, thing=locked, area="", reason=why, source=locked.source
    )
    return locked


@transaction.atomic
def withdraw_shelf_life(*, row: ShelfLife, reason: str, actor: User) -> ShelfLife:
    """Leave an observation out from now on, with the reason; it stays on the page. Raises as choosing does."""
    require(actor, policies.RECORD)
    why = _reason(reason)
    locked = ShelfLife.objects.select_for_update(of=("self",)).get(pk=row.pk)
    locked.chosen, locked.chosen_reason, locked.chosen_by, locked.withdrawn_reason = False, "", None, why
    locked.save(update_fields=["chosen", "chosen_reason", "chosen_by", "withdrawn_reason"])
    record(actor=actor, verb=messages.SHELF_LIFE_WITHDRAWN, thing=locked, area="", reason=why)
    return locked


@transaction.atomic
def name_shelf_life(
    *, row: ShelfLife, commodity: Commodity | None, new: CommodityRow | None, actor: User
) -> Commodity:
    """Say which commodity an observation is of (or make it), and keep the name written as one of its names.

    Every observation under the same free name goes along. Raises ``not_allowed``, ``InputInvalid``.
    """
    require(actor, policies.RECORD)
    if new is not None:
        write_commodities([new], Faults("commodities"))
        commodity = Commodity.objects.get(code=new.code)
    assert commodity is not None
    known = Commodity.objects.select_for_update().get(pk=commodity.pk)
    if words(row.goods) not in known.names:
        names = CommodityRow(
            known.code, known.name_vi, known.source, known.name_en, known.group, known.is_demo,
            aliases=(*known.aliases, row.goods),
        )  # fmt: skip
        write_commodities([names], Faults("commodities"))
    moved = ShelfLife.objects.filter(goods=row.goods, commodity=None).update(commodity=known)
    if row.commodity_id != known.pk and moved == 0:
        ShelfLife.objects.filter(pk=row.pk).update(
            commodity=known, chosen=False, chosen_reason="", chosen_by=None
        )
    record(
        actor=actor, verb=messages.SHELF_LIFE_NAMED, thing=known, area="", goods=row.goods, rows=max(moved, 1)
    )
    return known


def _reason(text: str) -> str:
    reason = " ".join(text.replace("\x00", " ").split())
    if not reason:
        raise DomainError("catalogue_reason_missing")
    return reason[:300]
