"""A mail server of a few lines on this machine: it keeps what it is given, and can be told to refuse."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default


class PostOffice(socketserver.ThreadingTCPServer):
    """Speaks enough SMTP for Python's client; ``letters`` are (recipients, message)."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.connections = 0
        self.refuse = ""
        self.refusal = "550 unknown here"
        self.dies_at = ""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Counter(socketserver.StreamRequestHandler):
    """One connection."""

    server: PostOffice

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 here")
        to: list[str] = []
        for raw in self.rfile:
            line = raw.decode().strip()
            word = line[:4].upper()
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "RCPT" and self.server.dies_at == "RCPT":
                return
            if word == "RCPT":
                address = line.split("<")[1].split(">")[0]
                if self.server.refuse and self.server.refuse in address:
                    self.say(self.server.refusal)
                    continue
                to.append(address)
            if word == "DATA":
                self.say("354 go on")
                lines = []
                while (text := self.rfile.readline()) != b".\r\n":
                    lines.append(text[1:] if text.startswith(b"..") else text)
                if self.server.dies_at == "DATA":
                    return
                letter = email.message_from_bytes(b"".join(lines), policy=default)
                assert isinstance(letter, EmailMessage)
                self.server.letters.append((to, letter))
                to = []
            if word == "RSET":
                to = []
            self.say("250 ok")


@contextmanager
def open_office() -> Iterator[PostOffice]:
    """The server, for as long as the block runs."""
    with PostOffice() as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()
