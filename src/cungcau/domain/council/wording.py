"""Words of the council's pages and papers."""

from __future__ import annotations

from fractions import Fraction

from cungcau.kernel.vntext import show_number


def result_words(average: Fraction | None, star: int | None) -> str:
    """A result in short, for the trail: "78,56 điểm, 4 sao"; "không xếp sao" where none stands."""
    points = "không có điểm" if average is None else f"{show_number(average, 2)} điểm"
    return f"{points}, {f'{star} sao' if star else 'không xếp sao'}"
