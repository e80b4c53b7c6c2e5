"""Telling people, once what they are told is true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.db import connection, transaction
from django.utils import timezone

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.notify import catalogue, post
from cungcau.platform.notify.models import Notification

Deliverer = Callable[[Sequence[int]], None]
"""Arranges that ``deliver`` is called with these notification ids once the transaction has committed."""


def tell(users: Iterable[User], message_id: str, link: str = "", **facts: object) -> list[Notification]:
    """Tell people something, in the transaction that makes it true.

    Each active person is told once, however often named. ``link`` is a path within the site. The e-mail,
    where ``EMAIL_URL`` is set, leaves only after the commit. Raises ``notice_outside_transaction``; an
    unknown message id, a missing fact or a link to elsewhere is a crash.
    """
    if not connection.in_atomic_block:
        raise DomainError("notice_outside_transaction", message=message_id)
    catalogue.check(message_id, facts)
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"a notice links to a path of this site, not to {link}")
    kept = {name: _plain(value) for name, value in facts.items()}
    people = {user.pk: user for user in users if user.is_active}
    notices = Notification.objects.bulk_create(
        [Notification(user=user, message=message_id, link=link, facts=kept) for user in people.values()]
    )
    by_mail = [notice.pk for notice in notices if notice.user.email]
    if by_mail and post.server():
        _deliverers[0](by_mail)
    return notices


def set_deliverer(deliverer: Deliverer) -> None:
    """Name what carries messages away (the job queue); it is called inside the transaction."""
    _deliverers[:] = [deliverer]


def deliver(notification_ids: Sequence[int]) -> int:
    """Send these notices by e-mail and return how many left; those already sent are passed over.

    Rows are claimed under a lock, one transaction each: what another worker is sending is left to it. A
    letter the server refuses holds up no other, and its ``SMTPException`` is raised at the end; a server that
    cannot be reached (``OSError``) is raised at once. Both leave the unsent to be tried again. Only a crash
    between a post and its commit can send a message twice.
    """
    sent, refusal = 0, None
    if not post.server():
        return sent
    with post.connection_to(post.server()) as wire:
        for pk in notification_ids:
            try:
                sent += _deliver_one(pk, wire)
            except (SMTPRecipientsRefused, SMTPResponseException) as error:
                refusal = refusal or error
    if refusal is not None:
        raise refusal
    return sent


@transaction.atomic
def _deliver_one(pk: int, wire: post.Wire) -> int:
    rows = Notification.objects.select_for_update(of=("self",), skip_locked=True).select_related("user")
    notice = rows.filter(pk=pk, emailed_at__isnull=True, user__is_active=True).exclude(user__email="").first()
    if notice is None:
        return 0
    post.send(notice, wire)
    notice.emailed_at = timezone.now()
    notice.save(update_fields=["emailed_at"])
    return 1


def mark_read(*, user: User, notification_id: int) -> Notification:
    """Mark one of a person's notices as read; raises ``not_found`` for one that is not theirs."""
    Notification.objects.filter(pk=notification_id, user=user, read_at__isnull=True).update(
        read_at=timezone.now()
    )
    notice = Notification.objects.filter(pk=notification_id, user=user).first()
    if notice is None:
        raise DomainError("not_found")
    return notice


def mark_all_read(*, user: User) -> int:
    """Mark every notice of a person as read; returns how many were not."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())


def _after_commit(notification_ids: Sequence[int]) -> None:
    """Without a job queue: send from this process after the commit; a failed post undoes nothing."""
    transaction.on_commit(lambda: deliver(notification_ids), robust=True)


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | Decimal):
        return value.isoformat() if isinstance(value, date) else str(value)
    return str(value)


_deliverers: list[Deliverer] = [_after_commit]
