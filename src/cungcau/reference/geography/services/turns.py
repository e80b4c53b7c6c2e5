"""One change of the units at a time."""

from __future__ import annotations

from django.db import connection

_LOCK = 0x6E6F7270


def take_turn() -> None:
    """Wait until nobody else changes the units; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
