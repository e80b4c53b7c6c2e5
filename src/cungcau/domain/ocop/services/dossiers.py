"""Starting a file, filling in form 01, following the rules in force, committing to it and sending it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import dossiers as said
from cungcau.domain.ocop.messages import products as products_said
from cungcau.domain.ocop.models import (
    Certificate,
    Choice,
    Citation,
    CriteriaSet,
    Dossier,
    DossierKind,
    Product,
)
from cungcau.domain.ocop.registration import COMMITMENT, missing
from cungcau.domain.ocop.selectors.rules import current_book, sheet_of
from cungcau.domain.ocop.services import road
from cungcau.domain.ocop.services.checking_form import checked
from cungcau.domain.ocop.services.choices import case_of, hold_for_writing, keep_standing
from cungcau.domain.ocop.services.codes import give_code, next_slip
from cungcau.domain.ocop.services.rights import may_entity, standing
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.search import words


@dataclass(frozen=True, slots=True)
class Commitment:
    """The entity's word that what the file says is true: who gave it and, where an officer writes, how it was heard."""

    name: str
    heard: str = ""


@transaction.atomic
def start_dossier(
    *,
    product: Product,
    criteria_set: CriteriaSet,
    kind: str,
    actor: User | None,
    renews: Certificate | None = None,
    is_demo: bool = False,
) -> Dossier:
    """Begin a file for a product under one set of the rules in force today.

    An upgrade or re-evaluation names the product's certificate. Raises ``not_allowed``, ``ocop_dossier_live`` where
    the product has a file under way, ``ocop_entity_unknown``, ``ocop_set_not_in_force``, ``ocop_certificate_needed``,
    ``InputInvalid``.
    """
    held = Product.objects.select_for_update(of=("self",)).select_related("entity", "unit").get(pk=product.pk)
    if not may_entity(actor, held.entity_id, held.area_code, policies.WRITE_DOSSIERS):
        assert actor is not None, "the system may do everything"
        access.require(actor, policies.WRITE_DOSSIERS, held.area_code)
    if held.entity_unknown:
        raise DomainError("ocop_entity_unknown", product=held.name)
    if held.entity_unknown:
        raise DomainError("ocop_entity_unknown", product=held.name)
    _check_kind(held, kind, renews)
    book = current_book(clock.today())
    if book is None or criteria_set.book_id != book.pk:
        raise DomainError("ocop_set_not_in_force", set=criteria_set.code)
    live = Dossier.objects.filter(product=held, state__in=states.LIVE_DOSSIERS).first()
    if live is not None:
        raise DomainError("ocop_dossier_live", product=held.name, number=live.pk)
    dossier = Dossier(
        product=held, criteria_set=criteria_set, kind=kind, renews=renews, area_code=held.area_code,
        registration=_begun(held), created_by=actor, is_demo=is_demo, folded=words(held.folded)[:700],
    )  # fmt: skip
    try:
        with transaction.atomic():
            dossier.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError("ocop_dossier_live", product=held.name, number=0) from error
    if not held.set_code:
        held.set_code, held.category = criteria_set.code, criteria_set.category
        held.save(update_fields=["set_code", "category", "updated_at"])
    record(
        actor=actor, verb=said.STARTED, thing=dossier, product=held.name, set=criteria_set.code,
        kind=str(DossierKind(kind).label),
    )  # fmt: skip
    return dossier


@transaction.atomic
def save_registration(
    *,
    dossier: Dossier,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User | None,
) -> Dossier:
    """Write form 01 (fields of ``registration``), unfinished as it may be.

    Raises ``EditedMeanwhile``, ``ocop_dossier_not_editable``, ``not_found``, ``not_allowed``, ``InputInvalid``.
    """
    row = hold_for_writing(dossier, actor)
    changed = take(_Fields(row), version=version, seen=seen, mine=checked(mine))  # type: ignore[type-var]
    if not changed:
        return row
    row.registration = {**row.registration, **changed}
    row.version += 1
    row.updated_at = clock.now()
    row.save(update_fields=["registration", "version", "updated_at"])
    record(
        actor=actor, verb=said.REGISTRATION_SAVED, thing=row, product=row.product.name, fields=sorted(changed)
    )
    return row


@transaction.atomic
def submit_dossier(
    *, dossier: Dossier, commitment: Commitment, actor: User | None, despite_unanswered: bool = False
) -> Dossier:
    """Commit to a file and send it to the commune: it gets its slip's number, the product its code; its rules stay.

    Raises ``ocop_form_incomplete`` naming what form 01 lacks, ``ocop_rules_outdated`` where other rules are in force
    by now, ``ocop_unanswered`` unless the sender knows of criteria left out, ``ocop_nothing_chosen``,
    ``ocop_certificate_needed``, ``ocop_commune_missing``, ``InputInvalid`` without the commitment, and as
    :func:`save_registration`.
    """
    row = hold_for_writing(dossier, actor)
    if row.state != states.DRAFT:
        raise DomainError("verb_not_allowed", lifecycle="dossier", state=row.state, verb="submit", allowed=())
    product = Product.objects.select_for_update(of=("self",)).select_related("entity", "unit").get(
        pk=row.product_id
    )  # fmt: skip
    given = _commitment(row, commitment, actor)
    _check_whole(row, product)
    found = keep_standing(row)
    if not found.answered:
        raise DomainError("ocop_nothing_chosen", dossier=product.name)
    if found.unanswered and not despite_unanswered:
        raise DomainError(
            "ocop_unanswered",
            count=len(found.unanswered),
            first=", ".join(c.code for c in found.unanswered[:8]),
        )
    now = clock.now()
    number, code = next_slip(product, now.year)
    if give_code(product, now.year):
        product.folded = words(product.folded, product.code or "")[:700]
        product.save(
            update_fields=[
                "code",
                "province_code",
                "commune_code",
                "serial",
                "code_year",
                "folded",
                "updated_at",
            ]
        )
        record(actor=actor, verb=products_said.CODE_GIVEN, thing=product, code=product.code)
    by, area = standing(actor, row, policies.WRITE_DOSSIERS)
    fields = {
        "code": code, "slip_no": number, "slip_year": now.year, "committed_by": actor, "committed_at": now,
        "submitted_at": now, "registration": {**row.registration, COMMITMENT: given},
        "folded": words(product.folded, code)[:700], "area_code": product.area_code,
    }  # fmt: skip
    advance(row, "submit", actor=actor, permission=by, area=area, fields=fields, dossier=code)
    road.begin(row, actor)
    return row


@transaction.atomic
def follow_current_rules(*, dossier: Dossier, criteria_set: CriteriaSet, actor: User | None) -> list[str]:
    """Let a draft follow another set of the rules in force: choices the new sheet has too stay, others go.

    Returns the criteria whose choice or evidence could not be taken along; evidence then stays with the file as a
    whole. Raises ``ocop_set_not_in_force`` and as :func:`save_registration`.
    """
    row = hold_for_writing(dossier, actor)
    if row.state != states.DRAFT:
        raise DomainError("verb_not_allowed", lifecycle="dossier", state=row.state, verb="change", allowed=())
    book = current_book(clock.today())
    if book is None or criteria_set.book_id != book.pk:
        raise DomainError("ocop_set_not_in_force", set=criteria_set.code)
    old, new = sheet_of(row.criteria_set), sheet_of(criteria_set)
    kept = {
        code for code, criterion in new.by_code.items()
        if criterion.scorable and code in old.by_code and old.by_code[code].name == criterion.name
    }  # fmt: skip
    lost: list[str] = []
    for choice in Choice.objects.filter(dossier=row):
        try:
            fits = choice.criterion in kept and case_of(
                new.criterion(choice.criterion), choice.points, choice.case
            )
        except LookupError:
            fits = False
        if fits is False:
            lost.append(choice.criterion)
    Choice.objects.filter(dossier=row, criterion__in=lost).delete()
    _keep_citations(row, kept)
    row.criteria_set = criteria_set
    row.save(update_fields=["criteria_set"])
    keep_standing(row)
    record(actor=actor, verb=said.RULES_FOLLOWED, thing=row, set=criteria_set.code, lost=lost)
    return lost


class _Fields:
    """Form 01 as a record with attributes, for the comparison with what a form began with."""

    def __init__(self, row: Dossier) -> None:
        self.version = row.version
        self._said = row.registration

    def __getattr__(self, name: str) -> str:
        return str(self._said.get(name, ""))


def _begun(product: Product) -> dict[str, str]:
    """What is known of entity and product when a file begins; the person's phone is not copied (it is personal)."""
    entity = product.entity
    place = entity.unit.title if entity.unit is not None else ""
    known = {
        "legal_name": entity.name, "legal_form": str(entity.get_kind_display()), "address": place,
        "summary": product.description, "place_of_making": product.unit.title if product.unit is not None else "",
        "revenue_vnd": str(product.revenue_vnd) if product.revenue_vnd is not None else "",
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def _check_kind(product: Product, kind: str, renews: Certificate | None) -> None:
    if kind not in DossierKind.values:
        raise InputInvalid(
            [Fault("dossier", 1, "kind", kind, f"cần một trong: {', '.join(DossierKind.values)}")]
        )
    if kind == DossierKind.FIRST:
        if renews is not None:
            raise InputInvalid(
                [Fault("dossier", 1, "renews", str(renews.pk), "hồ sơ lần đầu không có giấy cũ")]
            )
        return
    if renews is None or renews.product_id != product.pk or renews.state != states.IN_FORCE:
        raise DomainError("ocop_certificate_needed", product=product.name)


def _check_whole(row: Dossier, product: Product) -> None:
    _check_kind(product, row.kind, row.renews)
    lacking = missing(row.registration)
    if lacking:
        raise DomainError("ocop_form_incomplete", fields=", ".join(str(field.paper) for field in lacking))
    book = current_book(clock.today())
    if book is None or row.criteria_set.book_id != book.pk:
        raise DomainError("ocop_rules_outdated", rules=str(row.criteria_set.book.instrument))


def _commitment(row: Dossier, commitment: Commitment, actor: User | None) -> dict[str, str]:
    name = " ".join(commitment.name.replace("\x00", "").split())[:120]
    heard = " ".join(commitment.heard.replace("\x00", "").split())[:200]
    officer = actor is not None and access.allows(actor, policies.WRITE_DOSSIERS, row.area_code)
    faults = []
    if not name:
        faults.append(Fault("dossier", 1, "name", "", "cần họ tên người cam kết"))
    if officer and not heard:
        faults.append(Fault("dossier", 1, "heard", "", "nộp thay thì cần ghi chủ thể cam kết qua đâu"))
    if faults:
        raise InputInvalid(faults)
    return {"name": name, "heard": heard}


def _keep_citations(row: Dossier, kept: set[str]) -> None:
    """Evidence of criteria that are no more stays with the file as a whole, each piece once."""
    homeless = Citation.objects.filter(dossier=row).exclude(criterion="").exclude(criterion__in=kept)
    whole = set(Citation.objects.filter(dossier=row, criterion="").values_list("evidence", flat=True))
    for one in homeless.order_by("pk"):
        if one.evidence_id in whole:
            one.delete()
            continue
        whole.add(one.evidence_id)
        Citation.objects.filter(pk=one.pk).update(criterion="")
