"""What people do in the outbox: send again, tell by hand, put aside, look at a contact."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.notify import channels, messages, policies, states
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.models.outgoing import Way
from cungcau.platform.notify.services.carrying import move
from cungcau.platform.notify.services.keeping import place
from cungcau.platform.notify.services.waking import wake
from cungcau.platform.ui import clock

_MOST_NOTE = 300


@transaction.atomic
def retry(*, outgoing: Outgoing, actor: User) -> Outgoing:
    """Send again, from the person's first channel on; an unsure one may thereby arrive twice.

    Raises ``not_allowed``, ``verb_not_allowed``, ``outgoing_is_demo``, ``outgoing_expired``,
    ``outgoing_channel_missing`` (nothing to send by: tell by hand).
    """
    row = _locked(outgoing, actor)
    before = row.state
    states.OUTGOING.move(row.state, "retry")
    if row.is_demo:
        raise DomainError("outgoing_is_demo")
    _require_in_time(row)
    if not channels.first(row.ways.split(",")):
        raise DomainError("outgoing_channel_missing")
    _again(row, "retry")
    audit.record(actor=actor, verb=messages.RETRIED, thing=row, before=before, channel=row.channel)
    return row


@transaction.atomic
def restore(*, outgoing: Outgoing, actor: User) -> Outgoing:
    """Take back one's putting aside: the message waits again, or to be told by hand where nothing carries it.

    One that was put aside by itself (the thing changed, the time is over, the account ended) stays so, for it says
    what is no longer true. Raises ``not_allowed``, ``verb_not_allowed``, ``outgoing_no_longer_true``,
    ``outgoing_expired``.
    """
    row = _locked(outgoing, actor)
    states.OUTGOING.move(row.state, "restore")
    if row.reason != states.BY_HAND_REASON:
        raise DomainError("outgoing_no_longer_true", why=str(states.REASONS.get(row.reason, row.reason)))
    _require_in_time(row)
    _again(row, "restore")
    audit.record(actor=actor, verb=messages.RESTORED, thing=row)
    return row


def _require_in_time(row: Outgoing) -> None:
    if row.good_until is not None and row.good_until <= clock.now():
        raise DomainError("outgoing_expired", until=timezone.localtime(row.good_until))


def _again(row: Outgoing, verb: str) -> None:
    """Let a message wait anew, from the person's first channel on."""
    move(row, verb, reason="", note="")
    place(row)
    row.save(update_fields=["state", "channel", "tries", "detail", "reason", "next_try_at"])
    wake()


@transaction.atomic
def mark_sent(*, outgoing: Outgoing, actor: User, way: str, note: str = "") -> Outgoing:
    """Write down that one has told the person oneself: by ``call``, ``own_phone``, ``print``, ``in_person``.

    Said again by the same person in the same way it changes nothing. Raises ``not_allowed``,
    ``verb_not_allowed``, ``outgoing_way_unknown``, ``outgoing_note_too_long``.
    """
    if way not in Way.values:
        raise DomainError("outgoing_way_unknown", value=way[:40])
    row = _locked(outgoing, actor)
    if row.state == states.BY_HAND and row.sent_by_id == actor.pk and row.sent_way == way:
        return row
    before = row.state
    move(
        row, "mark_sent", sent_at=clock.now(), sent_by=actor, sent_way=way, note=_note(note), next_try_at=None
    )  # fmt: skip
    audit.record(actor=actor, verb=messages.MARKED_SENT, thing=row, before=before, way=Way(way).label)
    return row


@transaction.atomic
def cancel(*, outgoing: Outgoing, actor: User, note: str = "") -> Outgoing:
    """Put a message aside that has not gone.

    Raises ``not_allowed``, ``verb_not_allowed``, ``outgoing_note_too_long``.
    """
    row = _locked(outgoing, actor)
    before = row.state
    move(row, "cancel", reason=states.BY_HAND_REASON, note=_note(note), next_try_at=None)
    audit.record(actor=actor, verb=messages.CANCELLED, thing=row, before=before)
    return row


@transaction.atomic
def reveal(*, outgoing: Outgoing, actor: User) -> Outgoing:
    """The message with its contact and text whole, for somebody who may see it; the look is in the trail."""
    access.require(actor, policies.SEE_CONTACT, outgoing.area_code)
    audit.record(actor=actor, verb=messages.CONTACT_SEEN, thing=outgoing)
    return outgoing


@transaction.atomic
def withdraw(*, about: str, actor: User | None) -> int:
    """Put aside what has not gone about a thing that changed; returns how many messages.

    For the services of the thing itself, which have judged who may; what is being sent goes its way.
    """
    rows = Outgoing.objects.filter(about=about, state__in=states.OPEN).defer("words")
    count = 0
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        move(row, "cancel", reason="withdrawn", next_try_at=None)
        audit.record(actor=actor, verb=messages.CANCELLED, thing=row)
        count += 1
    return count


def each(
    rows: Iterable[Outgoing], deed: Callable[[Outgoing], Outgoing]
) -> tuple[int, list[tuple[Outgoing, DomainError]]]:
    """Do a deed to each of several messages: how many it was done to, and which refused it and why."""
    done, refused = 0, []
    for row in rows:
        try:
            deed(row)
            done += 1
        except DomainError as error:
            refused.append((row, error))
    return done, refused


def _locked(outgoing: Outgoing, actor: User) -> Outgoing:
    row = Outgoing.objects.select_for_update(of=("self",)).defer("words").filter(pk=outgoing.pk).first()
    if row is None:
        raise DomainError("not_found")
    access.require(actor, policies.HANDLE, row.area_code)
    return row


def _note(text: str) -> str:
    note = " ".join(text.replace("\x00", "").split())
    if len(note) > _MOST_NOTE:
        raise DomainError("outgoing_note_too_long", most=_MOST_NOTE)
    return note
