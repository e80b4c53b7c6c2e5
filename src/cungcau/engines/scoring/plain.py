"""A result as plain JSON values, in the one form the command line and the API print."""

from __future__ import annotations

from fractions import Fraction

from cungcau.engines.scoring.notes import DIGITS, round_half_up
from cungcau.engines.scoring.result import Missed, Result
from cungcau.kernel.vntext.decimals import places


def plain(result: Result) -> dict[str, object]:
    """The result's keys in printed order; ``notes`` is there only where there is something to note.

    ``average`` is a text with two decimals (halves upward), ``fraction`` the same exactly. ``have`` is a whole number
    where it is one, else its decimals where they end, else two of them, and then ``have_fraction`` is exact.
    """
    found: dict[str, object] = {
        "average": two_decimals(result.average),
        "fraction": [result.average.numerator, result.average.denominator],
        "star": result.star,
        "band_star": result.band_star,
        "certifiable": result.certifiable,
        "decided_by": result.decided_by,
        "missed": [_missed(row) for row in result.missed],
        "unanswered": list(result.unanswered),
        "rejected": [row.ground.code for row in result.rejected],
    }
    if result.notes:
        found["notes"] = [note.text for note in result.notes]
    return found


def two_decimals(value: Fraction) -> str:
    """81.25; 69.996 shows 70.00, so a note must stand beside it where that matters."""
    whole, rest = divmod(round_half_up(value * 10**DIGITS), 10**DIGITS)
    return f"{whole}.{rest:0{DIGITS}}"


def _missed(row: Missed) -> dict[str, object]:
    found: dict[str, object] = {"star": row.star, "criterion": row.criterion, "need": row.need}
    if row.have.denominator == 1:
        return {**found, "have": int(row.have)}
    exact = places(row.have) is not None
    have = float(row.have) if exact else float(two_decimals(row.have))
    return {**found, "have": have, "have_fraction": [row.have.numerator, row.have.denominator]}
