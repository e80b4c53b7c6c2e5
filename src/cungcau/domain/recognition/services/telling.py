"""Telling entities and officers what happened after recognition, in the transaction that made it true."""

from __future__ import annotations

from django.urls import reverse

from cungcau.domain.ocop.models import Product
from cungcau.domain.ocop.selectors.people import but
from cungcau.domain.recognition.messages import notices as said
from cungcau.domain.recognition.models import Finding, Inspection, Revocation
from cungcau.domain.recognition.selectors.shown import entity_people
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

_SHORT = 160


def revocation_opened(case: Revocation, product: Product, actor: User | None) -> None:
    """Tell the entity what it is about and by when it is decided."""
    _tell(
        product, said.REVOCATION_OPENED, _case(case), actor, ground=str(case.get_ground_display()).lower(),
        on=show_date(case.concluded_on), due=show_date(case.due_on),
    )  # fmt: skip


def revocation_decided(case: Revocation, product: Product, actor: User | None) -> None:
    """Tell the entity that star and badge may no longer be used."""
    assert case.decided_on is not None
    _tell(
        product, said.REVOCATION_DECIDED, _case(case), actor, ground=str(case.get_ground_display()).lower(),
        decision=case.decision_no, on=show_date(case.decided_on),
    )  # fmt: skip


def revocation_dropped(case: Revocation, product: Product, actor: User | None) -> None:
    """Tell the entity that the case is closed."""
    _tell(product, said.REVOCATION_DROPPED, _case(case), actor, reason=short(case.outcome))


def inspection_planned(inspection: Inspection, product: Product, actor: User | None) -> None:
    """Tell the entity who comes when; an ad hoc inspection is not announced."""
    if inspection.kind == Inspection.Kind.PLANNED:
        _tell(
            product, said.INSPECTION_PLANNED, _visit(inspection), actor, inspection=inspection.code,
            team=inspection.team or "Văn phòng OCOP tỉnh", on=show_date(inspection.planned_on),
        )  # fmt: skip


def inspection_off(inspection: Inspection, product: Product, what: str, actor: User | None) -> None:
    """Tell the entity of a planned inspection that it is on another day, or not at all."""
    if inspection.kind == Inspection.Kind.PLANNED:
        _tell(product, said.INSPECTION_OFF, _visit(inspection), actor, inspection=inspection.code, what=what)


def inspection_done(inspection: Inspection, findings: list[Finding], actor: User | None) -> None:
    """Tell the entity what was found and by when it is to be mended."""
    days = [one.due_on for one in findings if one.due_on]
    _tell(
        inspection.product, said.INSPECTION_DONE, _visit(inspection), actor, inspection=inspection.code,
        on=show_date(inspection.done_on or clock.today()), count=len(findings),
        due=f"Hạn sớm nhất {show_date(min(days))}." if days else "",
    )  # fmt: skip


def finding_answered(finding: Finding, actor: User | None) -> None:
    """Tell whoever recorded the inspection."""
    inspection = finding.inspection
    maker = inspection.made_by
    people = [maker] if maker is not None and maker.is_active else []
    tell(
        but(people, actor), said.FINDING_ANSWERED, link=_visit(inspection), inspection=inspection.code,
        product=inspection.product.name, text=short(finding.answer),
    )  # fmt: skip


def finding_again(finding: Finding, reason: str, actor: User | None) -> None:
    """Tell the entity that it is not done yet."""
    _tell(
        finding.inspection.product, said.FINDING_AGAIN, _visit(finding.inspection), actor,
        inspection=finding.inspection.code, text=short(reason),
        due=show_date(finding.due_on) if finding.due_on else "–",
    )  # fmt: skip


def finding_closed(finding: Finding, actor: User | None) -> None:
    """Tell the entity that it is done."""
    _tell(
        finding.inspection.product, said.FINDING_CLOSED, _visit(finding.inspection), actor,
        inspection=finding.inspection.code, text=short(finding.text),
    )  # fmt: skip


def short(text: str) -> str:
    """The first words of a longer text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rsplit(' ', 1)[0]}…"


def _tell(product: Product, message: str, link: str, actor: User | None, **facts: str | int) -> None:
    tell(but(entity_people(product, clock.today()), actor), message, link=link, product=product.name, **facts)


def _visit(inspection: Inspection) -> str:
    return reverse("recognition:inspection", args=[inspection.pk])


def _case(case: Revocation) -> str:
    return reverse("recognition:revocation", args=[case.pk])
