"""PDF files made by hand, plain ones and ones that act."""

from __future__ import annotations

import zlib


def pdf(*objects: bytes, pages: int = 1, catalog: bytes = b"", tail: bytes = b"") -> bytes:
    """A small PDF; ``objects`` are further bodies, ``catalog`` further entries of the catalogue."""
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(pages))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        *(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>" for _ in range(pages)),
        *objects,
    ]
    out = b"%PDF-1.7\n"
    for number, body in enumerate(bodies, 1):
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    return out + tail + b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def stream(head: bytes, body: bytes) -> bytes:
    """A stream object's body."""
    return b"<< " + head + b" /Length %d >>\nstream\n" % len(body) + body + b"\nendstream"


def packed(text: bytes, head: bytes = b"", name: bytes = b"/Type /ObjStm") -> bytes:
    """Objects packed in an object stream."""
    return stream(name + b" /N 1 /First 4 /Filter /FlateDecode " + head, zlib.compress(text))
