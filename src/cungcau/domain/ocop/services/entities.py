"""Products whose entity an old list does not name: who looks after them, and giving them their entity.

Announcements of results often say what was recognised and where, but not whose it is. Nobody is invented for that:
the province's OCOP office, an organisation of its own, holds such products until somebody says whose they are.
"""

from __future__ import annotations

from django.db import transaction

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.messages import products as said
from cungcau.domain.ocop.models import Product, ProductAlias
from cungcau.domain.ocop.services.products import rename_in_files, search_words
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

CARETAKER = "ocop-chua-ro-chu-the-"
"""Begins the code of each province's record for products of nobody known."""

_NAME = "Chưa rõ chủ thể (Văn phòng OCOP {province} xác minh)"
_NOTE = (
    "Giữ các sản phẩm OCOP biết từ danh sách công bố không nêu chủ thể. Không phải là chủ thể: "
    "khi biết sản phẩm của ai thì ghi chủ thể cho từng sản phẩm."
)


def caretaker(province: Unit) -> Organisation:
    """The record under which a province's products without a known entity stand; made once."""
    code = f"{CARETAKER}{province.code}"
    there = Organisation.objects.defer("words").filter(code=code).first()
    if there is not None:
        return there
    row = OrganisationRow(
        code=code, name=_NAME.format(province=f"{province.kind} {province.name}"), kind=Kind.AGENCY,
        source="hệ thống", place=province.code, note=_NOTE,
    )  # fmt: skip
    record_organisations(rows=[row], on=clock.today(), actor=None)
    return Organisation.objects.defer("words").get(code=code)


@transaction.atomic
def give_entity(
    *, product: Product, entity: Organisation, actor: User | None, unit: Unit | None = None
) -> Product:
    """Say whose a product is that nobody was known for; with ``unit`` also where it is made.

    Without one the product goes where its entity is, if only its province was known. Certificates and what follows
    them go along. Raises ``not_allowed``, ``not_found``, ``ocop_entity_known``, ``ocop_product_known``.
    """
    rows = Product.objects.select_for_update(of=("self",)).select_related("entity", "unit")
    held = rows.defer("words", "entity__words").filter(pk=product.pk).first()
    if held is None:
        raise DomainError("not_found")
    if actor is not None:
        access.require(actor, policies.RECORD_PRODUCTS, held.area_code)
    if not held.entity_unknown:
        raise DomainError("ocop_entity_known", product=held.name, entity=held.entity.name)
    _refuse_known(held, entity)
    before = held.area_code
    held.entity, held.entity_unknown = entity, False
    place = unit or (entity.unit if "." not in held.area_code else None)
    if place is not None:
        held.unit, held.area_code = place, place.area_code
    if actor is not None:
        access.require(actor, policies.RECORD_PRODUCTS, held.area_code)
    held.version += 1
    aliases = ProductAlias.objects.filter(product=held).order_by("pk").values_list("text", flat=True)
    held.folded = search_words(held, list(aliases))
    held.save(
        update_fields=["entity", "entity_unknown", "unit", "area_code", "folded", "version", "updated_at"]
    )
    if before != held.area_code:
        held.certificates.update(area_code=held.area_code)
    rename_in_files(held)
    record(actor=actor, verb=said.ENTITY_GIVEN, thing=held, entity=entity.name)
    return held


def _refuse_known(product: Product, entity: Organisation) -> None:
    own = Product.objects.filter(entity=entity).exclude(pk=product.pk).values_list("pk", "name")
    for pk, name in own:
        if words(name) == words(product.name):
            raise DomainError("ocop_product_known", entity=entity.name, product=name, number=pk)
