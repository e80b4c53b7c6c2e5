"""The words that say how sure a figure is: khoảng, gần, trên, trở lên …"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan


class Hedge(Enum):
    """What a hedging phrase does to the figure."""

    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    FROM = "from"


_ABOUT = (
    "khoảng|vào khoảng|khoảng chừng|chừng|chừng khoảng|tầm|độ|xấp xỉ|ước|ước tính|ước chừng|ước đạt|"
    "áng chừng|phỏng chừng|cỡ|trên dưới|đâu đó|~|dự kiến|ước khoảng"
)
_OVER = (
    "trên|hơn|quá|vượt|vượt quá|tối thiểu|ít nhất|thấp nhất|chí ít|không dưới|không ít hơn|không kém|"
    "nhiều hơn|lớn hơn|cao hơn|>|≥|>="
)
_UNDER = (
    "gần|dưới|chưa tới|chưa đến|chưa đầy|không tới|không đến|không quá|không vượt quá|không hơn|tối đa|"
    "nhiều nhất|cao nhất|ngót|ngót nghét|kém|ít hơn|thấp hơn|nhỏ hơn|đến|tới|lên đến|lên tới|trong vòng|"
    "<|≤|<="
)
_LABELS = (
    "bán|mua|sản lượng|số lượng|"
    "khối lượng|diện tích|năng suất|tổng|tổng cộng|tổng số|tổng sản lượng|tổng diện tích|thời gian|"
    "trong thời gian|thu hoạch|đạt|được|còn|còn lại|có|có thêm|là|cả|trung bình|bình quân|mức|ở mức|nặng|"
    "rộng|trong|dao động|giao động|chỉ|chỉ còn|mỗi năm|hằng năm|hàng năm|:"
)
_PRICE_LABELS = "giá|với giá|giá bán|giá mua|giá thu mua|giá sàn|giá bán buôn|giá bán lẻ|đơn giá"


def _table(**lists: str) -> dict[str, Hedge]:
    return {phrase: Hedge[name] for name, words in lists.items() for phrase in words.split("|")}


_BEFORE: Phrases[Hedge] = Phrases(_table(ABOUT=_ABOUT, OVER=_OVER, UNDER=_UNDER, FROM="từ"))
_AFTER: Phrases[Hedge] = Phrases(
    _table(
        OVER="trở lên|đổ lên|là ít|là ít nhất",
        UNDER="trở xuống|đổ lại|đổ xuống|trở lại|là cùng|là nhiều|là nhiều nhất",
        ABOUT="gì đó|hay gì đó",
    )
)
_TOP: Phrases[Hedge] = Phrases(_table(UNDER="dưới|gần|tối đa", ABOUT="khoảng|chừng|tầm"))
_LABEL: Phrases[bool] = Phrases(
    dict.fromkeys(_LABELS.split("|"), False) | dict.fromkeys(_PRICE_LABELS.split("|"), True)
)

Found = Iterator[tuple[tuple[Hedge, ...], int]]


def labels(scan: Scan, i: int, price: bool = False) -> Iterator[tuple[bool, int]]:
    """Step over words that only name the figure: "sản lượng đạt …"; yields whether "giá" was among them."""
    yield price, i
    for of_price, j in _LABEL.match(scan, i):
        yield from labels(scan, j, price or of_price)


def before(scan: Scan, i: int) -> Found:
    """Read none or several hedges in a row: "ước khoảng", "khoảng từ"."""
    yield (), i
    for hedge, j in _BEFORE.match(scan, i):
        for more, k in before(scan, j):
            yield (hedge, *more), k


def after(scan: Scan, i: int) -> Found:
    """Read the hedge behind a figure, if any: "trở lên"."""
    yield (), i
    for hedge, j in _AFTER.match(scan, i):
        yield (hedge,), j


def at_top(scan: Scan, i: int) -> Found:
    """Read the hedge on the upper end of a range, if any: "trên 5 đến dưới 7 tạ"."""
    yield (), i
    for hedge, j in _TOP.match(scan, i):
        yield (hedge,), j
