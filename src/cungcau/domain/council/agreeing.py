"""What the council must agree on before a result stands: plain values of the engine, no database.

The law does not say how a star's minimum is tested where members chose differently; the province's regulation does:
``agreed`` the council agrees on one level, ``average`` the members' average counts, ``everybody`` each member's own
choice must reach it, so the lowest counts. A criterion whose 0 stops the evaluation is always agreed on where some
members gave that 0 and others did not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cungcau.domain.council.models import MinimumRule
from cungcau.engines import scoring
from cungcau.engines.scoring import Band, Criterion, Option, Sheet

NONE_REACHED = "Không đạt mức nào"
"""The label of 0 points where the printed sheet has no level of 0 (rules note ZERO_WHEN_NO_OPTION)."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One criterion on the council's table.

    ``given`` are the points members gave, ``proposed`` the level all gave (None where they differ), ``asked`` whether
    the council has to say one; ``need`` the least each star up to the band's asks, ``stops`` whether 0 stops.
    """

    criterion: Criterion
    given: tuple[int, ...]
    proposed: int | None
    asked: bool
    need: Mapping[int, int]
    stops: bool


def with_none(sheet: Sheet) -> Sheet:
    """The sheet with "no level reached" (0 points) among the levels of every criterion that prints none of 0."""

    def widened(row: Criterion) -> Criterion:
        if not row.scorable or 0 in row.ladder:
            return row
        return replace(row, options=(Option(0, NONE_REACHED), *row.options))

    parts = tuple(replace(part, criteria=tuple(map(widened, part.criteria))) for part in sheet.parts)
    return replace(sheet, parts=parts)


def matters(
    sheet: Sheet, bands: Sequence[Band], members: Mapping[str, Mapping[str, int]], rule: str
) -> tuple[Matter, ...]:
    """The criteria that carry a minimum up to the star the average gives, or whose 0 stops, in printed order."""
    band_star = scoring.score(sheet, bands, members).band_star
    needs: dict[str, dict[int, int]] = {}
    for row in sheet.conditions(band_star):
        needs.setdefault(row.criterion, {})[row.star] = row.points
    stopping = {code for codes in sheet.stops.values() for code in codes}
    found = []
    for criterion in sheet.scorable:
        stops = criterion.code in stopping
        if criterion.code not in needs and not stops:
            continue
        given = tuple(points.get(criterion.code, 0) for points in members.values())
        same = given[0] if len(set(given)) == 1 else None
        split_stop = stops and same is None and 0 in given
        if criterion.code not in needs and not split_stop:
            continue
        asked = same is None and (split_stop or rule == MinimumRule.AGREED)
        found.append(Matter(criterion, given, same, asked, needs.get(criterion.code, {}), stops))
    return tuple(found)


def values(found: Sequence[Matter], said: Mapping[str, int], rule: str) -> dict[str, int]:
    """The agreed values the engine is given; those asked for and not ``said`` are missing from them."""
    agreed = {}
    for one in found:
        code = one.criterion.code
        if one.asked and code in said:
            agreed[code] = said[code]
        elif one.proposed is not None:
            agreed[code] = said.get(code, one.proposed) if rule == MinimumRule.AGREED else one.proposed
        elif not one.asked and rule == MinimumRule.EVERYBODY:
            agreed[code] = min(one.given)
    return agreed


def missing(found: Sequence[Matter], said: Mapping[str, int]) -> tuple[Criterion, ...]:
    """The criteria the council has still to agree on."""
    return tuple(one.criterion for one in found if one.asked and one.criterion.code not in said)
