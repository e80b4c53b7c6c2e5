"""Telling people who have an account: in the site, and by e-mail where that is set up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import connection

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.notify import catalogue, post
from cungcau.platform.notify.models import Notification
from cungcau.platform.notify.services.keeping import check_link, keep_letters
from cungcau.platform.ui import clock


def tell(users: Iterable[User], message_id: str, link: str = "", **facts: object) -> list[Notification]:
    """Tell people something, in the transaction that makes it true.

    Each active person is told once, however often named. ``link`` is a path within the site. The e-mail,
    where ``EMAIL_URL`` is set, is an ``Outgoing`` row that leaves only after the commit. Raises
    ``notice_outside_transaction``; an unknown message id, a missing fact or a link to elsewhere is a crash.
    """
    if not connection.in_atomic_block:
        raise DomainError("notice_outside_transaction", message=message_id)
    catalogue.check(message_id, {**facts, "link": link})
    check_link(link)
    kept = {name: plain(value) for name, value in facts.items()}
    people = {user.pk: user for user in users if user.is_active}
    notices = Notification.objects.bulk_create(
        [Notification(user=user, message=message_id, link=link, facts=kept) for user in people.values()]
    )
    by_mail = [notice for notice in notices if notice.user.email]
    if by_mail and post.server():
        keep_letters(by_mail)
    return notices


def mark_read(*, user: User, notification_id: int) -> Notification:
    """Mark one of a person's notices as read; raises ``not_found`` for one that is not theirs."""
    Notification.objects.filter(pk=notification_id, user=user, read_at__isnull=True).update(
        read_at=clock.now()
    )
    notice = Notification.objects.filter(pk=notification_id, user=user).first()
    if notice is None:
        raise DomainError("not_found")
    return notice


def mark_all_read(*, user: User) -> int:
    """Mark every notice of a person as read; returns how many were not."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=clock.now())


def plain(value: object) -> object:
    """A fact as JSON keeps it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | Decimal):
        return value.isoformat() if isinstance(value, date) else str(value)
    return str(value)
