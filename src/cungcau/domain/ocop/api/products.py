"""Products over the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.api import inputs as given
from cungcau.domain.ocop.api import product_shapes as shapes
from cungcau.domain.ocop.models import Product, ProductAlias
from cungcau.domain.ocop.selectors import products as selectors
from cungcau.domain.ocop.services import products as services
from cungcau.domain.ocop.views.products import product_for
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.search import matching

router = Router(tags=["OCOP: sản phẩm"])
WHOLE = {200: shapes.OcopProductWholeOut, **PROBLEMS}


@router.get("", response={200: list[shapes.OcopProductOut], **PROBLEMS}, summary="Sản phẩm OCOP")
def products(request: HttpRequest, page: Query[given.OcopProductPageIn]) -> list[Product]:
    """The products one may see, by name."""
    user = signed_in(request)
    access.require(user, policies.VIEW_PRODUCTS)
    rows = matching(selectors.listed(user), page.q)
    if page.star is not None:
        rows = selectors.of_star(rows, page.star)
    if page.standing:
        rows = selectors.standing_so(rows, page.standing, clock.today())
    if page.set:
        rows = rows.filter(set_code=page.set)
    if page.area:
        rows = rows.filter(area_code=page.area)
    return list(rows[page.offset : page.offset + page.limit])


@router.post("", response={201: shapes.OcopProductWholeOut, **PROBLEMS}, summary="Ghi sản phẩm")
def record(request: HttpRequest, wanted: given.OcopProductIn) -> Status[Product]:
    """Record a product of an entity."""
    user = signed_in(request)
    entity = organisation(wanted.entity)
    facts = wanted.dict(exclude={"entity", "place"})
    if wanted.place:
        facts["unit_id"] = _place(wanted.place)

    def work() -> dict[str, object]:
        return {"pk": services.record_product(entity=entity, facts=facts, actor=user).pk}

    done = editing.once(once_token(request), user, "ocop.product.api", work, content=wanted.dict())
    return Status(201, product_for(request, int(str(done.result["pk"])))[1])


@router.get("/{int:number}", response=WHOLE, summary="Một sản phẩm")
def product(request: HttpRequest, number: given.OcopNumber) -> Product:
    """One product with its other codes and names."""
    return product_for(request, number)[1]


@router.patch("/{int:number}", response=WHOLE, summary="Sửa sản phẩm")
def change(request: HttpRequest, number: given.OcopNumber, wanted: given.OcopProductChangeIn) -> Product:
    """Change what is given, unless somebody else changed the product since ``version``."""
    user, found = product_for(request, number)
    if wanted.version != found.version:
        raise DomainError("edited_meanwhile", version=found.version, fields=0)
    mine: dict[str, Any] = wanted.dict(exclude_unset=True, exclude={"version"})
    texts = ("name", "set_code", "description", "note")
    mine = {name: "" if value is None and name in texts else value for name, value in mine.items()}
    seen = {name: getattr(found, name) for name in mine}
    services.change_product(pk=found.pk, version=wanted.version, seen=seen, mine=mine, actor=user)
    return product_for(request, number)[1]


@router.post(
    "/{int:number}/aliases", response={201: shapes.OcopAliasOut, **PROBLEMS}, summary="Thêm mã, tên khác"
)
def add_alias(
    request: HttpRequest, number: given.OcopNumber, wanted: given.OcopAliasIn
) -> Status[ProductAlias]:
    """Let a product be found by another code or name."""
    user, found = product_for(request, number)
    made = services.add_alias(
        product=found, kind=wanted.kind, text=wanted.text, source=wanted.source, actor=user
    )
    return Status(201, made)


@router.delete(
    "/{int:number}/aliases/{int:alias}", response={204: None, **PROBLEMS}, summary="Bỏ mã, tên khác"
)
def drop_alias(request: HttpRequest, number: given.OcopNumber, alias: given.OcopNumber) -> Status[None]:
    """Take an alias away."""
    user, found = product_for(request, number)
    one = ProductAlias.objects.filter(pk=alias, product=found).first()
    if one is None:
        raise DomainError("not_found")
    services.drop_alias(alias=one, actor=user)
    return Status(204, None)


def organisation(code: str) -> Organisation:
    """An organisation by code; raises ``InputInvalid`` naming it."""
    found = by_code([code]).get(code)
    if found is None:
        raise InputInvalid([Fault("organisation", 1, "entity", code, "cần một mã đã có")])
    return found


def _place(code: str) -> int:
    found = units_by_code([code], clock.today()).get(code)
    if found is None:
        raise InputInvalid([Fault("product", 1, "place", code, "cần mã một xã, phường đang có")])
    return found.pk
