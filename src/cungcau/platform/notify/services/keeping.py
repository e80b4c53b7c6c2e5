"""Keeping a message that is to leave the site: whom it goes to, by which way, what it says, from when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import grants_of
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import words
from cungcau.platform.notify import catalogue, channels, quiet, states
from cungcau.platform.notify.addresses import EMAIL, HAND, Address, ways
from cungcau.platform.notify.catalogue import Spoken
from cungcau.platform.notify.models import Notification, Outgoing
from cungcau.platform.notify.services.waking import wake
from cungcau.platform.notify.states import OUTGOING

_MOST_SUBJECT = 300


def send_text(
    *,
    to: Address,
    message_id: str,
    actor: User | None,
    area_code: str,
    about: str,
    once: str,
    link: str = "",
    urgent: bool = False,
    good_until: datetime | None = None,
    is_demo: bool = False,
    **facts: object,
) -> Outgoing:
    """Keep a message to somebody without an account, in the transaction that makes it true.

    It leaves after the commit by the first of the person's channels that this site has; where it has none the
    row is ``held`` and stands in the outbox to be told by hand. Asking again with the same ``once`` gives the
    row there is, whatever its state, and changes nothing. ``link`` is a path of this site, given to the text as
    the whole address; ``good_until`` is when telling has lost its sense; ``urgent`` does not wait for the
    morning; ``is_demo`` is never sent. ``facts`` fill the blanks of the registered message.
    Raises ``notice_outside_transaction``, ``outgoing_key_missing``, ``phone_invalid``, ``email_invalid``,
    ``zalo_invalid``; an unknown message, a missing fact or a link to elsewhere is a crash.
    """
    if not connection.in_atomic_block:
        raise DomainError("notice_outside_transaction", message=message_id)
    if not once or len(once) > 200 or "\x00" in once:
        raise DomainError("outgoing_key_missing", value=once[:200])
    there = Outgoing.objects.filter(once=once).first()
    if there is not None:
        return there
    catalogue.check(message_id, {**facts, "link": link})
    check_link(link)
    row = _row(to.checked(), message_id, {**facts, "link": whole(link)}, link)
    row.once, row.about, row.area_code, row.created_by = once, about, area_code, actor
    row.urgent, row.good_until, row.is_demo = urgent, good_until, is_demo
    place(row)
    row.folded = _folded(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        there = Outgoing.objects.filter(once=once).first()
        if there is None:
            raise
        return there
    if row.state == states.WAITING:
        wake()
    return row


def keep_letters(notices: Iterable[Notification]) -> list[Outgoing]:
    """The e-mails of these notices, in each reader's language, waiting."""
    rows = []
    for notice in notices:
        user = notice.user
        address = Address(name=user.full_name, email=user.email, channels=(EMAIL,), language=user.language)
        facts = {**notice.facts, "link": whole(notice.link)}
        row = _row(address, notice.message, facts, notice.link)
        row.once, row.user, row.notification = f"notice:{notice.pk}", user, notice
        row.area_code = _area_of(user)
        place(row)
        row.folded = _folded(row)
        rows.append(row)
    kept = Outgoing.objects.bulk_create(rows)
    wake()
    return kept


def check_link(link: str) -> None:
    """Crash (``ValueError``) for a link that is no path of this site."""
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"a notice links to a path of this site, not to {link}")


def place(row: Outgoing) -> None:
    """Choose the channel of a waiting row and its first moment, or hold it for somebody to tell by hand."""
    wished = [way for way in row.ways.split(",") if way]
    channel = "" if row.is_demo else channels.first(wished)
    row.channel = channel or (wished[0] if wished else HAND)
    row.tries, row.detail = 0, ""
    if channel:
        now = timezone.now()
        row.next_try_at = now if row.urgent or channel == EMAIL else quiet.over(now)
        row.reason = ""
        return
    row.state, row.next_try_at = OUTGOING.move(row.state, "hold"), None
    row.reason = row.reason or ("demo" if row.is_demo else "no_channel" if wished else "no_address")


def whole(link: str) -> str:
    """A path of this site as people can open it; the path itself where ``SITE_URL`` is not set."""
    return str(getattr(settings, "SITE_URL", "")).rstrip("/") + link if link else ""


def _row(address: Address, message_id: str, facts: Mapping[str, object], link: str) -> Outgoing:
    spoken = catalogue.speak(message_id, facts, address.language)
    ordered = ways(address)
    return Outgoing(
        message=message_id,
        subject=" ".join(spoken.subject.replace("\x00", "").split())[:_MOST_SUBJECT],
        text=_text(spoken, str(facts["link"])),
        sms=spoken.sms.replace("\x00", ""),
        link=link,
        name=address.name,
        phone=address.phone,
        email=address.email,
        zalo=address.zalo,
        ways=",".join(ordered),
        reason="by_wish" if not ordered and HAND in address.channels else "",
    )


def _text(spoken: Spoken, link: str) -> str:
    """The body, with the link under it where it does not stand in it already."""
    body = spoken.body.replace("\x00", "")
    absolute = link.startswith(("http://", "https://"))
    return "\n".join([body, "", link]) if absolute and link not in body else body


def _folded(row: Outgoing) -> str:
    """What a row is found by; never what a letter to an account says."""
    said = () if row.is_letter else (row.message, row.subject, row.text)
    return words(" ".join((row.name, row.about.replace(":", " "), *said)))[:4000]


def _area_of(user: User) -> str:
    """The narrowest area that contains everywhere a person has a role."""
    areas = [area.split(".") if area else [] for _role, area in grants_of(user)]
    if not areas:
        return ""
    shared = []
    for parts in zip(*areas, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return ".".join(shared)
