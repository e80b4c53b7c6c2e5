"""Figures that can hardly be true, found by simple arithmetic; a doubt is a question, never a refusal.

Every rule takes whole numbers in standard units (kg, m², đồng, kg/ha, đồng/kg), or a :class:`Span` of them, and
gives a tuple of :class:`Doubt`, empty where nothing speaks against the figures or too little is known.
"""

from cungcau.engines.plausibility.days import day_against_season, told_twice
from cungcau.engines.plausibility.digits import (
    digit_against_others,
    far_apart,
    one_digit_less,
    one_digit_more,
)
from cungcau.engines.plausibility.doubts import Doubt, Figure, Span, span
from cungcau.engines.plausibility.land import (
    area_falling,
    areas_in_order,
    implied_yield,
    output_against_area,
    usual_band,
    yield_against_usual,
)
from cungcau.engines.plausibility.prices import price_against_others, price_against_value
from cungcau.engines.plausibility.sums import (
    bags_against_weight,
    cumulative_falling,
    month_against_year,
    part_against_whole,
    parts_against_total,
)

__all__ = [
    "Doubt",
    "Figure",
    "Span",
    "area_falling",
    "areas_in_order",
    "bags_against_weight",
    "cumulative_falling",
    "day_against_season",
    "digit_against_others",
    "far_apart",
    "implied_yield",
    "month_against_year",
    "one_digit_less",
    "one_digit_more",
    "output_against_area",
    "part_against_whole",
    "parts_against_total",
    "price_against_others",
    "price_against_value",
    "span",
    "told_twice",
    "usual_band",
    "yield_against_usual",
]
