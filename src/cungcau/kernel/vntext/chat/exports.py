"""Chat exports: "[20:15, 12/9/2021] Chị Lan: …" and its kin give the sender and the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

_DATE = r"(?P<{0}d>\d{{1,2}})[/.-](?P<{0}m>\d{{1,2}})[/.-](?P<{0}y>\d{{4}}|\d{{2}})"
_TIME = r"(?P<{0}h>\d{{1,2}}):(?P<{0}i>\d{{2}})(?::\d{{2}})?(?:\s?(?P<{0}p>[AaPp][Mm]|SA|CH))?"
_STAMP = (
    rf"(?:{_DATE.format('a')},?\s+(?:lúc\s+)?{_TIME.format('a')}|{_TIME.format('b')},?\s+(?:ngày\s+)?"
    rf"{_DATE.format('b')}|{_TIME.format('c')})"
)
_BLANK = "[\\s\u200e\u200f\ufeff]*"
_NAME = r"(?P<name>[^\W\d_][^:\[\]\n]{0,58}?)"
_FIRST = re.compile(rf"{_BLANK}\[?{_STAMP}\]?{_BLANK}[-–]?{_BLANK}{_NAME}:(?:\s|$)")
_LAST = re.compile(rf"{_BLANK}{_NAME},?\s*[\[(]{_STAMP}[\])]:?(?:\s|$)")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)/]|[-*+•–—·✅✔️👉🔸🔹>]+)\s+")
_LONGEST = 240
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a message, its place, and who sent it when; ``head`` is the place of the sender's name."""

    start: int
    end: int
    sender: str = ""
    head: tuple[int, int] = (0, 0)
    sent_at: datetime | None = None
    first: bool = False


def passages(text: str, today: date) -> Iterator[Passage]:
    """The lines of a message; a header's sender and time hold until the next header."""
    sender, head, sent_at = "", (0, 0), None
    for line in _LINE.finditer(text):
        start, found = line.start(), None
        for pattern in (_FIRST, _LAST):
            found = found or pattern.match(text, line.start(), line.end())
        if found is not None:
            day = (sent_at or datetime.combine(today, time())).date()
            sender, head = found["name"].strip(), found.span("name")
            sent_at, start = _moment(found, day), found.end()
        mark = _NUMBERED.match(text, start, line.end())
        start = mark.end() if mark is not None else start
        for low, high in _pieces(text, start, line.end()):
            yield Passage(low, high, sender, head, sent_at, found is not None and low == start)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line, an overlong one cut at its signs or blanks so that each piece is soon read."""
    while end - start > _LONGEST:
        room = text[start : start + _LONGEST]
        cut = max(room.rfind(sign) + 1 for sign in ",;.")
        cut = cut if cut > _LONGEST // 2 else room.rfind(" ") + 1
        cut = cut if cut > 0 else _LONGEST
        if text[start : start + cut].strip():
            yield start, start + cut
        start += cut
    if text[start:end].strip():
        yield start, end


def _moment(found: re.Match[str], day: date) -> datetime | None:
    """When it was sent; a time alone is of the day before it in the export; None for no day of the calendar."""
    for kind in "abc":
        if found[f"{kind}h"] is None:
            continue
        hour, half = int(found[f"{kind}h"]), (found[f"{kind}p"] or "").upper()
        if half in ("PM", "CH") and hour < 12:
            hour += 12
        elif half in ("AM", "SA") and hour == 12:
            hour = 0
        try:
            if kind != "c":
                year = int(found[f"{kind}y"])
                year += 2000 if year < 100 else 0
                day = date(year, int(found[f"{kind}m"]), int(found[f"{kind}d"]))
            return datetime.combine(day, time(hour, int(found[f"{kind}i"])))
        except ValueError:
            return None
    return None
