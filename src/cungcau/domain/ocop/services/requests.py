"""What is asked of an entity, item by item: with a last day, answered in words and evidence, closed or asked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import Citation, Dossier, Evidence, ItemRequest, RequestTurn, Stage, Step
from cungcau.domain.ocop.services import request_rows as rows
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.request_rows import ASKER_MAY, Again, Item, Judged
from cungcau.domain.ocop.services.rights import require_dossier, standing
from cungcau.domain.ocop.services.road import clean, held, stated
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

__all__ = ["MOST_EVIDENCE", "Again", "Item", "accept", "answer", "ask", "ask_again", "cancel"]

MOST_EVIDENCE = 40


@transaction.atomic
def ask(*, dossier: Dossier, items: Sequence[Item], actor: User | None) -> list[ItemRequest]:
    """The advisory team asks for more while it looks at a file; the entity is told once of all of it.

    Raises ``not_allowed``, ``verb_not_allowed`` in another state, ``InputInvalid`` naming the item.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.REVIEW, "")
    _while_reviewing(row, "ask")
    if not items:
        raise InputInvalid([Fault("ocop", 1, "items", "", "hãy ghi ít nhất một mục cần bổ sung")])
    made = rows.write(row, items, Stage.ADVISORY, actor)
    telling.asked(row, made, actor)
    return made


@transaction.atomic
def answer(
    *, request: ItemRequest, text: str, evidence: Iterable[Evidence] = (), actor: User | None
) -> ItemRequest:
    """The entity answers with words and, where it helps, evidence of its own; of two at once one is refused.

    Raises ``ocop_request_not_found``, ``not_allowed``, ``verb_not_allowed``, ``InputInvalid`` without words or with
    evidence of somebody else.
    """
    row = _locked(request)
    require_dossier(actor, row.dossier, policies.WRITE_DOSSIERS)
    spoken = clean(text, 4000)
    if not spoken:
        raise InputInvalid([Fault("ocop", 1, "text", "", "hãy ghi câu trả lời")])
    handed = _own_evidence(row.dossier, evidence)
    permission, area = standing(actor, row.dossier, policies.WRITE_DOSSIERS)
    advance(
        row, "answer", actor=actor, permission=permission, area=area, dossier=str(row.dossier),
        fields={"answer": spoken, "answered_by": actor, "answered_at": clock.now()},
    )  # fmt: skip
    for one in handed:
        Citation.objects.get_or_create(
            dossier=row.dossier, evidence=one, criterion=row.criterion, defaults={"request": row}
        )
    rows.say(row, RequestTurn.Kind.ANSWER, spoken, actor, evidence=handed)
    _recount(row.dossier)
    telling.answered(row, actor)
    return row


@transaction.atomic
def accept(*, request: ItemRequest, actor: User | None, note: str = "") -> ItemRequest:
    """Whoever asked has what was needed. Raises ``not_allowed``, ``verb_not_allowed``."""
    return _close(_locked(request), "accept", actor, clean(note, 600))


@transaction.atomic
def cancel(*, request: ItemRequest, reason: str, actor: User | None) -> ItemRequest:
    """Whoever asked does not need it any more, and says why. Raises as :func:`accept`, ``InputInvalid``."""
    return _close(_locked(request), "cancel", actor, stated(reason, most=600))


@transaction.atomic
def ask_again(*, request: ItemRequest, reason: str, due_on: date | None, actor: User | None) -> ItemRequest:
    """The advisory team is not content with an answer: what is still missing, until when; the old answer stays.

    Commune and office ask again by sending the file back. Raises ``not_allowed``, ``verb_not_allowed``,
    ``InputInvalid``.
    """
    row = _locked(request)
    file = row.dossier
    require_dossier(actor, file, policies.REVIEW, "")
    _while_reviewing(file, "reopen")
    by = Judged(actor, policies.REVIEW, file.area_code)
    found = rows.reopen(file, [Again(row.pk, reason, due_on)], Stage.ADVISORY, by)
    telling.asked(file, found, actor)
    return found[0]


def _close(row: ItemRequest, verb: str, actor: User | None, note: str) -> ItemRequest:
    permission = ASKER_MAY[Stage(row.stage)]
    require_dossier(actor, row.dossier, permission, "")
    rows.shut(row, verb, Judged(actor, permission, row.dossier.area_code), note)
    _recount(row.dossier)
    telling.closed(row, "đã đủ" if verb == "accept" else f"không cần nữa ({note})", actor)
    return row


def _while_reviewing(dossier: Dossier, verb: str) -> None:
    if dossier.state != states.REVIEWING:
        raise DomainError("verb_not_allowed", state=dossier.state, verb=verb)


def _locked(request: ItemRequest) -> ItemRequest:
    """The request under its file's lock, so that file and request are always taken in one order."""
    file = held(request.dossier)
    row = ItemRequest.objects.select_for_update().filter(pk=request.pk, dossier=file).first()
    if row is None:
        raise DomainError("ocop_request_not_found", number=request.pk)
    row.dossier = file
    return row


def _own_evidence(dossier: Dossier, evidence: Iterable[Evidence]) -> list[Evidence]:
    found = list(evidence)[: MOST_EVIDENCE + 1]
    if len(found) > MOST_EVIDENCE:
        raise InputInvalid(
            [Fault("ocop", 0, "evidence", str(len(found)), f"nhiều nhất {MOST_EVIDENCE} minh chứng một lần")]
        )
    for one in found:
        if one.organisation_id != dossier.product.entity_id or one.withdrawn_at is not None:
            raise InputInvalid(
                [Fault("ocop", 1, "evidence", one.title[:60], "không phải minh chứng của chủ thể")]
            )
    return found


def _recount(dossier: Dossier) -> None:
    """While the file is back with its entity, its clock shows the earliest of what is still open."""
    due = (
        dossier.requests.filter(state=states.OPEN).order_by("due_on").values_list("due_on", flat=True).first()
    )
    if due is not None:
        Step.objects.filter(dossier=dossier, ended_at=None, stage=Stage.ENTITY).exclude(due_on=due).update(
            due_on=due
        )
