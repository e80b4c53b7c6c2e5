"""Telling those who were told of an event that it was not so, or lasts until another day: them alone, once."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from cungcau.domain.logistics import messages
from cungcau.domain.logistics.models import EventTold, RouteEvent
from cungcau.domain.logistics.selectors import events as asked
from cungcau.domain.logistics.services.warning import (
    about,
    codes_of_people,
    facts_of,
    tell_people,
    tell_places,
    touched,
)
from cungcau.domain.registry.models import Organisation
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.notify.selectors import may_have_reached
from cungcau.platform.notify.services import Address, send_text, tell, withdraw
from cungcau.platform.ui import clock


def tell_it_changed(*, event: RouteEvent, actor: User | None) -> tuple[int, int]:
    """Tell whoever was told of the event this one takes the place of; inside the transaction that changes it.

    Messages that had not gone are put aside, this one goes in their place. Returns how many accounts and how many
    organisations. Whoever is concerned and was told of neither waits for ``warning.tell_concerned``.
    """
    users, organisations = _told(event)
    _put_aside(event, actor)
    if not users and not organisations:
        return 0, 0
    found = touched(event)
    codes = codes_of_people(event, found, asked.agents_by_organisation(found, clock.today()), actor)
    people = tell_people(event, {pk: codes.get(pk, []) for pk in users if actor is None or pk != actor.pk})
    places = tell_places(event, {pk: found.get(pk, []) for pk in organisations}, actor)
    record(actor=actor, verb=messages.papers.EVENT_TOLD, thing=event, people=people, contacts=places)
    return people, places


def tell_it_was_not_so(*, event: RouteEvent, actor: User | None) -> tuple[int, int]:
    """Tell whoever was told of a dismissed event, or of one it took the place of; inside that transaction.

    An organisation whose message had not gone yet hears nothing at all. Returns how many accounts and organisations.
    """
    users, organisations = _told(event)
    reached = may_have_reached(map(about, _chain(event)))
    _put_aside(event, actor)
    mine = {actor.pk} if actor is not None else set()
    people = list(User.objects.filter(pk__in=set(users) - mine, is_active=True).order_by("pk"))
    facts = {**facts_of(event), "why": event.reason}
    tell(people, messages.papers.EVENT_NOT_SO, link=reverse("logistics:event", args=[event.pk]), **facts)
    heard = [pk for pk in organisations if any(f"{about(one)}:{pk}" in reached for one in _chain(event))]
    places = list(Organisation.objects.filter(pk__in=heard, phone__isnull=False).defer("words"))
    for one in places:
        send_text(
            to=Address(name=one.name, phone=one.phone or ""), message_id=messages.papers.EVENT_NOT_SO, actor=actor,
            area_code=event.area_code, about=about(event), once=f"{about(event)}:{one.pk}:not_so", urgent=True,
            is_demo=event.is_demo, **facts,
        )  # fmt: skip
    if people or places:
        record(
            actor=actor, verb=messages.papers.EVENT_NOT_SO_TOLD, thing=event,
            people=len(people), contacts=len(places),
        )  # fmt: skip
    return len(people), len(places)


def _chain(event: RouteEvent) -> list[RouteEvent]:
    """The event and those it took the place of, newest first."""
    return [one for one in reversed(asked.history_of(event)) if one.pk <= event.pk]


def _told(event: RouteEvent) -> tuple[list[int], list[int]]:
    """Accounts and organisations told of the event or of one before it."""
    rows = EventTold.objects.filter(event__in=_chain(event)).order_by("pk")
    pairs = rows.values_list("user_id", "organisation_id")
    return _once(user for user, _ in pairs), _once(organisation for _, organisation in pairs)


def _once(numbers: Iterable[int | None]) -> list[int]:
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _put_aside(event: RouteEvent, actor: User | None) -> None:
    for one in _chain(event):
        withdraw(about=about(one), actor=actor)
