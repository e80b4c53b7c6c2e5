"""A report's figures as pages and papers show them: beside last year's and the target, and who filled what in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cungcau.domain.programmes.models import Direction, Indicator
from cungcau.domain.programmes.selectors.measured import reached_by, share_of
from cungcau.domain.reporting.models import Line, Report, Section


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure with what it is compared with.

    ``change`` since the same period a year before, ``change_share`` as a part of it (None where that was 0 or is not
    known); ``share`` of the target and ``reached`` ("yes", "no", "unknown"; blank without a target).
    """

    line: Line
    change: Decimal | None
    change_share: Decimal | None
    share: Decimal | None
    reached: str

    @property
    def is_missing(self) -> bool:
        """Nobody knows this figure yet."""
        return self.line.shown is None

    @property
    def below_missing(self) -> int:
        """How many reports from below do not stand in a summed figure."""
        return (self.line.below_all or 0) - (self.line.below_sent or 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its figures."""

    section: Section
    figures: Sequence[Compared]


def compared(line: Line) -> Compared:
    """One figure beside last year's and its target."""
    value, was = line.shown, line.last_year
    change = None if value is None or was is None else value - was
    part = (change / was).quantize(Decimal("0.0001")) if change is not None and was else None
    reached, share = "", None
    if line.target is not None:
        wanted = Indicator(
            target=line.target, target_high=line.target_high, direction=line.direction or Direction.AT_LEAST
        )
        reached, share = reached_by(wanted, value), share_of(line.target, value)
    return Compared(line, change, part, share, reached)


def parts_of(report: Report) -> list[Part]:
    """The sections of a report with their figures, in order. Two questions."""
    lines = list(Line.objects.filter(report=report).select_related("entered_by").order_by("position"))
    return [
        Part(one, [compared(line) for line in lines if line.section == one.key])
        for one in Section.objects.filter(report=report).order_by("position")
    ]


def missing(parts: Iterable[Part]) -> list[str]:
    """The names of the figures nobody knows yet."""
    return [one.line.name for part in parts for one in part.figures if one.is_missing]
