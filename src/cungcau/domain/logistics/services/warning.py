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
    found = touched(row)
    agents = asked.agents_by_organisation(found, clock.today())
    told: Told = set(row.told.values_list("user_id", "organisation_id"))
    accounts = codes_of_people(row, found, agents, actor)
    people = tell_people(row, {pk: some for pk, some in accounts.items() if (pk, None) not in told})
    places = {pk: some for pk, some in found.items() if not agents.get(pk) and (None, pk) not in told}
    contacts = tell_places(row, places, actor)
    if people or contacts:
        record(actor=actor, verb=messages.papers.EVENT_TOLD, thing=row, people=people, contacts=contacts)
    return people, contacts


def touched(event: RouteEvent) -> dict[int, list[str]]:
    """The codes of open orders and trips it touches, by organisation; of one that opens earlier, those it frees too."""
    targets = list(event.targets.select_related("lane", "market", "point"))
    last = max(event.last, event.follows.last) if event.follows is not None else event.last
    lines = list(asked.lines_touched(targets, event.first, last))
    return asked.concerned(lines, list(asked.trips_touched(targets, event.first, last))).codes


def codes_of_people(
    event: RouteEvent, found: dict[int, list[str]], agents: dict[int, list[int]], actor: User | None
) -> dict[int, list[str]]:
    """What is touched, by account: of those they act for, and everything for the officers of the area."""
    codes: dict[int, list[str]] = defaultdict(list)
    for organisation, numbers in agents.items():
        for user in numbers:
            codes[user] += [code for code in found[organisation] if code not in codes[user]]
    everything = list(dict.fromkeys(code for some in found.values() for code in some))
    for officer in people_with(policies.CONFIRM_EVENT, event.area_code):
        if actor is None or officer.pk != actor.pk:
            codes[officer.pk] = everything
    return codes


def tell_people(event: RouteEvent, codes: dict[int, list[str]]) -> int:
    """Notices to these accounts, each with what of theirs is touched; returns how many."""
    users = User.objects.filter(pk__in=codes, is_active=True)
    for user in users:
        some = codes[user.pk]
        tell(
            [user], messages.papers.EVENT_NEWS, link=reverse("logistics:event", args=[event.pk]),
            **_codes(some), **facts_of(event),
        )  # fmt: skip
    EventTold.objects.bulk_create([EventTold(event=event, user=user) for user in users])
    return len(users)


def tell_places(event: RouteEvent, codes: dict[int, list[str]], actor: User | None) -> int:
    """Messages to the phones of these organisations; returns how many have one."""
    rows = list(Organisation.objects.filter(pk__in=codes, phone__isnull=False).defer("words"))
    for one in rows:
        send_text(
            to=Address(name=one.name, phone=one.phone or ""), message_id=messages.papers.EVENT_NEWS, actor=actor,
            area_code=event.area_code, about=about(event), once=f"{about(event)}:{one.pk}",
            urgent=True, is_demo=event.is_demo, **_codes(codes[one.pk], sms=2), **facts_of(event),
        )  # fmt: skip
    EventTold.objects.bulk_create([EventTold(event=event, organisation=one) for one in rows])
    return len(rows)


def about(event: RouteEvent) -> str:
    """What messages of an event say they are about."""
    return f"route_event:{event.pk}"


def facts_of(event: RouteEvent) -> dict[str, Any]:
    """What every message of an event says of it."""
    effect = f"còn {event.percent_left} %" if event.percent_left else "đóng"
    english = f"{event.percent_left} % left" if event.percent_left else "closed"
    if event.follows is not None and event.last < event.follows.last:
        effect, english = f"mở lại sớm, chỉ {effect}", f"opens early, {english} only"
    days = f"{show_date(event.first)} – {show_date(event.last)}"
    return {
        "name": event.name[:34],
        "effect": effect,
        "effect_en": english,
        "days": days,
        "source": event.source,
    }


def _codes(codes: list[str], sms: int = _NAMED) -> dict[str, Any]:
    """The codes a message names, in both languages, and those a short one names."""
    return {
        "touched": _few(codes, _NAMED, "chưa có đơn nào", "và {} nữa"),
        "touched_en": _few(codes, _NAMED, "no order yet", "and {} more"),
        "orders": _few(codes, sms, "chưa có đơn nào", "và {} nữa"),
    }


def _few(codes: list[str], most: int, none: str, rest: str) -> str:
    if not codes:
        return none
    more = len(codes) - most
    return ", ".join(codes[:most]) + (" " + rest.format(more) if more > 0 else "")
