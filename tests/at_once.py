"""Several people at one moment: each deed in a thread with a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context

from django.db import connection


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed gave, or the error it met; all begin at the same moment, and none may hang.

    Every thread lives on the day its test lives on.
    """
    ready = threading.Barrier(len(deeds))
    found: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            ready.wait(20)
            found[place] = deed()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=copy_context().run, args=(run, *pair)) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "a thread hangs"
    return found
