"""One runner a job: a PostgreSQL session lock that dies with the process that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
from django.db import connection

_SPACE = 0x6A6F6273
"""First half of the lock's key ("jobs"), so that other advisory locks never meet these."""


def _key(job_id: UUID) -> int:
    return int.from_bytes(job_id.bytes[:4], "big", signed=True)


@contextmanager
def hold(job_id: UUID) -> Iterator[bool]:
    """Hold the job's lock on a connection of its own; yields False when another runner holds it."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as own:
        row = own.execute("SELECT pg_try_advisory_lock(%s, %s)", (_SPACE, _key(job_id))).fetchone()
        mine = bool(row and row[0])
        try:
            yield mine
        finally:
            if mine and not own.closed:
                own.execute("SELECT pg_advisory_unlock(%s, %s)", (_SPACE, _key(job_id)))


def runner_is_alive(job_id: UUID) -> bool:
    """True while some process holds the job's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid = %s::bigint::oid AND objid = %s::bigint::oid AND objsubid = 2)",
            (_SPACE, _key(job_id) % 2**32),
        )
        row = cursor.fetchone()
    return bool(row and row[0])
