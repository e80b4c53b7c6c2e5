"""Figures as people type them: 27.404,97 and 1.500 and 5,5 and 1.5 and 1,350,000."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from cungcau.kernel.vntext.grammar.tokens import Comma

_GROUPS = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})"
_VIETNAMESE = re.compile(_GROUPS % r"\." + r"+(?:,[0-9]+)?")
_ENGLISH = re.compile(rf"{_GROUPS % ','}+\.[0-9]+|{_GROUPS % ','}{{2,}}")
_EITHER = re.compile(_GROUPS % ",")
_COMMA_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_DOT_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure's value, the groups of three after its first, and whether it is digits only."""

    value: Fraction
    groups: int = 0
    digits: int = 0

    @property
    def plain(self) -> bool:
        """Whether it is digits only, without a separator."""
        return self.digits > 0


def numeral(text: str, comma: Comma) -> Numeral | None:
    """Read one figure; ``comma`` decides "5,550". ``None`` when the separators make no sense.

    A dot before exactly three digits separates thousands ("5.550" is 5550), before any other
    number of digits it is a decimal point ("1.5"); a leading zero is always decimal ("0.500").
    """
    text = text.replace(" ", ".")
    if text.isdigit():
        return Numeral(Fraction(text), digits=len(text))
    if _VIETNAMESE.fullmatch(text):
        return Numeral(Fraction(text.replace(".", "").replace(",", ".")), groups=text.count("."))
    if _ENGLISH.fullmatch(text) or (_EITHER.fullmatch(text) and comma is Comma.THOUSANDS):
        return Numeral(Fraction(text.replace(",", "")), groups=text.count(","))
    if _COMMA_DECIMAL.fullmatch(text) or _DOT_DECIMAL.fullmatch(text):
        return Numeral(Fraction(text.replace(",", ".")))
    return None


def comma_readings(figures: Iterable[str]) -> tuple[Comma, ...]:
    """Return what commas may mean in a text with these figures.

    Only "d,ddd" is unclear. Another figure in the text may settle it: "6,5" or "1.500,5" shows a
    decimal comma, "1,350,000" or "27,404.97" or "6.5" an English writer. Nothing is assumed else.
    """
    shapes = set(figures)
    if not any(_EITHER.fullmatch(text) for text in shapes):
        return (Comma.DECIMAL,)
    vietnamese = any(_decimal_comma(text) for text in shapes)
    english = any(_english(text) for text in shapes)
    if vietnamese == english:
        return (Comma.DECIMAL, Comma.THOUSANDS)
    return (Comma.DECIMAL,) if vietnamese else (Comma.THOUSANDS,)


def _decimal_comma(text: str) -> bool:
    if _VIETNAMESE.fullmatch(text):
        return "," in text
    return bool(_COMMA_DECIMAL.fullmatch(text)) and not _EITHER.fullmatch(text)


def _english(text: str) -> bool:
    if _ENGLISH.fullmatch(text):
        return True
    return bool(_DOT_DECIMAL.fullmatch(text)) and not _VIETNAMESE.fullmatch(text)
