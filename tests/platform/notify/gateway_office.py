"""A provider of a few lines on this machine: keeps what it is told, answers as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer: status, body, headers; after ``delay`` seconds; ``hang_up`` closes the line without one."""

    status: int = 200
    body: object = field(default_factory=lambda: {"error": 0, "data": {"message_id": "m-1"}})
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    hang_up: bool = False


class Provider(ThreadingHTTPServer):
    """``calls`` are (headers, body); ``replies`` are used up in order, then ``usual``."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.calls: list[tuple[dict[str, str], Any]] = []
        self.replies: list[Reply] = []
        self.usual = Reply()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/send"

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that has gone away is no fault of the test."""


class Desk(BaseHTTPRequestHandler):
    """One call."""

    server: Provider

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        is_json = "json" in (self.headers.get("Content-Type") or "")
        with self.server.lock:
            self.server.calls.append((dict(self.headers), json.loads(text) if is_json else text))
            reply = self.server.replies.pop(0) if self.server.replies else self.server.usual
        time.sleep(reply.delay)
        if reply.hang_up:
            self.close_connection = True
            return
        said = reply.body.encode() if isinstance(reply.body, str) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(said)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def open_provider() -> Iterator[Provider]:
    """The provider, for as long as the block runs."""
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()
