"""Planning a session, changing, opening, closing, cancelling it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from cungcau.domain.council import policies, states
from cungcau.domain.council.messages import sessions as said
from cungcau.domain.council.models import Attendance, Council, Item, Session
from cungcau.domain.council.regulation import settings_of
from cungcau.domain.council.selectors.councils import is_in_term
from cungcau.domain.council.selectors.sessions import chairs, quorum_of
from cungcau.domain.council.services import dossiers, telling
from cungcau.domain.council.services.items import begin, locked_item
from cungcau.domain.council.services.rights import require_conduct, require_open, require_prepare
from cungcau.domain.ocop.models import Round
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

FIELDS = ("held_on", "place", "mode", "round_id", "answer_by")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned; ``answer_by`` is the last day of written opinions."""

    held_on: date
    place: str = ""
    mode: str = Session.Mode.MEETING
    round: Round | None = None
    answer_by: date | None = None


@transaction.atomic
def plan(*, council: Council, wanted: Plan, actor: User | None, is_demo: bool = False) -> Session:
    """A new session, numbered in its province and year.

    Raises ``not_allowed``, ``session_outside_term``, ``session_place_missing``, ``answer_by_wrong``.
    """
    if actor is not None:
        access.require(actor, policies.PREPARE, council.area_code)
    _check(council, wanted)
    code = _next_code(council, wanted.held_on.year)
    session = Session.objects.create(
        council=council, code=code, held_on=wanted.held_on, place=wanted.place.strip()[:200], mode=wanted.mode,
        round=wanted.round, answer_by=wanted.answer_by, area_code=council.area_code, is_demo=is_demo,
    )  # fmt: skip
    record(actor=actor, verb=said.PLANNED, thing=session, council=council.name, held_on=wanted.held_on)
    return session


@transaction.atomic
def change(
    *,
    session: Session,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User | None,
) -> Session:
    """Change day, place, mode, round of a session that was not opened yet.

    Raises ``not_allowed``, ``session_opened_already``, ``EditedMeanwhile`` and what :func:`plan` raises.
    """
    row = locked(session)
    require_prepare(actor, row)
    if row.state != states.PLANNED:
        raise DomainError("session_opened_already")
    changed = take(row, version=version, seen=seen, mine=mine)
    if not changed:
        return row
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value.strip()[:200] if isinstance(value, str) else value)
    _check(row.council, Plan(row.held_on, row.place, row.mode, row.round, row.answer_by))
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    pairs = {name: [str(before[name]), str(value)] for name, value in changed.items()}
    record(actor=actor, verb=said.CHANGED, thing=row, changes=pairs)
    return row


@transaction.atomic
def open_session(*, session: Session, actor: User | None) -> Session:
    """Open a session: its regulation and its seats are frozen; by written opinions all products are given out.

    Raises ``conducts_not``, ``session_empty``, ``session_too_early``, ``session_outside_term`` and the refusals of
    :func:`~cungcau.domain.council.quorum.quorum`.
    """
    row = locked(session)
    if row.state != states.PLANNED:
        raise DomainError("session_opened_already")
    if row.mode == Session.Mode.WRITTEN:
        _ask_everybody(row)
    require_conduct(actor, row)
    if not row.items.filter(state=states.WAITING).exists():
        raise DomainError("session_empty")
    if clock.today() < row.held_on:
        raise DomainError("session_too_early", held_on=row.held_on)
    if not is_in_term(row.council, row.held_on):
        raise DomainError("session_outside_term", first=row.council.valid_from, last=row.council.valid_to)
    rows = chairs(row)
    found = quorum_of(row, rows)
    if found.why_not:
        raise found.why_not[0]
    _freeze_seats(row)
    fields = {
        "rules": settings_of(row.council).as_data(),
        "opened_at": clock.now(),
        "version": row.version + 1,
    }
    opened = advance(
        row, "open", actor=actor, permission=policies.VIEW, fields=fields, session=row.code,
        present=found.present, seats=found.seats,
    )  # fmt: skip
    if row.mode == Session.Mode.WRITTEN:
        for item in Item.objects.filter(session=row, state=states.WAITING).order_by("no"):
            begin(locked_item(item), actor)
        telling.opinions_asked(opened, actor)
    return opened


@transaction.atomic
def close_session(*, session: Session, conclusion: str, actor: User | None) -> Session:
    """Close a session whose every product has a result or was postponed.

    Raises ``conducts_not``, ``session_not_open``, ``session_unfinished``.
    """
    row = locked(session)
    require_conduct(actor, row)
    require_open(row)
    left = Item.objects.filter(session=row).exclude(state__in=(states.DONE, states.POSTPONED))
    if names := [one.dossier.product.name for one in left.select_related("dossier__product")[:5]]:
        raise DomainError("session_unfinished", products="; ".join(names))
    fields = {"closed_at": clock.now(), "conclusion": conclusion.strip()[:4000]}
    return advance(row, "close", actor=actor, permission=policies.VIEW, fields=fields, session=row.code)


@transaction.atomic
def cancel_session(*, session: Session, reason: str, actor: User | None) -> Session:
    """Give a session up: its dossiers are ready for another one. Not once a product has a result.

    Raises ``not_allowed``, ``session_reason_missing``, ``session_has_results``, ``verb_not_allowed``.
    """
    row = locked(session)
    require_prepare(actor, row)
    if not reason.strip():
        raise DomainError("session_reason_missing")
    items = list(Item.objects.select_for_update().filter(session=row).order_by("no"))
    if any(one.state == states.DONE for one in items):
        raise DomainError("session_has_results")
    for one in items:
        if one.state != states.POSTPONED:
            one.session = row
            advance(
                one, "postpone", actor=actor, permission=policies.VIEW, area=row.area_code,
                fields={"note": reason.strip()[:600]}, product=one.dossier.product.name, reason=reason.strip()[:300],
            )  # fmt: skip
            dossiers.move(
                one.dossier, "unschedule", actor=actor, session=row.code, reason=reason.strip()[:300]
            )
    fields = {"end_reason": reason.strip()[:600]}
    return advance(
        row, "cancel", actor=actor, permission=policies.VIEW, fields=fields, session=row.code,
        reason=reason.strip()[:300],
    )  # fmt: skip


def locked(session: Session) -> Session:
    """The session's row until the transaction ends; raises ``council_session_not_found``."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("council", "round")
    found = rows.filter(pk=session.pk).first()
    if found is None:
        raise DomainError("council_session_not_found")
    return found


def _check(council: Council, wanted: Plan) -> None:
    if not is_in_term(council, wanted.held_on):
        raise DomainError("session_outside_term", first=council.valid_from, last=council.valid_to)
    if wanted.mode == Session.Mode.MEETING and not wanted.place.strip():
        raise DomainError("session_place_missing")
    if wanted.answer_by is not None and wanted.answer_by < wanted.held_on:
        raise DomainError("answer_by_wrong", first=wanted.held_on)


def _next_code(council: Council, year: int) -> str:
    """``HĐ-20-2026/03``: the third session of the province's councils in the year, counted under their lock."""
    list(Council.objects.select_for_update().filter(area_code=council.area_code).order_by("pk"))
    start = f"HĐ-{council.area_code or '0'}-{year}/"
    codes = Session.objects.filter(code__startswith=start).values_list("code", flat=True)
    last = max((int(code.removeprefix(start)) for code in codes), default=0)
    return f"{start}{last + 1:02d}"


def _freeze_seats(session: Session) -> None:
    """From now on the attendances are who is on the session."""
    rows = chairs(session)
    wanted = {one.seat.pk for one in rows}
    Attendance.objects.filter(session=session).exclude(seat__in=wanted).delete()
    Attendance.objects.bulk_create(
        Attendance(session=session, seat=one.seat, present=False) for one in rows if one.attendance is None
    )


def _ask_everybody(session: Session) -> None:
    """By written opinions everybody is asked; the chair presides unless somebody else was appointed to."""
    rows = chairs(session)
    Attendance.objects.bulk_create(
        Attendance(session=session, seat=one.seat, present=True) for one in rows if one.attendance is None
    )
    if not any(one.presides for one in rows):
        Attendance.objects.filter(session=session, seat__post="chair", present=True).update(
            chairs=F("present")
        )
