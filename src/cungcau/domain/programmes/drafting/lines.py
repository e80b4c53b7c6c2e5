"""The lines of a plan's text, from a Word file or plain text; contacts of people are left out at the door."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from cungcau.domain.programmes.drafting.numbering import Numbering
from cungcau.kernel.errors import DomainError

MOST_BYTES = 5_000_000
MOST_LINES = 3_000
_MOST_UNPACKED = 60_000_000
_LONGEST = 6_000
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){9,10}(?!\d)")
_NAME_AFTER_END = re.compile(r"\.?\s*/\s*\*[^*]{3,60}\*\s*$")
"""A signer's name run on behind the paper's closing "./."."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
LEFT_OUT = "[…]"
"""What stands where an e-mail address or a telephone number stood."""


def lines_of(name: str, content: bytes) -> list[str]:
    """The lines that hold something, in their order.

    A .docx by its paragraphs and table rows, anything else as UTF-8 or UTF-16 text. E-mail addresses and telephone
    numbers become :data:`LEFT_OUT`. Raises ``programme_text_unreadable`` with why.
    """
    if not content:
        raise _unreadable(name, "tệp trống")
    if len(content) > MOST_BYTES:
        raise _unreadable(name, f"tệp lớn hơn {MOST_BYTES // 1_000_000} MB")
    raw = _word(name, content) if content[:2] == b"PK" else _text(name, content).splitlines()
    found = [line for text in raw for line in _cleaned(text)]
    if not found:
        raise _unreadable(name, "không thấy dòng chữ nào")
    if len(found) > MOST_LINES:
        raise _unreadable(name, f"có {len(found)} dòng, nhiều hơn {MOST_LINES}")
    return found


def _unreadable(name: str, why: str) -> DomainError:
    return DomainError("programme_text_unreadable", name=name[:100], why=why)


def _text(name: str, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codings = ["utf-16"]
    elif content[:4] == b"%PDF" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _unreadable(name, "cần tệp .docx hoặc văn bản thường; hãy lưu lại từ Word dưới dạng .docx")
    else:
        codings = ["utf-8-sig"]
    for coding in codings:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(name, "chữ không ở bảng mã UTF-8 hoặc UTF-16")


def _word(name: str, content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
                raise _unreadable(name, "tệp mở ra quá lớn")
        return list(_blocks(docx.Document(BytesIO(content))))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError) as error:
        raise _unreadable(name, "tệp Word hỏng hoặc không phải .docx") from error


def _blocks(document: Document) -> Iterator[str]:
    """Paragraphs, with the numbers Word puts before them, and table rows, in the order they stand."""
    numbering = Numbering(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            label = numbering.label(block)
            text = block.text.strip()
            yield f"{label} {text}" if label and text else text
        elif isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip()))


def _cleaned(text: str) -> Iterator[str]:
    """Lines of one block: marks of bold type set a heading off, control characters go, contacts go."""
    for part in re.split(r"\*{2,}|\n", _CONTROL.sub("", text)):
        line = " ".join(part.split()).strip()
        if line:
            line = _NAME_AFTER_END.sub("./.", line)
            yield _PHONE.sub(LEFT_OUT, _EMAIL.sub(LEFT_OUT, line))[:_LONGEST]
