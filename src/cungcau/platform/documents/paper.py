"""An official paper as plain data, in the parts Decree 30/2020/NĐ-CP names.

Source: Decree 30/2020/NĐ-CP of 5 March 2020 on clerical work, appendix I (layout of administrative papers).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_long_date

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

Align = Literal["left", "center", "right"]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """One line of text that every format can hold: blanks joined, control characters gone."""
    return " ".join(_CONTROL.sub("", text).split())


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the body; level 1 ("I. TÌNH HÌNH") to 3."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; line breaks in the text start new paragraphs."""

    text: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its header, where its cells stand, its share of the width (parts, as 1, 2, 3)."""

    header: str
    align: Align = "left"
    share: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the header row is repeated on every page. Cells are finished text."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines of the capacity ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") and the name below."""

    capacity: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to be issued.

    ``kind`` is its name ("BÁO CÁO", "KẾ HOẠCH"); an empty kind is a letter (công văn), whose subject stands
    below the number as "V/v …". ``number`` None leaves the space to be filled in by hand. ``addressees``
    follow "Kính gửi:", ``bases`` are the legal grounds, ``recipients`` the lines of "Nơi nhận".
    """

    organisation: str
    subject: str
    place: str
    day: date
    body: tuple[Block, ...]
    signature: Signature
    kind: str = ""
    parent_organisation: str = ""
    number: int | None = None
    symbol: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for what in ("organisation", "subject", "place"):
            if not clean(getattr(self, what)):
                raise DomainError("paper_invalid", why=f"thiếu {_PARTS[what]}")
        for table in (block for block in self.body if isinstance(block, Table)):
            _check_table(table)

    @property
    def numbering(self) -> str:
        """The number and symbol: "Số: 05/KH-UBND"; numbers below 10 with a zero before."""
        number = "      " if self.number is None else f"{self.number:02d}"
        return f"Số: {number}/{clean(self.symbol)}"

    @property
    def place_and_day(self) -> str:
        """The place and date line: "Lạng Sơn, ngày 05 tháng 01 năm 2021"."""
        return f"{clean(self.place)}, {show_long_date(self.day)}"

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """The lines under "Nơi nhận:", each with its dash; semicolons between, a full stop at the end."""
        texts = [clean(text).rstrip(";.") for text in self.recipients]
        return tuple(f"- {text}{'.' if place == len(texts) else ';'}" for place, text in enumerate(texts, 1))


_PARTS = {"organisation": "tên cơ quan ban hành", "subject": "trích yếu nội dung", "place": "địa danh"}


def _check_table(table: Table) -> None:
    if not table.columns or any(column.share < 1 for column in table.columns):
        raise DomainError("paper_invalid", why="bảng phải có ít nhất một cột, mỗi cột rộng ít nhất 1 phần")
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            why = f"dòng {number} của bảng có {len(row)} ô, bảng có {len(table.columns)} cột"
            raise DomainError("paper_invalid", why=why)
