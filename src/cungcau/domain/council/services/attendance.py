"""Who is there, who presides."""

from __future__ import annotations

from django.db import transaction

from cungcau.domain.council import states
from cungcau.domain.council.messages import sessions as said
from cungcau.domain.council.models import Attendance, Post, Seat, Session
from cungcau.domain.council.regulation import regulation_of
from cungcau.domain.council.selectors.sessions import Chair, chairs
from cungcau.domain.council.services.rights import require_conduct, require_prepare
from cungcau.domain.council.services.sessions import locked
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record


@transaction.atomic
def attend(*, session: Session, seat: Seat, present: bool, reason: str, actor: User | None) -> Attendance:
    """Say whether a seat's holder is there; in an open session a change needs its reason.

    Raises ``not_allowed``, ``conducts_not``, ``session_over``, ``seat_not_found``, ``attendance_reason_missing``,
    ``presides_and_leaves``.
    """
    row = _row(session, actor)
    found = _chair(row, seat)
    changes = found.attendance is None or found.present != present
    if row.state == states.OPEN and changes and not reason.strip():
        raise DomainError("attendance_reason_missing")
    if found.presides and not present:
        raise DomainError("presides_and_leaves", who=seat.user.full_name)
    said_why = reason.strip()[:300]
    one = found.attendance or Attendance(session=row, seat=seat)
    one.present, one.recorded_by = present, actor
    if said_why or changes:
        one.reason = said_why
    one.save()
    verb = said.PRESENT if present else said.ABSENT
    record(actor=actor, verb=verb, thing=row, user=seat.user.full_name, reason=said_why)
    return one


@transaction.atomic
def attend_all(*, session: Session, actor: User | None) -> int:
    """Before the opening: everybody nobody has spoken of yet is there; returns how many.

    Raises ``not_allowed``, ``session_opened_already``.
    """
    row = _row(session, actor)
    if row.state != states.PLANNED:
        raise DomainError("session_opened_already")
    fresh = [one.seat for one in chairs(row) if one.attendance is None]
    Attendance.objects.bulk_create(
        Attendance(session=row, seat=seat, present=True, recorded_by=actor) for seat in fresh
    )
    for seat in fresh:
        record(actor=actor, verb=said.PRESENT, thing=row, user=seat.user.full_name)
    return len(fresh)


@transaction.atomic
def preside(*, session: Session, seat: Seat, reason: str, actor: User | None) -> Attendance:
    """Name who presides; they are there. Anybody but the chair needs to say by what authority.

    Raises ``not_allowed``, ``conducts_not``, ``session_over``, ``seat_not_found``, ``presides_wrongly``,
    ``authorisation_missing``.
    """
    row = _row(session, actor)
    found = _chair(row, seat)
    allowed = (Post.CHAIR, Post.DEPUTY)
    if not seat.scores or (regulation_of(row).chair_must_attend and seat.post not in allowed):
        raise DomainError("presides_wrongly")
    if seat.post != Post.CHAIR and not reason.strip():
        raise DomainError("authorisation_missing")
    Attendance.objects.filter(session=row, chairs=True).exclude(seat=seat).update(chairs=False)
    one = found.attendance or Attendance(session=row, seat=seat)
    one.present, one.chairs, one.recorded_by, one.reason = True, True, actor, reason.strip()[:300]
    one.save()
    record(actor=actor, verb=said.PRESIDES, thing=row, user=seat.user.full_name, reason=one.reason)
    return one


def _row(session: Session, actor: User | None) -> Session:
    row = locked(session)
    if row.state == states.PLANNED:
        require_prepare(actor, row)
    elif row.state == states.OPEN:
        require_conduct(actor, row)
    else:
        raise DomainError("session_over", state=str(states.SESSION_LABELS[row.state]).lower())
    return row


def _chair(session: Session, seat: Seat) -> Chair:
    found = next((one for one in chairs(session) if one.seat.pk == seat.pk), None)
    if found is None:
        raise DomainError("seat_not_found")
    return found
