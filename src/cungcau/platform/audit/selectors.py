"""Questions about the trail: finding entries, and proving that nobody changed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import canonical, policies
from cungcau.platform.audit.models import Entry
from cungcau.platform.audit.services import words


@dataclass(frozen=True, slots=True)
class Tampered:
    """The first place where the trail is not what was written.

    ``reason`` is ``missing`` (a number is skipped, or the end known from elsewhere is not there), ``changed``
    (a column differs from the digest), ``chain`` (a link does not fit) or ``unsealed`` (a row that never
    passed the seal).
    """

    sequence: int
    entry_id: int | None
    reason: str


def search(
    *,
    viewer: User,
    text: str = "",
    actor: int | None = None,
    verb: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Entry]:
    """Entries the viewer may see, newest first; every filter given must hold.

    ``text`` finds the beginnings of words, with or without Vietnamese marks, in the thing's name, the facts
    and the actor's user name as they were then; ``since`` and ``until`` are days, both inclusive.
    """
    found = access.visible(Entry.objects.select_related("actor"), viewer, policies.VIEW)
    if text.strip():
        found = _matching(found, text)
    if actor is not None:
        found = found.filter(actor_id=actor)
    if verb:
        found = found.filter(verb=verb)
    if since is not None:
        found = found.filter(at__gte=_midnight(since))
    if until is not None:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found.order_by("-pk")


def history(*, viewer: User, object_type: str, object_id: str) -> QuerySet[Entry]:
    """What happened to one thing, newest first."""
    rows = Entry.objects.select_related("actor").filter(object_type=object_type, object_id=object_id)
    return access.visible(rows, viewer, policies.VIEW).order_by("-pk")


def changes_of(thing: Model, since: datetime | None = None, most: int = 20) -> list[Entry]:
    """The last entries on a thing, newest first, for somebody whose right to edit it has been judged already."""
    rows = Entry.objects.select_related("actor").filter(
        object_type=thing._meta.label_lower, object_id=str(thing.pk)
    )
    if since is not None:
        rows = rows.filter(at__gte=since)
    return list(rows.order_by("-pk")[:most])


def verify(known: tuple[int, str] | None = None) -> Tampered | None:
    """Read the whole trail in order and return its first fault, or None when it is as it was written.

    Entries cut off the end leave no gap; give ``known``, a (sequence, hash) noted down elsewhere at an
    earlier time, to have their presence proven too. Memory does not grow with the trail.
    """
    expected, previous = 1, canonical.FIRST_LINK
    for entry in Entry.objects.filter(sequence__isnull=False).order_by("sequence").iterator(chunk_size=2000):
        fault = _fault(entry, expected, previous)
        if fault:
            return Tampered(min(expected, entry.sequence or expected), entry.pk, fault)
        if known is not None and known[0] == entry.sequence and known[1] != entry.hash:
            return Tampered(known[0], entry.pk, "chain")
        expected, previous = expected + 1, entry.hash
    unsealed = Entry.objects.filter(sequence__isnull=True).order_by("pk").first()
    if unsealed is not None:
        return Tampered(expected, unsealed.pk, "unsealed")
    if known is not None and known[0] >= expected:
        return Tampered(expected, None, "missing")
    return None


def head() -> tuple[int, str]:
    """The last sealed entry's (sequence, hash), worth noting down elsewhere; (0, zeros) without any."""
    last = Entry.objects.aggregate(last=Max("sequence"))["last"]
    return (0, canonical.FIRST_LINK) if last is None else (last, Entry.objects.get(sequence=last).hash)


def _fault(entry: Entry, expected: int, previous: str) -> str:
    if entry.sequence != expected:
        return "missing"
    if entry.digest != entry.expected_digest():
        return "changed"
    right = canonical.link(expected, previous, entry.digest)
    return "" if (entry.previous_hash, entry.hash) == (previous, right) else "chain"


def _matching(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    wanted = words(text).split()[:12]
    if not wanted:
        return rows.none()
    query = SearchQuery(" & ".join(f"{word}:*" for word in wanted), config="simple", search_type="raw")
    return rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
