"""An entity's evidence: kept once, cited by many criteria and files, taken back without being lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.messages import evidence as said
from cungcau.domain.ocop.models import Citation, Dossier, Evidence, EvidenceKind
from cungcau.domain.ocop.paper_kinds import PaperKind
from cungcau.domain.ocop.selectors.evidence import may_keep, may_look
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services.choices import hold_for_writing
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.files import papers
from cungcau.platform.ui import clock

FIELDS = ("title", "paper", "number", "issuer", "issued_on", "expires_on")
"""What a person may say of a piece, by attribute name."""

MOST_OF_ONE = 2000
MOST_IN_FILE = 1000
_MOST = {"title": 200, "paper": 30, "number": 80, "issuer": 200}
_WEB = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Added:
    """A piece in the library; ``again``: it was there before, under the title it had."""

    evidence: Evidence
    again: bool


@transaction.atomic
def add_file(
    *, organisation: Organisation, content: bytes, name: str, actor: User | None,
    facts: Mapping[str, Any] | None = None, is_demo: bool = False,
) -> Added:  # fmt: skip
    """Keep a PDF or a picture of an organisation; the same content again is the piece there is.

    ``facts`` are of :data:`FIELDS`; without a title the file's name is taken. Raises ``not_allowed``, the refusals of
    :func:`cungcau.platform.files.papers.keep`, ``ocop_evidence_full``, ``InputInvalid`` naming the fields.
    """
    _require(actor, organisation)
    clean_name = _file_name(name)
    kept = papers.keep(content, clean_name)
    _hold(organisation)
    there = Evidence.objects.filter(organisation=organisation, sha256=kept.sha256).first()
    if there is not None:
        return Added(_offered_again(there, actor), True)
    kind = EvidenceKind.PAPER if kept.mime == papers.PDF else EvidenceKind.PICTURE
    made = Evidence(
        organisation=organisation, kind=kind, sha256=kept.sha256, mime=kept.mime, bytes=kept.bytes,
        pages=kept.pages, file_name=clean_name, area_code=organisation.area_code, uploaded_by=actor,
        is_demo=is_demo,
    )  # fmt: skip
    return Added(_keep(made, {"title": PurePath(clean_name).stem, **(facts or {})}, actor), False)


@transaction.atomic
def add_link(
    *, organisation: Organisation, url: str, actor: User | None, facts: Mapping[str, Any] | None = None,
    is_demo: bool = False,
) -> Added:  # fmt: skip
    """Keep the address of a page; the same address again is the piece there is. Raises as :func:`add_file`."""
    _require(actor, organisation)
    address = url.replace("\x00", "").strip()
    try:
        _WEB(address)
    except ValidationError:
        wrong = Fault(
            "evidence", 1, "url", address[:60], "cần địa chỉ trang bắt đầu bằng http:// hoặc https://"
        )
        raise InputInvalid([wrong]) from None
    if len(address) > 500:
        raise InputInvalid([Fault("evidence", 1, "url", address[:60], "dài nhất 500 ký tự")])
    _hold(organisation)
    there = Evidence.objects.filter(organisation=organisation, url=address).first()
    if there is not None:
        return Added(_offered_again(there, actor), True)
    made = Evidence(
        organisation=organisation, kind=EvidenceKind.LINK, url=address, area_code=organisation.area_code,
        uploaded_by=actor, is_demo=is_demo,
    )  # fmt: skip
    return Added(_keep(made, {"title": address[:200], **(facts or {})}, actor), False)


@transaction.atomic
def change_evidence(*, evidence: Evidence, facts: Mapping[str, Any], actor: User | None) -> Evidence:
    """Correct what is said of a piece (:data:`FIELDS`); its content never changes. Raises as :func:`add_file`."""
    row = _held(evidence, actor)
    before = {name: getattr(row, name) for name in FIELDS}
    _describe(row, facts)
    changed = sorted(name for name in FIELDS if getattr(row, name) != before[name])
    if changed:
        row.save(update_fields=changed)
        record(actor=actor, verb=said.CHANGED, thing=row, fields=changed)
    return row


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, actor: User | None) -> Evidence:
    """Take a piece back: it is not offered any more, files that cite it keep it. Twice changes nothing."""
    row = _held(evidence, actor)
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        record(actor=actor, verb=said.WITHDRAWN, thing=row, cited=row.citations.count())
    return row


@transaction.atomic
def offer_again(*, evidence: Evidence, actor: User | None) -> Evidence:
    """Offer a piece taken back once more."""
    return _offered_again(_held(evidence, actor), actor)


@transaction.atomic
def cite(
    *, dossier: Dossier, evidence: Iterable[Evidence], criterion: str, actor: User | None, where: str = ""
) -> int:
    """Cite pieces of the file's own entity for a criterion, or (blank) for the file as a whole; how many are new.

    Raises ``ocop_dossier_not_editable``, ``not_found``, ``not_allowed``, ``ocop_evidence_foreign``,
    ``ocop_citations_full``, ``InputInvalid`` for a criterion the sheet does not score.
    """
    row = hold_for_writing(dossier, actor)
    if criterion:
        known = sheet_of(row.criteria_set).by_code.get(criterion)
        if known is None or not known.scorable:
            raise InputInvalid([Fault("citation", 1, criterion[:20], "", "bộ tiêu chí không chấm mục này")])
    wanted = list(evidence)
    there = set(Citation.objects.filter(dossier=row, criterion=criterion).values_list("evidence", flat=True))
    for one in wanted:
        if one.organisation_id != row.product.entity_id or (
            one.withdrawn_at is not None and one.pk not in there
        ):
            raise DomainError("ocop_evidence_foreign", title=one.title)
    new = [one for one in wanted if one.pk not in there]
    if not new:
        return 0
    if Citation.objects.filter(dossier=row).count() + len(new) > MOST_IN_FILE:
        raise DomainError("ocop_citations_full", most=MOST_IN_FILE)
    text = " ".join(where.replace("\x00", "").split())[:120]
    Citation.objects.bulk_create(
        (Citation(dossier=row, evidence=one, criterion=criterion, where=text) for one in new),
        ignore_conflicts=True,
    )
    _touch(row)
    record(actor=actor, verb=said.CITED, thing=row, count=len(new), criterion=criterion or "cả hồ sơ")
    return len(new)


@transaction.atomic
def change_citation(*, citation: Citation, where: str, actor: User | None) -> Citation:
    """Say where in a piece to look."""
    row = hold_for_writing(citation.dossier, actor)
    kept = Citation.objects.filter(pk=citation.pk, dossier=row).first()
    if kept is None:
        raise DomainError("not_found")
    kept.where = " ".join(where.replace("\x00", "").split())[:120]
    kept.save(update_fields=["where"])
    _touch(row)
    return kept


@transaction.atomic
def uncite(*, citation: Citation, actor: User | None) -> None:
    """Cite a piece no longer; it stays in the library. Raises as :func:`cite`."""
    row = hold_for_writing(citation.dossier, actor)
    gone, _rows = Citation.objects.filter(pk=citation.pk, dossier=row).delete()
    if gone:
        _touch(row)
        facts = {"title": citation.evidence.title, "criterion": citation.criterion or "cả hồ sơ"}
        record(actor=actor, verb=said.UNCITED, thing=row, **facts)


@transaction.atomic
def look(*, evidence: Evidence, user: User) -> Evidence:
    """Let somebody open a piece, and keep in the trail that they did. Raises ``not_found`` for everybody else."""
    if not may_look(user, evidence):
        raise DomainError("not_found")
    record(actor=user, verb=said.LOOKED, thing=evidence, organisation=evidence.organisation.name)
    return evidence


def _require(actor: User | None, organisation: Organisation) -> None:
    if actor is not None and not may_keep(actor, organisation.pk, organisation.area_code):
        access.require(actor, policies.WRITE_DOSSIERS, organisation.area_code)


def _hold(organisation: Organisation) -> None:
    """The same file sent twice at one moment is kept once."""
    Organisation.objects.select_for_update(no_key=True).only("pk").get(pk=organisation.pk)
    if Evidence.objects.filter(organisation=organisation).count() >= MOST_OF_ONE:
        raise DomainError("ocop_evidence_full", most=MOST_OF_ONE)


def _held(evidence: Evidence, actor: User | None) -> Evidence:
    row = Evidence.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=evidence.pk)
    if actor is not None and not may_keep(actor, row.organisation_id, row.area_code):
        if not may_look(actor, row):
            raise DomainError("not_found")
        access.require(actor, policies.WRITE_DOSSIERS, row.area_code)
    return row


def _offered_again(row: Evidence, actor: User | None) -> Evidence:
    if row.withdrawn_at is not None:
        row.withdrawn_at = None
        row.save(update_fields=["withdrawn_at"])
        record(actor=actor, verb=said.OFFERED, thing=row)
    return row


def _keep(made: Evidence, facts: Mapping[str, Any], actor: User | None) -> Evidence:
    _describe(made, facts)
    made.save(force_insert=True)
    record(actor=actor, verb=said.ADDED, thing=made, organisation=made.organisation.name, bytes=made.bytes)
    return made


def _describe(row: Evidence, facts: Mapping[str, Any]) -> None:
    faults = []
    for name in FIELDS:
        if name not in facts:
            continue
        value = facts[name]
        if isinstance(value, str):
            value = " ".join(value.replace("\x00", "").split())
            if len(value) > _MOST[name]:
                faults.append(Fault("evidence", 1, name, value[:60], f"dài nhất {_MOST[name]} ký tự"))
        setattr(row, name, value)
    if not row.title:
        faults.append(Fault("evidence", 1, "title", "", "cần tên của minh chứng"))
    if row.paper and row.paper not in PaperKind.values:
        faults.append(Fault("evidence", 1, "paper", row.paper[:30], "không có loại giấy tờ này"))
    if row.issued_on and row.expires_on and row.expires_on < row.issued_on:
        faults.append(Fault("evidence", 1, "expires_on", f"{row.expires_on}", "ngày hết hạn trước ngày cấp"))
    if faults:
        raise InputInvalid(faults)


def _file_name(name: str) -> str:
    """The bare name of a file, without folders and signs that cannot be shown."""
    bare = PurePath(name.replace("\\", "/").replace("\x00", "")).name
    return "".join(sign for sign in bare if sign.isprintable())[:200].strip() or "tệp"


def _touch(row: Dossier) -> None:
    row.updated_at = clock.now()
    row.save(update_fields=["updated_at"])
