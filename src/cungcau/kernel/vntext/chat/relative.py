"""Days told from today: "mai", "cuối tuần này", "10 ngày nữa", "thứ bảy", "đầu tháng sau"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cungcau.kernel.vntext.chat.line import Line
from cungcau.kernel.vntext.chat.proposal import Window
from cungcau.kernel.vntext.grammar.measures import unit
from cungcau.kernel.vntext.grammar.numbers import small_number
from cungcau.kernel.vntext.grammar.tokens import Phrases, listed
from cungcau.kernel.vntext.units import TIMES

Said = tuple[Window, int, bool]
"""The days, the token after them, and whether they were taken for granted rather than said outright."""

_DAYS: Phrases[int] = Phrases(
    {
        "hôm nay": 0, "bữa nay": 0, "ngay hôm nay": 0, "sáng nay": 0, "chiều nay": 0, "tối nay": 0, "bây giờ": 0,
        "giờ": 0, "ngay": 0, "nay": 0, "mai": 1, "ngày mai": 1, "sáng mai": 1, "chiều mai": 1, "tối mai": 1,
        "mốt": 2, "ngày mốt": 2, "ngày kia": 2, "kia": 2, "bữa mốt": 2,
    },
    spelled=("kia", "giờ", "ngay"),
)  # fmt: skip
_NEXT: Phrases[int | None] = Phrases(
    {"này": 0, "nay": 0, "sau": 1, "tới": 1, "sau nữa": 2, "tới đây": 1, "trước": -1}
)
_PART: Phrases[str] = Phrases({"đầu": "đầu", "giữa": "giữa", "cuối": "cuối", "hết": "hết", "trong": "cả"})
_WEEK: Phrases[None] = listed("tuần")
_MONTH: Phrases[None] = listed("tháng")
_WEEKDAY: Phrases[int] = Phrases(
    {
        "thứ 2": 0, "thứ hai": 0, "thứ 3": 1, "thứ ba": 1, "thứ 4": 2, "thứ tư": 2, "thứ 5": 3, "thứ năm": 3,
        "thứ 6": 4, "thứ sáu": 4, "thứ 7": 5, "thứ bảy": 5, "thứ bẩy": 5, "chủ nhật": 6, "cn": 6,
    }
)  # fmt: skip
_COUNTED: Phrases[int] = Phrases({"ngày": 1, "hôm": 1, "bữa": 1, "tuần": 7})
_AHEAD: Phrases[bool] = Phrases({"nữa": True, "tới": False})
_TO: Phrases[None] = listed("-|đến|tới")
_LONE: Phrases[None] = listed("ngày|hôm|mùng|mồng|ngày mùng|ngày mồng")
NAMES = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


def relative_at(line: Line, i: int, today: date) -> Iterator[Said]:
    """Every way a day or stretch told from today begins at ``i``."""
    rules: tuple[Callable[[Line, int, date], Iterator[Said]], ...] = (
        _day,
        _week,
        _month,
        _ahead,
        weekday_at,
        _lone,
    )
    for rule in rules:
        yield from rule(line, i, today)


def _day(line: Line, i: int, today: date) -> Iterator[Said]:
    found = line.at(_DAYS, i)
    if found is not None:
        day = today + timedelta(days=found[0])
        yield Window(day, day), found[1], False


def _step(line: Line, j: int) -> tuple[int | None, int]:
    """Which one is meant, counted from the present: "này" 0, "sau" 1; None where it is not said."""
    found = line.at(_NEXT, j)
    return (found[0], found[1]) if found is not None else (None, j)


def _week(line: Line, i: int, today: date) -> Iterator[Said]:
    part = line.at(_PART, i)
    week = line.at(_WEEK, part[1] if part is not None else i)
    if week is None:
        return
    step, j = _step(line, week[1])
    if step is None and (part is None or part[0] == "cả" or line.tokens[i : j + 1][-1].numeral):
        return
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step or 0)
    days = {"đầu": (0, 2), "giữa": (2, 4), "cuối": (5, 6), "hết": (6, 6)}.get(part[0] if part else "", (0, 6))
    low, high = (monday + timedelta(days=day) for day in days)
    if step is None and high < today:
        low, high = low + timedelta(weeks=1), high + timedelta(weeks=1)
    yield Window(low if step else max(low, today), high), j, True


def _month(line: Line, i: int, today: date) -> Iterator[Said]:
    part = line.at(_PART, i)
    month = line.at(_MONTH, part[1] if part is not None else i)
    if month is None or (month[1] < len(line.tokens) and line.tokens[month[1]].numeral):
        return
    step, j = _step(line, month[1])
    if step is None and (part is None or part[0] == "cả" or any(small_number(line.scan, j))):
        return
    found = _part_of(_months(today, step or 0), part[0] if part else "")
    if step is None and found[1] < today:
        found = _part_of(_months(today, 1), part[0] if part else "")
    yield Window(*found), j, True


def _months(today: date, step: int) -> date:
    months = today.year * 12 + today.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def _part_of(first: date, part: str) -> tuple[date, date]:
    end = monthrange(first.year, first.month)[1]
    days = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, end), "hết": (end, end)}.get(part, (1, end))
    return first.replace(day=days[0]), first.replace(day=days[1])


def _ahead(line: Line, i: int, today: date) -> Iterator[Said]:
    """ "10 ngày nữa", "2-3 tuần nữa", "10 ngày tới"."""
    for low, j in small_number(line.scan, i):
        ends = [(low, j)]
        to = line.at(_TO, j)
        if to is not None:
            ends += [(high, k) for high, k in small_number(line.scan, to[1]) if high >= low]
        for high, k in ends:
            of = line.at(_COUNTED, k)
            after = line.at(_AHEAD, of[1]) if of is not None else None
            if of is None or after is None or high * of[0] > 400:
                continue
            first, last = (today + timedelta(days=n * of[0]) for n in (low, high))
            yield Window(first if after[0] else today, last), after[1], True


def weekday_at(line: Line, i: int, today: date) -> Iterator[Said]:
    """ "thứ bảy", "chủ nhật tuần sau": the next one where no week is named."""
    found = line.at(_WEEKDAY, i)
    if found is None or any(each.dimension not in TIMES for each, _ in unit(line.scan, found[1])):
        return
    week = line.at(_WEEK, found[1])
    step, j = _step(line, week[1] if week is not None else found[1])
    if step is None and week is not None:
        return
    monday = today - timedelta(days=today.weekday())
    if step is None:
        day = today + timedelta(days=(found[0] - today.weekday()) % 7)
    else:
        day = monday + timedelta(weeks=step, days=found[0])
    yield Window(day, day), j, step is None


def weekday_of(line: Line, i: int) -> tuple[int, int] | None:
    """The weekday named at ``i`` (Monday 0), with the token after it."""
    return line.at(_WEEKDAY, i)


def _lone(line: Line, i: int, today: date) -> Iterator[Said]:
    """A day without its month: "ngày 20", "mùng 5-8", "20 này": the next one to come."""
    mark = line.at(_LONE, i)
    for low, j in small_number(line.scan, mark[1] if mark is not None else i):
        here = line.at(_NEXT, j)
        if mark is None and (here is None or here[0] != 0 or line.fold(j) != "nay"):
            continue
        ends = [(low, here[1] if here is not None and here[0] == 0 else j)]
        to = line.at(_TO, j) if mark is not None else None
        if to is not None:
            ends += [(high, k) for high, k in small_number(line.scan, to[1]) if low < high <= 31]
        for high, k in ends:
            followed = line.fold(k)
            if followed in ("/", "-", "thang", ".", "nua") or unit(line.scan, k):
                continue
            window = _coming(today, low, high)
            if window is not None:
                yield window, k, True


def _coming(today: date, low: int, high: int) -> Window | None:
    for step in range(3):
        first = _months(today, step)
        try:
            window = first.replace(day=low), first.replace(day=high)
        except ValueError:
            continue
        if window[1] >= today:
            return Window(*window)
    return None
