"""Dates of the vntext grammar inside a longer text, each brought to the year nearest to today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cungcau.kernel.vntext.chat.line import Line, words
from cungcau.kernel.vntext.chat.proposal import Slot, Window
from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.grammar.time.timing import timings
from cungcau.kernel.vntext.show_dates import show_date, show_date_range

_MARKS = words(
    "đầu giữa cuối thượng trung hạ nửa cả tuần tháng ngày quý mùng mồng rằm tết từ đến hết trước sau"
)
_MARKS_BARE = words(
    "dau giua cuoi thuong trung ha nua ca tuan thang ngay quy mung mong tu den het truoc sau t ram"
)
_LONGEST = 12
_FAR = 120
"""Days from today past which the year of a date is asked for."""
_CORE = words("mot hai ba bon nam sau bay tam chin muoi gieng chap ram tet thu i ii iii iv nhat")
_AFTER_FIGURE = words("/ - thang t gio h den toi ~ ram")


def dates_at(line: Line, i: int) -> Iterator[tuple[Slot[Window], int]]:
    """The longest date or span of dates of the grammar at ``i``."""
    if i >= len(line.tokens) or not _may_begin(line, i) or not _has_core(line, i):
        return
    for j in range(min(len(line.tokens), i + _LONGEST), i, -1):
        last = line.tokens[j - 1]
        if last.text in "-/.,:(" or cuts_date(line, j):
            continue
        slot = _dated(line, i, j)
        if slot is not None:
            yield slot, j
            return


def _may_begin(line: Line, i: int) -> bool:
    token = line.tokens[i]
    if token.numeral:
        return "." in token.text or line.fold(i + 1) in _AFTER_FIGURE or len(token.text) == 4
    if token.text.lower() in _MARKS or (token.bare and token.fold in _MARKS_BARE):
        return True
    return token.fold in ("t", "q")


def _has_core(line: Line, i: int) -> bool:
    """Whether a figure, a number word or a feast stands near enough to make a date."""
    near = line.tokens[i : i + _LONGEST]
    return any(
        token.numeral or token.fold in _CORE or (token.fold == "tu" and line.fold(k - 1) == "thang")
        for k, token in enumerate(near, i)
    )


def cuts_date(line: Line, j: int) -> bool:
    """Whether ending before ``j`` would cut a date or a figure in two."""
    if j >= len(line.tokens):
        return False
    last, token = line.tokens[j - 1], line.tokens[j]
    if last.numeral and token.text in "/-" and j + 1 < len(line.tokens) and line.tokens[j + 1].numeral:
        return True
    return last.numeral and token.glued and (token.text.isalpha() or token.numeral)


def _dated(line: Line, i: int, j: int) -> Slot[Window] | None:
    """One stretch of tokens as dates: its year, where missing, is the one that brings it nearest to today."""
    here, impossible = _outcomes(line, i, j, line.today.year)
    if any("âm lịch" in each.question for each in here):
        asked = f"«{line.text(i, j)}» là ngày âm: ngày dương lịch là ngày nào?"
        return line.slot(i, j, None, question=asked)
    if not here and not impossible:
        return None
    stated = [each for each in _outcomes(line, i, j, None)[0] if not each.question]
    if stated:
        return _settled(line, i, j, [_window(each) for each in _surest(stated)], "")
    by_year = {line.today.year: _windows(here)}
    for year in (line.today.year - 1, line.today.year + 1):
        by_year[year] = _windows(_outcomes(line, i, j, year)[0])
    every = [(distance(window, line.today), year) for year, all_ in by_year.items() for window in all_]
    if not every:
        return None
    near = min(every)
    found = by_year[near[1]]
    if near[0][0] > _FAR:
        near_ones = [window for all_ in by_year.values() for window in all_]
        found = [window for window in near_ones if distance(window, line.today)[0] < 366] or found
    return _settled(line, i, j, found, _no_year(line, i, j, found[0]))


def _outcomes(line: Line, i: int, j: int, year: int | None) -> tuple[list[Outcome], bool]:
    """What the grammar makes of these tokens alone, and whether it met a day no calendar has."""
    if year is not None and not 1900 <= year <= 2100:
        return [], False
    scan = line.part(i, j, year)
    return list(timings(scan)), bool(scan.impossible_date)


def _windows(outcomes: list[Outcome]) -> list[Window]:
    return [_window(each) for each in _surest([each for each in outcomes if not each.question])]


def _no_year(line: Line, i: int, j: int, window: Window) -> str:
    past = ", đã qua" if window.last is not None and window.last < line.today else ""
    return f"«{line.text(i, j)}» hiểu là {show(window)}{past}"


def _settled(line: Line, i: int, j: int, windows: list[Window], assumed: str) -> Slot[Window] | None:
    distinct = list(dict.fromkeys(windows))
    middle = _middle(line, i, j)
    if middle and len(distinct) == 1 and distinct[0].first is not None:
        day = distinct[0].first
        distinct = [Window(day.replace(day=11), day.replace(day=20))]
        assumed = f"«{line.text(i, j)}» hiểu là {show(distinct[0])}"
    if len(distinct) == 1:
        return line.slot(i, j, distinct[0], assumed=assumed)
    asked = f"«{line.text(i, j)}» là " + " hay ".join(show(window) for window in distinct) + "?"
    return line.slot(i, j, None, readings=tuple(distinct), question=asked)


def _middle(line: Line, i: int, j: int) -> bool:
    """Whether "giữa tháng 9" stands alone: then its ten middle days are meant, not the 15th."""
    words = [token.fold for token in line.tokens[i:j]]
    return "giua" in words and not {"-", "den", "toi", "tu", "truoc", "sau", "nam"} & set(words)


def _surest(outcomes: list[Outcome]) -> list[Outcome]:
    return [each for each in outcomes if each.sure] or outcomes


def _window(outcome: Outcome) -> Window:
    low, high = outcome.min, outcome.max
    return Window(low if isinstance(low, date) else None, high if isinstance(high, date) else None)


def distance(window: Window, today: date) -> tuple[int, bool]:
    """Days from today to the nearest day of a window; of two as near, the one to come."""
    if window.first is not None and window.first > today:
        return (window.first - today).days, False
    if window.last is not None and window.last < today:
        return (today - window.last).days, True
    return 0, False


def show(window: Window) -> str:
    """A window as it is written to people."""
    if window.first is not None and window.first == window.last:
        return show_date(window.first)
    return show_date_range(window.first, window.last)
