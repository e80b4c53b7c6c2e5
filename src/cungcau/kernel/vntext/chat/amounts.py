"""How much: kg, and packs of so many kg; what is money is handed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cungcau.kernel.vntext.chat.line import Hit, Line, words
from cungcau.kernel.vntext.chat.prices import price_of
from cungcau.kernel.vntext.chat.proposal import Mass
from cungcau.kernel.vntext.grammar.measures import unit
from cungcau.kernel.vntext.grammar.numbers import SCALES
from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.grammar.quantities import quantities_at
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, listed
from cungcau.kernel.vntext.grammar.words import below_thousand
from cungcau.kernel.vntext.reading import Approx, Kind
from cungcau.kernel.vntext.show import show_kg, show_number
from cungcau.kernel.vntext.units import Dimension

PACKS = frozenset({"thung", "hop", "sot", "ro", "khay", "bao", "tui", "xe", "container", "chuyen", "tau"})
_SPELLED = ("cỡ", "độ", "từ", "tầm")
_HEDGE: Phrases[None] = listed(
    "khoảng|vào khoảng|khoảng chừng|chừng|xấp xỉ|ước|ước chừng|trên dưới|~|dự kiến|trên|hơn|quá|tối thiểu|ít nhất|"
    "gần|dưới|chưa tới|chưa đến|không quá|tối đa|ngót|>|<|giá|với giá|giá bán|giá sàn|đơn giá|nửa|½"
)
_HEDGE_SPELLED: Phrases[None] = Phrases(dict.fromkeys(_SPELLED), spelled=_SPELLED)
_SCALE_START: Phrases[None] = listed("chục|trăm|nghìn|ngàn|vạn|triệu|tạ|tấn|yến")
_VAGUE: Phrases[None] = listed("vài|mấy|dăm|vài ba|dăm ba|mấy chục|vài chục|vài trăm|mấy trăm")
_OPEN: Phrases[Approx] = Phrases(
    {"gần": Approx.UNDER, "hơn": Approx.OVER, "trên": Approx.OVER, "cỡ": Approx.ABOUT, "khoảng": Approx.ABOUT}
)
_TIMES: Phrases[bool] = Phrases(
    {"x": True, "*": True, "×": True, "mỗi": True, "loại": True, "nặng": True, ",": False, ":": False}
)
_RIPENS = words("roi giua dau cuoi tuan thang t tu ngay hom mai het ro khoang tam vao sau deu nua do")
"""What follows "chín" where it means ripe, not nine."""
_EVERY_DAY: Phrases[None] = listed("mỗi ngày|một ngày|1 ngày|mỗi hôm|mỗi đợt")
_EACH: Phrases[None] = listed("mỗi|một|1")
_BY: Phrases[None] = listed("x|*|×")


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity of the grammar and the token after it."""

    outcome: Outcome
    j: int


def amount_at(line: Line, i: int) -> Hit | None:
    """The quantity or price that begins at ``i``, the longest reading of it."""
    if not _may_begin(line, i):
        return None
    daily = _daily(line, i)
    if daily is not None:
        return daily
    vague = _vague(line, i)
    if vague is not None:
        return vague
    found = list(_readings(line, i))
    if not found:
        return None
    end = max(each.j for each in found)
    outcomes = [each.outcome for each in found if each.j == end]
    outcomes = [each for each in outcomes if each.sure] or outcomes
    kinds = {each.kind for each in outcomes}
    if kinds <= {Kind.PRICE, Kind.MONEY}:
        return price_of(line, i, end, outcomes)
    if Kind.MASS in kinds:
        return _mass(line, i, end, [each for each in outcomes if each.kind is Kind.MASS])
    return _packs(line, i, end, outcomes[0])


def each_at(line: Line, i: int) -> Hit | None:
    """ "mỗi thùng 20 kg" said apart from how many thùng there are."""
    inner = _each(line, i)
    return None if inner is None else Hit("each", line.slot(i, inner[1], None), i, inner[1])


def _daily(line: Line, i: int) -> Hit | None:
    """ "mỗi ngày 2 tạ": not the whole lot."""
    found = line.at(_EVERY_DAY, i)
    inner = _one_mass(line, found[1]) if found is not None and found[1] < len(line.tokens) else None
    if inner is None:
        return None
    asked = f"«{line.text(i, inner[1])}» là mỗi ngày hay mỗi đợt: cả lô bao nhiêu kg?"
    return Hit("quantity", line.slot(i, inner[1], None, question=asked), i, inner[1])


def _may_begin(line: Line, i: int) -> bool:
    if line.at(_EVERY_DAY, i):
        return True
    if i and line.capital(i) and not line.tokens[i].text.isupper():
        return False
    if (
        line.tokens[i].numeral
        or line.at(_HEDGE, i)
        or line.at(_HEDGE_SPELLED, i)
        or line.at(_SCALE_START, i)
        or line.at(_VAGUE, i)
    ):
        return True
    return any(below_thousand(line.scan, i))


def _readings(line: Line, i: int) -> Iterator[Found]:
    for scan in line.scans:
        for outcome, j in quantities_at(scan, i):
            speaks = outcome.kind in (Kind.MASS, Kind.PRICE, Kind.MONEY) or (
                outcome.kind is Kind.COUNT and outcome.unit in PACKS
            )
            if speaks and not outcome.question and not _cut(scan, j) and not _month_sign(scan, j):
                yield Found(outcome, j)


def _cut(scan: Scan, j: int) -> bool:
    """Whether the figure before ``j`` belongs to what follows: "5 tạ 20/9", "2 tấn 10-15/9", "5 tạ 2 loại"."""
    last, token = scan.at(j - 1), scan.at(j)
    if last is None or token is None:
        return False
    if last.fold == "chin" and (token.numeral or token.fold in _RIPENS):
        return True
    if not last.numeral:
        return token.numeral and token.glued and last.text not in ")]"
    if token.text in "-/%" or token.text == ":":
        after = scan.at(j + 1)
        return token.text == "%" or (after is not None and after.numeral)
    return (
        bool(unit(scan, j))
        or SCALES.has(scan, j)
        or token.fold in ("loai", "l", "thang", "nua")
        or token.glued
    )


def _month_sign(scan: Scan, j: int) -> bool:
    """Whether the "tấn 7" before ``j`` is "T7", a month or a weekday."""
    last, sign = scan.at(j - 1), scan.at(j - 2) if j >= 2 else None
    return (
        last is not None
        and last.numeral
        and last.glued
        and sign is not None
        and sign.fold == "t"
        and not sign.glued
    )


def _mass(line: Line, i: int, j: int, outcomes: list[Outcome]) -> Hit:
    words = line.text(i, j)
    masses = tuple(dict.fromkeys(_kg(each) for each in outcomes))
    first = outcomes[0]
    if "/" in first.unit and first.unit.split("/")[1] not in PACKS:
        asked = f"«{words}» là mỗi ngày hay mỗi đợt: cả lô bao nhiêu kg?"
        return Hit("quantity", line.slot(i, j, None, question=asked), i, j)
    if len(masses) > 1:
        asked = f"«{words}» là " + " hay ".join(_say(mass) for mass in masses) + "?"
        return Hit("quantity", line.slot(i, j, None, readings=masses, question=asked), i, j)
    exact = (first.min is None or _whole(first.min)) and (first.max is None or _whole(first.max))
    return Hit("quantity", line.slot(i, j, masses[0], assumed="" if exact else "đã làm tròn đến kg"), i, j)


def _whole(value: object) -> bool:
    return isinstance(value, Fraction) and value.denominator == 1


def _kg(outcome: Outcome) -> Mass:
    low, high = (round(end) if isinstance(end, Fraction) else None for end in (outcome.min, outcome.max))
    return Mass(low, high, outcome.approx is Approx.ABOUT)


def _say(mass: Mass) -> str:
    low, high = mass.low, mass.high
    if low is None or high is None:
        return f"dưới {show_kg(high or 0)}" if low is None else f"trên {show_kg(low)}"
    return show_kg(low) if low == high else f"{show_number(low)}–{show_kg(high)}"


def _vague(line: Line, i: int) -> Hit | None:
    """ "vài tạ", "gần tấn": too little said to write down."""
    vague, opened = line.at(_VAGUE, i), line.at(_OPEN, i)
    start = vague[1] if vague is not None else (opened[1] if opened is not None else None)
    masses = [] if start is None else unit(line.scan, start)
    named = [
        (each, j)
        for each, j in masses
        if each.dimension is Dimension.MASS and each.factor and each.factor >= 10
    ]
    if not named or (vague is None and line.fold(start or 0) in ("t", "can")):
        return None
    found, j = named[0]
    words = line.text(i, j)
    if vague is not None or opened is None:
        return Hit("quantity", line.slot(i, j, None, question=f"«{words}» là bao nhiêu kg?"), i, j)
    kg = int(found.factor or 0)
    under, over = opened[0] is Approx.UNDER, opened[0] is Approx.OVER
    mass = Mass(None if under else kg, None if over else kg, not (under or over))
    asked = f"«{words}» là khoảng {show_kg(kg)} phải không?"
    return Hit("quantity", line.slot(i, j, None, readings=(mass,), question=asked), i, j)


def _packs(line: Line, i: int, j: int, count: Outcome) -> Hit | None:
    """ "10 thùng 20 kg": ten of 20 kg where it says so, else asked; "10 thùng" alone is asked."""
    words = line.text(i, j)
    joined = line.at(_TIMES, j)
    start = joined[1] if joined is not None else j
    named = unit(line.scan, start)
    if joined is not None and named and named[0][0].code == count.unit:
        start = named[0][1]
    inner = _one_mass(line, start) if start < len(line.tokens) else None
    apart = _said_apart(line, start, count.unit) if inner is None else None
    if apart is not None and isinstance(count.min, Fraction) and count.min == count.max:
        each, k = apart
        whole = _times(count.min, each)
        said = f"«{words}», «{line.text(*k)}» hiểu là tổng {_say(whole)}"
        return Hit("quantity", line.slot(i, j, whole, assumed=said), i, j)
    if inner is None or not isinstance(count.min, Fraction) or count.min != count.max:
        asked = f"«{words}»: mỗi {words.split()[-1]} bao nhiêu kg?"
        return Hit("quantity", line.slot(i, j, None, question=asked), i, j)
    each, end = inner
    whole = _times(count.min, each)
    words = line.text(i, end)
    if (joined is not None and joined[0]) or "/" in each.unit:
        said = f"«{words}» hiểu là tổng {_say(whole)}"
        return Hit("quantity", line.slot(i, end, whole, assumed=said), i, end)
    alone = _kg(each)
    asked = f"«{words}»: tổng {_say(whole)}, hay tổng chỉ {_say(alone)}?"
    return Hit("quantity", line.slot(i, end, None, readings=(whole, alone), question=asked), i, end)


def _times(count: Fraction, each: Outcome) -> Mass:
    low, high = (round(count * end) if isinstance(end, Fraction) else None for end in (each.min, each.max))
    return Mass(low, high, each.approx is Approx.ABOUT)


def _said_apart(line: Line, i: int, code: str) -> tuple[Outcome, tuple[int, int]] | None:
    """ "… mỗi thùng 20 kg" a little further on, for the same sort of pack."""
    for k in range(i, min(len(line.tokens), i + 12)):
        inner = _each(line, k, code)
        if inner is not None:
            return inner[0], (k, inner[1])
    return None


def _each(line: Line, i: int, code: str = "") -> tuple[Outcome, int] | None:
    """ "mỗi thùng 20 kg" or "x 20 kg" at ``i``; with a ``code`` of that pack only."""
    by, found = line.at(_BY, i), line.at(_EACH, i)
    start = by[1] if by is not None else len(line.tokens)
    named = unit(line.scan, found[1]) if found is not None else []
    if named and named[0][0].code in PACKS and code in ("", named[0][0].code):
        start = named[0][1]
    return _one_mass(line, start) if start < len(line.tokens) else None


def _one_mass(line: Line, i: int) -> tuple[Outcome, int] | None:
    found = [each for each in _readings(line, i) if each.outcome.kind is Kind.MASS]
    longest = max(found, key=lambda each: each.j, default=None)
    whole = longest is not None and longest.outcome.min is not None and longest.outcome.max is not None
    return (longest.outcome, longest.j) if longest is not None and whole else None
