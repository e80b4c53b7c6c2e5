"""Which part of a plan a line opens, and its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cungcau.kernel.vntext import fold

_MARK = re.compile(r"^(?P<mark>(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]))[.)/]?\s+(?P<rest>\S.*)$")
_STRICT = re.compile(r"^(?P<mark>(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]))[.)]\s*(?P<rest>\S.*)$")
_DASH = re.compile(r"^[-–+•*]\s*(?P<rest>\S.*)$")
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("purpose", ("muc dich",)),
    ("requirement", ("yeu cau",)),
    ("reporting", ("che do bao cao", "thong tin bao cao", "che do thong tin")),
    ("money", ("kinh phi", "du toan", "nguon von")),
    ("organisation", ("to chuc thuc hien", "phan cong", "trach nhiem")),
    ("solution", ("nhiem vu", "giai phap", "noi dung", "thoi gian thuc hien", "thoi gian, dia diem")),
    ("objective", ("muc tieu", "chi tieu", "doi tuong")),
    ("situation", ("khai quat", "tinh hinh", "thuc trang", "ket qua thuc hien", "dac diem")),
    ("basis", ("can cu phap ly", "can cu")),
)
_LONGEST_HEADING = 180


@dataclass(frozen=True, slots=True)
class Opened:
    """A line's number ("3.6"; "-" for a dash; "" none), the rest of it, and the part its words open ("" none)."""

    mark: str
    rest: str
    part: str = ""

    @property
    def is_roman(self) -> bool:
        """True for a heading of the first level."""
        return bool(re.fullmatch(r"[IVX]+", self.mark))


def opened(line: str) -> Opened:
    """Read the beginning of a line."""
    if dash := _DASH.match(line):
        return Opened("-", dash["rest"])
    match = _STRICT.match(line) or _MARK.match(line)
    if match is None or (match.re is _MARK and not _looks_like_heading(match["mark"])):
        return Opened("", line, part_of(line) if line.isupper() and len(line) < 90 else "")
    rest = match["rest"]
    named = rest.split(":")[0]
    return Opened(match["mark"], rest, part_of(named) if len(named) <= _LONGEST_HEADING else "")


def _looks_like_heading(mark: str) -> bool:
    """Without a dot behind it only a number of several steps is one: "3.6 Xúc tiến"."""
    return "." in mark


def part_of(words: str) -> str:
    """The part whose words a heading begins with or, for a short one, names."""
    said = fold(words).strip(" .:")
    for part, names in _PARTS:
        if any(said.startswith(name) for name in names):
            return part
    if len(said) < 80:
        for part, names in _PARTS:
            if any(name in said for name in names):
                return part
    return ""
