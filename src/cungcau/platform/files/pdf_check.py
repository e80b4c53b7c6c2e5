"""Whether a PDF holds anything that acts: scripts, programs to start, files inside, forms that send themselves.

The file is read as text outside its streams; object streams, in which newer files pack their objects, are unpacked
and read too. What cannot be read to its end (locked with a password, packed in another way) is not let in.
Readers differ in what they take for an object, so this errs on the side of reading: whatever looks like an object
is read as one, also inside what looks like a stream.
Source: ISO 32000-2:2020, 7.3.5 (names), 7.5.7 (object streams), 12.6.4 (actions), 7.11.4 (embedded files).
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from dataclasses import dataclass

SCRIPT, LAUNCH, EMBEDDED, SENDING, LOCKED, BROKEN, TOO_MANY = (
    "script", "launch", "embedded", "sending", "locked", "broken", "too_many_pages",
)  # fmt: skip

MOST_PAGES = 500
_MOST_UNPACKED = 60_000_000
_MOST_READ = 300_000_000
_MOST_STREAMS = 60_000
_ACTING = {
    b"JavaScript": SCRIPT, b"JS": SCRIPT, b"XFA": SCRIPT, b"Rendition": SCRIPT,
    b"Launch": LAUNCH, b"RichMedia": LAUNCH, b"3D": LAUNCH,
    b"EmbeddedFile": EMBEDDED, b"EmbeddedFiles": EMBEDDED, b"GoToE": EMBEDDED, b"EF": EMBEDDED, b"Collection": EMBEDDED,
    b"SubmitForm": SENDING, b"ImportData": SENDING, b"GoToR": SENDING,
    b"Encrypt": LOCKED,
}  # fmt: skip
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_END = re.compile(rb"endstream")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PREDICTOR = re.compile(rb"/Predictor\s+(?!1\b)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: one of the words above, blank for nothing; how many pages there are."""

    found: str
    pages: int


def check(content: bytes) -> Checked:
    """Look through a PDF; never raises."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        return Checked(BROKEN, 0)
    try:
        texts = _texts(content)
    except (ValueError, zlib.error):
        return Checked(BROKEN, 0)
    pages = 0
    for text in texts:
        plain = _unescaped(text)
        for name in _NAME.finditer(plain):
            word = _ACTING.get(name.group(1))
            if word is not None:
                return Checked(word, 0)
        pages += len(_PAGE.findall(plain))
    if pages == 0:
        return Checked(BROKEN, 0)
    return Checked(TOO_MANY if pages > MOST_PAGES else "", pages)


def _unescaped(text: bytes) -> bytes:
    """Names as readers take them: ``/J#61vaScript`` is ``/JavaScript``."""
    if b"#" not in text:
        return text
    return _ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), text)


def _texts(content: bytes) -> list[bytes]:
    """Everything objects can stand in: the file outside its streams, and unpacked object streams.

    Raises ``ValueError``, ``zlib.error`` for what cannot be read to its end.
    """
    ends = [found.start() for found in _END.finditer(content)]
    outside: list[bytes] = []
    unpacked: list[bytes] = []
    at = read = inside = 0
    for count, found in enumerate(_STREAM.finditer(content)):
        begin = found.end()
        next_end = bisect_left(ends, begin)
        if next_end == len(ends) or count > _MOST_STREAMS:
            raise ValueError("a stream has no end, or there are too many")
        end = ends[next_end]
        head = _unescaped(content[ends[next_end - 1] if next_end else 0 : found.start()])
        body = content[begin:end]
        read += len(head) + len(body)
        if read > _MOST_READ or inside > _MOST_UNPACKED:
            raise ValueError("too much to read")
        if b"/ObjStm" in head or (b"/First" in head and b"/N" in head):
            packed = _unpacked(head, body, _MOST_UNPACKED - inside)
            inside += sum(map(len, packed))
            unpacked += packed
        if found.start() >= at and _OBJECT.search(body) is None:
            outside.append(content[at:begin])
            at = end
    outside.append(content[at:])
    return [b" ".join(outside), *unpacked]


def _unpacked(head: bytes, body: bytes, most: int) -> list[bytes]:
    """The objects packed in what may be an object stream; raises ``ValueError`` for one we cannot read."""
    sure = b"/ObjStm" in head
    if sure and _PREDICTOR.search(head):
        raise ValueError("objects behind a predictor")
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(body, most)
    except zlib.error:
        if sure and b"/Filter" in head:
            raise
        return [body] if sure else []
    if reader.unconsumed_tail:
        raise ValueError("too much inside")
    return [text]
