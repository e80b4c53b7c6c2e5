"""Who is told of sessions: those who sit on them."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from cungcau.domain.council.messages import sessions as said
from cungcau.domain.council.models import Session
from cungcau.domain.council.selectors.sessions import chairs
from cungcau.domain.council.services.rights import require_prepare
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.notify.services import tell


@transaction.atomic
def invite(*, session: Session, actor: User | None) -> int:
    """Invite everybody seated that day; returns how many. Raises ``not_allowed``, ``session_opened_already``."""
    require_prepare(actor, session)
    if session.opened_at is not None:
        raise DomainError("session_opened_already")
    people = [one.seat.user for one in chairs(session)]
    facts = {
        "session": session.code, "day": show_date(session.held_on),
        "place": session.place or session.get_mode_display(), "count": session.items.count(),
    }  # fmt: skip
    told = tell(people, said.INVITED, link=_link(session), **facts)
    record(actor=actor, verb=said.INVITATION, thing=session, count=len(told))
    return len(told)


def opinions_asked(session: Session, actor: User | None) -> None:
    """Tell members that the sheets wait for them."""
    people = [one.seat.user for one in chairs(session) if one.seat.scores and one.present]
    until = show_date(session.answer_by) if session.answer_by else "sớm nhất có thể"
    tell(people, said.OPINIONS_ASKED, link=_link(session), session=session.code, until=until)


def meeting_called(session: Session, product: str, actor: User | None) -> None:
    """Tell members that a product they differed on will be met about."""
    people = [one.seat.user for one in chairs(session)]
    tell(
        people, said.MEETING_CALLED, link=_link(session), session=session.code, product=product,
        day=show_date(session.held_on), place=session.place,
    )  # fmt: skip


def _link(session: Session) -> str:
    return reverse("council:session", args=[session.pk])
