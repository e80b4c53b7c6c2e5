"""Closing a scoring: from here on the sheets are open to the council; totals too far apart are discussed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cungcau.domain.council import policies, states
from cungcau.domain.council.messages import scoring as said
from cungcau.domain.council.models import Discussion, Item, ItemRejection, ScoreSheet, Session
from cungcau.domain.council.regulation import regulation_of
from cungcau.domain.council.selectors.sessions import quorum_of, scorers
from cungcau.domain.council.selectors.sheets import Given, sheet_for, submitted
from cungcau.domain.council.services import dossiers, telling
from cungcau.domain.council.services.items import conducted, stand_out_by_law
from cungcau.domain.council.services.rights import require_open, require_prepare
from cungcau.domain.council.services.sessions import locked
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance

TEXT = 4000


@transaction.atomic
def close_scoring(*, item: Item, actor: User | None) -> Item:
    """Close a product's scoring: every member who is there and does not stand out has handed in.

    Of two people at once the second is refused. Raises ``conducts_not``, ``session_not_open``,
    ``scoring_not_open``, ``quorum_lost``, ``sheets_missing`` with the names, ``sheets_too_few``.
    """
    found = conducted(item, actor)
    require_open(found.session)
    if found.state != states.SCORING:
        raise DomainError("scoring_not_open", state=str(states.ITEM_LABELS[found.state]).lower())
    list(ScoreSheet.objects.select_for_update().filter(item=found, attempt=found.attempt).order_by("pk"))
    stand_out_by_law(found, actor)
    regulation = regulation_of(found.session)
    present = quorum_of(found.session)
    if not present.holds:
        raise DomainError("quorum_lost", present=present.present, needed=present.needed)
    sheets = submitted(found, found.attempt)
    handed_in = {one.sheet.seat_id for one in sheets}
    if late := [seat.user.full_name for seat in scorers(found) if seat.pk not in handed_in]:
        raise DomainError("sheets_missing", who=", ".join(late))
    if len(sheets) < regulation.least_members:
        raise DomainError("sheets_too_few", count=len(sheets), least=regulation.least_members)
    spread = spread_of(sheets)
    verb = "discuss" if regulation.apart(spread) else "agree"
    return advance(
        found, verb, actor=actor, permission=policies.VIEW, area=found.session.area_code,
        fields={"closed_attempt": found.attempt}, product=found.dossier.product.name, spread=spread,
        totals={one.name: one.total for one in sheets}, attempt=found.attempt,
    )  # fmt: skip


def spread_of(sheets: list[Given]) -> int:
    """Points between the highest and the lowest total."""
    totals = [one.total for one in sheets]
    return max(totals) - min(totals) if totals else 0


@transaction.atomic
def discuss(*, item: Item, again: bool, text: str, actor: User | None) -> Discussion:
    """Write down what was said about totals too far apart, and go on: score anew, or let the scores stand.

    By written opinions a dispute calls for a meeting (:func:`call_meeting`), neither of the two. Raises
    ``conducts_not``, ``session_not_open``, ``nothing_to_discuss``, ``discussion_missing``, ``meeting_needed``.
    """
    found = conducted(item, actor)
    require_open(found.session)
    if found.state != states.DISCUSSING:
        raise DomainError("nothing_to_discuss")
    if not text.strip():
        raise DomainError("discussion_missing")
    if found.session.mode == Session.Mode.WRITTEN:
        raise DomainError("meeting_needed")
    made = _write(found, again, text, actor)
    facts: dict[str, Any] = {"product": found.dossier.product.name, "reason": text.strip()[:300]}
    if not again:
        advance(found, "go_on", actor=actor, permission=policies.VIEW, area=found.session.area_code, **facts)
        return made
    advance(
        found, "score_again", actor=actor, permission=policies.VIEW, area=found.session.area_code,
        fields={"attempt": found.attempt + 1}, **facts,
    )  # fmt: skip
    seats = scorers(found)
    ScoreSheet.objects.bulk_create(ScoreSheet(item=found, seat=seat, attempt=found.attempt) for seat in seats)
    return made


@transaction.atomic
def call_meeting(*, item: Item, meeting: Session, text: str, actor: User | None) -> Item:
    """Hand a product disputed in writing to a meeting that is being prepared: it is scored there anew.

    What was given in writing stays with the old item. Raises ``conducts_not``, ``nothing_to_discuss``,
    ``discussion_missing``, ``meeting_wrong``, ``not_allowed``.
    """
    found = conducted(item, actor)
    target = locked(meeting)
    require_prepare(actor, target)
    if found.state != states.DISCUSSING or found.session.mode != Session.Mode.WRITTEN:
        raise DomainError("nothing_to_discuss")
    if not text.strip():
        raise DomainError("discussion_missing")
    if (
        target.state != states.PLANNED
        or target.mode != Session.Mode.MEETING
        or target.council_id != found.session.council_id
    ):
        raise DomainError("meeting_wrong")
    _write(found, True, text, actor)
    why, product = text.strip()[:300], found.dossier.product.name
    advance(
        found, "postpone", actor=actor, permission=policies.VIEW, area=found.session.area_code,
        fields={"note": text.strip()[:600]}, product=product, reason=why,
    )  # fmt: skip
    last = Item.objects.filter(session=target).order_by("-no").values_list("no", flat=True).first() or 0
    made = Item.objects.create(
        session=target, dossier=found.dossier, no=last + 1, follows=found, area_code=found.area_code
    )
    dossiers.move(found.dossier, "unschedule", actor=actor, session=found.session.code, reason=why)
    dossiers.move(found.dossier, "schedule", actor=actor, session=target.code)
    record(
        actor=actor, verb=said.MEETING_CALLED, thing=found, area=found.session.area_code, product=product,
        session=target.code,
    )  # fmt: skip
    telling.meeting_called(target, product, actor)
    return made


@transaction.atomic
def stop(*, item: Item, code: str, reason: str, actor: User | None) -> Item:
    """End a product's scoring for a ground the sheet prints (forged papers, unsafe impurity …) before all handed in.

    What was handed in until then is open to the council and counts. Raises ``conducts_not``, ``session_not_open``,
    ``scoring_not_open``, ``ground_unknown``, ``ground_reason_missing``.
    """
    found = conducted(item, actor)
    require_open(found.session)
    if found.state != states.SCORING:
        raise DomainError("scoring_not_open", state=str(states.ITEM_LABELS[found.state]).lower())
    if code not in sheet_for(found).grounds:
        raise DomainError("ground_unknown", ground=code)
    if not reason.strip():
        raise DomainError("ground_reason_missing")
    list(ScoreSheet.objects.select_for_update().filter(item=found, attempt=found.attempt).order_by("pk"))
    ItemRejection.objects.create(item=found, code=code, reason=reason.strip()[:600], recorded_by=actor)
    moved = advance(
        found, "agree", actor=actor, permission=policies.VIEW, area=found.session.area_code,
        fields={"closed_attempt": found.attempt}, product=found.dossier.product.name,
    )  # fmt: skip
    record(
        actor=actor, verb=said.STOPPED, thing=found, area=found.session.area_code,
        product=found.dossier.product.name, code=code, reason=reason.strip()[:300],
    )  # fmt: skip
    return moved


def _write(item: Item, again: bool, text: str, actor: User | None) -> Discussion:
    spread = spread_of(submitted(item, item.attempt))
    return Discussion.objects.create(
        item=item,
        attempt=item.attempt,
        spread=spread,
        again=again,
        text=text.strip()[:TEXT],
        recorded_by=actor,
    )
