"""Recording what belongs to a commodity: varieties, size classes, packs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue import messages
from cungcau.reference.catalogue.models import Commodity, Pack, SizeClass, Variety
from cungcau.reference.catalogue.selectors import commodity_ids
from cungcau.reference.catalogue.services import followers
from cungcau.reference.catalogue.services.goods import may_record
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words


@dataclass(frozen=True, slots=True)
class VarietyRow:
    """A variety of a commodity (its code), with other names people use."""

    commodity: str
    name: str
    source: str
    aliases: tuple[str, ...] = ()
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class SizeRow:
    """A size class: whole grams a fruit, or whole fruits a kg, from – to; at least one of the four."""

    commodity: str
    name: str
    source: str
    min_g: int | None = None
    max_g: int | None = None
    min_per_kg: int | None = None
    max_per_kg: int | None = None
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class PackRow:
    """What goods are packed in and what it holds, in whole grams; ``commodity`` blank is any."""

    name: str
    grams: int
    source: str
    commodity: str = ""
    is_demo: bool = False


@transaction.atomic
def record_varieties(*, rows: Sequence[VarietyRow], actor: User | None) -> Recorded:
    """Write varieties by commodity and name; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    may_record(actor)
    faults = Faults("varieties")
    ids = commodity_ids(row.commodity for row in rows)
    objects = [
        Variety(
            commodity_id=faults.look_up(ids, number, "commodity", row.commodity),
            name=row.name,
            aliases=list(dict.fromkeys(alias.strip()[:120] for alias in row.aliases if alias.strip())),
            folded=words(row.name)[:120],
            source=row.source,
            is_demo=row.is_demo,
        )
        for number, row in enumerate(rows, faults.first)
    ]
    faults.refuse()
    check(objects, key=("commodity_id", "folded"), faults=faults)
    faults.refuse()
    done = upsert(objects, key=("commodity_id", "folded"), among=Variety.objects.all())
    followers.tell()
    _say(actor, messages.VARIETIES_RECORDED, rows, done)
    return done


@transaction.atomic
def record_sizes(*, rows: Sequence[SizeRow], actor: User | None) -> Recorded:
    """Write size classes by commodity and name; raises as :func:`record_varieties`."""
    may_record(actor)
    faults = Faults("sizes")
    ids = commodity_ids(row.commodity for row in rows)
    objects = []
    for number, row in enumerate(rows, faults.first):
        pairs = ((row.min_g, row.max_g, "max_g"), (row.min_per_kg, row.max_per_kg, "max_per_kg"))
        for least, most, column in pairs:
            in_order = least is None or most is None or least <= most
            faults.unless(in_order, number, column, most, "không được nhỏ hơn số đầu")
        said = any(value is not None for pair in pairs for value in pair[:2])
        faults.unless(said, number, "min_g", "", "cần ít nhất một số: gam mỗi quả hoặc quả mỗi kg")
        objects.append(
            SizeClass(
                commodity_id=faults.look_up(ids, number, "commodity", row.commodity),
                name=row.name, min_g=row.min_g, max_g=row.max_g,
                min_per_kg=row.min_per_kg, max_per_kg=row.max_per_kg, source=row.source, is_demo=row.is_demo,
            )
        )  # fmt: skip
    faults.refuse()
    check(objects, key=("commodity_id", "name"), faults=faults)
    faults.refuse()
    done = upsert(objects, key=("commodity_id", "name"), among=SizeClass.objects.all())
    _say(actor, messages.SIZES_RECORDED, rows, done)
    return done


@transaction.atomic
def record_packs(*, rows: Sequence[PackRow], actor: User | None) -> Recorded:
    """Write packs by commodity and name; raises as :func:`record_varieties`."""
    may_record(actor)
    faults = Faults("packs")
    ids = commodity_ids(row.commodity for row in rows)
    objects = []
    for number, row in enumerate(rows, faults.first):
        faults.unless(row.grams > 0, number, "grams", row.grams, "cần số gam lớn hơn 0")
        known = faults.look_up(ids, number, "commodity", row.commodity) if row.commodity else None
        objects.append(
            Pack(commodity_id=known, name=row.name, grams=row.grams, source=row.source, is_demo=row.is_demo)
        )
    faults.refuse()
    check(objects, key=("commodity_id", "name"), faults=faults)
    faults.refuse()
    done = upsert(objects, key=("commodity_id", "name"), among=Pack.objects.all())
    _say(actor, messages.PACKS_RECORDED, rows, done)
    return done


def _say(
    actor: User | None, verb: str, rows: Sequence[VarietyRow | SizeRow | PackRow], done: Recorded
) -> None:
    codes = {row.commodity for row in rows if row.commodity}
    thing = Commodity.objects.filter(code__in=codes).first() if len(codes) == 1 else None
    record(actor=actor, verb=verb, thing=thing, area="", **done.facts())
