"""Carrying waiting messages to their providers, each by one worker, and writing down what came of it.

A row is claimed (``sending``, with a lease and a begun ``Attempt``) in a transaction that commits before the provider
is called, and settled in another after. So a message is handed over at most once per claim, by one worker however
many there are; and one whose worker died between the two is not sent again by itself: after the lease it is
``unsure`` and waits for a person, unless the provider ignores a repeated ``{id}``.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cungcau.platform.notify import channels, quiet, states
from cungcau.platform.notify.addresses import EMAIL
from cungcau.platform.notify.models import Attempt, Notification, Outgoing
from cungcau.platform.notify.outcome import Outcome, Verdict
from cungcau.platform.notify.services.keeping import place
from cungcau.platform.notify.states import OUTGOING

LEASE = timedelta(minutes=3)
"""Longer than any call may take."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
"""How long to wait after each failed try of one channel; after the last one more, and then no more."""

MOST_TRIES = len(PAUSES) + 1


def carry(seconds: float = 50.0) -> int:
    """Send what is due until nothing is, or the time is over; returns how many messages were accepted."""
    tidy(timezone.now())
    accepted, end = 0, time.monotonic() + seconds
    with channels.Counter() as counter:
        while time.monotonic() < end:
            claimed = claim(timezone.now())
            if claimed is None:
                break
            outgoing, attempt = claimed
            outcome = counter.hand_over(outgoing)
            settle(attempt, outcome, timezone.now())
            accepted += outcome.verdict is Verdict.ACCEPTED
    return accepted


def due(now: datetime) -> QuerySet[Outgoing]:
    """What may be sent at a moment, the urgent first; at quiet hours only that and e-mail."""
    rows = Outgoing.objects.filter(
        Q(good_until__isnull=True) | Q(good_until__gt=quiet.on_shown_day(now)),
        state__in=(states.WAITING, states.FAILED),
        next_try_at__lte=now,
    )
    if quiet.is_quiet(now):
        rows = rows.filter(Q(urgent=True) | Q(channel=EMAIL))
    return rows.order_by("-urgent", "next_try_at", "pk")


@transaction.atomic
def claim(now: datetime) -> tuple[Outgoing, Attempt] | None:
    """Take the next due message for this worker; None when there is none that nobody else is taking."""
    while True:
        rows = due(now).select_for_update(of=("self",), skip_locked=True).defer("words")
        row = rows.select_related("user").first()
        if row is None:
            return None
        if row.user is not None and not row.user.is_active:
            move(row, "cancel", reason="inactive")
        elif row.is_demo or not channels.configured(row.channel):
            _hold_or_turn(row)
        else:
            move(row, "take", lease_until=now + LEASE, tries=row.tries + 1)
            begun = quiet.on_shown_day(now)
            attempt = Attempt.objects.create(outgoing=row, channel=row.channel, started_at=begun)
            return row, attempt


@transaction.atomic
def settle(attempt: Attempt, outcome: Outcome, now: datetime) -> Outgoing:
    """Write down what came of a try; one that a person has decided over meanwhile is only noted."""
    row = Outgoing.objects.select_for_update(of=("self",)).defer("words").get(pk=attempt.outgoing_id)
    attempt.ended_at, attempt.outcome = quiet.on_shown_day(now), outcome.verdict.value
    attempt.reason, attempt.detail = outcome.reason, outcome.detail
    attempt.provider_id = outcome.provider_id
    attempt.save(update_fields=["ended_at", "outcome", "reason", "detail", "provider_id"])
    latest = Attempt.objects.filter(outgoing=row).order_by("-pk").values_list("pk", flat=True).first()
    if latest != attempt.pk or row.state not in (states.SENDING, states.UNSURE):
        return row
    if outcome.verdict is Verdict.ACCEPTED:
        return _accepted(row, outcome, now)
    if row.state == states.SENDING:
        _not_accepted(row, outcome, now)
    return row


@transaction.atomic
def tidy(now: datetime) -> None:
    """End what is past its time: leases of workers that died, messages nobody needs to be told any more."""
    lapsed = Outgoing.objects.filter(state=states.SENDING, lease_until__lt=now).defer("words")
    for row in lapsed.select_for_update(of=("self",), skip_locked=True):
        _not_accepted(row, Outcome(Verdict.UNSURE, "interrupted"), now)
    late = Outgoing.objects.filter(
        good_until__lte=quiet.on_shown_day(now), state__in=(*states.QUEUED, states.HELD), is_demo=False
    )
    for row in late.defer("words").select_for_update(of=("self",), skip_locked=True)[:500]:
        move(row, "cancel", reason="expired", next_try_at=None)


def move(row: Outgoing, verb: str, **fields: object) -> None:
    """Say a verb of the table over a locked row and save it with these fields; the lease ends unless given."""
    changed: dict[str, object] = {"state": OUTGOING.move(row.state, verb), "lease_until": None, **fields}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))


def _accepted(row: Outgoing, outcome: Outcome, now: datetime) -> Outgoing:
    move(
        row,
        "accept",
        sent_at=quiet.on_shown_day(now),
        provider_id=outcome.provider_id,
        reason="",
        detail="",
        next_try_at=None,
    )
    if row.notification_id is not None:
        Notification.objects.filter(pk=row.notification_id).update(emailed_at=quiet.on_shown_day(now))
    return row


def _not_accepted(row: Outgoing, outcome: Outcome, now: datetime) -> None:
    """Try later, turn to the next channel, give up, or leave it to a person."""
    said = {"reason": outcome.reason, "detail": outcome.detail}
    may_repeat = outcome.verdict is Verdict.LATER or (
        outcome.verdict is Verdict.UNSURE and channels.repeatable(row.channel)
    )
    if outcome.verdict is Verdict.UNSURE and not may_repeat:
        move(row, "doubt", next_try_at=None, **said)
        return
    if may_repeat and row.tries < MOST_TRIES:
        pause = max(PAUSES[row.tries - 1], timedelta(seconds=outcome.wait))
        move(row, "fail", next_try_at=_daytime(row, now + pause), **said)
        return
    following = channels.first(row.ways.split(","), after=row.channel)
    if following and outcome.verdict is not Verdict.UNSURE:
        row.channel = following
        move(row, "switch", channel=following, tries=0, next_try_at=_daytime(row, now), **said)
        return
    verb = "doubt" if outcome.verdict is Verdict.UNSURE else "give_up"
    move(row, verb, next_try_at=None, **said)


def _daytime(row: Outgoing, moment: datetime) -> datetime:
    return moment if row.urgent or row.channel == EMAIL else quiet.over(moment)


def _hold_or_turn(row: Outgoing) -> None:
    """The channel chosen is gone from the settings: another one, or by hand."""
    row.reason = ""
    place(row)
    row.save(update_fields=["state", "channel", "tries", "detail", "reason", "next_try_at"])
