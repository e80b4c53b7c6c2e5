"""Printing numbers, weights, areas and money the Vietnamese way: 27.404,97 and 5,2 tấn (5.200 kg).

Nothing is rounded unless ``digits`` is given; rounding is half away from zero. A larger unit is
used only where it needs no more than two decimals, so that "5,555 tấn", which a reader may take for
thousands, never appears. What these functions print, :func:`cungcau.kernel.vntext.parse` reads back.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext.decimals import places, split
from cungcau.kernel.vntext.reading import Region
from cungcau.kernel.vntext.units import BY_CODE, UNITS, Dimension, Unit

Amount = int | Fraction | Decimal


def show_number(value: Amount, digits: int | None = None) -> str:
    """Print ``value`` with dots between thousands and a decimal comma: 27.404,97.

    With ``digits`` exactly so many decimals, else as many as it needs (three when they never end).
    """
    exact = Fraction(value)
    needed = places(exact)
    sign, whole, fraction = split(exact, digits if digits is not None else 3 if needed is None else needed)
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def show_kg(kg: Amount, *, unit: str | None = None, beside: bool = True) -> str:
    """Print a weight given in kg: "520 kg", "5,2 tấn (5.200 kg)", with ``unit="tạ"`` "7 tạ (700 kg)".

    Without ``unit``, tấn from one tấn on where two decimals suffice, else kg. ``beside`` puts the
    standard unit in brackets. Raises ``DomainError("unit_unknown")`` for a unit of weight we do not know.
    """
    chosen = _named(unit, Dimension.MASS) if unit else _fit(Fraction(kg), BY_CODE["tan"], BY_CODE["kg"])
    return _with_standard(Fraction(kg), chosen, None, BY_CODE["kg"], beside)


def show_tonnes(kg: Amount, digits: int | None = None) -> str:
    """Print kg as tấn alone, for headings and columns: "27.404,97 tấn"."""
    return f"{show_number(Fraction(kg) / 1000, digits)} tấn"


def show_area(
    m2: Amount, *, unit: str | None = None, region: Region | None = None, beside: bool = True
) -> str:
    """Print an area given in m²: "360 m²", "1,35 ha (13.500 m²)", with unit and region "3 sào (1.080 m²)".

    Raises ``DomainError("unit_unknown")`` for an unknown unit, ``DomainError("region_needed")`` for a
    sào or mẫu without its region.
    """
    chosen = _named(unit, Dimension.AREA) if unit else _fit(Fraction(m2), BY_CODE["ha"], BY_CODE["m2"])
    return _with_standard(Fraction(m2), chosen, region, BY_CODE["m2"], beside)


def show_money(dong: Amount, *, short: bool = False, digits: int | None = None) -> str:
    """Print money given in đồng: "15.000 đ", or ``short`` "1,2 tỷ đồng" and "115.350 triệu đồng".

    Short takes the largest of tỷ and triệu that needs at most two decimals, or, with ``digits``, the
    largest that fits, rounded to so many.
    """
    value = Fraction(dong)
    if short:
        for word, size in (("tỷ", 10**9), ("triệu", 10**6)):
            if abs(value) >= size and (digits is not None or _fits(value / size)):
                return f"{show_number(value / size, digits)} {word} đồng"
        return f"{show_number(value, digits)} đồng"
    return f"{show_number(value, digits)} đ"


def show_price(low: Amount, high: Amount | None = None) -> str:
    """Print a price given in đồng a kg, or its range: "15.000 đ/kg", "15.000–25.000 đ/kg"."""
    return f"{_between(low, high)} đ/kg"


def show_yield(kg_per_ha: Amount) -> str:
    """Print a yield given in kg a hectare: "10,5 tấn/ha", or in kg where tấn would need more decimals."""
    chosen = _fit(Fraction(kg_per_ha), BY_CODE["tan"], BY_CODE["kg"])
    return f"{show_number(Fraction(kg_per_ha) / (chosen.factor or 1))} {chosen.words[0]}/ha"


def show_percent(share: Amount, digits: int = 1) -> str:
    """Print a share of one as percent, at most ``digits`` decimals: ``Fraction(37, 1000)`` is "3,7%"."""
    text = show_number(Fraction(share) * 100, digits)
    return f"{text.rstrip('0').rstrip(',') if ',' in text else text}%"


def _between(low: Amount, high: Amount | None) -> str:
    return show_number(low) if high is None or high == low else f"{show_number(low)}–{show_number(high)}"


def _fits(value: Fraction) -> bool:
    needed = places(value)
    return needed is not None and needed <= 2


def _fit(value: Fraction, large: Unit, standard: Unit) -> Unit:
    """Choose the large unit where the value reaches it and stays short in it."""
    size = large.factor or Fraction(1)
    return large if abs(value) >= size and _fits(value / size) else standard


def _named(word: str, dimension: Dimension) -> Unit:
    for unit in UNITS:
        if unit.dimension is dimension and word in unit.words:
            return unit
    raise DomainError("unit_unknown", unit=word, dimension=dimension.value)


def _with_standard(value: Fraction, unit: Unit, region: Region | None, standard: Unit, beside: bool) -> str:
    size = unit.size(region)
    if size is None:
        raise DomainError("region_needed" if unit.regional else "unit_size_needed", unit=unit.words[0])
    text = f"{show_number(value / size)} {unit.words[0]}"
    if unit is standard or not beside:
        return text
    return f"{text} ({show_number(value)} {standard.words[0]})"
