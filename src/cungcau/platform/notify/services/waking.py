"""Who is told that messages wait: the job queue, or this very process."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

Waker = Callable[[], None]
"""Arranges that ``carry`` runs soon; called after the commit that made messages wait."""


def set_waker(waker: Waker) -> None:
    """Name what gets the carrier going."""
    _wakers[:] = [waker]


def wake() -> None:
    """After the commit, once however often asked, see that waiting messages are carried.

    A fault of the waker undoes nothing: a sweep comes round anyway.
    """
    asked = [entry[1] for entry in connection.run_on_commit]
    for waker in _wakers:
        if waker not in asked:
            transaction.on_commit(waker, robust=True)


_wakers: list[Waker] = []
