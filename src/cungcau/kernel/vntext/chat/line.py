"""A stretch of a message as tokens that remember where they stand in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cungcau.kernel.vntext.chat.proposal import Slot, V
from cungcau.kernel.vntext.folding import fold
from cungcau.kernel.vntext.grammar.numerals import comma_readings
from cungcau.kernel.vntext.grammar.tokens import (
    Phrases,
    Scan,
    Token,
    alike,
    key,
    listed,
    marked,
    tokens_of,
)
from cungcau.kernel.vntext.reading import Region

_PHONE = re.compile(
    r"(?<![\d.,/])(?:\+?84[ .-]?|0)(?:[35789](?:[ .-]?\d){8}|2\d(?:[ .-]?\d){8})(?![\d]|[.,/]\d)"
)
BLOT = "•"
_GRADE_WORDS = frozenset({"loai", "l", "hang"})


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def phones(text: str) -> tuple[Slot[str], ...]:
    """Every phone number of a text, its value in digits with a leading 0."""
    found = []
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        digits = "0" + digits[2:] if digits.startswith("84") else digits
        found.append(Slot(digits, match.group(), match.start(), match.end()))
    return tuple(found)


def blotted(text: str, spots: Iterable[Slot[str]]) -> str:
    """The text, as long as before, with these spots made unreadable."""
    for spot in spots:
        text = text[: spot.start] + BLOT * (spot.end - spot.start) + text[spot.end :]
    return text


@dataclass(slots=True)
class Line:
    """Tokens of ``message[start:end]``; ``spans`` are their places in the whole message."""

    message: str
    start: int
    end: int
    today: date
    tokens: tuple[Token, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    marked: bool = False
    scans: tuple[Scan, ...] = field(default=())

    def __post_init__(self) -> None:
        text = self.message[self.start : self.end]
        pairs = list(_split(_placed(text, self.start)))
        self.tokens = tuple(token for token, _, _ in pairs)
        self.spans = tuple((low, high) for _, low, high in pairs)
        self.marked = marked(text)
        commas = comma_readings(token.text for token in self.tokens if token.numeral)
        self.scans = tuple(Scan(self.tokens, self.marked, Region.NORTH, comma) for comma in commas)

    @property
    def scan(self) -> Scan:
        """The scan for rules that do not care what a comma means."""
        return self.scans[0]

    def part(self, i: int, j: int, year: int | None) -> Scan:
        """A scan of the tokens from ``i`` to before ``j`` alone."""
        return Scan(self.tokens[i:j], self.marked, Region.NORTH, year=year)

    def text(self, i: int, j: int) -> str:
        """The words from token ``i`` to before ``j`` as they stand in the message."""
        return self.message[self.spans[i][0] : self.spans[j - 1][1]]

    def slot(
        self,
        i: int,
        j: int,
        value: V | None,
        *,
        readings: tuple[V, ...] = (),
        question: str = "",
        assumed: str = "",
    ) -> Slot[V]:
        """A slot read from these tokens."""
        low, high = self.spans[i][0], self.spans[j - 1][1]
        return Slot(value, self.message[low:high], low, high, readings, question, assumed)

    def at(self, table: Phrases[V], i: int) -> tuple[V, int] | None:
        """The longest phrase of a table at ``i``, if any."""
        return next(table.match(self.scan, i), None) if i < len(self.tokens) else None

    def past(self, table: Phrases[Any], i: int) -> int:
        """The token after the longest phrase of a table at ``i``, 0 where there is none."""
        found = self.at(table, i)
        return found[1] if found is not None else 0

    def fold(self, i: int) -> str:
        """The folded token at ``i``, blank past the ends."""
        return self.tokens[i].fold if 0 <= i < len(self.tokens) else ""

    def word(self, i: int) -> bool:
        """Whether a word of letters stands at ``i``."""
        return 0 <= i < len(self.tokens) and not self.tokens[i].numeral and self.tokens[i].text[0].isalpha()

    def capital(self, i: int) -> bool:
        """Whether a word with a capital stands at ``i``."""
        return self.word(i) and self.tokens[i].text[0].isupper()


def _placed(text: str, base: int) -> list[tuple[Token, int, int]]:
    """Tokens with their places in the message: letters and their marks are composed, blanks made one."""
    clean: list[str] = []
    origin: list[int] = []
    i = 0
    while i < len(text):
        j = i + 1
        while j < len(text) and unicodedata.combining(text[j]):
            j += 1
        for char in alike(unicodedata.normalize("NFC", text[i:j])):
            if not char.isspace():
                clean.append(char)
                origin.append(i)
            elif clean and clean[-1] != " ":
                clean.append(" ")
                origin.append(i)
        i = j
    origin.append(len(text))
    placed = []
    for token, start in tokens_of("".join(clean)):
        last = origin[start + len(token.text) - 1]
        end = last + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        placed.append((token, base + origin[start], base + end))
    return placed


def _split(pairs: list[tuple[Token, int, int]]) -> Iterable[tuple[Token, int, int]]:
    """Keep apart the two numbers of "loại 1 500kg", which elsewhere are one: 1 500."""
    before = ""
    for token, start, end in pairs:
        head, blank, rest = token.text.partition(" ")
        if token.numeral and blank and before in _GRADE_WORDS and head.isdecimal() and len(head) == 1:
            rest_start = end - len(rest)
            yield Token(head, True, token.glued, key(head), fold(head)), start, start + len(head)
            yield Token(rest, True, False, key(rest), fold(rest)), rest_start, end
        else:
            yield token, start, end
        before = token.fold


@dataclass(frozen=True, slots=True)
class Hit:
    """Something spotted: the name of its slot, the slot, and the tokens it took."""

    kind: str
    slot: Slot[Any]
    i: int
    j: int


FILLERS: Phrases[None] = listed(
    "có|còn|còn lại|được|bán|cần|muốn|đang|sẽ|thì|là|và|với|nhé|nha|nhá|ạ|ơi|à|đó|đấy|này|kia|thôi|nữa|thêm|"
    "mua|cho|để|rồi|hàng|giá|khoảng|tầm|chừng|độ|cỡ|vào|lúc|từ|đến|tới|dự kiến|thu|hái|cắt|bẻ|chín|thu hoạch|"
    "luôn|ai|chào|xin chào|chào cả nhà|cả nhà|mọi người|bà con|anh em|chị em|anh chị|các bác|các anh|các chị|"
    "ad|admin|alo|a lô|dạ|vâng|ừ|ok|báo|gửi|đăng ký|ghi|ghi giúp|giúp|hộ em|với ạ|em nhé|anh nhé|chị nhé|"
    "thấy|nói|bảo|nay|năm nay|vụ này|mỗi|nhà|của|ở|tại|bên|tổng|tổng cộng|tất cả|cả|toàn|đều|gồm|trong đó|"
    "số lượng|sản lượng|sl|đt|sđt|sdt|điện thoại|liên hệ|lh|gọi|số|zalo|quả|trái|lấy|giao|nhập|xuất|sắp|"
    "muốn bán|cần bán|đang có|hiện có|hiện|chắc|chắc được|ước|ước chừng|ra|lên|xuống|nhiều|ít"
)
