"""Results as they were announced: which products were given which star on which day, often without saying whose.

Such lists name the former district and seldom the commune or the entity. What they do not say stays unknown: the
product stands where the list puts it (a former district counts under its province today), in the care of the
province's OCOP office, until somebody says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Certificate, CertificateKind, Product
from cungcau.domain.ocop.services.certificates import record_old_certificate
from cungcau.domain.ocop.services.entities import caretaker
from cungcau.domain.ocop.services.products import record_product
from cungcau.domain.recognition.messages import registry as said
from cungcau.domain.recognition.models import PublishedCount
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui.messages import answer
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.search import words

_TOTAL = re.compile(r"tong\b")
_OF_STAR = re.compile(r"(\d+)\s+sản phẩm\s+(\d)\s+sao", re.IGNORECASE)
_ALL = re.compile(r"=\s*(\d+)")
_UPGRADE = re.compile(r"nang\s+(?:hang\s+)?(\d)?")
_LEAST_STAR = 3


@dataclass(frozen=True, slots=True)
class Announced:
    """A row of an announcement: the day, what was recognised, where (a former district, blank: not said), the star.

    ``star`` None: the row is a total in words ("73 sản phẩm 3 sao + 21 sản phẩm 4 sao = 94"). ``sheet`` and ``line``
    say where it stands.
    """

    line: int
    on: date
    name: str
    source: str
    star: int | None = None
    district: str = ""
    round: str = ""
    note: str = ""
    sheet: str = ""


@dataclass(slots=True)
class Written:
    """What became of the rows; ``notes`` say what the list left unsaid."""

    created: int = 0
    unchanged: int = 0
    notes: list[Fault] = field(default_factory=list)


@transaction.atomic
def record_announced(*, rows: Sequence[Announced], province: Unit, actor: User | None) -> Written:
    """Write the products and certificates of an announcement; rows known already change nothing.

    A certificate counts from the day of the list, for the 36 months of the decision of that day; the day it was
    decided stays unknown. Raises ``not_allowed``, ``InputInvalid`` naming rows and columns.
    """
    if actor is not None:
        access.require(actor, policies.CERTIFY, province.area_code)
    districts = _districts(province)
    faults = [fault for row in rows for fault in _faults(row, districts)]
    if faults:
        raise InputInvalid(faults)
    done = Written()
    for row in rows:
        if row.star is None:
            _count(row, province, done)
        else:
            _product(row, province, districts, actor, done)
    record(
        actor=actor, verb=said.ANNOUNCED, thing=None, area=province.area_code, created=done.created,
        unchanged=done.unchanged,
    )  # fmt: skip
    return done


def is_total(name: str) -> bool:
    """Whether a row is a sum and no product."""
    return bool(_TOTAL.match(words(name)))


def _districts(province: Unit) -> dict[str, Unit]:
    """Districts of the province, former ones too, by their folded names."""
    units = Unit.objects.defer("words").filter(level=Level.DISTRICT, parent__code=province.code)
    return {unit.folded: unit for unit in units.order_by("valid_to")}


def _faults(row: Announced, districts: dict[str, Unit]) -> list[Fault]:
    found = []
    if not row.name.strip():
        found.append(Fault(row.sheet, row.line, "name", row.name, "cần tên sản phẩm"))
    if row.star is None:
        if not (is_total(row.name) and _counts(row)):
            found.append(Fault(row.sheet, row.line, "star", "", "cần số sao; dòng tổng thì ghi số sản phẩm"))
        return found
    if not _LEAST_STAR <= row.star <= 5:
        expected = "cần 3, 4 hoặc 5 sao: 1–2 sao không được cấp giấy chứng nhận"
        found.append(Fault(row.sheet, row.line, "star", str(row.star), expected))
    if row.district and words(row.district) not in districts:
        expected = "cần tên một huyện (cũ) của tỉnh, hoặc để trống"
        found.append(Fault(row.sheet, row.line, "district", row.district, expected))
    return found


def _counts(row: Announced) -> dict[int | None, int]:
    """The sums a row of totals holds, by star (None: all)."""
    found: dict[int | None, int] = {int(star): int(count) for count, star in _OF_STAR.findall(row.name)}
    whole = _ALL.search(row.name)
    if whole:
        found[None] = int(whole.group(1))
    return found


def _count(row: Announced, province: Unit, done: Written) -> None:
    fresh = False
    for star, products in _counts(row).items():
        _one, made = PublishedCount.objects.get_or_create(
            area_code=province.area_code, on=row.on, star=star, source=row.source[:300],
            defaults={"products": products, "note": row.note[:300]},
        )  # fmt: skip
        fresh = fresh or made
    done.created, done.unchanged = done.created + fresh, done.unchanged + (not fresh)
    text = "dòng tổng, không phải sản phẩm: giữ làm số công bố để đối chiếu"
    done.notes.append(Fault(row.sheet, row.line, "name", row.name, text))


def _product(
    row: Announced, province: Unit, districts: dict[str, Unit], actor: User | None, done: Written
) -> None:
    assert row.star is not None, "rows of totals go elsewhere"
    place = districts[words(row.district)] if row.district else province
    if _known(row, place):
        done.unchanged += 1
        return
    _say_unsaid(row, place, done)
    try:
        product = _unowned(row, place, province, actor)
        record_old_certificate(
            product=product, star=row.star, starts_on=row.on, source=row.source, actor=actor,
            kind=CertificateKind.UPGRADE if _UPGRADE.search(words(row.note)) else CertificateKind.FIRST,
        )  # fmt: skip
    except DomainError as refused:
        if isinstance(refused, InputInvalid) or refused.code == "not_allowed":
            raise
        raise InputInvalid([Fault(row.sheet, row.line, "name", row.name, answer(refused).vi)]) from refused
    done.created += 1


def _known(row: Announced, place: Unit) -> bool:
    """Whether this row was written before, even if the product has been given its entity or its commune since."""
    rows = Certificate.objects.filter(starts_on=row.on, star=row.star or 0, source=row.source.strip()[:300])
    named = rows.select_related("product").defer("product__words")
    return any(
        words(one.product.name) == words(row.name)
        and (not one.product.entity_unknown or one.product.unit_id == place.pk)
        for one in named
    )


def _unowned(row: Announced, place: Unit, province: Unit, actor: User | None) -> Product:
    """The product of nobody known that bears this name there, written down where it is not."""
    keeper = caretaker(province)
    for one in Product.objects.defer("words").filter(entity=keeper, entity_unknown=True, unit=place):
        if words(one.name) == words(row.name):
            return one
    note = "; ".join(filter(None, (row.note, "Danh sách công bố không nêu chủ thể và xã.")))
    return record_product(
        entity=keeper, facts={"name": row.name, "unit_id": place.pk, "note": note[:2000]}, actor=actor,
        source="; ".join(filter(None, (row.round, row.source)))[:300], entity_unknown=True,
    )  # fmt: skip


def _say_unsaid(row: Announced, place: Unit, done: Written) -> None:
    where = (
        f"chỉ biết huyện cũ {place.title}, chưa rõ xã: tính vào tỉnh"
        if row.district
        else "không nêu huyện, xã: tính vào tỉnh"
    )
    done.notes.append(Fault(row.sheet, row.line, "district", row.district, where))
    done.notes.append(
        Fault(row.sheet, row.line, "name", row.name, "danh sách không nêu chủ thể: ghi là chưa rõ chủ thể")
    )
