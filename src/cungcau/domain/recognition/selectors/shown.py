"""Who sees what after recognition, and in which communes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Model, Q, QuerySet

from cungcau.domain.ocop.models import Certificate, Product, ProductAlias
from cungcau.domain.ocop.policies import SEE_ALL_PRODUCTS
from cungcau.domain.ocop.selectors.products import own_q
from cungcau.domain.recognition.models import Finding, Inspection, Revocation
from cungcau.domain.registry.models import Agent
from cungcau.domain.registry.selectors.ties import in_force
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.accounts.models import User
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching, words

_MOST_AREAS = 600
_MOST_PEOPLE = 100


def sees_area(user: Somebody) -> bool:
    """Whether somebody looks after an area, rather than acting for entities only."""
    return bool(areas_with(user, SEE_ALL_PRODUCTS))


def shown_q(user: Somebody, entity: str) -> Q:
    """Rows of their areas for officers, of those they act for otherwise; ``entity`` leads to the organisation."""
    held = areas_with(user, SEE_ALL_PRODUCTS)
    own = own_q(user, entity)
    return within("area_code", held) | own if held else own


def inspections_shown(user: Somebody) -> QuerySet[Inspection]:
    """Inspections somebody may see; of one ad hoc the entity learns when it has taken place."""
    rows = Inspection.objects.filter(shown_q(user, "product__entity"))
    if sees_area(user):
        return rows
    return rows.exclude(kind=Inspection.Kind.AD_HOC, done_on=None)


def findings_shown(user: Somebody) -> QuerySet[Finding]:
    """Findings somebody may see."""
    return Finding.objects.filter(shown_q(user, "inspection__product__entity"))


def revocations_shown(user: Somebody) -> QuerySet[Revocation]:
    """Revocation cases somebody may see."""
    return Revocation.objects.filter(shown_q(user, "certificate__product__entity"))


def entity_people(product: Product, on: date) -> list[User]:
    """Those with an account who act for a product's entity on a day; none where nobody does."""
    return people_of([product.entity_id], on)[product.entity_id]


def people_of(organisations: Iterable[int], on: date) -> dict[int, list[User]]:
    """The same for many organisations (ids) in one question, by name."""
    found: dict[int, list[User]] = {pk: [] for pk in organisations}
    agents = Agent.objects.filter(in_force(on), organisation__in=list(found), user__is_active=True)
    for one in agents.select_related("user").order_by("user__full_name", "user"):
        if one.user not in found[one.organisation_id] and len(found[one.organisation_id]) < _MOST_PEOPLE:
            found[one.organisation_id].append(one.user)
    return found


def communes_of(rows: QuerySet[Model]) -> list[tuple[str, str]]:
    """The places (area code, name) that rows with an ``area_code`` lie in, by name; the first 600."""
    codes = rows.order_by().values_list("area_code", flat=True).distinct()
    units = Unit.objects.filter(area_code__in=codes, valid_to=None).defer("words").order_by("folded", "code")
    return [(unit.area_code, unit.title) for unit in units[:_MOST_AREAS]]


def names_of(codes: set[str]) -> dict[str, str]:
    """Names of places by their area code."""
    units = Unit.objects.filter(area_code__in=codes, valid_to=None).defer("words")
    return {unit.area_code: unit.title for unit in units}


def products_named(text: str) -> QuerySet[Product]:
    """Products that answer a text: by name, entity, place, any code or name they went by."""
    wanted = words(text)
    if not wanted:
        return Product.objects.none()
    found = matching(Product.objects.all(), text).order_by().values("pk")
    aliases = ProductAlias.objects.filter(folded__startswith=wanted).order_by().values("product")
    return Product.objects.filter(Q(pk__in=found) | Q(pk__in=aliases))


def named_q(text: str, product: str) -> Q:
    """Rows whose product (``product`` leads there) answers a text; a blank one keeps all."""
    return Q(**{f"{product}__in": products_named(text).order_by().values("pk")}) if text.strip() else Q()


def certificates_named(rows: QuerySet[Certificate], text: str) -> QuerySet[Certificate]:
    """Certificates by product, entity, place, any code or name, or by their own number or decision."""
    if not text.strip():
        return rows
    said = text.strip()
    return rows.filter(
        named_q(text, "product") | Q(number__istartswith=said) | Q(decision_no__istartswith=said)
    )
