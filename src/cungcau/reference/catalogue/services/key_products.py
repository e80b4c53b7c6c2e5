"""Recording lists of key products, and which commodities each covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue import messages, policies
from cungcau.reference.catalogue.models import Commodity, KeyProduct
from cungcau.reference.catalogue.services.goods import may_record
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

KEY = ("area_code", "document", "name")


@dataclass(frozen=True, slots=True)
class KeyProductRow:
    """One product of a list: its group and place in it, the document, the days the list is in force."""

    area_code: str
    group: str
    group_rank: int
    rank: int
    name: str
    document: str
    valid_from: date
    source: str
    valid_to: date | None = None
    is_demo: bool = False


@transaction.atomic
def record_key_products(*, rows: Sequence[KeyProductRow], actor: User | None) -> Recorded:
    """Write key products by area, document and name; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    may_record(actor)
    done = write_key_products(rows)
    record(actor=actor, verb=messages.KEY_PRODUCTS_RECORDED, thing=None, **done.facts())
    return done


def write_key_products(rows: Sequence[KeyProductRow]) -> Recorded:
    """Upsert key products inside the caller's transaction; the caller asked for the right to."""
    faults = Faults("key_products")
    for number, row in enumerate(rows, faults.first):
        in_order = row.valid_to is None or row.valid_from <= row.valid_to
        faults.unless(in_order, number, "valid_to", row.valid_to, "không được trước ngày đầu")
    objects = [
        KeyProduct(
            area_code=row.area_code, group=row.group, group_rank=row.group_rank, rank=row.rank, name=row.name,
            folded=words(row.name, row.group)[:300], document=row.document, valid_from=row.valid_from,
            valid_to=row.valid_to, source=row.source, is_demo=row.is_demo,
        )
        for row in rows
    ]  # fmt: skip
    check(objects, key=KEY, faults=faults)
    faults.refuse()
    return upsert(objects, key=KEY, among=KeyProduct.objects.all())


@transaction.atomic
def link_key_product(*, product: KeyProduct, commodities: Iterable[Commodity], actor: User) -> None:
    """Say which commodities a key product covers; raises ``not_allowed``."""
    require(actor, policies.RECORD)
    chosen = list(commodities)
    product.commodities.set(chosen)
    record(
        actor=actor,
        verb=messages.KEY_PRODUCT_LINKED,
        thing=product,
        commodities=sorted(one.code for one in chosen),
    )
