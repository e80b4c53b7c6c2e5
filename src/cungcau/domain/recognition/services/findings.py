"""What became of a finding: the entity says it is mended, the office looks again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cungcau.domain.ocop.models import Evidence
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.models import Finding, FindingProof, FindingTurn
from cungcau.domain.recognition.services import telling
from cungcau.domain.registry.selectors import acting_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

MOST_PROOFS = 10


@transaction.atomic
def answer_finding(
    *, finding: Finding, text: str, evidence: Sequence[Evidence] = (), actor: User | None
) -> Finding:
    """The entity says what it mended, with its evidence; an officer may write it down for it.

    Raises ``finding_words_missing``, ``finding_proof_unknown``, ``verb_not_allowed``, ``not_found``, ``not_allowed``.
    """
    row = _whole(finding)
    permission, area = _answering(actor, row)
    if not text.strip():
        raise DomainError("finding_words_missing")
    owner = row.inspection.product.entity_id
    if len(evidence) > MOST_PROOFS or any(one.organisation_id != owner for one in evidence):
        raise DomainError("finding_proof_unknown")
    moved = advance(
        row, "answer", actor=actor, permission=permission, area=area, inspection=row.inspection.code,
        fields={"answer": text.strip()[:2000], "answered_at": clock.now()},
    )  # fmt: skip
    turn = _turn(moved, FindingTurn.Kind.ANSWER, text, actor)
    FindingProof.objects.bulk_create(FindingProof(turn=turn, evidence=one) for one in dict.fromkeys(evidence))
    telling.finding_answered(moved, actor)
    return moved


@transaction.atomic
def reopen_finding(*, finding: Finding, reason: str, due_on: date, actor: User | None) -> Finding:
    """Ask for it again, with the reason and a new term.

    Raises ``finding_words_missing``, ``finding_due_wrong``, ``verb_not_allowed``, ``not_allowed``.
    """
    if not reason.strip():
        raise DomainError("finding_words_missing")
    if due_on < clock.today():
        raise DomainError("finding_due_wrong", on=due_on)
    row = _whole(finding)
    moved = advance(
        row, "reopen", actor=actor, permission=policies.INSPECT, inspection=row.inspection.code,
        fields={"due_on": due_on, "closed_at": None}, reason=reason.strip()[:300],
    )  # fmt: skip
    _turn(moved, FindingTurn.Kind.AGAIN, reason, actor, due_on)
    telling.finding_again(moved, reason, actor)
    return moved


@transaction.atomic
def close_finding(*, finding: Finding, note: str = "", actor: User | None) -> Finding:
    """Confirm that it is mended. Raises ``verb_not_allowed``, ``not_allowed``."""
    row = _whole(finding)
    moved = advance(
        row, "close", actor=actor, permission=policies.INSPECT, inspection=row.inspection.code,
        fields={"closed_note": note.strip()[:600], "closed_at": clock.now()},
    )  # fmt: skip
    _turn(moved, FindingTurn.Kind.CLOSE, note, actor)
    telling.finding_closed(moved, actor)
    return moved


def may_answer(user: User, finding: Finding) -> bool:
    """Whether somebody may report on a finding: its entity's representative, or an officer of its area for it."""
    if access.allows(user, policies.ANSWER, finding.area_code):
        return True
    if not access.allows(user, policies.ANSWER_OWN):
        return False
    return finding.inspection.product.entity_id in acting_for(user, clock.today())


def _answering(actor: User | None, finding: Finding) -> tuple[str, str]:
    """The (permission, area) under which somebody answers: the officer's, else the entity's own."""
    if actor is None or access.allows(actor, policies.ANSWER, finding.area_code):
        return policies.ANSWER, finding.area_code
    if not may_answer(actor, finding):
        access.require(actor, policies.ANSWER, finding.area_code)
    return policies.ANSWER_OWN, min(areas_with(actor, policies.ANSWER_OWN))


def _whole(finding: Finding) -> Finding:
    return Finding.objects.select_related("inspection__product", "inspection__made_by").get(pk=finding.pk)


def _turn(
    finding: Finding, kind: str, text: str, actor: User | None, due_on: date | None = None
) -> FindingTurn:
    return FindingTurn.objects.create(
        finding=finding, kind=kind, text=text.strip()[:2000], due_on=due_on, by=actor
    )
