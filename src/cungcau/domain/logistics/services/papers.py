"""Transit papers: entered, checked, submitted, approved and signed, given back, revoked. The only writer of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import TransitPaper, Trip
from cungcau.domain.logistics.selectors.papers import may_write
from cungcau.domain.logistics.selectors.rules import missing_of
from cungcau.domain.logistics.services.paper_parts import fill, keep, next_id
from cungcau.domain.logistics.services.signing import facts_of, sign
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access.selectors import allows, areas_with
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present
from cungcau.reference.catalogue.models import Season

EDITABLE = (states.DRAFT, states.RETURNED)
_HIDDEN = ("driver_name", "driver_phone")


@transaction.atomic
def enter_paper(
    *,
    season: Season,
    facts: Mapping[str, Any],
    actor: User | None,
    trip: Trip | None = None,
    client_uuid: UUID | None = None,
    is_demo: bool = False,
) -> TransitPaper:
    """Write a new paper from values by attribute (those of ``paper_parts``); its number is given here.

    The same ``client_uuid`` again returns the paper there is. Raises ``InputInvalid`` naming the fields,
    ``phone_invalid``, ``not_allowed``.
    """
    there = TransitPaper.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        _require(actor, there)
        return there
    paper = TransitPaper(season=season, trip=trip, entered_by=actor, client_uuid=client_uuid, is_demo=is_demo)
    paper.area_code = season.area_code
    paper.source = f"{actor.full_name}, {clock.today():%d/%m/%Y}"[:300] if actor else "hệ thống"
    fill(paper, facts)
    _require(actor, paper)
    paper.pk = next_id()
    paper.code = f"GN-{paper.pk}"
    keep(paper, facts, new=True)
    record(actor=actor, verb=messages.papers.PAPER_ENTERED, thing=paper, plate=paper.plate)
    return paper


@transaction.atomic
def change_paper(
    *, paper: TransitPaper, version: int, seen: Mapping[str, Any], mine: Mapping[str, Any], actor: User | None
) -> TransitPaper:
    """Write what a person changed of a draft or a returned paper.

    Raises ``EditedMeanwhile``, ``paper_not_editable``, ``InputInvalid``, ``phone_invalid``, ``not_allowed``.
    """
    row = _locked(paper)
    _require(actor, row)
    if row.state not in EDITABLE:
        raise DomainError("paper_not_editable", paper=row.code)
    changed = take(row, version=version, seen=seen, mine=mine)
    fill(row, changed)
    row.version += 1
    keep(row, changed, new=False)
    told = {name: str(value) for name, value in changed.items() if name not in _HIDDEN}
    record(actor=actor, verb=messages.papers.PAPER_CHANGED, thing=row, changes=told)
    return row


@transaction.atomic
def submit_paper(*, paper: TransitPaper, actor: User | None) -> TransitPaper:
    """Hand a paper in, first time or again; everything missing or wrong is named at once.

    Raises ``InputInvalid`` with one fault for each item of the check-list, ``verb_not_allowed``, ``not_allowed``.
    """
    row = _locked(paper)
    _require(actor, row)
    require_complete(row)
    verb = "resubmit" if row.state == states.RETURNED else "submit"
    fields: dict[str, Any] = {
        "submitted_at": present(),
        "submitted_by": actor,
        "returned_items": [],
        "reason": "",
    }
    return _move(row, verb, actor, policies.ENTER_PAPER, fields)


@transaction.atomic
def take_back_paper(*, paper: TransitPaper, actor: User | None) -> TransitPaper:
    """Take a paper that waits back to change it."""
    row = _locked(paper)
    _require(actor, row)
    return _move(row, "take_back", actor, policies.ENTER_PAPER, {})


@transaction.atomic
def give_back_paper(
    *, paper: TransitPaper, items: Sequence[str], reason: str, actor: User | None
) -> TransitPaper:
    """Return a paper with the items to be corrected, each in words; raises ``items_missing``."""
    row = _locked(paper)
    wanted = [item.strip()[:300] for item in items if item.strip()][:20]
    if not wanted:
        raise DomainError("items_missing")
    fields = {"returned_items": wanted, "reason": reason.strip()[:300]}
    return _move(row, "give_back", actor, policies.APPROVE_PAPER, fields, items=len(wanted))


@transaction.atomic
def approve_paper(*, paper: TransitPaper, signer: str = "", actor: User | None) -> TransitPaper:
    """Approve and sign a paper: from now on nothing of it changes. ``signer`` is the name and office printed.

    The check-list is judged once more. Raises ``InputInvalid``, ``verb_not_allowed``, ``not_allowed``.
    """
    row = _locked(paper)
    if actor is not None:
        require(actor, policies.APPROVE_PAPER, row.area_code)
    states.PAPER.move(row.state, "approve")
    require_complete(row)
    row.signer = (signer.strip() or (actor.full_name if actor else "hệ thống"))[:200]
    facts = facts_of(row)
    key_id, signature = sign(facts)
    fields = {
        "signer": row.signer, "signed_facts": facts, "key_id": key_id, "signature": signature,
        "signed_at": present(), "signed_by": actor,
    }  # fmt: skip
    return _move(row, "approve", actor, policies.APPROVE_PAPER, fields)


@transaction.atomic
def revoke_paper(*, paper: TransitPaper, reason: str, actor: User | None) -> TransitPaper:
    """End an approved paper before its time, with a reason."""
    if not reason.strip():
        raise DomainError("reason_missing")
    row = _locked(paper)
    fields = {"reason": reason.strip()[:300], "revoked_at": present()}
    return _move(row, "revoke", actor, policies.APPROVE_PAPER, fields, why=fields["reason"])


@transaction.atomic
def cancel_paper(*, paper: TransitPaper, actor: User | None) -> TransitPaper:
    """Give up a draft or a returned paper."""
    row = _locked(paper)
    _require(actor, row)
    return _move(row, "cancel", actor, policies.ENTER_PAPER, {})


def require_complete(paper: TransitPaper) -> None:
    """Raise ``InputInvalid`` with every item of the check-list that is missing or wrong."""
    found = missing_of(paper)
    if found:
        raise InputInvalid([Fault("paper", 1, item.item, "", item.text) for item in found])


def _locked(paper: TransitPaper) -> TransitPaper:
    rows = TransitPaper.objects.select_for_update(of=("self",)).select_related("carrier", "season")
    found = rows.filter(pk=paper.pk).first()
    if found is None:
        raise DomainError("paper_not_found")
    return found


def _require(actor: User | None, paper: TransitPaper) -> None:
    if actor is not None and not may_write(actor, paper):
        require(actor, policies.ENTER_PAPER, paper.area_code)
        raise DomainError("paper_carrier_not_yours")


def _move(
    paper: TransitPaper,
    verb: str,
    actor: User | None,
    permission: str,
    fields: Mapping[str, Any],
    **facts: Any,
) -> TransitPaper:
    area = paper.area_code
    if actor is not None and permission == policies.ENTER_PAPER and not allows(actor, permission, area):
        area = min(areas_with(actor, permission), default=area)
    return advance(paper, verb, actor=actor, permission=permission, area=area, fields=fields, **facts)
