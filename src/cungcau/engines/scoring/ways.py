"""The cheapest ways up: which options to climb to reach each higher star from one sheet of choices.

Exact: after the forced minimums the rest is a knapsack over at most ``most`` points, solved by dynamic programming.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cungcau.engines.scoring.score import score
from cungcau.engines.scoring.sheet import Band, Criterion, Sheet
from cungcau.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Move:
    """One criterion raised: points before (None: not answered) and after, and what the options say.

    ``rungs``: how many of the criterion's different point levels are climbed. Labels are tuples because a sheet
    with branches (a/b) may print two options of equal points.
    """

    criterion: str
    name: str
    before: int | None
    after: int
    before_labels: tuple[str, ...]
    after_labels: tuple[str, ...]
    rungs: int
    forced: bool
    """Whether a minimum or a stop asks for some move here, whatever the points."""


@dataclass(frozen=True, slots=True)
class Way:
    """Moves in printed order; ``steps`` rungs in all, ``points`` gained, ``total`` afterwards."""

    steps: int
    points: int
    total: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Ascent:
    """How to reach at least ``star``.

    ``by_steps``: fewest steps, then fewest criteria touched, then fewest points; ``by_points``: fewest points, then
    fewest steps, then fewest criteria. Among equals the criteria printed first move. Both are None where it cannot be
    reached: ``best_total`` is below ``lower``, or ``blocked`` names criteria that may not move and fail a minimum.
    """

    star: int
    lower: int
    best_total: int
    blocked: tuple[str, ...]
    by_steps: Way | None
    by_points: Way | None


def ways_up(
    sheet: Sheet,
    bands: Sequence[Band],
    choice: Mapping[str, int],
    fixed: Collection[str] = (),
) -> tuple[Ascent, ...]:
    """One ascent per star above the one ``choice`` stands at, the next star first.

    Args:
        choice: criterion → points of the option chosen; one left out stands at 0.
        fixed: criteria that cannot move (for example the legal form of the entity).

    Nothing is ever lowered. A criterion whose 0 stops the evaluation is raised above 0 in every way; where such a 0
    stands, stars not above the present one are listed too. Grounds that people state are not looked at.

    Raises:
        InputInvalid: ``choice`` holds unknown criteria or points that are no option.
        DomainError: ``criterion_unknown`` for a fixed criterion the sheet has not.
    """
    for code in sorted(fixed):
        if code not in sheet.by_code or not sheet.criterion(code).scorable:
            raise DomainError("criterion_unknown", criterion=code, sheet=sheet.code)
    result = score(sheet, bands, {"choice": choice})
    floor = 0 if result.rejected else result.standing or 0
    targets = sorted((band for band in bands if band.star > floor), key=lambda band: band.star)
    return tuple(_ascent(sheet, band, choice, frozenset(fixed)) for band in targets)


def _ascent(sheet: Sheet, band: Band, choice: Mapping[str, int], fixed: frozenset[str]) -> Ascent:
    least = _least(sheet, band.star)
    targets: dict[str, tuple[int, ...]] = {}
    blocked = []
    for row in sheet.scorable:
        now = choice.get(row.code, 0)
        rungs = () if row.code in fixed else tuple(points for points in row.ladder if points > now)
        allowed = tuple(points for points in (now, *rungs) if points >= least.get(row.code, 0))
        targets[row.code] = allowed
        if not allowed:
            blocked.append(row.code)
    # A blocked criterion stays where it is: what the total could become is said all the same.
    best = sum(rows[-1] if rows else choice.get(code, 0) for code, rows in targets.items())
    if blocked or best < band.lower:
        return Ascent(band.star, band.lower, best, tuple(blocked), None, None)
    gap = max(0, band.lower - sum(choice.get(row.code, 0) for row in sheet.scorable))
    chosen = [_cheapest(sheet, choice, targets, gap, by) for by in ("steps", "points")]
    ways = [_way(sheet, choice, least, after) for after in chosen]
    return Ascent(band.star, band.lower, best, (), ways[0], ways[1])


def _least(sheet: Sheet, star: int) -> dict[str, int]:
    least = dict(sheet.minimums(star))
    for codes in sheet.stops.values():
        for code in codes:
            least[code] = max(1, least.get(code, 0))
    return least


_WEIGHT = 1_000_000
"""More than any sum of steps, criteria or points of one sheet: three measures fit into one whole number."""


def _cheapest(
    sheet: Sheet,
    choice: Mapping[str, int],
    targets: Mapping[str, tuple[int, ...]],
    gap: int,
    by: str,
) -> dict[str, int]:
    """The target of every criterion at least cost: per points gained so far (up to ``gap``) the best prefix.

    A prefix costs its three measures, then, at equal measures, the rungs of its criteria in printed order (more
    rungs earlier is better). Both only grow criterion by criterion, so the best whole has best prefixes.
    """
    best: dict[int, tuple[int, tuple[int, ...], tuple[int, ...]]] = {0: (0, (), ())}
    for row in sheet.scorable:
        now = choice.get(row.code, 0)
        climbs = [
            (target, target - now, rungs, _price(rungs, target - now, by))
            for target in targets[row.code]
            for rungs in (_rungs(row, now, target),)
        ]
        grown: dict[int, tuple[int, tuple[int, ...], tuple[int, ...]]] = {}
        for gained, (cost, order, after) in best.items():
            for target, gain, rungs, price in climbs:
                reached = min(gap, gained + gain)
                old = grown.get(reached)
                if old is not None and cost + price > old[0]:
                    continue
                path = (*order, -rungs)
                if old is None or cost + price < old[0] or path < old[1]:
                    grown[reached] = (cost + price, path, (*after, target))
        best = grown
    return dict(zip((row.code for row in sheet.scorable), best[gap][2], strict=True))


def _price(rungs: int, gain: int, by: str) -> int:
    touched = int(gain > 0)
    first, second, third = (rungs, touched, gain) if by == "steps" else (gain, rungs, touched)
    return (first * _WEIGHT + second) * _WEIGHT + third


def _rungs(criterion: Criterion, now: int, target: int) -> int:
    return sum(now < points <= target for points in criterion.ladder)


def _way(sheet: Sheet, choice: Mapping[str, int], least: Mapping[str, int], after: Mapping[str, int]) -> Way:
    moves = []
    for row in sheet.scorable:
        before, target = choice.get(row.code), after[row.code]
        if target > (before or 0):
            moves.append(
                Move(
                    criterion=row.code,
                    name=row.name,
                    before=before,
                    after=target,
                    before_labels=row.labels(before) if before is not None else (),
                    after_labels=row.labels(target),
                    rungs=_rungs(row, before or 0, target),
                    forced=(before or 0) < least.get(row.code, 0),
                )
            )
    return Way(
        steps=sum(move.rungs for move in moves),
        points=sum(move.after - (move.before or 0) for move in moves),
        total=sum(after.values()),
        moves=tuple(moves),
    )
