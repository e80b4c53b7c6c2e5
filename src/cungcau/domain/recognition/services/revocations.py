"""Taking a certificate back: a case on one of six grounds, decided within 15 days of the conclusion, or dropped."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate
from cungcau.domain.ocop.selectors.certificates import STANDING_LABELS, standing
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.ocop.services.certificates import revoke_certificate
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.messages import after as said
from cungcau.domain.recognition.models import Ground, Inspection, Revocation
from cungcau.domain.recognition.services import telling
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock


@transaction.atomic
def open_revocation(
    *,
    certificate: Certificate,
    ground: str,
    facts: str,
    concluded_on: date,
    inspection: Inspection | None = None,
    actor: User | None,
    is_demo: bool = False,
) -> Revocation:
    """Open a case for taking a certificate back; the decision is due within 15 days of the conclusion.

    ``facts`` say what happened and who concluded so; the certificate counts until the decision. Raises
    ``revocation_ground_unknown``, ``revocation_facts_missing``, ``revocation_days_wrong``,
    ``revocation_other_product``, ``revocation_certificate_gone``, ``revocation_open_already``, ``not_allowed``.
    Source: 26/2026/QĐ-TTg, article 8.
    """
    row = Certificate.objects.select_related("product").get(pk=certificate.pk)
    if actor is not None:
        access.require(actor, policies.REVOKE, row.area_code)
    if ground not in Ground.values:
        raise DomainError("revocation_ground_unknown")
    if not facts.strip():
        raise DomainError("revocation_facts_missing")
    if not row.starts_on <= concluded_on <= clock.today():
        raise DomainError("revocation_days_wrong", on=concluded_on, starts_on=row.starts_on)
    if inspection is not None and inspection.product_id != row.product_id:
        raise DomainError("revocation_other_product", inspection=inspection.code)
    _refuse_gone(row)
    try:
        with transaction.atomic():
            case = Revocation.objects.create(
                certificate=row, ground=ground, facts=facts.strip()[:4000], concluded_on=concluded_on,
                due_on=terms_on(clock.today()).revocation_due(concluded_on), inspection=inspection, made_by=actor,
                area_code=row.area_code, is_demo=is_demo or row.is_demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError("revocation_open_already") from error
    record(
        actor=actor, verb=said.REVOCATION_OPENED, thing=case, product=row.product.name,
        ground=str(Ground(ground).label).lower(), due=case.due_on,
    )  # fmt: skip
    telling.revocation_opened(case, row.product, actor)
    return case


@transaction.atomic
def decide_revocation(
    *, revocation: Revocation, decision_no: str, decided_on: date, outcome: str = "", actor: User | None
) -> Revocation:
    """Write down the signed decision: the certificate, its badge and its QR count no more from this moment.

    Raises ``revocation_decision_missing``, ``revocation_decision_day_wrong``, ``revocation_certificate_gone``,
    ``verb_not_allowed`` (decided or dropped meanwhile), ``not_allowed``.
    """
    if not decision_no.strip():
        raise DomainError("revocation_decision_missing")
    if not revocation.concluded_on <= decided_on <= clock.today():
        raise DomainError(
            "revocation_decision_day_wrong", on=decided_on, concluded_on=revocation.concluded_on
        )
    certificate = Certificate.objects.select_related("product").get(pk=revocation.certificate_id)
    case = advance(
        revocation, "decide", actor=actor, permission=policies.REVOKE, product=certificate.product.name,
        fields={
            "decision_no": decision_no.strip()[:80], "decided_on": decided_on, "outcome": outcome.strip()[:600]
        },
    )  # fmt: skip
    _refuse_gone(certificate)
    revoke_certificate(
        certificate=certificate, on=decided_on, decision_no=decision_no, actor=actor, permission=policies.REVOKE,
        reason=str(Ground(case.ground).label).lower(),
    )  # fmt: skip
    telling.revocation_decided(case, certificate.product, actor)
    return case


@transaction.atomic
def drop_revocation(*, revocation: Revocation, reason: str, actor: User | None) -> Revocation:
    """Close a case without revoking. Raises ``revocation_reason_missing``, ``verb_not_allowed``, ``not_allowed``."""
    if not reason.strip():
        raise DomainError("revocation_reason_missing")
    certificate = Certificate.objects.select_related("product").get(pk=revocation.certificate_id)
    case = advance(
        revocation, "drop", actor=actor, permission=policies.REVOKE, product=certificate.product.name,
        fields={"outcome": reason.strip()[:600]}, reason=reason.strip()[:300],
    )  # fmt: skip
    telling.revocation_dropped(case, certificate.product, actor)
    return case


def _refuse_gone(certificate: Certificate) -> None:
    if certificate.state != ocop_states.IN_FORCE:
        state = STANDING_LABELS[standing(certificate, clock.today())]
        raise DomainError("revocation_certificate_gone", state=str(state).lower())
