"""Which observation of a figure is in use when nobody chose, and whether observations disagree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cungcau.domain.survey.models import Confidence, Hedge, Observation
from cungcau.engines.plausibility import Span, far_apart

DISAGREE_PERCENT = 1
"""Observations disagree when they have no value in common, each widened by this much."""
ABOUT_PERCENT = 5
"""How far "khoảng" reaches to either side."""

CHOSEN, ONLY, CONFIRMED, CONFIDENCE, NEWEST, EXACT, LATEST = (
    "chosen",
    "only",
    "confirmed",
    "confidence",
    "newest",
    "exact",
    "latest",
)
_TRUST = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}
_CRITERIA = (CONFIRMED, CONFIDENCE, NEWEST, EXACT, LATEST)


def rule(observations: Sequence[Observation]) -> tuple[Observation, str]:
    """The observation to use and which criterion decided against the next best.

    In this order: confirmed by a second person; the higher confidence; the newer source (one without a date
    comes last); an exact figure before a hedged or open one; the one entered last.
    """
    ranked = sorted(observations, key=_rank, reverse=True)
    if len(ranked) == 1:
        return ranked[0], ONLY
    pairs = zip(_CRITERIA, _rank(ranked[0]), _rank(ranked[1]), strict=True)
    return ranked[0], next(name for name, best, next_best in pairs if best != next_best)


def _rank(one: Observation) -> tuple[bool, int, date, bool, int]:
    exact = one.hedge == Hedge.NONE and one.low is not None and one.high is not None
    return (
        one.confirmed_by_id is not None,
        _TRUST[Confidence(one.confidence)],
        one.source_date or date.min,
        exact,
        one.pk,
    )


def disagree(observations: Sequence[Observation]) -> bool:
    """Whether any two have no value in common; "trên 35.000" agrees with all above it, "khoảng" reaches 5 % around."""
    spans = [_reach(one) for one in observations]
    return len(spans) > 1 and far_apart(spans, DISAGREE_PERCENT)


def _reach(one: Observation) -> Span:
    if one.hedge != Hedge.ABOUT:
        return Span(one.low, one.high)
    low = None if one.low is None else one.low * (100 - ABOUT_PERCENT) // 100
    high = None if one.high is None else -(-one.high * (100 + ABOUT_PERCENT) // 100)
    return Span(low, high)
