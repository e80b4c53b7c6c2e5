"""When: dates of the vntext grammar, days told from today, and "chín rồi"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from cungcau.kernel.vntext.chat.line import Hit, Line
from cungcau.kernel.vntext.chat.proposal import Slot, Window
from cungcau.kernel.vntext.chat.relative import NAMES, relative_at, weekday_of
from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.grammar.time.timing import timings
from cungcau.kernel.vntext.grammar.tokens import Phrases, listed
from cungcau.kernel.vntext.show_dates import show_date, show_date_range

_VERB: Phrases[None] = listed(
    "chín|chín rộ|chín vào|thu|thu hoạch|thu hoạch vào|hái|cắt|bẻ|hạ|vặt|bói|rộ|có|có hàng|lấy|lấy hàng|giao|"
    "giao hàng|xuất|ra|được|bán|sẽ chín|dự kiến chín|dự kiến|sẽ cắt|sẽ thu|bắt đầu|chín đợt 1|chín đều|cho cắt|cho thu"
)
_HEDGE: Phrases[None] = listed("khoảng|vào|vào khoảng|tầm|chừng|độ|là|lúc|trong|:")
_FROM: Phrases[None] = listed("từ|kể từ|bắt đầu từ")
_TO: Phrases[None] = listed("-|đến|tới|đến hết|tới hết|đến khoảng|cho đến|->")
_RIPE: Phrases[None] = listed(
    "chín rồi|đã chín|đang chín|chín sẵn|chín rộ rồi|đang chín rộ|đang thu|đang thu hoạch|đang hái|đang cắt|"
    "đang rộ|hái rồi|đã hái|cắt rồi|đã cắt|thu rồi|đã thu|có sẵn|có hàng sẵn|sẵn hàng|có hàng rồi|bán được rồi|"
    "cắt được rồi|hái được rồi|thu được rồi|chín hết rồi|chín đỏ rồi|chín đều rồi|có ngay|lấy ngay|cần bán ngay"
)
_VAGUE: Phrases[None] = listed(
    "sắp chín|gần chín|chưa chín|sắp thu|sắp cắt|sắp được|vài hôm nữa|mấy hôm nữa|vài ngày nữa|mấy ngày nữa|"
    "ít hôm nữa|ít ngày nữa|vài bữa nữa|mấy bữa nữa|vài tuần nữa|mấy tuần nữa|mấy nữa"
)
_MARKS = frozenset("đầu giữa cuối thượng trung hạ nửa cả tuần tháng ngày quý mùng mồng từ đến hết trước sau".split())
_MARKS_BARE = frozenset(
    "dau giua cuoi thuong trung ha nua ca tuan thang ngay quy mung mong tu den het truoc sau t ram".split()
)
_LONGEST = 12
_FAR = 120
"""Days from today past which the year of a date is asked for."""


def time_at(line: Line, i: int) -> Hit | None:
    """What is said at ``i`` of when, harvest words before it included."""
    ripe, vague = line.at(_RIPE, i), line.at(_VAGUE, i)
    if vague is not None and (ripe is None or vague[1] >= ripe[1]):
        words = line.text(i, vague[1])
        asked = f"«{words}»: khoảng từ ngày nào?"
        return Hit("window", line.slot(i, vague[1], None, question=asked), i, vague[1])
    best: Hit | None = None
    for start in _starts(line, i):
        for slot, j in _spoken(line, start):
            if best is None or j > best.j:
                best = Hit("window", _widened(line, slot, i, j), i, j)
    if best is None and _looks_dated(line, i):
        asked = f"«{line.text(i, i + 3)}» không có trong lịch: ngày nào?"
        best = Hit("window", line.slot(i, i + 3, None, question=asked), i, i + 3)
    if ripe is not None and (best is None or ripe[1] > best.j):
        day = show_date(line.today)
        slot = line.slot(i, ripe[1], Window(line.today, None), assumed=f"hiểu là có từ hôm nay, {day}")
        return Hit("window", slot, i, ripe[1])
    return best


def _looks_dated(line: Line, i: int) -> bool:
    """Whether "30/2" stands at ``i``: written like a date, and none."""
    three = line.tokens[i : i + 3]
    if len(three) < 3 or three[1].text != "/" or not all(one.whole and len(one.text) <= 2 for one in three[::2]):
        return False
    return int(three[0].text) <= 31 and 1 <= int(three[2].text) <= 12 and not _cut(line, i + 3)


def _widened(line: Line, slot: Slot[Window], i: int, j: int) -> Slot[object]:
    spot = line.slot(i, j, None)
    return replace(slot, text=spot.text, start=spot.start, end=spot.end)


def _starts(line: Line, i: int) -> list[int]:
    """Where the time itself may begin: at ``i``, or behind harvest words and "khoảng"."""
    found = [i]
    for table in (_VERB, _HEDGE, _HEDGE):
        found += [j for start in found for _, j in _all(line, table, start) if j not in found]
    return sorted(set(found))


def _all(line: Line, table: Phrases[None], i: int) -> Iterator[tuple[None, int]]:
    found = line.at(table, i)
    if found is not None:
        yield found


def _spoken(line: Line, i: int) -> Iterator[tuple[Slot[Window], int]]:
    """Every reading of a time that begins at ``i``."""
    yield from _weekday_with_date(line, i)
    yield from _letter_t(line, i)
    yield from _dates(line, i)
    origin = line.at(_FROM, i)
    start = origin[1] if origin is not None else i
    for low, j, loose in [*relative_at(line, start, line.today), *_elements(line, start)]:
        said = f"«{line.text(start, j)}» hiểu là {_show(low)}" if loose else ""
        to = line.at(_TO, j)
        if to is not None:
            since = low.first or line.today
            ends = [*relative_at(line, to[1], line.today), *relative_at(line, to[1], since)]
            for high, k, also in [*ends, *_elements(line, to[1])]:
                if low.first and high.last and low.first <= high.last:
                    window = Window(low.first, high.last)
                    words = f"«{line.text(start, k)}» hiểu là {_show(window)}" if loose or also else ""
                    yield line.slot(start, k, window, assumed=words), k
        if origin is not None:
            yield line.slot(i, j, Window(low.first, None), assumed=said), j
        elif to is None or j > start:
            yield line.slot(start, j, low, assumed=said), j


def _weekday_with_date(line: Line, i: int) -> Iterator[tuple[Slot[Window], int]]:
    """"thứ bảy ngày 18/9": the date counts, unless it is another day of the week."""
    named = weekday_of(line, i)
    if named is None:
        return
    number, j = named
    while line.fold(j) in (",", "(", "ngay"):
        j += 1
    for slot, k in _dates(line, j):
        end = k + 1 if line.fold(k) == ")" else k
        day = slot.value.first if slot.value is not None and slot.value.first == slot.value.last else None
        if day is None:
            continue
        if day.weekday() == number:
            yield replace(slot, text=line.text(i, end)), end
            continue
        near = day + timedelta(days=(number - day.weekday() + 3) % 7 - 3)
        asked = f"{show_date(day)} là {NAMES[day.weekday()]}, không phải {NAMES[number]}: ngày nào đúng?"
        yield line.slot(i, end, None, readings=(Window(day, day), Window(near, near)), question=asked), end


def _letter_t(line: Line, i: int) -> Iterator[tuple[Slot[Window], int]]:
    """"T7": Saturday or July?"""
    number = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    if line.fold(i) != "t" or number is None or number.text not in "234567" or not number.glued:
        return
    if line.fold(i + 2) in ("/", "-", "nam") or number.text == "":
        return
    day = line.today + timedelta(days=(int(number.text) - 2 - line.today.weekday()) % 7)
    months = _dated(line, i, i + 2)
    month = months.value if months is not None else None
    readings = (Window(day, day), *((month,) if month is not None else ()))
    words = line.text(i, i + 2)
    asked = f"«{words}» là {NAMES[day.weekday()]} {show_date(day)} hay tháng {number.text}?"
    yield line.slot(i, i + 2, None, readings=readings, question=asked), i + 2


def _elements(line: Line, i: int) -> Iterator[tuple[Window, int, bool]]:
    for slot, j in _dates(line, i):
        if slot.value is not None:
            yield slot.value, j, bool(slot.assumed)


def _dates(line: Line, i: int) -> Iterator[tuple[Slot[Window], int]]:
    """The longest date or span of dates of the grammar at ``i``."""
    if i >= len(line.tokens) or not _may_begin(line, i):
        return
    for j in range(min(len(line.tokens), i + _LONGEST), i, -1):
        last = line.tokens[j - 1]
        if last.text in "-/.,:(" or _cut(line, j):
            continue
        slot = _dated(line, i, j)
        if slot is not None:
            yield slot, j
            return


def _may_begin(line: Line, i: int) -> bool:
    token = line.tokens[i]
    if token.numeral or token.text.lower() in _MARKS or (token.bare and token.fold in _MARKS_BARE):
        return True
    return token.fold in ("ram", "mung", "mong") or token.fold in ("t", "q")


def _cut(line: Line, j: int) -> bool:
    """Whether ending before ``j`` would cut a date or a figure in two."""
    if j >= len(line.tokens):
        return False
    last, token = line.tokens[j - 1], line.tokens[j]
    if last.numeral and token.text in "/-" and j + 1 < len(line.tokens) and line.tokens[j + 1].numeral:
        return True
    return last.numeral and token.glued and (token.text.isalpha() or token.numeral)


def _dated(line: Line, i: int, j: int) -> Slot[Window] | None:
    """One stretch of tokens as dates: its year, where missing, is the one that brings it nearest to today."""
    lunar = any("âm lịch" in each.question for each in timings(line.part(i, j, line.today.year)))
    if lunar:
        asked = f"«{line.text(i, j)}» là ngày âm: ngày dương lịch là ngày nào?"
        return line.slot(i, j, None, question=asked)
    stated = [each for each in timings(line.part(i, j, None)) if not each.question]
    if stated:
        return _settled(line, i, j, [_window(each) for each in _surest(stated)], "")
    by_year = {}
    for year in (line.today.year - 1, line.today.year, line.today.year + 1):
        if 1900 <= year <= 2100:
            outcomes = [each for each in timings(line.part(i, j, year)) if not each.question]
            by_year[year] = [_window(each) for each in _surest(outcomes)]
    near = min(
        ((_distance(window, line.today), year) for year, all_ in by_year.items() for window in all_), default=None
    )
    if near is None:
        return None
    found = by_year[near[1]]
    if near[0][0] > _FAR:
        found = [window for all_ in by_year.values() for window in all_ if _distance(window, line.today)[0] < 366]
    return _settled(line, i, j, found, _no_year(line, i, j, found[0]))


def _no_year(line: Line, i: int, j: int, window: Window) -> str:
    past = ", đã qua" if window.last is not None and window.last < line.today else ""
    return f"«{line.text(i, j)}» hiểu là {_show(window)}{past}"


def _settled(line: Line, i: int, j: int, windows: list[Window], assumed: str) -> Slot[Window] | None:
    distinct = list(dict.fromkeys(windows))
    middle = _middle(line, i, j)
    if middle and len(distinct) == 1 and distinct[0].first is not None:
        day = distinct[0].first
        distinct = [Window(day.replace(day=11), day.replace(day=20))]
        assumed = f"«{line.text(i, j)}» hiểu là {_show(distinct[0])}"
    if len(distinct) == 1:
        return line.slot(i, j, distinct[0], assumed=assumed)
    asked = f"«{line.text(i, j)}» là " + " hay ".join(_show(window) for window in distinct) + "?"
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


def _distance(window: Window, today: date) -> tuple[int, bool]:
    """Days from today to the nearest day of a window; of two as near, the one to come."""
    if window.first is not None and window.first > today:
        return (window.first - today).days, False
    if window.last is not None and window.last < today:
        return (today - window.last).days, True
    return 0, False


def _show(window: Window) -> str:
    if window.first is not None and window.first == window.last:
        return show_date(window.first)
    return show_date_range(window.first, window.last)
