"""Visits of the advisory team to the entity: arranged, made, or called off."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier, FieldVisit
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road import clean, future, happened, held, stated
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

_WHILE = (states.FORWARDED, states.REVIEWING, states.READY)


@transaction.atomic
def plan(*, dossier: Dossier, planned_on: date, team: str, actor: User | None) -> FieldVisit:
    """Somebody of the team will go there on a day; entity and commune are told. Raises ``verb_not_allowed``, …"""
    row = held(dossier)
    require_dossier(actor, row, policies.REVIEW, "")
    if row.state not in _WHILE:
        raise DomainError("verb_not_allowed", state=row.state, verb="plan_visit")
    day, who = future(planned_on, "planned_on"), clean(team, 400)
    if not who:
        raise InputInvalid([Fault("ocop", 1, "team", "", "hãy ghi những ai đi")])
    visit = FieldVisit.objects.create(dossier=row, planned_on=day, team=who, made_by=actor)
    record(actor=actor, verb=said.VISIT_PLANNED, thing=row, day=show_date(day), team=who)
    telling.visit_planned(visit, actor)
    return visit


@transaction.atomic
def finish(*, visit: FieldVisit, done_on: date, findings: str, actor: User | None) -> FieldVisit:
    """What the team found there. Raises ``ocop_visit_over``, ``InputInvalid``, ``not_allowed``."""
    row = _live(visit, actor)
    found = clean(findings, 4000)
    if not found:
        raise InputInvalid([Fault("ocop", 1, "findings", "", "hãy ghi đoàn thấy gì")])
    row.done_on, row.findings, row.made_by = happened(done_on, "done_on"), found, actor
    row.save(update_fields=["done_on", "findings", "made_by"])
    record(actor=actor, verb=said.VISIT_DONE, thing=row.dossier, day=show_date(row.done_on))
    return row


@transaction.atomic
def call_off(*, visit: FieldVisit, reason: str, actor: User | None) -> FieldVisit:
    """Nobody goes, and why; the same people are told. Raises ``ocop_visit_over``, ``InputInvalid``."""
    row = _live(visit, actor)
    row.cancelled_why = stated(reason, most=300)
    row.save(update_fields=["cancelled_why"])
    record(actor=actor, verb=said.VISIT_CANCELLED, thing=row.dossier, reason=row.cancelled_why)
    telling.visit_off(row, actor)
    return row


def _live(visit: FieldVisit, actor: User | None) -> FieldVisit:
    file = held(visit.dossier)
    require_dossier(actor, file, policies.REVIEW, "")
    row = FieldVisit.objects.select_for_update().get(pk=visit.pk)
    if row.done_on is not None or row.cancelled_why:
        raise DomainError("ocop_visit_over")
    row.dossier = file
    return row
