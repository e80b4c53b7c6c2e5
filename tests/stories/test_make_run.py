"""The program behind ``make run``: says what is wrong, serves, takes killed work up again, leaves nothing running."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from cungcau.config import environment

pytestmark = [pytest.mark.story, pytest.mark.xdist_group("program"), pytest.mark.timeout(480)]
PROGRAM = [sys.executable, "-m", "cungcau.config.run"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of its own with the built front; short, as socket paths must be."""
    folder = Path("/tmp") / f"cungcau-{os.getpid()}-{time.monotonic_ns() % 10**6}"
    folder.mkdir()
    built = environment.var_dir()
    for name in ("static", "front", "locale"):
        if (built / name).is_dir():
            shutil.copytree(built / name, folder / name)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def surroundings(var: Path, port: int, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CUNGCAU_TODAY"}}
    return kept | {"CUNGCAU_VAR": str(var), "CUNGCAU_PORT": str(port)} | more


def refused(var: Path, port: int, **more: str) -> str:
    done = subprocess.run(
        PROGRAM, env=surroundings(var, port, **more), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_busy_port_is_named(var: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        assert f"Cổng {port}" in refused(var, port)


def test_an_unreachable_database_is_named_without_its_password(var: Path) -> None:
    address = f"postgresql://ai:mat-khau@127.0.0.1:{free_port()}/kho"
    said = refused(var, free_port(), DATABASE_URL=address)
    assert "DATABASE_URL" in said
    assert "mat-khau" not in said


def test_a_wrong_database_address_is_named(var: Path) -> None:
    assert "postgresql://" in refused(var, free_port(), DATABASE_URL="mysql://x@y/z")


def test_a_missing_front_says_what_to_run(var: Path) -> None:
    shutil.rmtree(var / "static")
    assert "make run" in refused(var, free_port())


def children_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def started(var: Path, port: int, *arguments: str) -> tuple[subprocess.Popen[str], float]:
    begun = time.monotonic()
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        env=surroundings(var, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "Ctrl-C" in line:
            return process, time.monotonic() - begun
    raise AssertionError(f"ended with {process.wait()}")


def stopped(process: subprocess.Popen[str], var: Path) -> None:
    """Ctrl-C: the program ends with 0 and nothing of it stays, the database included."""
    family = children_of(process)
    postmaster = int((var / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert process.stdout is not None
    process.stdout.close()
    _gone, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []
    assert not psutil.pid_exists(postmaster)


def test_the_demo_is_served_planned_survives_a_killed_worker_and_stops_clean(var: Path) -> None:
    port = free_port()
    process, _ = started(var, port)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            assert "Đăng nhập" in answer.read().decode()
        address = f"postgresql://postgres@/postgres?host={socket_folder(var)}"
        with psycopg.connect(address, autocommit=True) as database:
            killed = kill_worker_at_work(database, process)
            state, attempts = wait_for_plan(database)
        assert state == "computed"
        assert attempts == (2 if killed else 1)
        assert killed, "the plan was computed before the worker could be killed: make the example larger"
    finally:
        stopped(process, var)
    again, seconds = started(var, port)
    stopped(again, var)
    assert seconds < 30


def socket_folder(var: Path) -> str:
    return (var / "postgres" / "postmaster.pid").read_text().splitlines()[4]


def kill_worker_at_work(
    database: psycopg.Connection[tuple[object, ...]], process: subprocess.Popen[str]
) -> bool:
    for _ in range(600):
        row = database.execute("SELECT state FROM jobs_job").fetchone()
        if row == ("running",):
            worker = next(child for child in children_of(process) if "work" in child.cmdline())
            worker.kill()
            return True
        if row and row[0] not in {"queued"}:
            return False
        time.sleep(0.05)
    raise AssertionError("the plan's job never started")


def wait_for_plan(database: psycopg.Connection[tuple[object, ...]]) -> tuple[object, object]:
    for _ in range(1200):
        row = database.execute(
            "SELECT p.state, j.attempts FROM matching_plan p JOIN jobs_job j ON j.id = p.job_id"
        ).fetchone()
        assert row is not None
        if row[0] != "computing":
            return row[0], row[1]
        time.sleep(0.1)
    raise AssertionError("no plan within two minutes")
