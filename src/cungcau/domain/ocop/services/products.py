"""Recording products and the other codes and names they go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.messages import products as said
from cungcau.domain.ocop.models import CriteriaSet, Dossier, Product, ProductAlias
from cungcau.domain.ocop.selectors.rules import current_sets
from cungcau.domain.ocop.services.rights import may_entity, require_product
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

FIELDS = (
    "name", "set_code", "unit_id", "description", "revenue_vnd", "revenue_year", "stopped_on", "note",
)  # fmt: skip
"""What a person may enter of a product, by attribute name; old lists name its ``category`` where no set is known."""

MOST_ALIASES = 30


@transaction.atomic
def record_product(
    *,
    entity: Organisation,
    facts: Mapping[str, Any],
    actor: User | None,
    source: str = "",
    is_demo: bool = False,
    entity_unknown: bool = False,
) -> Product:
    """Write a product of an entity (:data:`FIELDS`); without a place it is where its entity is.

    Officers write in their area, a representative for those they act for. ``entity_unknown``: whose it is was never
    said, ``entity`` looks after it (``services.entities``). Raises ``not_allowed``,
    ``ocop_product_known`` where the entity has one of that name, ``InputInvalid`` naming the fields.
    """
    product = Product(entity=entity, entity_unknown=entity_unknown, is_demo=is_demo)
    product.source = source or (f"{actor.full_name}, {clock.today():%d/%m/%Y}" if actor else "hệ thống")[:300]
    _set(product, {"unit_id": entity.unit_id, **facts})
    if not may_entity(actor, entity.pk, product.area_code, policies.RECORD_PRODUCTS):
        assert actor is not None, "the system may do everything"
        access.require(actor, policies.RECORD_PRODUCTS, product.area_code)
    _check(product)
    Organisation.objects.select_for_update(no_key=True).only("pk").get(pk=entity.pk)
    _refuse_twin(product)
    product.folded = search_words(product, [])
    product.save(force_insert=True)
    record(actor=actor, verb=said.PRODUCT_RECORDED, thing=product, entity=entity.name)
    return product


@transaction.atomic
def change_product(
    *, pk: int, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User | None
) -> Product:
    """Correct a product; a name given up stays findable as an alias once the product is registered.

    Raises ``EditedMeanwhile``, ``not_found``, ``not_allowed``, ``ocop_product_known``, ``InputInvalid``.
    """
    product = _held(pk)
    require_product(actor, product)
    changed = take(product, version=version, seen=seen, mine=mine)
    changed = {name: value for name, value in changed.items() if getattr(product, name) != value}
    if not changed:
        return product
    before = product.name
    _set(product, changed)
    _check(product)
    Organisation.objects.select_for_update(no_key=True).only("pk").get(pk=product.entity_id)
    _refuse_twin(product)
    if before != product.name and (product.code or product.certificates.exists()):
        _keep_alias(product, ProductAlias.Kind.NAME, before, "tên trước đây")
    product.version += 1
    _save(product, [*changed, "area_code", "category"])
    record(actor=actor, verb=said.PRODUCT_CHANGED, thing=product, fields=sorted(changed))
    return product


@transaction.atomic
def add_alias(*, product: Product, kind: str, text: str, source: str, actor: User | None) -> ProductAlias:
    """Let a product be found by an old code or another name; the same again is the one there is.

    Raises ``ocop_alias_taken`` for a code of another product, ``ocop_aliases_full``, ``InputInvalid``.
    """
    held = _held(product.pk)
    require_product(actor, held)
    made = _keep_alias(held, kind, text, source)
    held.version += 1
    _save(held, [])
    record(actor=actor, verb=said.ALIAS_ADDED, thing=held, alias=made.text)
    return made


@transaction.atomic
def drop_alias(*, alias: ProductAlias, actor: User | None) -> None:
    """Take an alias entered by mistake away; the trail keeps it."""
    held = _held(alias.product_id)
    require_product(actor, held)
    text = alias.text
    ProductAlias.objects.filter(pk=alias.pk).delete()
    held.version += 1
    _save(held, [])
    record(actor=actor, verb=said.ALIAS_DROPPED, thing=held, alias=text)


def search_words(product: Product, aliases: list[str]) -> str:
    """What the search finds a product by: its name, codes, other names, entity, place."""
    place = product.unit.title if product.unit is not None else ""
    return words(product.name, product.code or "", *aliases, product.entity.name, product.entity.code, place)[
        :700
    ]


def rename_in_files(product: Product) -> None:
    """Let the product's files be found by what it is called now."""
    for dossier in Dossier.objects.filter(product=product).only("pk", "code", "folded"):
        folded = words(product.folded, dossier.code or "")[:700]
        Dossier.objects.filter(pk=dossier.pk).exclude(folded=folded).update(folded=folded)


def _held(pk: int) -> Product:
    rows = Product.objects.select_for_update(of=("self",)).select_related("entity", "unit")
    product = rows.defer("words", "entity__words").filter(pk=pk).first()
    if product is None:
        raise DomainError("not_found")
    return product


def _set(product: Product, facts: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in facts:
            value = facts[name]
            setattr(product, name, value.replace("\x00", "").strip() if isinstance(value, str) else value)
    product.name = " ".join(product.name.split())
    if "unit_id" in facts:
        product.unit = Unit.objects.filter(pk=product.unit_id).first() if product.unit_id else None
        product.area_code = product.unit.area_code if product.unit is not None else product.entity.area_code
    if "set_code" in facts:
        known = CriteriaSet.objects.filter(code=product.set_code).order_by("-book").first()
        product.category = known.category if known is not None else ""
    if "category" in facts and not product.set_code:
        product.category = facts["category"]


def _check(product: Product) -> None:
    today = clock.today()
    faults = []
    if not product.name:
        faults.append(Fault("product", 1, "name", "", "cần tên sản phẩm"))
    for name, most in (("name", 300), ("description", 4000), ("note", 2000)):
        if len(getattr(product, name)) > most:
            faults.append(Fault("product", 1, name, "…", f"dài nhất {most} ký tự"))
    if product.set_code and not _known_set(product.set_code):
        faults.append(Fault("product", 1, "set_code", product.set_code, "không có bộ tiêu chí này"))
    if product.revenue_vnd is not None and not 0 <= product.revenue_vnd < 2**62:
        faults.append(
            Fault("product", 1, "revenue_vnd", str(product.revenue_vnd), "cần số đồng từ 0 trở lên")
        )
    if product.revenue_vnd is not None and product.revenue_year is None:
        faults.append(Fault("product", 1, "revenue_year", "", "cần năm của doanh thu"))
    if product.revenue_year is not None and not 2000 <= product.revenue_year <= today.year:
        expected = f"cần năm từ 2000 đến {today.year}"
        faults.append(Fault("product", 1, "revenue_year", str(product.revenue_year), expected))
    if product.stopped_on is not None and product.stopped_on > today:
        expected = "ngày ngừng sản xuất không được sau hôm nay"
        faults.append(Fault("product", 1, "stopped_on", f"{product.stopped_on:%d/%m/%Y}", expected))
    if faults:
        raise InputInvalid(faults)


def _known_set(code: str) -> bool:
    return (
        current_sets(clock.today()).filter(code=code).exists()
        or CriteriaSet.objects.filter(code=code).exists()
    )


def _refuse_twin(product: Product) -> None:
    """One entity, one product of a name: the same typed twice is most often the same product.

    Of those whose entity is not known, one of a name in one place: two districts may each have theirs.
    """
    twins = Product.objects.filter(entity=product.entity_id).exclude(pk=product.pk)
    if product.entity_unknown:
        twins = twins.filter(unit=product.unit_id)
    for pk, name in twins.values_list("pk", "name"):
        if words(name) == words(product.name):
            raise DomainError("ocop_product_known", entity=product.entity.name, product=name, number=pk)


def _keep_alias(product: Product, kind: str, text: str, source: str) -> ProductAlias:
    text, source = " ".join(text.replace("\x00", "").split()), source.replace("\x00", "").strip()
    if not text or len(text) > 300 or kind not in ProductAlias.Kind.values:
        raise InputInvalid([Fault("alias", 1, "text", text[:60], "cần mã hoặc tên, dài nhất 300 ký tự")])
    there = ProductAlias.objects.filter(product=product, kind=kind, text=text).first()
    if there is not None:
        return there
    if kind == ProductAlias.Kind.CODE:
        taken = ProductAlias.objects.filter(kind=kind, text=text).select_related("product").first()
        other = taken.product if taken is not None else Product.objects.filter(code=text).first()
        if other is not None and other.pk != product.pk:
            raise DomainError("ocop_alias_taken", alias=text, product=other.name)
    if ProductAlias.objects.filter(product=product).count() >= MOST_ALIASES:
        raise DomainError("ocop_aliases_full", most=MOST_ALIASES)
    return ProductAlias.objects.create(
        product=product,
        kind=kind,
        text=text,
        folded=words(text)[:300],
        source=(source or "cán bộ nhập")[:300],
    )


def _save(product: Product, changed: list[str]) -> None:
    aliases = list(ProductAlias.objects.filter(product=product).order_by("pk").values_list("text", flat=True))
    product.folded = search_words(product, aliases)
    product.save(update_fields=sorted({*changed, "folded", "version", "updated_at"}))
    rename_in_files(product)
