"""Sums inside sentences: "115.350 triệu đồng, trong đó: … 52.150 …; … 1.000 …; … 62.200 triệu đồng"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cungcau.domain.programmes.checking.amounts import Amount, amounts
from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness
from cungcau.domain.programmes.checking.sheet import Around, PlanSheet
from cungcau.kernel.vntext import show_number

_OPENS = re.compile(r"trong đó|bao gồm|gồm|cụ thể|\(", re.IGNORECASE)
_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_REACH = 90


def text_sums(plan: PlanSheet, around: Around) -> list[Finding]:
    """Wholes that are not the sum of the parts printed after them, and the money the text states."""
    found: list[Finding] = []
    for row, text in _texts(plan):
        read = list(amounts(text))
        for whole, parts in _groups(text, read):
            found += _compare(row, whole, parts)
        found += _against_total(plan, row, text, read)
    return found


def _texts(plan: PlanSheet) -> Iterator[tuple[Row, str]]:
    for passage in plan.passages:
        yield passage.row, passage.text
    for task in plan.tasks:
        yield task.row, task.text


def _groups(text: str, read: list[Amount]) -> Iterator[tuple[Amount, list[Amount]]]:
    """A whole and its parts: amounts of one unit after "trong đó", "gồm" or in the bracket behind it."""
    for place, whole in enumerate(read):
        opened = _OPENS.search(text, whole.end, whole.end + _REACH)
        if opened is None or whole.low != whole.high:
            continue
        if any(one.start < opened.start() and one.unit == whole.unit for one in read[place + 1 :]):
            continue
        if _STOP.search(text, whole.end, opened.start()):
            continue
        end = _closing(text, opened)
        parts = [
            one for one in read[place + 1 :] if opened.end() <= one.start < end and one.unit == whole.unit
        ]
        if len(parts) > 1 and all(part.low == part.high for part in parts):
            yield whole, parts


def _closing(text: str, opened: re.Match[str]) -> int:
    """Where the listing ends: its bracket's end, else the end of the sentence."""
    if opened[0] == "(":
        closed = text.find(")", opened.end())
        return closed if closed >= 0 else len(text)
    stop = _STOP.search(text, opened.end())
    return stop.start() if stop else len(text)


def _compare(row: Row, whole: Amount, parts: list[Amount]) -> Iterator[Finding]:
    added = sum((part.low for part in parts), Decimal(0))
    if added == whole.low:
        return
    facts = {
        "stated": whole.printed, "parts": "; ".join(part.printed for part in parts),
        "sum": show_number(added / whole.factor),
    }  # fmt: skip
    more = added > whole.low
    mend = Mend("replace", row, field="text", before=whole.printed, after=_as_printed(whole, added))
    yield Finding(
        "parts_exceed_whole" if more else "parts_below_whole",
        Seriousness.ERROR if more or whole.unit == "dong" else Seriousness.WARNING, row, facts, (mend,),
    )  # fmt: skip


def _as_printed(whole: Amount, value: Decimal) -> str:
    return re.sub(r"\d+(?:[.,]\d+)*", show_number(value / whole.factor), whole.printed, count=1)


_TOTAL = re.compile(
    r"tổng[^.;:]{0,80}kinh phí|tổng[^.;:]{0,40}(?:vốn|dự toán)|kinh phí[^.;:]{0,40}tổng", re.IGNORECASE
)


def _against_total(plan: PlanSheet, row: Row, text: str, read: list[Amount]) -> Iterator[Finding]:
    """The first sum of money after "tổng … kinh phí" against the total kept with the plan."""
    said = _TOTAL.search(text)
    if said is None:
        return
    money = next((one for one in read if one.start >= said.end() and one.unit == "dong"), None)
    if money is None or money.low != money.high or _STOP.search(text, said.end(), money.start):
        return
    if plan.stated_total is None:
        mend = Mend("set", plan.row, (("stated_total_vnd", int(money.low)),))
        yield Finding("text_total_not_kept", Seriousness.NOTE, row, {"printed": money.printed}, (mend,))
    elif plan.stated_total != money.low:
        facts = {"printed": money.printed, "stated": plan.stated_total}
        mend = Mend("set", plan.row, (("stated_total_vnd", int(money.low)),))
        yield Finding("text_total_differs", Seriousness.ERROR, row, facts, (mend,))
