"""Telling the people an event concerns, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from typing import Any

from django.db import transaction
from django.urls import reverse

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import EventTold, RouteEvent
from cungcau.domain.logistics.selectors import events as asked
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.access.selectors import people_with
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.notify.services import Address, send_text, tell
from cungcau.platform.ui import clock

Told = Set[tuple[int | None, int | None]]
_NAMED = 5
"""Codes a message names before it says how many more."""


@transaction.atomic
def tell_concerned(*, event: RouteEvent, actor: User | None) -> tuple[int, int]:
    """Tell everybody whose open orders and trips the event touches, and who was not told of it yet.

    One that opens earlier than was said concerns also those whose days it frees. Accounts are told by a notice,
    organisations nobody has an account for by a message to their phone. Asked again, or by two officers at once,
    nobody hears it twice: the event's row is locked, and (event, person) is unique.
    Returns how many accounts and how many organisations were told now. Raises ``event_not_in_force`` for one not
    confirmed, ``not_allowed``.
    """
    rows = RouteEvent.objects.select_for_update(of=("self",)).select_related("season", "follows")
    row = rows.get(pk=event.pk)
    if actor is not None:
        require(actor, policies.CONFIRM_EVENT, row.area_code)
    if row.state != states.CONFIRMED:
        raise DomainError("event_not_in_force", event=row.code)
    targets = list(row.targets.select_related("lane", "market", "point"))
    last = max(row.last, row.follows.last) if row.follows is not None else row.last
    lines = list(asked.lines_touched(targets, row.first, last))
    trips = list(asked.trips_touched(targets, row.first, last))
    found = asked.concerned(lines, trips).codes
    agents = asked.agents_by_organisation(found, clock.today())
    told: Told = set(row.told.values_list("user_id", "organisation_id"))
    people = _tell_people(row, found, agents, told, actor)
    contacts = _tell_contacts(row, found, agents, told, actor)
    if people or contacts:
        record(actor=actor, verb=messages.papers.EVENT_TOLD, thing=row, people=people, contacts=contacts)
    return people, contacts


def _tell_people(
    event: RouteEvent,
    found: dict[int, list[str]],
    agents: dict[int, list[int]],
    told: Told,
    actor: User | None,
) -> int:
    codes: dict[int, list[str]] = defaultdict(list)
    for organisation, numbers in agents.items():
        for user in numbers:
            codes[user] += [code for code in found[organisation] if code not in codes[user]]
    everything = list(dict.fromkeys(code for some in found.values() for code in some))
    for officer in people_with(policies.CONFIRM_EVENT, event.area_code):
        if actor is None or officer.pk != actor.pk:
            codes[officer.pk] = everything
    new = {pk: some for pk, some in codes.items() if (pk, None) not in told}
    users = User.objects.in_bulk(list(new))
    for pk, some in new.items():
        tell(
            [users[pk]], messages.papers.EVENT_NEWS, link=reverse("logistics:event", args=[event.pk]),
            touched=_few(some), orders=_few(some), **_facts(event),
        )  # fmt: skip
    EventTold.objects.bulk_create([EventTold(event=event, user_id=pk) for pk in new])
    return len(new)


def _tell_contacts(
    event: RouteEvent,
    found: dict[int, list[str]],
    agents: dict[int, list[int]],
    told: Told,
    actor: User | None,
) -> int:
    without = [pk for pk in found if not agents.get(pk) and (None, pk) not in told]
    rows = Organisation.objects.filter(pk__in=without, phone__isnull=False).defer("words")
    done = 0
    for one in rows:
        send_text(
            to=Address(name=one.name, phone=one.phone or ""), message_id=messages.papers.EVENT_NEWS, actor=actor,
            area_code=event.area_code, about=f"route_event:{event.pk}", once=f"route_event:{event.pk}:{one.pk}",
            urgent=True, is_demo=event.is_demo, touched=_few(found[one.pk]), orders=_few(found[one.pk], 2),
            **_facts(event),
        )  # fmt: skip
        EventTold.objects.create(event=event, organisation=one)
        done += 1
    return done


def _facts(event: RouteEvent) -> dict[str, Any]:
    effect = f"còn {event.percent_left} %" if event.percent_left else "đóng"
    if event.follows is not None and event.last < event.follows.last:
        effect = f"mở lại sớm, chỉ {effect}"
    days = f"{show_date(event.first)} – {show_date(event.last)}"
    return {"name": event.name[:34], "effect": effect, "days": days, "source": event.source}


def _few(codes: list[str], most: int = _NAMED) -> str:
    if not codes:
        return "chưa có đơn nào"
    more = len(codes) - most
    return ", ".join(codes[:most]) + (f" và {more} nữa" if more > 0 else "")
