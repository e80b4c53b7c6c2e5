"""What people allowed, purpose by purpose; never changed, only followed by another answer."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cungcau.domain.registry import messages
from cungcau.domain.registry.models import Consent, Organisation
from cungcau.domain.registry.services.gates import locked, require_edit
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record


@transaction.atomic
def record_consent(
    *,
    organisation: Organisation,
    purpose: str,
    given: bool,
    how: str,
    day: date,
    actor: User,
    on: date,
    note: str = "",
) -> Consent:
    """Write a yes or a withdrawal as it was said on ``day``; raises ``consent_in_future``, ``not_allowed``."""
    one = locked(organisation.pk)
    require_edit(actor, one, on)
    if purpose not in Consent.Purpose.values or how not in Consent.How.values:
        raise DomainError("consent_unknown", value=f"{purpose} {how}")
    if day > on:
        raise DomainError("consent_in_future", day=day)
    row = Consent.objects.create(
        organisation=one,
        purpose=purpose,
        given=given,
        how=how,
        on=day,
        note=note.strip()[:300],
        recorded_by=actor,
    )
    verb = messages.CONSENT_GIVEN if given else messages.CONSENT_WITHDRAWN
    record(actor=actor, verb=verb, thing=one, purpose=str(Consent.Purpose(purpose).label), day=day, how=how)
    return row
