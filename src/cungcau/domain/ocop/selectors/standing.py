"""What an entity's own choices come to: total, star, what a higher star lacks, the cheapest steps there.

Everything is computed here, on the server, by the engine; pages and the API show it and compute nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cungcau.domain.ocop.models import Choice, Dossier
from cungcau.domain.ocop.selectors.rules import bands_of, sheet_of
from cungcau.engines import scoring

SELF = "chủ thể"
LEAST_CERTIFIED = 3


@dataclass(frozen=True, slots=True)
class PartStanding:
    """One part of the sheet: points of ``most``, how many of its criteria are answered."""

    code: str
    name: str
    points: int
    most: int
    answered: int
    criteria: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sheet of choices stands.

    ``star`` is None where a ground of rejection holds by the points alone (``stopped``) or not even the lowest star's
    minimums hold. ``short`` is what the next star lacks, ``ascent`` the cheapest ways there (None on top).
    """

    total: int
    most: int
    star: int | None
    band_star: int
    certifiable: bool
    decided_by: str | None
    parts: tuple[PartStanding, ...]
    answered: int
    unanswered: tuple[scoring.Criterion, ...]
    stopped: tuple[scoring.Rejection, ...]
    short: scoring.Shortfall | None
    ascent: scoring.Ascent | None
    notes: tuple[str, ...]

    @property
    def criteria(self) -> int:
        """How many criteria are to be answered."""
        return self.answered + len(self.unanswered)

    @property
    def missing(self) -> tuple[scoring.Need, ...]:
        """Minimums the next star asks for and the choices miss."""
        return self.short.needs if self.short is not None else ()


def standing_of(dossier: Dossier) -> Standing:
    """Where a file's saved choices stand."""
    return standing(
        sheet_of(dossier.criteria_set),
        bands_of(dossier.criteria_set.book.instrument),
        points_of(dossier),
    )


def points_of(dossier: Dossier) -> dict[str, int]:
    """Points of the file's saved choices by criterion."""
    return dict(Choice.objects.filter(dossier=dossier).values_list("criterion", "points"))


def standing(
    sheet: scoring.Sheet, bands: Sequence[scoring.Band], points: Mapping[str, int], *, ways: bool = True
) -> Standing:
    """Where choices (criterion → points) stand; raises ``InputInvalid`` for points that are no option."""
    result = scoring.score(sheet, bands, {SELF: points})
    above = scoring.why_not_higher(sheet, bands, result)
    target = _target(above)
    ascents = scoring.ways_up(sheet, bands, points) if ways and target is not None else ()
    return Standing(
        total=result.totals[SELF],
        most=sheet.most,
        star=result.star,
        band_star=result.band_star,
        certifiable=result.certifiable,
        decided_by=result.decided_by,
        parts=tuple(_part(part, points) for part in sheet.parts),
        answered=len(sheet.scorable) - len(result.unanswered),
        unanswered=tuple(sheet.criterion(code) for code in result.unanswered),
        stopped=result.rejected,
        short=target,
        ascent=next((row for row in ascents if target is not None and row.star == target.star), None),
        notes=tuple(note.text for note in result.notes),
    )


def _target(above: Sequence[scoring.Shortfall]) -> scoring.Shortfall | None:
    """The star worth aiming at: the next one, but no lower than the first that gets a certificate."""
    return next((row for row in above if row.star >= LEAST_CERTIFIED), above[-1] if above else None)


def _part(part: scoring.Part, points: Mapping[str, int]) -> PartStanding:
    own = [row for row in part.criteria if row.scorable]
    return PartStanding(
        code=part.code,
        name=part.name,
        points=sum(points.get(row.code, 0) for row in own),
        most=part.most,
        answered=sum(row.code in points for row in own),
        criteria=len(own),
    )
