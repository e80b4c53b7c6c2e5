"""Questions about notices."""

from __future__ import annotations

from django.db.models import QuerySet

from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Notification


def notices_of(user: User, *, unread_only: bool = False) -> QuerySet[Notification]:
    """What a person was told, newest first."""
    rows = Notification.objects.filter(user=user)
    return rows.filter(read_at__isnull=True) if unread_only else rows


def unread_count(user: User) -> int:
    """How many notices a person has not read (one cheap query)."""
    return Notification.objects.filter(user=user, read_at__isnull=True).count()
