"""Targets and money in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cungcau.domain.programmes.checking.amounts import Amount, amounts
from cungcau.domain.programmes.drafting.proposals import Proposal
from cungcau.kernel.vntext import fold

_FUNDS = (
    ("central", ("trung uong",)),
    (
        "entity",
        ("to chuc, ca nhan", "ca nhan", "chu the", "doanh nghiep", "doi ung", "dong gop", "nguoi dan"),
    ),
    ("local", ("dia phuong", "ngan sach tinh", "ngan sach huyen", "ngan sach xa", "cap tinh", "cap huyen")),
)
_TOTAL = re.compile(
    r"tổng\s[^.;]{0,120}(?:kinh phí|nhu cầu|dự toán|vốn)|kinh phí[^.;]{0,60}(?:là|:)", re.IGNORECASE
)
_AT_MOST = re.compile(r"(?:không quá|dưới|tối đa|không vượt)\s*$", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_UNITS = {"dong": "đồng", "kg": "kg"}


def targets(number: int, line: str) -> Iterator[Proposal]:
    """A target per figure of a sentence; figures in brackets explain another and are none by themselves."""
    hidden = [match.span() for match in _BRACKET.finditer(line)]
    for one in amounts(line):
        if any(start <= one.start < end for start, end in hidden) or re.match(r"\s*sao\b", line[one.end :]):
            continue
        unit, factor = _unit(one)
        facts = {
            "name": _clause(line, one)[:300], "unit": unit, "target": _plain(one.low / factor),
            "target_high": _plain(one.high / factor) if one.high != one.low else None,
            "direction": "between" if one.high != one.low else _direction(line, one), "due_on": None,
        }  # fmt: skip
        yield Proposal("indicator", facts, number, line)


def _unit(one: Amount) -> tuple[str, Decimal]:
    """The printed unit and its size: weights in tonnes stay tonnes."""
    printed = re.sub(r"^[\d.,\s–-]+", "", one.printed).strip()
    if one.unit in _UNITS or one.factor != 1:
        return printed, one.factor
    return printed, Decimal(1)


def _direction(line: str, one: Amount) -> str:
    return "at_most" if _AT_MOST.search(line[max(0, one.start - 20) : one.start]) else "at_least"


def _clause(line: str, one: Amount) -> str:
    """The words between the marks around a figure; brackets, listings behind it and the dash before left out."""
    before = max(line.rfind(mark, 0, one.start) + len(mark) for mark in ("; ", ", ", ": ", ". "))
    if before < 2:
        before = 0
    behind = re.search(r"[;,:]|\.(?:\s|$)|\s(?:gồm|trong đó|bao gồm)\b", line[one.end :])
    text = _BRACKET.sub("", line[before : one.end + behind.start() if behind else len(line)])
    return " ".join(text.split()).strip(" .:;-+–")


def _named(line: str, one: Amount) -> str:
    """What a sum of money is for: the words before it, from the last semicolon or colon on."""
    before = max(line.rfind(mark, 0, one.start) + 1 for mark in (";", ":"))
    words = re.sub(r"\s(?:là|khoảng|gồm)\s*$", " ", line[before : one.start])
    return " ".join(words.split()).strip(" .,:;-+–")


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def money(number: int, line: str) -> Iterator[Proposal]:
    """Sums of money of a sentence that speaks of the plan's money: the total first, then its parts by fund."""
    if not _TOTAL.search(line) and not re.search(r"ngân sách|kinh phí|\bvốn\b", line, re.IGNORECASE):
        return
    found = [one for one in amounts(line) if one.unit == "dong" and one.low == one.high]
    said = _TOTAL.search(line)
    for place, one in enumerate(found):
        total = place == 0 and said is not None and said.start() < one.start
        facts = {
            "name": _named(line, one)[:300] or "Kinh phí", "fund": "" if total else _fund(_named(line, one)),
            "amount_vnd": int(one.low), "total": total,
        }  # fmt: skip
        yield Proposal("line", facts, number, line)


def _fund(words: str) -> str:
    said = fold(words)
    return next((fund for fund, names in _FUNDS if any(name in said for name in names)), "other")
