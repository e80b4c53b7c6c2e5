"""Slowing down guesses: a few failures in a row close a name, from one address, for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import SignInFailures

MOST_FAILURES = 5
"""Wrong passwords allowed in a row before the name is closed."""

CLOSED_FOR = timedelta(minutes=15)
"""How long a closed name stays closed, and how long failures are remembered."""

_COUNT = """
    INSERT INTO accounts_signinfailures AS kept (name, address, failures, last_at) VALUES (%s, %s, 1, %s)
    ON CONFLICT (name, address) DO UPDATE
    SET failures = CASE WHEN kept.last_at < %s THEN 1 ELSE kept.failures + 1 END,
        last_at = CASE WHEN kept.failures >= %s AND kept.last_at >= %s THEN kept.last_at
                       ELSE excluded.last_at END
    RETURNING failures, last_at
"""


def count_attempt(*, name: str, address: str) -> int:
    """Count an attempt as failed before it is judged, and return how many that makes in a row.

    Counting first means that a hundred guesses sent at once are still a hundred guesses. Attempts made
    while the name is closed do not prolong the closing. Raises ``sign_in_locked`` with ``minutes`` left.
    """
    now = timezone.now()
    since = now - CLOSED_FOR
    _forget(since)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_COUNT, [name[:254], address[:45], now, since, MOST_FAILURES, since])
        failures, last_at = cursor.fetchone()
    if failures > MOST_FAILURES:
        raise DomainError("sign_in_locked", minutes=_minutes_left(last_at, now))
    return int(failures)


def forgive(*, name: str, address: str) -> None:
    """Start again from nothing after a right password."""
    SignInFailures.objects.filter(name=name[:254], address=address[:45]).delete()


def _minutes_left(last_at: datetime, now: datetime) -> int:
    return max(1, -((now - last_at - CLOSED_FOR) // timedelta(minutes=1)))


@transaction.atomic
def _forget(since: datetime) -> None:
    """Drop a handful of rows too old to matter, so that junk names do not pile up."""
    old = SignInFailures.objects.filter(last_at__lt=since).order_by("pk")
    old_ids = old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:20]
    SignInFailures.objects.filter(pk__in=list(old_ids)).delete()
