"""Decisions after a session: drafted with their list, recorded as signed, dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from cungcau.domain.council import policies, states
from cungcau.domain.council.messages import decisions as said
from cungcau.domain.council.models import Decision, DecisionLine, Item, Session
from cungcau.domain.council.selectors.decisions import (
    Purpose,
    candidates,
    lines_of,
    purpose_of,
    standing,
    unrecognised,
)
from cungcau.domain.council.selectors.results import average_of
from cungcau.domain.council.services import dossiers
from cungcau.domain.council.wording import result_words
from cungcau.domain.ocop.services import road_telling
from cungcau.domain.ocop.services.certificates import issue_certificate
from cungcau.domain.ocop.services.ministry import send_up
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock


@transaction.atomic
def draft(
    *, session: Session, purpose: Purpose, items: Sequence[int], authority: str, actor: User | None
) -> Decision:
    """A draft that names these products of a session (their item ids) with their stars.

    Raises ``not_allowed``, ``decision_empty``, ``decision_authority_missing``, ``decision_item_wrong``.
    """
    if actor is not None:
        access.require(actor, policies.DECIDE, session.area_code)
    if not authority.strip():
        raise DomainError("decision_authority_missing")
    wanted = list(dict.fromkeys(items))
    if not wanted:
        raise DomainError("decision_empty")
    list(Item.objects.select_for_update().filter(session=session, pk__in=wanted).order_by("pk"))
    may = {one.item.pk: one for one in candidates(session, purpose)}
    if odd := [pk for pk in wanted if pk not in may]:
        found = Item.objects.filter(pk=odd[0], session=session).select_related("dossier__product").first()
        raise DomainError("decision_item_wrong", product=found.dossier.product.name if found else odd[0])
    decision = Decision.objects.create(
        session=session, kind=purpose.kind, authority=authority.strip()[:200], area_code=session.area_code,
        is_demo=session.is_demo,
    )  # fmt: skip
    chosen = sorted((may[pk] for pk in wanted), key=lambda one: (-one.star, one.item.no))
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, item=one.item, star=one.star) for one in chosen
    )
    record(
        actor=actor, verb=said.DRAFTED, thing=decision, session=session.code, count=len(chosen),
        kind=decision.get_kind_display(),
    )  # fmt: skip
    return decision


@transaction.atomic
def take_off(*, line: DecisionLine, actor: User | None) -> None:
    """Take a product off a draft. Raises ``not_allowed``, ``decision_signed_already``, ``decision_empty``."""
    decision = _locked(line.decision, actor)
    if decision.lines.count() == 1:
        raise DomainError("decision_empty")
    name = line.item.dossier.product.name
    DecisionLine.objects.filter(pk=line.pk).delete()
    record(actor=actor, verb=said.LINE_OFF, thing=decision, product=name, session=decision.session.code)


@transaction.atomic
def sign(*, decision: Decision, number: str, signed_on: date, signer: str, actor: User | None) -> Decision:
    """Record that a decision was signed: certificates are issued, or the files go up to the Ministry.

    Everything or nothing. Raises ``not_allowed``, ``decision_signed_already``, ``decision_incomplete``,
    ``decision_day_wrong``, ``decision_number_taken``, ``decision_line_moved`` where a product's result or file
    changed since the draft, and what
    :func:`~cungcau.domain.ocop.services.certificates.issue_certificate` and
    :func:`~cungcau.domain.ocop.services.ministry.send_up` raise.
    """
    row = _locked(decision, actor)
    number, signer = number.strip(), signer.strip()
    if not number or not signer:
        raise DomainError("decision_incomplete")
    first = timezone.localtime(row.session.opened_at).date() if row.session.opened_at else row.session.held_on
    if not first <= signed_on <= clock.today():
        raise DomainError("decision_day_wrong", first=first, last=clock.today())
    lines = list(lines_of(row))
    purpose = purpose_of(row, lines)
    for line in lines:
        _carry_out(row, line, purpose, number=number, signed_on=signed_on, actor=actor)
    fields = {"number": number[:80], "signed_on": signed_on, "signer": signer[:200], "signed_by": actor}
    try:
        with transaction.atomic():
            signed = advance(
                row, "sign", actor=actor, permission=policies.DECIDE, fields=fields, number=number[:80],
                count=len(lines),
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError("decision_number_taken", number=number) from error
    return signed


@transaction.atomic
def drop(*, decision: Decision, reason: str, actor: User | None) -> Decision:
    """Give a draft up. Raises ``not_allowed``, ``decision_signed_already``, ``decision_reason_missing``."""
    row = _locked(decision, actor)
    if not reason.strip():
        raise DomainError("decision_reason_missing")
    return advance(
        row, "cancel", actor=actor, permission=policies.DECIDE,
        fields={"end_reason": reason.strip()[:600]}, reason=reason.strip()[:300],
    )  # fmt: skip


@transaction.atomic
def not_recognise(*, session: Session, actor: User | None) -> list[Item]:
    """End the files of a session's products below 3 stars (not recognised) and of those rejected; returns them.

    1 and 2 stars get no decision and no certificate (26/2026/QĐ-TTg). Raises ``not_allowed``,
    ``session_under_way``.
    """
    if actor is not None:
        access.require(actor, policies.DECIDE, session.area_code)
    if session.state != states.CLOSED:
        raise DomainError("session_under_way")
    ended = unrecognised(session)
    for item in ended:
        rejected = item.result.get("rejections") or item.result.get("rejected")
        reason = _why_not(item)
        fields = {"decided_at": clock.now(), "end_reason": reason[:600]}
        row = dossiers.move(
            item.dossier, "reject" if rejected else "not_recognise", actor=actor, permission=policies.DECIDE,
            fields=fields, reason=reason[:300],
        )  # fmt: skip
        road_telling.moved(row, "không được công nhận", actor, note=reason)
    return ended


def _carry_out(
    decision: Decision,
    line: DecisionLine,
    purpose: Purpose,
    *,
    number: str,
    signed_on: date,
    actor: User | None,
) -> None:
    """What a signature does to one product."""
    dossier = line.item.dossier
    star, average = standing(line.item)
    if star != line.star or average is None or line.item.state != states.DONE:
        raise DomainError("decision_line_moved", product=dossier.product.name)
    if purpose is Purpose.SEND_UP:
        send_up(dossier=dossier, letter_no=number, letter_on=signed_on, actor=actor)
        return
    row = dossiers.move(
        dossier, "recognise", actor=actor, permission=policies.DECIDE, fields={"decided_at": clock.now()}
    )
    line.certificate = issue_certificate(
        dossier=dossier, star=line.star, average=average, decision_no=number, decided_on=signed_on,
        authority=decision.authority, actor=actor,
    )  # fmt: skip
    line.save(update_fields=["certificate"])
    road_telling.moved(row, f"được công nhận {line.star} sao", actor, note=f"Quyết định {number}")


def _locked(decision: Decision, actor: User | None) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related("session")
    row = rows.get(pk=decision.pk)
    if actor is not None:
        access.require(actor, policies.DECIDE, row.area_code)
    if row.state != states.DRAFT:
        raise DomainError("decision_signed_already", state=str(states.DECISION_LABELS[row.state]).lower())
    return row


def _why_not(item: Item) -> str:
    grounds = [one["reason"] for one in item.result.get("rejections", ())]
    if grounds:
        return "Hội đồng loại: " + "; ".join(grounds)
    return f"Hội đồng chấm {result_words(average_of(item), item.result_star)}; công nhận từ 3 sao trở lên."
