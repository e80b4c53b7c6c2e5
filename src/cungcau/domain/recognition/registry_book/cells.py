"""What stands in the cells of a registry workbook, read without guessing: stars, days, years, broken formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cungcau.kernel.vntext import show_date
from cungcau.reference.search import words

_BROKEN = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_DMY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?!\d)")
_LONG = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*(?:[/.\-]|\s+năm\s+)\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s*)?((?:19|20)\d\d)", re.IGNORECASE)
_SERIAL = re.compile(r"4\d{4}|5[0-4]\d{3}")
_STAR = re.compile(r"([1-5])\s*(?:sao|\*|★|☆)?", re.IGNORECASE)
_STAR_IN_TEXT = re.compile(r"(?<!\d)([1-5])\s*(?:sao\b|★|\*)", re.IGNORECASE)
_SIGNS = re.compile(r"[★☆*]{1,5}")
_DAY_ZERO = date(1899, 12, 30)
FIRST_YEAR = 2018
"""The programme began with 490/QĐ-TTg of 7/5/2018: no star was given before."""

HIDDEN = "•"
"""Stands in masked personal data; a cell that holds it says nothing."""


class Unreadable(ValueError):
    """A cell nobody can take as it stands; the text says what was expected, ``meant`` what it may be."""

    def __init__(self, expected: str, meant: str = "") -> None:
        super().__init__(expected)
        self.meant = meant


@dataclass(frozen=True, slots=True)
class When:
    """A day, or only the year; ``note`` says what was odd about it."""

    day: date | None = None
    year: int | None = None
    note: str = ""


def is_broken(text: str) -> bool:
    """Whether a formula failed there: ``#REF!``, ``#N/A`` and their like."""
    return bool(_BROKEN.search(text))


def is_masked(text: str) -> bool:
    """Whether personal data was hidden before the cell was written."""
    return HIDDEN in text


def star_of(text: str) -> int | None:
    """The star a cell names ("4 sao", "★★★★", "OCOP 4 sao"); None for a blank one; raises ``Unreadable``."""
    said = " ".join(text.split())
    if not said:
        return None
    whole = _STAR.fullmatch(said)
    if whole:
        return int(whole.group(1))
    if _SIGNS.fullmatch(said):
        return len(said)
    found = set(_STAR_IN_TEXT.findall(said))
    if len(found) == 1:
        return int(found.pop())
    raise Unreadable("cần số sao, như 3 hoặc 4 sao")


def when_of(text: str) -> When:
    """The day a cell names, or the year alone where no more stands there; raises ``Unreadable``."""
    said = " ".join(text.split())
    if not said:
        return When()
    day = day_in(said, whole=True)
    if day is not None:
        return _plausible(day)
    year = _YEAR.fullmatch(said)
    if year:
        return _year(int(year.group(1)))
    month = _MONTH.fullmatch(said)
    if month and 1 <= int(month.group(1)) <= 12:
        found = _year(int(month.group(2)))
        return When(year=found.year, note=f"chỉ có tháng {int(month.group(1))}/{found.year}, chưa rõ ngày")
    if _SERIAL.fullmatch(said):
        meant = show_date(_DAY_ZERO + timedelta(days=int(said)))
        raise Unreadable(f"cần ngày như 04/9/2020; số này có thể là ngày {meant} bị đổi dạng", meant)
    raise Unreadable("cần ngày như 04/9/2020, hoặc năm như 2020 nếu chưa rõ ngày")


def year_of(text: str) -> int | None:
    """The year a cell of its own names; None for a blank one; raises ``Unreadable``."""
    said = " ".join(text.split())
    if not said:
        return None
    found = when_of(said)
    return found.year if found.day is None else found.day.year


def day_in(text: str, *, whole: bool = False) -> date | None:
    """The one day a text names ("QĐ 1787/QĐ-UBND ngày 04/9/2020"); ``whole``: it says nothing else."""
    iso = _ISO.fullmatch(text)
    if iso:
        return _made(*(int(part) for part in iso.groups()[:3]))
    found = {(int(y), int(m), int(d)) for d, m, y in _DMY.findall(text)}
    if whole and found and not _DMY.fullmatch(text):
        left = words(_DMY.sub("", text))
        found = found if left in ("", "ngay") else set()
    long = _LONG.search(words(text)) if not found else None
    if long and (not whole or _LONG.fullmatch(words(text))):
        found = {(int(long.group(3)), int(long.group(2)), int(long.group(1)))}
    return _made(*found.pop()) if len(found) == 1 else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plausible(day: date) -> When:
    """A day; one of long ago that is a year somebody formatted as a day is that year."""
    if day.year >= FIRST_YEAR:
        return When(day=day)
    serial = (day - _DAY_ZERO).days
    if FIRST_YEAR <= serial <= 2100:
        return When(year=serial, note=f"năm {serial} bị định dạng thành ngày {show_date(day)}")
    raise Unreadable(f"cần một ngày từ {FIRST_YEAR}, khi Chương trình bắt đầu")


def _year(year: int) -> When:
    if year < FIRST_YEAR or year > 2100:
        raise Unreadable(f"cần một năm từ {FIRST_YEAR}, khi Chương trình bắt đầu")
    return When(year=year, note=f"chỉ có năm {year}, chưa rõ ngày")
