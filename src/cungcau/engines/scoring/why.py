"""Why not higher: for each star above the one reached, the points and the minimums it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cungcau.engines.scoring.result import Result
from cungcau.engines.scoring.score import missed
from cungcau.engines.scoring.sheet import Band, Sheet


@dataclass(frozen=True, slots=True)
class Need:
    """A minimum not met: the printed mark is of ``star``; ``labels``: the option or options that would do."""

    star: int
    criterion: str
    name: str
    need: int
    have: Fraction
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What keeps a product below ``star``: ``short`` points of average below ``lower`` (0: enough), and ``needs``.

    A criterion that several stars mark stands in ``needs`` once, with the most that ``star`` needs of it.
    """

    star: int
    lower: int
    short: Fraction
    needs: tuple[Need, ...]


def why_not_higher(sheet: Sheet, bands: Sequence[Band], result: Result) -> tuple[Shortfall, ...]:
    """One shortfall per star above the one the points reach, lowest star first.

    Rejections stand in ``result.rejected``; here the question is what the points lack beside them.
    """
    above = sorted((row for row in bands if row.star > (result.standing or 0)), key=lambda row: row.star)
    return tuple(
        Shortfall(
            star=band.star,
            lower=band.lower,
            short=max(Fraction(0), band.lower - result.average),
            needs=_needs(sheet, band.star, result),
        )
        for band in above
    )


def _needs(sheet: Sheet, star: int, result: Result) -> tuple[Need, ...]:
    hardest: dict[str, Need] = {}
    for row in missed(sheet, star, result.values):
        criterion = sheet.criterion(row.criterion)
        need = Need(row.star, row.criterion, criterion.name, row.need, row.have, criterion.labels(row.need))
        if row.criterion not in hardest or hardest[row.criterion].need < row.need:
            hardest[row.criterion] = need
    return tuple(hardest[row.code] for row in sheet.scorable if row.code in hardest)
