"""What a rule found doubtful, and the span of values rules compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question about figures: the rule's code, the fields concerned, the figures that speak against them.

    ``rule`` (such as ``output_beyond_area``) is what a sentence is found by and an answer kept under;
    ``facts`` hold plain values (whole numbers, texts, ISO days) in standard units. A fact's name ends in its
    unit (``_kg``, ``_m2``, ``_vnd``, ``_vnd_per_kg``, ``_kg_per_ha``); where the unit varies, the fact ``unit``
    names it (kg, m2, vnd, vnd_per_kg, kg_per_ha, count).
    """

    rule: str
    fields: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A whole value or a range of them in one unit; an open end is None ("trên 35.000": high None)."""

    low: int | None
    high: int | None

    @property
    def known(self) -> bool:
        """Whether at least one end is given."""
        return self.low is not None or self.high is not None

    @property
    def least(self) -> int:
        """The lower end, the upper where the lower is open, 0 for neither."""
        return self.low if self.low is not None else self.high or 0

    @property
    def most(self) -> int:
        """The upper end, the lower where the upper is open, 0 for neither."""
        return self.high if self.high is not None else self.low or 0


Figure = int | Span | None
"""What rules take: one whole number, a range, or nothing known."""


def span(figure: Figure) -> Span:
    """Any figure as a span."""
    if isinstance(figure, Span):
        return figure
    return Span(figure, figure)


def whole(numerator: int, denominator: int) -> int:
    """A quotient of two whole numbers of one sign, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)
