"""Sample products: sent by the commune, counted where they arrive.

Source: 26/2026/QĐ-TTg: five samples of each product, none for tourism; the number stands in the set.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier, Samples, Stage
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road import clean, happened, held
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

MOST = 200
_ON_THE_WAY = (
    states.SUBMITTED, states.FORWARDED, states.REVIEWING, states.READY, states.IN_SESSION, states.SCORED,
    states.AT_MINISTRY,
)  # fmt: skip


@transaction.atomic
def send(
    *, dossier: Dossier, count: int, sent_on: date, actor: User | None, stage: str = Stage.OFFICE
) -> Samples:
    """Samples leave: from the commune to the office, or (``stage`` MINISTRY) from the office to the Ministry.

    Raises ``ocop_samples_none_needed``, ``verb_not_allowed`` for a file that is not under way, ``not_allowed``,
    ``InputInvalid``.
    """
    row = held(dossier)
    permission = policies.OFFICE if stage == Stage.MINISTRY else policies.CHECK
    require_dossier(actor, row, permission, "")
    if row.state not in _ON_THE_WAY:
        raise DomainError("verb_not_allowed", state=row.state, verb="send_samples")
    return write(row, count, sent_on, actor, stage)


def write(
    dossier: Dossier, count: int, sent_on: date, actor: User | None, stage: str = Stage.OFFICE
) -> Samples:
    """The same within the caller's transaction, which has judged the right."""
    if not dossier.criteria_set.samples:
        raise DomainError("ocop_samples_none_needed")
    if not 1 <= count <= MOST:
        raise InputInvalid([Fault("ocop", 1, "count", str(count), f"số mẫu từ 1 đến {MOST}")])
    day = happened(sent_on, "sent_on")
    made = Samples.objects.create(dossier=dossier, count=count, stage=stage, sent_on=day)
    record(actor=actor, verb=said.SAMPLES_SENT, thing=dossier, count=count)
    return made


@transaction.atomic
def receive(
    *, samples: Samples, count: int, received_on: date, condition: str, actor: User | None
) -> Samples:
    """The office counts what came and in what condition; once. Raises ``ocop_samples_received_already``, …"""
    row = held(samples.dossier)
    require_dossier(actor, row, policies.REVIEW, "")
    found = Samples.objects.select_for_update().get(pk=samples.pk)
    if found.received_on is not None:
        raise DomainError("ocop_samples_received_already")
    if not 0 <= count <= MOST:
        raise InputInvalid([Fault("ocop", 1, "count", str(count), f"số mẫu từ 0 đến {MOST}")])
    found.received_on = happened(received_on, "received_on", since=found.sent_on)
    found.received_count, found.condition, found.received_by = count, clean(condition, 300), actor
    found.save()
    record(actor=actor, verb=said.SAMPLES_RECEIVED, thing=row, count=count, condition=found.condition)
    return found
