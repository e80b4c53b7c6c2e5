"""For how much: đồng per kg, taken so by its size or its words, else asked."""

from __future__ import annotations

from fractions import Fraction

from cungcau.kernel.vntext.chat.line import Hit, Line
from cungcau.kernel.vntext.chat.proposal import Price
from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.show import show_price

_LEAST, _MOST = 500, 500_000
"""A price of a kg lies between these; a smaller figure is in nghìn, a larger one is per something else."""


def price_of(line: Line, i: int, j: int, outcomes: list[Outcome]) -> Hit:
    """Money per kg; what is not per kg by its size or its words is a question."""
    words = line.text(i, j)
    plausible = [each for each in outcomes if (_dong(each) or Price(0, 0)).high >= _LEAST] or outcomes
    prices = tuple(dict.fromkeys(price for each in plausible if (price := _dong(each)) is not None))
    per = plausible[0].unit.partition("/")[2]
    if per and per != "kg":
        asked = f"«{words}» không phải giá theo kg: mỗi kg bao nhiêu đồng?"
        return Hit("price", line.slot(i, j, None, question=asked), i, j)
    if len(prices) != 1:
        asked = f"«{words}» là " + " hay ".join(_tell(price) for price in prices) + "?"
        return Hit("price", line.slot(i, j, None, readings=prices, question=asked), i, j)
    price = prices[0]
    if per:
        return Hit("price", line.slot(i, j, price, assumed=_open_price(plausible[0], price)), i, j)
    if not _LEAST <= price.low <= _MOST or price.high > _MOST:
        readings = tuple(
            Price(price.low // kg, price.high // kg)
            for kg in (1, 10, 100, 1000)
            if price.low // kg >= _LEAST and price.high // kg <= _MOST
        )
        asked = f"«{words}» là giá của bao nhiêu (một tạ, một tấn hay cả lô)?"
        return Hit("price", line.slot(i, j, None, readings=readings, question=asked), i, j)
    return Hit("price", line.slot(i, j, price, assumed=f"«{words}» hiểu là {_tell(price)}"), i, j)


def _dong(outcome: Outcome) -> Price | None:
    low, high = outcome.min, outcome.max
    ends = [round(end) for end in (low, high) if isinstance(end, Fraction)]
    return Price(ends[0], ends[-1]) if ends else None


def _open_price(outcome: Outcome, price: Price) -> str:
    if outcome.min is None or outcome.max is None:
        return f"hiểu là {_tell(price)} " + ("trở xuống" if outcome.min is None else "trở lên")
    return ""


def _tell(price: Price) -> str:
    return show_price(price.low) if price.low == price.high else show_price(price.low, price.high)
