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
from cungcau.platform.accounts import phones
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import words
from cungcau.platform.notify import policies, states
from cungcau.platform.notify.models import Attempt, Notification, Outgoing


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

    ``about`` is a whole name ("slip:12") or a kind with its colon ("slip:"). ``first`` and ``last`` are days of
    asking, both inclusive. ``text`` finds words with or without marks, or a whole phone number.
    """

    text: str = ""
    state: str = ""
    channel: str = ""
    about: str = ""
    first: date | None = None
    last: date | None = None


def outbox(viewer: User) -> QuerySet[Outgoing]:
    """The messages somebody may see, by area, newest first; without the search column."""
    rows = access.visible(Outgoing.objects.all(), viewer, policies.VIEW)
    return rows.defer("words", "folded").order_by("-created_at", "-pk")


def narrowed(rows: QuerySet[Outgoing], wanted: Wanted, *, any_state: bool = False) -> QuerySet[Outgoing]:
    """The rows a filter leaves; with ``any_state`` whatever their state."""
    if wanted.text.strip():
        rows = rows.filter(_holding(wanted.text))
    if wanted.state and not any_state:
        rows = rows.filter(state__in=states.in_filter(wanted.state))
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.about:
        kind = wanted.about.endswith(":")
        rows = rows.filter(about__startswith=wanted.about) if kind else rows.filter(about=wanted.about)
    if wanted.first is not None:
        rows = rows.filter(created_at__gte=_midnight(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(created_at__lt=_midnight(wanted.last) + timedelta(days=1))
    return rows


def counts(rows: QuerySet[Outgoing]) -> dict[str, int]:
    """How many messages stand in each state, every state named."""
    found = dict(rows.order_by().values_list("state").annotate(rows=Count("*")))
    return {state: found.get(state, 0) for state in states.OUTGOING.states}


def outgoing_for(viewer: User, pk: int) -> Outgoing:
    """One message somebody may see; raises ``outgoing_not_found``."""
    rows = outbox(viewer).select_related("created_by", "sent_by")
    found = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise DomainError("outgoing_not_found")
    return found


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
    return f"{reverse('notify:outbox')}?{urlencode({'ve': name})}"


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
        return Q(email=text.strip().lower()) if "@" in text else Q(pk__in=[])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
