"""A routing service on this machine: answers the table question over real HTTP as OSRM does."""

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


@dataclass
class Server:
    """Where it listens, and the paths it was asked for."""

    url: str
    paths: list[str] = field(default_factory=list)


@contextmanager
def serving(answers: Answers) -> Iterator[Server]:
    """150 km and 3 hours between any two places."""
    made = Server("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.paths.append(self.path)
            size = self.path.split("?")[0].count(";") + 1
            body = {
                "code": "Ok",
                "distances": [[0 if i == j else 150_000.4 for j in range(size)] for i in range(size)],
                "durations": [[0 if i == j else 10_800.0 for j in range(size)] for i in range(size)],
            }
            if answers is Answers.REFUSED:
                body = {"code": "InvalidQuery", "message": "too many"}
            text = "<html>" if answers is Answers.NO_JSON else json.dumps(body)
            self.send_response(500 if answers is Answers.BROKEN else 200)
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
        server.shutdown()
        server.server_close()
        thread.join(5)
