"""The province's registry as its workbook prints it: what is recorded, and beside it what only a list said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from cungcau.domain.ocop.models import Certificate, CertificateKind, Product, ProductAlias
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.models import RegistryLine
from cungcau.domain.recognition.registry_book import cells, groups
from cungcau.domain.recognition.registry_book.columns import AWARD_KEYS, FIRST, KEYS, UPGRADE
from cungcau.domain.recognition.selectors.figures import category_name
from cungcau.domain.registry.kind_words import kind_of
from cungcau.domain.registry.selectors import masked
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.accounts.phones import national, normalise
from cungcau.reference.geography.models import Level, Unit

_PORTION = 500
_HIDDEN = "•••"

Cells = dict[str, str]


def registered(user: Somebody, area: str = "") -> QuerySet[Product]:
    """The products of somebody's areas that hold or held a certificate, or stand in a registry brought in."""
    seen = within("area_code", areas_with(user, policies.FIGURES))
    if area:
        seen &= within("area_code", frozenset({area}))
    held = Certificate.objects.filter(product=OuterRef("pk"))
    line = RegistryLine.objects.filter(product=OuterRef("pk"))
    return Product.objects.filter(seen, Exists(held) | Exists(line)).order_by("area_code", "folded", "pk")


def incomplete(user: Somebody) -> QuerySet[Product]:
    """Those of them something is lacking of."""
    return registered(user).filter(lacking_q())


def lacking_q() -> Q:
    """Products of which is not known whose they are, their commune, their group, the day or star of a recognition."""
    award = RegistryLine.objects.filter(product=OuterRef("pk")).exclude(lacks=[])
    return Q(entity_unknown=True) | ~Q(area_code__contains=".") | Q(category="") | Q(Exists(award))


def workbook_rows(products: QuerySet[Product], *, people: bool) -> Iterator[Cells]:
    """One mapping per product by column key of the workbook; personal data masked unless ``people``.

    Read in portions of 500, four questions each. What a list said is printed as it stood while it still agrees
    with what is recorded, so that the workbook brought in again changes nothing.
    """
    communes = _communes()
    rows = products.select_related("entity", "unit").defer("words", "entity__words", "unit__words")
    portion: list[Product] = []
    number = 0
    for one in rows.iterator(chunk_size=_PORTION):
        portion.append(one)
        if len(portion) == _PORTION:
            yield from _portion(portion, communes, number, people)
            number, portion = number + len(portion), []
    yield from _portion(portion, communes, number, people)


def _communes() -> dict[str, str]:
    """What the communes are called today by area code; two of one name in a province with their codes."""
    units = list(
        Unit.objects.filter(level=Level.COMMUNE, valid_to=None).only("code", "kind", "name", "area_code")
    )
    many = Counter((unit.area_code[:2], unit.folded) for unit in units)
    return {
        unit.area_code: unit.title
        if many[(unit.area_code[:2], unit.folded)] == 1
        else f"{unit.title} ({unit.code})"
        for unit in units
    }


def _portion(
    portion: Sequence[Product], communes: dict[str, str], number: int, people: bool
) -> Iterator[Cells]:
    held: dict[int, list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.filter(product__in=portion).order_by("starts_on", "pk"):
        held[certificate.product_id].append(certificate)
    lines = {line.product_id: line for line in RegistryLine.objects.filter(product__in=portion)}
    codes: dict[int, list[str]] = defaultdict(list)
    aliases = ProductAlias.objects.filter(product__in=portion, kind=ProductAlias.Kind.CODE).order_by("pk")
    for pk, text in aliases.values_list("product", "text"):
        codes[pk].append(text)
    for place, product in enumerate(portion, number + 1):
        line = lines.get(product.pk)
        row = dict.fromkeys(KEYS, "") | _named(product, line, communes) | _awarded(line, held[product.pk])
        row |= _person(product, line, people=people)
        row["number"] = str(place)
        row["code"] = (
            (line.said.get("code", "") if line else "") or product.code or next(iter(codes[product.pk]), "")
        )
        yield row


def _named(product: Product, line: RegistryLine | None, communes: dict[str, str]) -> Cells:
    said = line.said if line is not None else {}
    group, form = said.get("group", ""), said.get("legal_form", "")
    if not product.category or groups.category_of(group) != product.category:
        group = category_name(product.category) if product.category else ""
    if not form or kind_of(form, "") != product.entity.kind:
        form = str(product.entity.get_kind_display())
    district = (
        product.unit is not None and product.unit.level == Level.DISTRICT and "." not in product.area_code
    )
    return {
        "product": product.name,
        "group": group,
        "legal_form": form,
        "entity": product.entity.name,
        "commune": communes.get(product.area_code, ""),
        "district": product.unit.title if district and product.unit is not None else "",
        "address": said.get("address", ""),
        "note": said.get("note", "") or product.note,
    }


def _person(product: Product, line: RegistryLine | None, *, people: bool) -> Cells:
    name = line.representative if line is not None else ""
    phone = (line.phone if line is not None else "") or product.entity.phone or ""
    if people:
        return {"representative": name, "phone": national(phone) if phone.startswith("+") else phone}
    return {"representative": _HIDDEN if name else "", "phone": _masked(phone)}


def _masked(phone: str) -> str:
    if not phone:
        return ""
    try:
        return masked(normalise(phone))
    except DomainError:
        return _HIDDEN


def _awarded(line: RegistryLine | None, held: Sequence[Certificate]) -> Cells:
    """The present star and its last day, the first recognition and the latest after it."""
    said = line.said if line is not None else {}
    first = next((one for one in held if one.kind == CertificateKind.FIRST), None)
    later = next((one for one in reversed(held) if one is not first), None)
    row = _award(FIRST, said, first) | _award(UPGRADE, said, later)
    latest = held[-1] if held else None
    row["star"] = said.get("star", "")
    row["expires"] = said.get("expires", "")
    if latest is not None and _star(row["star"]) != latest.star:
        row["star"] = str(latest.star)
    if latest is not None and _day(row["expires"]) != show_date(latest.expires_on):
        row["expires"] = show_date(latest.expires_on)
    return row


def _award(group: str, said: Cells, certificate: Certificate | None) -> Cells:
    """Five cells: as the list gave them while they agree with the certificate, else as the certificate says."""
    keys = AWARD_KEYS[group]
    given = {key: said.get(key, "") for key in keys.values()}
    if certificate is None:
        return given
    same_star = _star(given[keys["star"]]) == certificate.star
    if same_star and _day(given[keys["day"]]) == show_date(certificate.starts_on):
        return given
    return {
        keys["star"]: str(certificate.star),
        keys["day"]: show_date(certificate.starts_on),
        keys["year"]: str(certificate.starts_on.year),
        keys["decision"]: certificate.decision_no,
        keys["authority"]: certificate.authority,
    }


def _star(text: str) -> int | None:
    try:
        return cells.star_of(text)
    except cells.Unreadable:
        return None


def _day(text: str) -> str:
    try:
        day = cells.when_of(text).day
    except cells.Unreadable:
        return ""
    return show_date(day) if day is not None else ""
