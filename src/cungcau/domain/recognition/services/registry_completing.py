"""Saying what lists left open of a product: whose it is, where, its group, the day and star of a recognition."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Certificate, CertificateKind, Product
from cungcau.domain.ocop.services.certificates import record_old_certificate
from cungcau.domain.ocop.services.entities import give_entity
from cungcau.domain.ocop.services.products import change_product
from cungcau.domain.recognition.messages import registry as said
from cungcau.domain.recognition.models import Lack, RegistryLine
from cungcau.domain.recognition.registry_book.columns import FIRST
from cungcau.domain.recognition.registry_book.lacking import Lacking, Open, lacking_of
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.geography.models import Unit


@dataclass(frozen=True, slots=True)
class AwardGiven:
    """The day of a recognition, its star where the list has none; ``why`` where the day is of another year."""

    day: date
    star: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody fills in; None or blank stays open. ``awards`` by group (first, upgrade)."""

    entity: Organisation | None = None
    unit: Unit | None = None
    category: str = ""
    awards: dict[str, AwardGiven] = field(default_factory=dict)


@transaction.atomic
def complete(*, product: Product, given: Given, actor: User | None) -> Product:
    """Write what was given of what is lacking, all or nothing.

    A certificate of a day given counts from it. Raises ``not_found``, ``not_allowed``, ``registry_nothing_lacking``,
    ``registry_nothing_given``, ``registry_day_not_of_year``, and what recording products and certificates raises.
    """
    held = Product.objects.select_for_update(of=("self",)).select_related("entity", "unit")
    row = held.defer("words", "entity__words", "unit__words").filter(pk=product.pk).first()
    if row is None:
        raise DomainError("not_found")
    if actor is not None:
        access.require(actor, policies.RECORD_PRODUCTS, row.area_code)
    line = RegistryLine.objects.select_for_update().filter(product=row).first()
    lacking = lacking_of(row, line)
    if not lacking.anything:
        raise DomainError("registry_nothing_lacking", product=row.name)
    done = []
    if given.entity is not None and lacking.entity:
        row = give_entity(product=row, entity=given.entity, actor=actor, unit=given.unit)
        done.append("chủ thể")
    done += _details(row, given, actor)
    for one in lacking.awards:
        if one.group in given.awards and line is not None:
            _certify(row, line, one, given.awards[one.group], actor)
            done.append("ngày công nhận lần đầu" if one.group == FIRST else "ngày nâng hạng")
    if not done:
        raise DomainError("registry_nothing_given")
    record(actor=actor, verb=said.COMPLETED, thing=row, what=", ".join(done))
    return row


def lacking_for(product: Product) -> Lacking:
    """What is lacking of a product now."""
    return lacking_of(product, RegistryLine.objects.filter(product=product).first())


def _details(row: Product, given: Given, actor: User | None) -> list[str]:
    """The commune and the group, where they were not known."""
    mine: dict[str, object] = {}
    if given.unit is not None and "." not in row.area_code:
        mine["unit_id"] = given.unit.pk
    if given.category and not row.category:
        mine["category"] = given.category
    names = {"unit_id": "xã, phường", "category": "nhóm"}
    if mine:
        seen = {name: getattr(row, name) for name in mine}
        changed = change_product(pk=row.pk, version=row.version, seen=seen, mine=mine, actor=actor)
        if "unit_id" in mine:
            Certificate.objects.filter(product=row).update(area_code=changed.area_code)
    return [names[name] for name in mine]


def _certify(row: Product, line: RegistryLine, lack: Open, given: AwardGiven, actor: User | None) -> None:
    star = lack.star or given.star
    if star is None:
        raise DomainError("registry_star_missing", product=row.name)
    if lack.year is not None and given.day.year != lack.year and not given.why.strip():
        raise DomainError("registry_day_not_of_year", year=lack.year, on=given.day)
    why = f"; ngày bổ sung: {given.why.strip()}" if given.why.strip() else "; ngày bổ sung"
    record_old_certificate(
        product=row, star=star, starts_on=given.day, actor=actor, expires_on=lack.expires,
        kind=CertificateKind.FIRST if lack.group == FIRST else CertificateKind.UPGRADE,
        decision_no=lack.decision, decided_on=given.day, authority=lack.authority,
        source=f"{line.file_name or 'danh bạ'}, dòng {line.line}{why}"[:300],
    )  # fmt: skip
    gone = {Lack.FIRST_DAY if lack.group == FIRST else Lack.UPGRADE_DAY}
    if lack.star is None:
        gone.add(Lack.STAR)
    line.lacks = [one for one in line.lacks if one not in gone]
    line.save(update_fields=["lacks", "updated_at"])
