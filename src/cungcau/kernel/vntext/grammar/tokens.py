"""Tokens, the scan over them, and phrase tables that match words with or without their marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import wraps
from typing import Generic, TypeVar, cast

from cungcau.kernel.vntext.folding import fold
from cungcau.kernel.vntext.reading import Region

V = TypeVar("V")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_TILDES = dict.fromkeys("\u223c\uff5e\u2248\u2243", "~")
_ALIKE = str.maketrans(_DASHES | _TILDES | {"\u200b": " ", "\ufeff": " "})
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
    def whole(self) -> bool:
        """Whether it is a figure of digits only."""
        return self.numeral and self.text.isdecimal()

    @property
    def bare(self) -> bool:
        """Whether it carries no mark at all, as typed on a keyboard without Vietnamese."""
        return self.text.isascii()


def tokenize(text: str) -> tuple[Token, ...]:
    """Split ``text`` into numerals, words and signs, dashes and spaces of every kind made alike."""
    clean = " ".join(alike(unicodedata.normalize("NFC", text)).split())
    return tuple(token for token, _ in tokens_of(clean))


def alike(text: str) -> str:
    """Return ``text`` with dashes and tildes of every kind made alike."""
    return text.translate(_ALIKE)


def tokens_of(clean: str) -> Iterator[tuple[Token, int]]:
    """Yield the tokens of composed text whose dashes and spaces are alike, each with where it begins."""
    end = -1
    for match in _PATTERN.finditer(clean):
        word = match.group()
        yield (
            Token(word, match.lastgroup == "num", match.start() == end, key(word), fold(word)),
            match.start(),
        )
        end = match.end()


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
    impossible_date: str = ""
    memory: dict[tuple[str, int], list[tuple[object, int]]] = field(default_factory=dict)

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

    def words(self, i: int, j: int) -> str:
        """Return the tokens from ``i`` to before ``j`` as they stood in the text."""
        return "".join(("" if token.glued else " ") + token.text for token in self.tokens[i:j]).strip()

    def glued(self, i: int) -> bool:
        """Whether the token at ``i`` follows the one before without a space."""
        token = self.at(i)
        return token is not None and token.glued


Rule = Callable[[Scan, int], Iterator[tuple[V, int]]]


def remembered(rule: Rule[V]) -> Callable[[Scan, int], list[tuple[V, int]]]:
    """Make ``rule`` read each place of a scan once, each distinct way once: the work stays polynomial."""

    @wraps(rule)
    def once(scan: Scan, i: int) -> list[tuple[V, int]]:
        place = (f"{rule.__module__}.{rule.__name__}", i)
        if place not in scan.memory:
            scan.memory[place] = list(dict.fromkeys(rule(scan, i)))
        return cast("list[tuple[V, int]]", scan.memory[place])

    return once


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
            values = self._values(scan.tokens[i : i + length], scan.marked)
            if values:
                for value in values:
                    yield value, scan.reach(i + length)
                return

    def _values(self, window: tuple[Token, ...], marked_text: bool) -> list[V]:
        """Return what exactly these tokens may mean: as spelled, else with the marks left out."""
        exact: list[V] = []
        loose: list[V] = []
        for keys, spelled_only, value in self._rows.get(tuple(token.fold for token in window), ()):
            same = [token.key == word for token, word in zip(window, keys, strict=True)]
            if all(same):
                exact.append(value)
            elif not spelled_only and all(ok or token.bare for ok, token in zip(same, window, strict=True)):
                loose.append(value)
        return exact if exact and marked_text else exact + loose

    def has(self, scan: Scan, i: int) -> bool:
        """Whether any phrase of the table stands at ``i``."""
        return next(self.match(scan, i), None) is not None


def listed(phrases: str) -> Phrases[None]:
    """Return a table of phrases that carry no value, written with strokes between: "đến|tới"."""
    return Phrases(dict.fromkeys(phrases.split("|")))
