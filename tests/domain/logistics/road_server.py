"""A routing service on this machine: answers the table question over real HTTP as OSRM does, or fails as it may."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers(Enum):
    """How the service answers."""

    GOOD = "good"
    REFUSED = "refused"
    BROKEN = "broken"
    NO_JSON = "no json"
    SLOW = "slow"
    SHORT = "short"
    NO_WAY = "no way"
    ELSEWHERE = "elsewhere"


@dataclass
class Server:
    """Where it listens, and the paths it was asked for."""

    url: str
    paths: list[str] = field(default_factory=list)


@contextmanager
def serving(answers: Answers) -> Iterator[Server]:
    """150 km and 3 hours between any two places."""
    made, over = Server(""), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.paths.append(self.path)
            if answers is Answers.SLOW:
                over.wait(20)
                return
            size = self.path.split("?")[0].count(";") + 1
            size -= answers is Answers.SHORT
            distances: list[list[float | None]] = [
                [0 if i == j else 150_000.4 for j in range(size)] for i in range(size)
            ]
            if answers is Answers.NO_WAY:
                distances[0][1] = None
            body: dict[str, object] = {
                "code": "Ok",
                "distances": distances,
                "durations": [[0 if i == j else 10_800.0 for j in range(size)] for i in range(size)],
            }
            if answers is Answers.REFUSED:
                body = {"code": "InvalidQuery", "message": "too many"}
            text = "<html>" if answers is Answers.NO_JSON else json.dumps(body)
            status = {Answers.BROKEN: 500, Answers.ELSEWHERE: 302}.get(answers, 200)
            self.send_response(status)
            if answers is Answers.ELSEWHERE:
                self.send_header("Location", f"{made.url}/other")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
