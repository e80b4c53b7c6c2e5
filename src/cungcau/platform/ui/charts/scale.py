"""The scale of a chart of columns: kg upward, lines across, figures beside, room for dates below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.svg import el, join, nice_ticks, pct

TOP, BELOW = 14.0, 40.0
"""Pixels kept free above the highest line and below the axis."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Lines at ``ticks`` (kg, rising from 0) over ``high`` pixels."""

    ticks: Sequence[float]
    high: float

    @classmethod
    def up_to(cls, kg: float, high: float) -> Scale:
        """The scale on which ``kg`` still fits."""
        return cls(nice_ticks(kg), high)

    @property
    def most(self) -> float:
        """The kg of the highest line."""
        return self.ticks[-1]

    @property
    def height(self) -> float:
        """Pixels of the whole drawing."""
        return TOP + self.high + BELOW

    def y(self, kg: float) -> float:
        """How far down so many kg stand."""
        return TOP + self.high * (1 - kg / self.most)

    def grid(self) -> SafeString:
        """The lines across."""
        return join(
            el("line", class_="c-grid" if tick else "c-axis", x1="0%", x2="100%", y1=y, y2=y)
            for tick in self.ticks
            for y in (self.y(tick),)
        )

    def labels(self) -> SafeString:
        """The figures beside the lines, and their unit below."""
        unit, show = figures.axis(self.most)
        marks = (
            el("text", show(tick), class_="t-quiet t-small", x=40, y=self.y(tick) + 4, text_anchor="end")
            for tick in self.ticks
        )
        below = el("text", unit, class_="t-quiet t-small", x=40, y=TOP + self.high + 18, text_anchor="end")
        return join((*marks, below))

    def bar(
        self, x: float, width: float, low: float, high: float, css: str, tip: str, fill: str | None = None
    ) -> SafeString:
        """A piece of a column from ``low`` to ``high`` kg, ``x`` and ``width`` in percent; nothing when it is empty."""
        if high <= low:
            return SafeString("")
        y = self.y(high)
        return el(
            "rect", el("title", tip), class_=css, x=pct(x), width=pct(width), y=y, height=self.y(low) - y, fill=fill
        )  # fmt: skip
