"""Questions about notices and about messages that leave the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts import phones
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import words
from cungcau.platform.notify import channels, policies, states, things
from cungcau.platform.notify.models import Attempt, Incoming, Notification, Outgoing
from cungcau.platform.ui import clock


def notices_of(user: User, *, unread_only: bool = False) -> QuerySet[Notification]:
    """What a person was told, newest first."""
    rows = Notification.objects.filter(user=user)
    return rows.filter(read_at__isnull=True) if unread_only else rows


def unread_count(user: User) -> int:
    """How many notices a person has not read (one cheap query)."""
    return Notification.objects.filter(user=user, read_at__isnull=True).count()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of the outbox looks for; blank parts do not narrow.

    ``about`` is a whole name ("slip:12") or a kind with its colon ("slip:"); ``things`` are words of what it is about
    (an order's number, a household), of the kind ``kind`` where one is named. ``first`` and ``last`` are days of
    asking, both inclusive. ``text`` finds words with or without marks, or a whole phone number.
    """

    text: str = ""
    state: str = ""
    channel: str = ""
    about: str = ""
    things: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None


def outbox(viewer: User) -> QuerySet[Outgoing]:
    """The messages somebody may see, by area, newest first; without the search column."""
    rows = access.visible(Outgoing.objects.all(), viewer, policies.VIEW)
    return rows.defer("words", "folded").order_by("-created_at", "-pk")


def narrowed(rows: QuerySet[Outgoing], wanted: Wanted, *, any_state: bool = False) -> QuerySet[Outgoing]:
    """The rows a filter leaves; with ``any_state`` whatever their state."""
    if wanted.text.strip():
        mail = Q(email=wanted.text.strip().lower()) if "@" in wanted.text else Q(pk__in=[])
        rows = rows.filter(_holding(wanted.text) | mail)
    if wanted.state and not any_state:
        rows = rows.filter(state__in=states.in_filter(wanted.state))
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.about:
        kind = wanted.about.endswith(":")
        rows = rows.filter(about__startswith=wanted.about) if kind else rows.filter(about=wanted.about)
    if wanted.things.strip():
        rows = rows.filter(about__in=things.keys_of(wanted.things, wanted.kind))
    elif wanted.kind:
        rows = rows.filter(about__startswith=f"{wanted.kind}:")
    if wanted.first is not None:
        rows = rows.filter(created_at__gte=_midnight(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(created_at__lt=_midnight(wanted.last) + timedelta(days=1))
    return rows


def counts(rows: QuerySet[Outgoing]) -> dict[str, int]:
    """How many messages stand in each state, every state named."""
    found = dict(rows.order_by().values_list("state").annotate(rows=Count("*")))
    return {state: found.get(state, 0) for state in states.OUTGOING.states}


def things_among(rows: QuerySet[Outgoing], wanted: Wanted, most: int = 12) -> list[things.Thing]:
    """What the words of a filter may mean: the things they find that messages of the list are about, by name."""
    if not wanted.things.strip():
        return []
    found = rows.filter(about__in=things.keys_of(wanted.things, wanted.kind)).order_by()
    keys = list(found.values_list("about", flat=True).distinct()[: most + 1])
    return sorted(things.named(keys).values(), key=lambda thing: thing.label)


def outgoing_for(viewer: User, pk: int) -> Outgoing:
    """One message somebody may see; raises ``outgoing_not_found``."""
    rows = outbox(viewer).select_related("created_by", "sent_by")
    found = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise DomainError("outgoing_not_found")
    return found


def possible(outgoing: Outgoing) -> tuple[str, ...]:
    """What a person can do with a message now: the verbs of its state that would not be refused."""
    in_time = outgoing.good_until is None or outgoing.good_until > clock.now()
    may = {
        "retry": in_time and not outgoing.is_demo and bool(channels.first(outgoing.ways.split(","))),
        "restore": in_time and outgoing.reason == states.BY_HAND_REASON,
    }
    verbs = states.OUTGOING.verbs_from(outgoing.state)
    return tuple(verb for verb in states.BY_A_PERSON if verb in verbs and may.get(verb, True))


def attempts_of(outgoing: Outgoing, most: int = 50) -> list[Attempt]:
    """The tries at sending one message, newest first."""
    return list(outgoing.attempts.order_by("-pk")[:most])


def about(names: Iterable[str]) -> dict[str, Outgoing]:
    """The latest message about each of these things ("slip:12"), in one query; for pages that have judged rights."""
    rows = Outgoing.objects.filter(about__in=set(names) - {""}).defer("words", "folded")
    return {row.about: row for row in rows.order_by("about", "-pk").distinct("about")}


def may_have_reached(things: Iterable[str]) -> set[str]:
    """The keys (``once``) of the messages about these things that their reader may have got."""
    rows = Outgoing.objects.filter(about__in=set(things), state__in=states.MAY_HAVE_REACHED)
    return set(rows.values_list("once", flat=True))


def outbox_url(name: str) -> str:
    """Where the outbox shows the messages about a thing."""
    return f"{reverse('notify:outbox')}?{urlencode({'ma': name})}"


def incoming_shown(viewer: User) -> QuerySet[Incoming]:
    """The messages to the site somebody may see: of their areas, those left to them, from unknown numbers if they may.

    Newest first, without the search column.
    """
    seen = Q(people__contains=[viewer.pk])
    held = areas_with(viewer, policies.HANDLE_INCOMING)
    if held:
        seen |= ~Q(area_code="") & (within("area_code", held) or Q(pk__isnull=False))
    if areas_with(viewer, policies.HANDLE_UNKNOWN):
        seen |= Q(area_code="")
    return Incoming.objects.filter(seen).defer("words", "folded").order_by("-received_at", "-pk")


def incoming_narrowed(
    rows: QuerySet[Incoming],
    *,
    text: str = "",
    state: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Incoming]:
    """The rows a filter leaves; words with or without marks, or a whole phone number."""
    if text.strip():
        rows = rows.filter(_holding(text))
    if state:
        rows = rows.filter(state=state)
    if first is not None:
        rows = rows.filter(received_at__gte=_midnight(first))
    return rows.filter(received_at__lt=_midnight(last) + timedelta(days=1)) if last is not None else rows


def incoming_for(viewer: User, pk: int) -> Incoming:
    """One message to the site somebody may see; raises ``incoming_not_found``."""
    rows = incoming_shown(viewer).select_related("handled_by", "reply")
    found = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise DomainError("incoming_not_found")
    return found


def _holding(text: str) -> Q:
    """Every word, the last perhaps only begun; or a contact known in full."""
    text = text.replace("\x00", " ")
    wanted = words(text).split()[:12]
    found = Q(pk__in=[])
    if wanted:
        query = SearchQuery(" & ".join(wanted) + ":*", search_type="raw", config="simple")
        found |= Q(words=query)
    return found | _contact(text)


def _contact(text: str) -> Q:
    try:
        return Q(phone=phones.normalise(text))
    except DomainError:
        return Q(pk__in=[])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
