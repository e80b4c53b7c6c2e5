"""Tokens, the scan over them, and phrase tables that match words with or without their marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Generic, TypeVar

from cungcau.kernel.vntext.fold import fold
from cungcau.kernel.vntext.reading import Region

V = TypeVar("V")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("∼~≈≃", "~") | {"\u200b": " ", "\ufeff": " "})
_PATTERN = re.compile(
    r"(?P<word>k?m[2²](?![0-9])|[^\W\d_½¼¾²³]+|[½¼¾])"
    r"|(?P<num>[1-9][0-9]{0,2}(?:[ ][0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<sym>[<>]=|\S)",
    re.IGNORECASE,
)


class Comma(Enum):
    """What a comma before exactly three digits stands for in the text at hand."""

    DECIMAL = "decimal"
    THOUSANDS = "thousands"


def key(word: str) -> str:
    """Return ``word`` lower-cased with its tone moved to the end, so that hoà and hòa are one key."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = "".join(c for c in apart if c in _TONES)
    rest = "".join(c for c in apart if c not in _TONES)
    return unicodedata.normalize("NFC", rest) + tones


@dataclass(frozen=True, slots=True)
class Token:
    """A numeral, a word or a sign, with its place in the text."""

    text: str
    numeral: bool
    glued: bool
    key: str
    fold: str

    @property
    def bare(self) -> bool:
        """Whether it carries no mark at all, as typed on a keyboard without Vietnamese."""
        return self.text.isascii()


def tokenize(text: str) -> tuple[Token, ...]:
    """Split ``text``; punctuation that only closes it is dropped."""
    clean = unicodedata.normalize("NFC", text).translate(_ALIKE)
    clean = " ".join(clean.split()).rstrip(".,;:!… ")
    found = []
    end = -1
    for match in _PATTERN.finditer(clean):
        word = match.group()
        found.append(Token(word, match.lastgroup == "num", match.start() == end, key(word), fold(word)))
        end = match.end()
    return tuple(found)


def marked(text: str) -> bool:
    """Whether the writer uses Vietnamese marks (đ alone, as in 20.000đ, does not tell)."""
    return any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))


@dataclass(slots=True)
class Scan:
    """The tokens with everything one pass assumes; ``far`` remembers how far any rule came."""

    tokens: tuple[Token, ...]
    marked: bool
    region: Region | None = None
    comma: Comma = Comma.DECIMAL
    year: int | None = None
    kg_per_gia: Fraction | None = None
    far: int = 0
    impossible_date: str = field(default="")

    def at(self, i: int) -> Token | None:
        """Return the token at ``i``, or ``None`` past the end."""
        return self.tokens[i] if i < len(self.tokens) else None

    def reach(self, j: int) -> int:
        """Note that the tokens before ``j`` made sense; return ``j``."""
        self.far = max(self.far, j)
        return j

    def sign(self, i: int, signs: str) -> bool:
        """Whether the token at ``i`` is one of the one-character ``signs``."""
        token = self.at(i)
        return token is not None and len(token.text) == 1 and token.text in signs

    def glued(self, i: int) -> bool:
        """Whether the token at ``i`` follows the one before without a space."""
        token = self.at(i)
        return token is not None and token.glued


class Phrases(Generic[V]):
    """A table from phrases to values, matched token by token, longest phrase first.

    A word typed without marks matches by its fold ("ta" is tạ) unless the text uses marks and
    the bare word is itself in the table; a word with marks matches only as spelled. A phrase in
    ``spelled`` is never matched by its fold: its bare form is better known as something else.
    """

    def __init__(self, table: Mapping[str, V], spelled: Iterable[str] = ()) -> None:
        self._rows: dict[tuple[str, ...], list[tuple[tuple[str, ...], bool, V]]] = {}
        strict = frozenset(spelled)
        for phrase, value in table.items():
            tokens = tokenize(phrase)
            folded = tuple(token.fold for token in tokens)
            row = (tuple(token.key for token in tokens), phrase in strict, value)
            self._rows.setdefault(folded, []).append(row)
        self._longest = max(map(len, self._rows), default=0)

    def match(self, scan: Scan, i: int) -> Iterator[tuple[V, int]]:
        """Yield every value of the longest phrase that stands at ``i``, with the index after it."""
        for length in range(min(self._longest, len(scan.tokens) - i), 0, -1):
            window = scan.tokens[i : i + length]
            rows = self._rows.get(tuple(token.fold for token in window), ())
            exact = [value for keys, _, value in rows if all(t.key == k for t, k in zip(window, keys, strict=True))]
            loose = [
                value
                for keys, strict, value in rows
                if not strict and all(t.bare or t.key == k for t, k in zip(window, keys, strict=True))
            ]
            values = exact if exact and scan.marked else exact + [v for v in loose if v not in exact]
            if values:
                for value in values:
                    yield value, scan.reach(i + length)
                return

    def has(self, scan: Scan, i: int) -> bool:
        """Whether any phrase of the table stands at ``i``."""
        return next(self.match(scan, i), None) is not None
