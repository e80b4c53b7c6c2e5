"""``make run``: database, migrations, demo season, worker and web site as one foreground program.

Ctrl-C (or SIGTERM) stops them all. A worker that dies is started again, and takes up what the dead
one left; a web server that dies ends the program with exit code 1.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import psycopg

from cungcau.config import database, environment
from cungcau.config.refusal import sentence
from cungcau.kernel.errors import DomainError

_DEMO_DAY = "2021-09-27"
_OCOP_DEMO_DAY = "2026-06-01"
_STOP_S = 8
_MANAGE = (sys.executable, "-m", "cungcau.config.manage")


def _die_with_parent() -> None:
    """Runs in the child: the kernel ends it when this program is killed without a chance to clean up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Site:
    """The running parts; ``stop`` ends every one of them."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.logs = environment.var_dir() / "logs"
        self.logs.mkdir(exist_ok=True)
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *command: str) -> None:
        """Start one part in a session of its own, its output kept in var/logs."""
        with (self.logs / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip

    def start_worker(self) -> None:
        """Start the background worker."""
        self.start("worker", *_MANAGE, "work")

    def start_web(self) -> None:
        """Start the web server."""
        self.start(
            "web", sys.executable, "-m", "granian", "--interface", "wsgi", "--host", self.host,
            "--port", str(self.port), "--workers", "1", "--blocking-threads", "8", "--no-ws",
            "cungcau.config.wsgi:application",
        )  # fmt: skip

    def wait_until_up(self) -> None:
        """Return once the site answers; raises ``web_died`` when it ends first or stays silent for 60 s."""
        for _ in range(600):
            code = self.children["web"].poll()
            if code is not None:
                raise DomainError("web_died", exit_code=code, log=str(self.logs / "web.log"))
            try:
                with urllib.request.urlopen(f"http://{self.host}:{self.port}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise DomainError("web_died", exit_code="im lặng", log=str(self.logs / "web.log"))

    def watch(self) -> None:
        """Keep the parts alive until interrupted."""
        while True:
            time.sleep(0.5)
            code = self.children["web"].poll()
            if code is not None:
                raise DomainError("web_died", exit_code=code, log=str(self.logs / "web.log"))
            if self.children["worker"].poll() is not None:
                self.start_worker()

    def stop(self) -> None:
        """End every part: politely, then by force after a few seconds."""
        for child in self.children.values():
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        until = time.monotonic() + _STOP_S
        for child in self.children.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise DomainError("port_busy", host=host, port=port, other=port + 1) from error


def _check_database() -> None:
    given = environment.value("DATABASE_URL")
    if not given:
        database.start_embedded()
        return
    database.django_settings(given)
    try:
        psycopg.connect(given, connect_timeout=5).close()
    except psycopg.Error as error:
        first = str(error).strip().splitlines()[0]
        raise DomainError("database_unreachable", address=given.split("@")[-1], why=first) from error


def _prepare(demo: bool) -> str:
    """Migrate and load the demo; the demo accounts come back as printable lines."""
    command = [*_MANAGE, "prepare", *(["--demo"] if demo else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise DomainError("prepare_failed", log=str(environment.var_dir() / "postgres" / "log"))
    return done.stdout


def _interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Start everything, print the address, and stay until Ctrl-C; exit 0 then, 1 after a refusal."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    demo = "--no-demo" not in sys.argv[1:]
    if demo:
        os.environ.setdefault("CUNGCAU_TODAY", _DEMO_DAY)
        os.environ.setdefault("CUNGCAU_OCOP_TODAY", _OCOP_DEMO_DAY)
    site = Site(environment.value("CUNGCAU_HOST"), int(environment.value("CUNGCAU_PORT")))
    try:
        _check_port(site.host, site.port)
        if not (environment.var_dir() / "static" / "staticfiles.json").exists():
            raise DomainError("front_not_built", folder=str(environment.var_dir()))
        _check_database()
        accounts = _prepare(demo)
        site.start_worker()
        site.start_web()
        site.wait_until_up()
        _say(f"\n  Cung Cầu đang chạy tại  http://{site.host}:{site.port}\n\n{accounts}\n  Dừng: Ctrl-C\n")
        site.watch()
    except KeyboardInterrupt:
        _say("\nĐang dừng…")
    except DomainError as error:
        print(sentence(error), file=sys.stderr, flush=True)  # noqa: T201 - this is the program's voice
        return 1
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        site.stop()
        database.stop_embedded()
    return 0


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - this is the program's voice


if __name__ == "__main__":
    sys.exit(main())
