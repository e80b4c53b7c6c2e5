"""Inspections after recognition: planned for several products at once or ad hoc, their result, called off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition import policies, states
from cungcau.domain.recognition.messages import after as said
from cungcau.domain.recognition.models import Finding, Inspection
from cungcau.domain.recognition.services import telling
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

MOST_AT_ONCE = 200
MOST_FINDINGS = 30


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing found wrong: the criterion it is about (blank: none), what, what to do, by when."""

    text: str
    to_do: str
    due_on: date | None
    criterion: str = ""


@transaction.atomic
def plan_inspections(
    *, products: Sequence[Product], planned_on: date, team: str = "", why: str = "", actor: User | None,
    is_demo: bool = False,
) -> list[Inspection]:  # fmt: skip
    """Plan an inspection of each product on a day, all or none; their entities are told.

    Raises ``inspection_nothing_chosen``, ``inspection_too_many`` (200), ``inspection_past``,
    ``inspection_planned_already``, ``not_allowed``.
    """
    if not products:
        raise DomainError("inspection_nothing_chosen")
    if len(products) > MOST_AT_ONCE:
        raise DomainError("inspection_too_many", most=MOST_AT_ONCE)
    ordered = sorted(products, key=lambda one: one.pk)
    return [
        _enter(product, Inspection.Kind.PLANNED, planned_on, team, why, actor, is_demo) for product in ordered
    ]


@transaction.atomic
def order_inspection(
    *, product: Product, planned_on: date, why: str, team: str = "", actor: User | None, is_demo: bool = False
) -> Inspection:
    """Order an ad hoc inspection with its reason; the entity is not told beforehand.

    Raises ``inspection_why_missing``, ``inspection_past``, ``not_allowed``.
    """
    if not why.strip():
        raise DomainError("inspection_why_missing")
    return _enter(product, Inspection.Kind.AD_HOC, planned_on, team, why, actor, is_demo)


@transaction.atomic
def move_inspection(
    *, inspection: Inspection, planned_on: date, team: str, reason: str, actor: User | None
) -> Inspection:
    """Put a planned inspection on another day or give it another team, with the reason.

    Raises ``inspection_why_missing``, ``inspection_past``, ``inspection_not_planned``, ``not_allowed``.
    """
    row = _locked(inspection)
    if actor is not None:
        access.require(actor, policies.INSPECT, row.area_code)
    if not reason.strip():
        raise DomainError("inspection_why_missing")
    if row.state != states.PLANNED:
        raise DomainError("inspection_not_planned", inspection=row.code)
    if planned_on < clock.today():
        raise DomainError("inspection_past", on=planned_on)
    row.planned_on, row.team = planned_on, team.strip()[:400]
    row.save(update_fields=["planned_on", "team"])
    record(actor=actor, verb=said.INSPECTION_MOVED, thing=row, on=planned_on, reason=reason.strip()[:300])
    telling.inspection_off(row, row.product, f"chuyển sang ngày {show_date(planned_on)}", actor)
    return row


@transaction.atomic
def finish_inspection(
    *,
    inspection: Inspection,
    done_on: date,
    conclusion: str,
    findings: Sequence[FindingRow] = (),
    team: str = "",
    actor: User | None,
) -> Inspection:
    """Record the result with everything that is to be mended; the entity is told.

    Raises ``inspection_conclusion_missing``, ``inspection_day_wrong``, ``findings_too_many`` (30),
    ``finding_incomplete`` with the number of the row, ``verb_not_allowed``, ``not_allowed``.
    """
    if not conclusion.strip():
        raise DomainError("inspection_conclusion_missing")
    if done_on > clock.today():
        raise DomainError("inspection_day_wrong", on=done_on)
    if len(findings) > MOST_FINDINGS:
        raise DomainError("findings_too_many", most=MOST_FINDINGS)
    for no, one in enumerate(findings, start=1):
        if not one.text.strip() or not one.to_do.strip() or one.due_on is None or one.due_on < done_on:
            raise DomainError("finding_incomplete", no=no)
    fields = {"done_on": done_on, "conclusion": conclusion.strip()[:4000]}
    if team.strip():
        fields["team"] = team.strip()[:400]
    row = advance(
        inspection, "finish", actor=actor, permission=policies.INSPECT, inspection=inspection.code, fields=fields
    )  # fmt: skip
    made = [_write(row, one, actor) for one in findings]
    telling.inspection_done(row, made, actor)
    return row


@transaction.atomic
def cancel_inspection(*, inspection: Inspection, reason: str, actor: User | None) -> Inspection:
    """Call a planned inspection off. Raises ``inspection_why_missing``, ``verb_not_allowed``, ``not_allowed``."""
    if not reason.strip():
        raise DomainError("inspection_why_missing")
    row = advance(
        inspection, "cancel", actor=actor, permission=policies.INSPECT, inspection=inspection.code,
        fields={"cancel_reason": reason.strip()[:300]}, reason=reason.strip()[:300],
    )  # fmt: skip
    telling.inspection_off(row, row.product, "không tiến hành nữa", actor)
    return row


def _enter(
    product: Product, kind: str, planned_on: date, team: str, why: str, actor: User | None, is_demo: bool
) -> Inspection:
    if actor is not None:
        access.require(actor, policies.INSPECT, product.area_code)
    if planned_on < clock.today():
        raise DomainError("inspection_past", on=planned_on)
    number = _next_id()
    try:
        with transaction.atomic():
            row = Inspection.objects.create(
                pk=number, code=f"KT-{planned_on.year}-{number:05d}", product=product, kind=kind,
                planned_on=planned_on, team=team.strip()[:400], why=why.strip()[:600], made_by=actor,
                area_code=product.area_code, is_demo=is_demo or product.is_demo,
            )  # fmt: skip
    except IntegrityError as error:
        there = Inspection.objects.filter(product=product, kind=kind, state=states.PLANNED).first()
        if there is None:
            raise
        raise DomainError("inspection_planned_already", product=product.name, on=there.planned_on) from error
    record(actor=actor, verb=said.INSPECTION_PLANNED, thing=row, product=product.name, on=planned_on)
    telling.inspection_planned(row, product, actor)
    return row


def _write(inspection: Inspection, row: FindingRow, actor: User | None) -> Finding:
    made = Finding.objects.create(
        inspection=inspection, criterion=row.criterion.strip()[:12], text=row.text.strip()[:2000],
        to_do=row.to_do.strip()[:600], due_on=row.due_on, area_code=inspection.area_code,
    )  # fmt: skip
    record(
        actor=actor, verb=said.FINDING_WRITTEN, thing=made, inspection=inspection.code,
        text=telling.short(made.text),
    )  # fmt: skip
    return made


def _locked(inspection: Inspection) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("product")
    return rows.get(pk=inspection.pk)


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('recognition_inspection', 'id'))")
        return int(cursor.fetchone()[0])
