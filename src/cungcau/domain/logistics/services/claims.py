"""Claims about goods that came: opened, answered, ended; what was agreed is posted as correcting entries.

Lock order: trip → order → line → arrival → claim.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import Arrival, Claim, ClaimKind, ClaimPhoto, ClaimSide
from cungcau.domain.logistics.selectors.claims import (
    answer_days,
    claim_days,
    corrected,
    last_day,
    most_kg,
    sides_in,
)
from cungcau.domain.logistics.selectors.sides import OFFICE
from cungcau.domain.logistics.services.arrivals import lock_arrival, set_arrival
from cungcau.domain.orders.services.telling import agents_of
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_date
from cungcau.platform.access.selectors import people_with
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.files.pictures import MOST_BYTES, drawn_anew, keep
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present

MOST_PHOTOS = 6
MOST_VND = 10**12
_CORRECTED = "Điều chỉnh sau khi hai bên đối chiếu"
"""What the ledger says, which others read too: of the claim itself only the two sides and the coordinator know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a side claims: about what, in words, kg and đồng wanted."""

    kind: str
    text: str
    kg: int = 0
    vnd: int = 0


@transaction.atomic
def open_claim(
    *,
    arrival: Arrival,
    side: str,
    asked: Asked,
    actor: User | None = None,
    by_link: bool = False,
    client_uuid: UUID | None = None,
    is_demo: bool = False,
) -> Claim:
    """One side ("buyer", "seller") claims, within the setting's days after the goods came.

    ``by_link``: the caller holds the buyer's signed link. The same ``client_uuid`` again returns the claim there is.
    Raises ``claim_before_arrival``, ``claim_too_late``, ``claim_asks_nothing``, ``claim_over_arrival``,
    ``InputInvalid``, ``arrival_not_found``, ``not_allowed``.
    """
    row = lock_arrival(arrival)
    if not (by_link and side == ClaimSide.BUYER):
        _require_side(actor, row, side)
    there = Claim.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return there
    last = last_day(row)
    if last is None:
        raise DomainError("claim_before_arrival")
    if clock.today() > last:
        raise DomainError("claim_too_late", days=claim_days(), last=last)
    _check(row, side, asked)
    now = present()
    claim = Claim(
        arrival=row, season_id=row.season_id, side=side, kind=asked.kind, text=asked.text.strip()[:2000],
        asked_kg=asked.kg, asked_vnd=asked.vnd, opened_by=actor, opened_at=now,
        answer_until=now + timedelta(days=answer_days()), client_uuid=client_uuid, area_code=row.area_code,
        is_demo=is_demo,
    )  # fmt: skip
    claim.pk = _next_id()
    claim.code = f"KN-{claim.pk}"
    claim.save(force_insert=True)
    record(actor=actor, verb=messages.papers.CLAIM_OPENED, thing=claim, kg=asked.kg, vnd=asked.vnd, side=side)
    _tell(claim, row, actor, until=f"Trả lời trước {_moment(claim)}.")
    return claim


@transaction.atomic
def answer_claim(*, claim: Claim, text: str, kg: int, vnd: int, actor: User | None) -> Claim:
    """The other side answers with what it offers, kg and đồng; all that was asked ends the claim as agreed.

    Raises ``claim_over_arrival`` for more than was asked, ``reason_missing`` without words, ``verb_not_allowed``.
    """
    row, arrival = _locked(claim)
    other = ClaimSide.SELLER if row.side == ClaimSide.BUYER else ClaimSide.BUYER
    _require_side(actor, arrival, other, claim=row)
    if not text.strip():
        raise DomainError("reason_missing")
    _within_asked(row, kg, vnd)
    fields: dict[str, Any] = {
        "answer": text.strip()[:2000], "offered_kg": kg, "offered_vnd": vnd, "answered_by": actor,
        "answered_at": present(),
    }  # fmt: skip
    row = advance(row, "answer", actor=None, permission=policies.CLAIM, fields=fields)
    if kg == row.asked_kg and vnd == row.asked_vnd:
        return _end(row, arrival, kg, vnd, text, actor)
    _tell(row, arrival, actor)
    return row


@transaction.atomic
def accept_answer(*, claim: Claim, actor: User | None = None, by_link: bool = False) -> Claim:
    """Whoever claimed takes what the other side offered; that ends the claim."""
    row, arrival = _locked(claim)
    if not (by_link and row.side == ClaimSide.BUYER):
        _require_side(actor, arrival, row.side, claim=row)
    if row.state != states.ANSWERED or row.offered_kg is None or row.offered_vnd is None:
        raise DomainError("verb_not_allowed", lifecycle="claim", state=row.state, verb="agree", allowed=())
    return _end(row, arrival, row.offered_kg, row.offered_vnd, row.answer, actor)


@transaction.atomic
def withdraw_claim(*, claim: Claim, reason: str, actor: User | None = None, by_link: bool = False) -> Claim:
    """Whoever claimed gives it up, with a reason; nothing is corrected."""
    row, arrival = _locked(claim)
    if not (by_link and row.side == ClaimSide.BUYER):
        _require_side(actor, arrival, row.side, claim=row)
    if not reason.strip():
        raise DomainError("reason_missing")
    return _close(row, arrival, "withdraw", 0, 0, reason, actor)


@transaction.atomic
def end_claim(*, claim: Claim, kg: int, vnd: int, reason: str, actor: User | None) -> Claim:
    """The coordinator ends a claim with kg and đồng (0 and 0: refused), after an answer or past its deadline.

    Raises ``claim_still_waits``, ``claim_over_arrival``, ``reason_missing``, ``not_allowed``.
    """
    row, arrival = _locked(claim)
    if actor is not None:
        require(actor, policies.SETTLE_ARRIVAL, row.area_code)
    if not reason.strip():
        raise DomainError("reason_missing")
    if row.state == states.OPEN_CLAIM and present() <= row.answer_until:
        raise DomainError("claim_still_waits", until=_moment(row))
    _within_asked(row, kg, vnd)
    return _end(row, arrival, kg, vnd, reason, actor)


@transaction.atomic
def add_photo(
    *, claim: Claim, side: str, content: bytes, actor: User | None, by_link: bool = False
) -> ClaimPhoto:
    """Show a picture with a claim, drawn anew without the camera's notes; the same picture again is the same.

    Raises ``point_photo_too_large``, ``point_photo_unreadable``, ``photos_too_many``, ``verb_not_allowed`` for an
    ended claim.
    """
    row, arrival = _locked(claim)
    if not (by_link and side == ClaimSide.BUYER):
        _require_side(actor, arrival, side, claim=row)
    if not row.is_live:
        raise DomainError("verb_not_allowed", lifecycle="claim", state=row.state, verb="photo", allowed=())
    if len(content) > MOST_BYTES:
        raise DomainError("point_photo_too_large", most_mb=MOST_BYTES // 1024 // 1024)
    drawn, width, height = drawn_anew(content)
    digest = hashlib.sha256(drawn).hexdigest()
    there = row.photos.filter(sha256=digest).first()
    if there is not None:
        return there
    if row.photos.count() >= MOST_PHOTOS:
        raise DomainError("photos_too_many", most=MOST_PHOTOS)
    keep(digest, drawn)
    photo = ClaimPhoto.objects.create(
        claim=row, side=side, sha256=digest, bytes=len(drawn), width=width, height=height, added_by=actor
    )
    record(actor=actor, verb=messages.papers.CLAIM_PHOTO, thing=row, sha256=digest)
    return photo


def _require_side(actor: User | None, arrival: Arrival, side: str, claim: Claim | None = None) -> None:
    """Let pass whoever acts for the side, and the coordinator, who may record for either."""
    if actor is None:
        return
    mine = sides_in(actor, arrival)
    if not mine:
        raise DomainError("claim_not_found" if claim is not None else "arrival_not_found")
    if side not in mine and OFFICE not in mine:
        require(actor, policies.SETTLE_ARRIVAL, arrival.area_code)


def _check(arrival: Arrival, side: str, asked: Asked) -> None:
    faults = []
    if side not in ClaimSide.values:
        faults.append(Fault("claim", 1, "side", side, "cần buyer hoặc seller"))
    if asked.kind not in ClaimKind.values:
        faults.append(Fault("claim", 1, "kind", asked.kind, "cần một việc trong danh sách"))
    if not asked.text.strip() or "\x00" in asked.text or len(asked.text) > 2000:
        faults.append(Fault("claim", 1, "text", "", "cần nói rõ, dài nhất 2.000 ký tự"))
    if not 0 <= asked.vnd <= MOST_VND:
        faults.append(Fault("claim", 1, "vnd", str(asked.vnd), "cần số đồng từ 0"))
    if faults:
        raise InputInvalid(faults)
    if not asked.kg and not asked.vnd:
        raise DomainError("claim_asks_nothing")
    most = most_kg(arrival, side, asked.kind)
    if asked.kg < 0 or asked.kg > most:
        raise DomainError("claim_over_arrival", kg=asked.kg, most=most)


def _within_asked(claim: Claim, kg: int, vnd: int) -> None:
    if not 0 <= kg <= claim.asked_kg:
        raise DomainError("claim_over_arrival", kg=kg, most=claim.asked_kg)
    if not 0 <= vnd <= claim.asked_vnd:
        raise InputInvalid([Fault("claim", 1, "vnd", str(vnd), f"cần số đồng từ 0 đến {claim.asked_vnd}")])


def _locked(claim: Claim) -> tuple[Claim, Arrival]:
    found = Claim.objects.select_related("arrival").filter(pk=claim.pk).first()
    if found is None:
        raise DomainError("claim_not_found")
    arrival = lock_arrival(found.arrival)
    row = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    row.arrival = arrival
    return row, arrival


def _end(claim: Claim, arrival: Arrival, kg: int, vnd: int, reason: str, actor: User | None) -> Claim:
    whole = kg == claim.asked_kg and vnd == claim.asked_vnd
    verb = "agree" if whole else "agree_partly" if kg or vnd else "refuse"
    states.CLAIM.move(claim.state, verb)
    if kg:
        most = most_kg(arrival, claim.side, claim.kind)
        if kg > most:
            raise DomainError("claim_over_arrival", kg=kg, most=most)
        arrived, accepted, lost = corrected(arrival, claim.side, claim.kind, kg)
        set_arrival(arrival, arrived, accepted, lost, _CORRECTED, actor, arrival.arrived_at or present())
    return _close(claim, arrival, verb, kg, vnd, reason, actor)


def _close(
    claim: Claim, arrival: Arrival, verb: str, kg: int, vnd: int, reason: str, actor: User | None
) -> Claim:
    why = reason.strip()[:600]
    fields: dict[str, Any] = {
        "outcome_kg": kg, "outcome_vnd": vnd if claim.side == ClaimSide.BUYER else -vnd, "outcome": why,
        "ended_by": actor, "ended_at": present(),
    }  # fmt: skip
    row = advance(claim, verb, actor=None, permission=policies.CLAIM, fields=fields, why=why[:300])
    _tell(row, arrival, actor)
    return row


def _tell(claim: Claim, arrival: Arrival, actor: User | None, until: str = "") -> None:
    """The two sides' people and the coordinators; nobody else hears of a claim."""
    order = arrival.line.order
    officers = [one for one in people_with(policies.SETTLE_ARRIVAL, claim.area_code) if one != actor]
    people = list(dict.fromkeys([*agents_of(order, but=actor), *officers]))
    tell(
        people, messages.papers.CLAIM_NEWS, link=reverse("logistics:claim", args=[claim.pk]), claim=claim.code,
        order=order.code, state=str(states.CLAIM_LABELS[claim.state]).lower(), until=until,
    )  # fmt: skip


def _moment(claim: Claim) -> str:
    local = timezone.localtime(claim.answer_until)
    return f"{local:%H:%M} {show_date(local.date())}"


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('logistics_claim', 'id'))")
        return int(cursor.fetchone()[0])
