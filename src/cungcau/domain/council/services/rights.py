"""Who may do what in a session: the office prepares; the rest follows from somebody's seat."""

from __future__ import annotations

from cungcau.domain.council import policies, states
from cungcau.domain.council.models import Attendance, Item, Post, Recusal, Seat, Session
from cungcau.domain.council.selectors.interests import acts_for_entity
from cungcau.domain.council.selectors.sessions import seat_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import Somebody, allows
from cungcau.platform.accounts.models import User


def conducts(user: Somebody, session: Session) -> bool:
    """Whether somebody conducts a session: its secretary, or who presides."""
    seat = seat_of(session, user)
    if seat is None or not allows(user, policies.VIEW, session.area_code):
        return False
    return seat.post == Post.SECRETARY or _presides(session, seat)


def prepares(user: Somebody, session: Session) -> bool:
    """Whether somebody prepares a session: the office, its secretary, who is to preside."""
    return allows(user, policies.PREPARE, session.area_code) or conducts(user, session)


def require_prepare(actor: User | None, session: Session) -> None:
    """Let pass who prepares; None is the system. Raises ``not_allowed``."""
    if actor is not None and not prepares(actor, session):
        access.require(actor, policies.PREPARE, session.area_code)


def require_conduct(actor: User | None, session: Session) -> None:
    """Let pass who conducts; None is the system. Raises ``conducts_not``."""
    if actor is not None and not conducts(actor, session):
        raise DomainError("conducts_not")


def scorer(actor: User, item: Item) -> Seat:
    """The seat by which somebody scores a product: of a member who is there and does not stand out.

    Raises ``not_allowed``, ``scores_not`` (no seat, the secretary), ``scorer_absent``, ``must_stand_out``,
    ``stands_out``.
    """
    session = item.session
    access.require(actor, policies.TAKE_PART, session.area_code)
    seat = seat_of(session, actor)
    if seat is None or not seat.scores:
        raise DomainError("scores_not")
    if not Attendance.objects.filter(session=session, seat=seat, present=True).exists():
        raise DomainError("scorer_absent")
    if Recusal.objects.filter(item=item, seat=seat).exists():
        raise DomainError("stands_out")
    if acts_for_entity(actor.pk, item):
        raise DomainError("must_stand_out")
    return seat


def require_open(session: Session) -> None:
    """Refuse what is done in a session that is not under way: ``session_not_open``."""
    if session.state != states.OPEN:
        raise DomainError("session_not_open", state=str(states.SESSION_LABELS[session.state]).lower())


def _presides(session: Session, seat: Seat) -> bool:
    return Attendance.objects.filter(session=session, seat=seat, chairs=True).exists()
