"""The star of one sheet: the members' average in its band, held down by minimums, undone by rejections."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from cungcau.engines.scoring.answers import faults_of
from cungcau.engines.scoring.notes import gap_note, partial_note, rounding_note, zero_note
from cungcau.engines.scoring.result import Missed, Note, Rejection, Result
from cungcau.engines.scoring.sheet import Band, Sheet
from cungcau.kernel.errors import InputInvalid

Points = Mapping[str, int]


def score(
    sheet: Sheet,
    bands: Sequence[Band],
    members: Mapping[str, Points],
    agreed: Points | None = None,
    rejections: Collection[str] = (),
) -> Result:
    """Score a sheet from the option points each member chose.

    Args:
        sheet: the set of criteria.
        bands: of the decision the sheet belongs to (:attr:`RuleBook.bands`), in any order.
        members: by member, criterion code → points of one of its options; a criterion left out gives 0.
        agreed: the council's agreed value of criteria that carry a minimum; it decides the minimum and whether a
            0 stops the evaluation, and leaves the average alone.
        rejections: codes of grounds that people found to hold.

    A minimum is tested on the agreed value, else on the members' average, exactly. Higher stars inherit the
    minimums of lower ones (our reading); the star falls back to the highest whose minimums hold (our reading). A ground
    that points bring about holds where such a value is 0 and somebody gave that 0: what nobody answered stops nothing.

    Raises:
        InputInvalid: no members, unknown criteria or grounds, points that are no option: every one of them, where
            ``file`` is the argument and ``column`` the member and criterion.
    """
    agreed = {} if agreed is None else agreed
    faults = faults_of(sheet, members, agreed, rejections)
    if faults:
        raise InputInvalid(faults)
    totals = {name: sum(points.values()) for name, points in members.items()}
    average = Fraction(sum(totals.values()), len(members))
    values = _values(sheet, members, agreed)
    ordered = sorted(bands, key=lambda band: -band.star)
    band = _band(ordered, average)
    standing = _standing(sheet, ordered, band.star, values)
    rejected = _rejected(sheet, members, agreed, values, rejections)
    reached = next((row for row in ordered if row.star == standing), None) if not rejected else None
    left_out = {
        name: tuple(row.code for row in sheet.scorable if row.code not in points)
        for name, points in members.items()
    }
    lacking = {code for codes in left_out.values() for code in codes}
    return Result(
        sheet=sheet.code,
        average=average,
        star=reached.star if reached else None,
        band_star=band.star,
        standing=standing,
        certifiable=bool(reached and reached.certifiable),
        decided_by=reached.decided_by if reached and reached.certifiable else None,
        missed=missed(sheet, band.star, values),
        unanswered=tuple(row.code for row in sheet.scorable if row.code in lacking),
        rejected=rejected,
        totals=totals,
        values=values,
        unanswered_by={name: codes for name, codes in left_out.items() if codes},
        split=_split(sheet, members, agreed),
        notes=tuple(_notes(sheet, ordered, average, members, agreed, left_out)),
    )


def missed(sheet: Sheet, star: int, values: Mapping[str, Fraction]) -> tuple[Missed, ...]:
    """The printed conditions of stars up to ``star`` that ``values`` fail, by star, in printed order."""
    return tuple(
        Missed(row.star, row.criterion, row.points, values[row.criterion])
        for row in sheet.conditions(star)
        if values[row.criterion] < row.points
    )


def _values(sheet: Sheet, members: Mapping[str, Points], agreed: Points) -> dict[str, Fraction]:
    found = {}
    for row in sheet.scorable:
        given = sum(points.get(row.code, 0) for points in members.values())
        found[row.code] = Fraction(agreed[row.code]) if row.code in agreed else Fraction(given, len(members))
    return found


def _band(ordered: Sequence[Band], average: Fraction) -> Band:
    """The band of an average; between two bands printed apart, the lower: nothing is rounded up."""
    return next((band for band in ordered if band.lower <= average), ordered[-1])


def _standing(
    sheet: Sheet, ordered: Sequence[Band], band_star: int, values: Mapping[str, Fraction]
) -> int | None:
    stars = (band.star for band in ordered if band.star <= band_star)
    return next((star for star in stars if not missed(sheet, star, values)), None)


def _rejected(
    sheet: Sheet,
    members: Mapping[str, Points],
    agreed: Points,
    values: Mapping[str, Fraction],
    rejections: Collection[str],
) -> tuple[Rejection, ...]:
    found = []
    for code, ground in sheet.grounds.items():
        zeros = tuple(
            row for row in sheet.stops.get(code, ()) if values[row] == 0 and _gave_zero(members, agreed, row)
        )
        if zeros or code in rejections:
            found.append(Rejection(ground, zeros))
    return tuple(found)


def _gave_zero(members: Mapping[str, Points], agreed: Points, code: str) -> list[str]:
    """Who gave 0: the council ("") where it agreed, else members by name."""
    if code in agreed:
        return [""] if agreed[code] == 0 else []
    return [name for name, points in members.items() if points.get(code) == 0]


def _split(sheet: Sheet, members: Mapping[str, Points], agreed: Points) -> tuple[str, ...]:
    apart = set()
    for row in sheet.star_conditions:
        reach = {points.get(row.criterion, 0) >= row.points for points in members.values()}
        if len(reach) > 1 and row.criterion not in agreed:
            apart.add(row.criterion)
    return tuple(row.code for row in sheet.scorable if row.code in apart)


def _notes(
    sheet: Sheet,
    ordered: Sequence[Band],
    average: Fraction,
    members: Mapping[str, Points],
    agreed: Points,
    left_out: Mapping[str, tuple[str, ...]],
) -> list[Note]:
    notes = [rounding_note(ordered, average), gap_note(ordered, average)]
    if len(members) > 1:
        notes += [partial_note(sheet, name, codes) for name, codes in left_out.items() if codes]
        for code in dict.fromkeys(row for rows in sheet.stops.values() for row in rows):
            who = _gave_zero(members, agreed, code)
            if code not in agreed and 0 < len(who) < len(members):
                notes.append(zero_note(sheet.criterion(code), who))
    return [note for note in notes if note]
