"""When: dates of the vntext grammar, days told from today, and "chín rồi"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from cungcau.kernel.vntext.chat.dates import cuts_date, dates_at, show
from cungcau.kernel.vntext.chat.line import Hit, Line
from cungcau.kernel.vntext.chat.proposal import Slot, Window
from cungcau.kernel.vntext.chat.relative import NAMES, relative_at, weekday_of
from cungcau.kernel.vntext.grammar.tokens import Phrases, listed
from cungcau.kernel.vntext.show_dates import show_date

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
                best = Hit("window", _from(line, i, j, slot), i, j)
            elif j == best.j and not line.marked and slot.value not in (None, best.slot.value):
                best = _either(line, i, j, best, slot)
    if best is None and _looksdates_at(line, i):
        asked = f"«{line.text(i, i + 3)}» không có trong lịch: ngày nào?"
        best = Hit("window", line.slot(i, i + 3, None, question=asked), i, i + 3)
    if ripe is not None and (best is None or ripe[1] > best.j):
        day = show_date(line.today)
        slot = line.slot(i, ripe[1], Window(line.today, None), assumed=f"hiểu là có từ hôm nay, {day}")
        return Hit("window", slot, i, ripe[1])
    return best


def _from(line: Line, i: int, j: int, slot: Slot[Window]) -> Slot[Window]:
    """The same slot, harvest words before it included."""
    return line.slot(i, j, slot.value, readings=slot.readings, question=slot.question, assumed=slot.assumed)


def _either(line: Line, i: int, j: int, best: Hit, slot: Slot[Window]) -> Hit:
    """A time that without its marks is two: "thang sau" is next month or June."""
    if not isinstance(best.slot.value, Window) or slot.value is None:
        return best
    readings = (best.slot.value, slot.value)
    asked = f"«{line.text(i, j)}» là " + " hay ".join(show(window) for window in readings) + "?"
    return Hit("window", line.slot(i, j, None, readings=readings, question=asked), i, j)


def _looksdates_at(line: Line, i: int) -> bool:
    """Whether "30/2" stands at ``i``: written like a date, and none."""
    three = line.tokens[i : i + 3]
    if (
        len(three) < 3
        or three[1].text != "/"
        or not all(one.whole and len(one.text) <= 2 for one in three[::2])
    ):
        return False
    return int(three[0].text) <= 31 and 1 <= int(three[2].text) <= 12 and not cuts_date(line, i + 3)


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
    origin = line.at(_FROM, i)
    if origin is not None:
        yield from dates_at(line, i)
    start = origin[1] if origin is not None else i
    for low, j, loose in [*relative_at(line, start, line.today), *_elements(line, start)]:
        said = f"«{line.text(start, j)}» hiểu là {show(low)}" if loose else ""
        to = line.at(_TO, j)
        if to is not None:
            since = low.first or line.today
            ends = [*relative_at(line, to[1], line.today), *relative_at(line, to[1], since)]
            for high, k, also in [*ends, *_elements(line, to[1])]:
                if low.first and high.last and low.first <= high.last:
                    window = Window(low.first, high.last)
                    words = f"«{line.text(start, k)}» hiểu là {show(window)}" if loose or also else ""
                    yield line.slot(start, k, window, assumed=words), k
        if origin is not None:
            yield line.slot(i, j, Window(low.first, None), assumed=said), j
        else:
            yield line.slot(start, j, low, assumed=said), j
    yield from dates_at(line, i)


def _weekday_with_date(line: Line, i: int) -> Iterator[tuple[Slot[Window], int]]:
    """ "thứ bảy ngày 18/9": the date counts, unless it is another day of the week."""
    named = weekday_of(line, i)
    if named is None:
        return
    number, j = named
    while line.fold(j) in (",", "(", "ngay"):
        j += 1
    for slot, k in dates_at(line, j):
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
    """ "T7": Saturday or July?"""
    number = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    if line.fold(i) != "t" or number is None or number.text not in "234567" or not number.glued:
        return
    if line.fold(i + 2) in ("/", "-", "nam") or number.text == "":
        return
    day = line.today + timedelta(days=(int(number.text) - 2 - line.today.weekday()) % 7)
    month = next((slot.value for slot, j in dates_at(line, i) if j == i + 2), None)
    readings = (Window(day, day), *((month,) if month is not None else ()))
    words = line.text(i, i + 2)
    asked = f"«{words}» là {NAMES[day.weekday()]} {show_date(day)} hay tháng {number.text}?"
    yield line.slot(i, i + 2, None, readings=readings, question=asked), i + 2


def _elements(line: Line, i: int) -> Iterator[tuple[Window, int, bool]]:
    for slot, j in dates_at(line, i):
        if slot.value is not None:
            yield slot.value, j, bool(slot.assumed)
