"""What members are reminded of: a meeting tomorrow, written opinions whose last day is near."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cungcau.domain.council import states
from cungcau.domain.council.messages import sessions as said
from cungcau.domain.council.models import Session
from cungcau.domain.council.selectors.sessions import chairs
from cungcau.domain.council.selectors.status import status_of
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Notification
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

NEAR = timedelta(days=2)
"""How long before the last day of written opinions those who have not handed in are reminded, every day."""


def remind() -> int:
    """Remind whoever has to be; on one day nobody is reminded of one session twice. Returns how many were."""
    today = clock.today()
    tomorrow = Session.objects.filter(
        state=states.PLANNED, mode=Session.Mode.MEETING, held_on=today + timedelta(days=1)
    )
    count = sum(_meeting(one) for one in tomorrow.select_related("council"))
    asked = Session.objects.filter(state=states.OPEN, mode=Session.Mode.WRITTEN, answer_by__lte=today + NEAR)
    return count + sum(_opinions(one) for one in asked.select_related("council"))


@transaction.atomic
def _meeting(session: Session) -> int:
    people = _fresh((one.seat.user for one in chairs(session)), said.TOMORROW, session)
    tell(people, said.TOMORROW, link=_link(session), session=session.code, place=session.place)
    return len(people)


@transaction.atomic
def _opinions(session: Session) -> int:
    assert session.answer_by is not None
    lines = status_of(session).lines
    late = {
        hand.seat.user_id: hand.seat.user
        for line in lines
        if line.item.state == states.SCORING
        for hand in line.late
    }
    people = _fresh(late.values(), said.OPINIONS_DUE, session)
    tell(
        people, said.OPINIONS_DUE, link=reverse("council:mine") + f"#s-{session.pk}", session=session.code,
        until=show_date(session.answer_by),
    )  # fmt: skip
    return len(people)


def _fresh(people: Iterable[User], message: str, session: Session) -> list[User]:
    """Those who were not told this of the session today."""
    start = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    told = Notification.objects.filter(
        message=message, facts__session=session.code, created_at__gte=start
    ).values_list("user_id", flat=True)
    known = set(told)
    return [one for one in people if one.pk not in known]


def _link(session: Session) -> str:
    return reverse("council:session", args=[session.pk])
