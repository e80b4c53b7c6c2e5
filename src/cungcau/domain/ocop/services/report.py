"""The commune's report (form 03): the check of completeness and its findings on four points.

Source: 26/2026/QĐ-TTg, form 03 and the commune's part of the procedure: the commune certifies nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Max

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import CommuneReport, Dossier
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road import clean, held
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

POINTS: Mapping[str, str] = {
    "origin": "nguồn gốc sản phẩm, nguyên liệu địa phương",
    "labour": "lao động địa phương",
    "idea": "nguồn gốc ý tưởng",
    "identity": "bản sắc, trí tuệ địa phương",
}
"""The four points of form 03."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the commune found: whether the file is complete, and of each point whether it is right and in words."""

    complete: bool
    origin_ok: bool
    origin: str
    labour_ok: bool
    labour: str
    idea_ok: bool
    idea: str
    identity_ok: bool
    identity: str
    opinion: str = ""


@transaction.atomic
def save_report(*, dossier: Dossier, findings: Findings, actor: User | None) -> CommuneReport:
    """Write the report of this stay down; it may be changed until the file is forwarded, then it stays.

    Raises ``not_allowed``, ``verb_not_allowed`` where the file is not with the commune, ``InputInvalid`` naming every
    point without words.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.CHECK, "")
    if row.state != states.SUBMITTED:
        raise DomainError("verb_not_allowed", state=row.state, verb="save_report")
    facts = _checked(findings)
    report = draft_of(row)
    if report is None:
        last = row.reports.aggregate(last=Max("no"))["last"] or 0
        report = CommuneReport(dossier=row, no=last + 1)
    for name, value in facts.items():
        setattr(report, name, value)
    report.made_by = actor
    report.save()
    record(actor=actor, verb=said.REPORT_SAVED, thing=row, no=report.no)
    return report


def draft_of(dossier: Dossier) -> CommuneReport | None:
    """The report being written: the one that no letter has carried up yet."""
    return CommuneReport.objects.filter(dossier=dossier, letter_no="").order_by("-no").first()


def _checked(findings: Findings) -> dict[str, object]:
    facts: dict[str, object] = {one.name: getattr(findings, one.name) for one in fields(findings)}
    faults = []
    for name, label in POINTS.items():
        facts[name] = clean(str(facts[name]), 4000)
        if not facts[name]:
            faults.append(Fault("ocop", 1, name, "", f"hãy ghi nhận xét về {label}"))
    if faults:
        raise InputInvalid(faults)
    facts["opinion"] = clean(findings.opinion, 4000)
    return facts
