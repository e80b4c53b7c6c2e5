"""How long an asking took: by the clock, and in processor time of this process and of its database server."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Took:
    """Seconds by the clock, of this process's processor time and of the database server's."""

    wall: float = 0.0
    own: float = 0.0
    server: float = 0.0

    @property
    def cpu(self) -> float:
        """Processor seconds in all: what others on the machine hardly change."""
        return self.own + self.server


def stay_connected() -> None:
    """One connection for all askings, so that its server process can be followed."""
    connection.settings_dict["CONN_MAX_AGE"] = None
    connection.close()
    connection.ensure_connection()


@contextmanager
def metered() -> Iterator[Took]:
    """Times what stands inside; the parts are known when it is left."""
    took = Took()
    server, own, wall = _server_s(), time.process_time(), time.perf_counter()
    yield took
    took.wall = time.perf_counter() - wall
    took.own, took.server = time.process_time() - own, _server_s() - server


def _server_s() -> float:
    """Processor seconds so far of the server process of our connection, and of helpers it had that ended."""
    info = connection.connection.info if connection.connection is not None else None
    if info is None:
        return 0.0
    here = Path(f"/proc/{info.backend_pid}")
    spent = int((here / "schedstat").read_text().split()[0]) / 1e9
    parent = (here / "stat").read_text().rpartition(")")[2].split()[1]
    helpers = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[13:15]
    return spent + sum(map(int, helpers)) * _TICK_S
