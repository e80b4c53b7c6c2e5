"""What the council's and the Ministry's results of a file come to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.selectors.rules import bands_of, shown_star
from cungcau.engines.scoring import Band

MINISTRY = "ministry"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The averages as exact fractions, and what may be done: send it up, use the Ministry's result below its rank."""

    council: Fraction | None
    council_star: int | None
    ministry: Fraction | None
    ministry_star: int | None
    goes_up: bool
    usable: bool


def outcome_of(dossier: Dossier) -> Outcome | None:
    """Where a file with a result stands; None before it has one."""
    if dossier.result_num is None or dossier.result_den is None:
        return None
    bands = bands_of(dossier.criteria_set.book.instrument)
    reached = shown_star(bands, dossier.result_star or 0)
    ministry = None
    if dossier.ministry_num is not None and dossier.ministry_den is not None:
        ministry = Fraction(dossier.ministry_num, dossier.ministry_den)
    band = band_of(bands, ministry) if ministry is not None else None
    return Outcome(
        council=Fraction(dossier.result_num, dossier.result_den),
        council_star=dossier.result_star,
        ministry=ministry,
        ministry_star=band.star if band else None,
        goes_up=reached is not None and reached.decided_by == MINISTRY and ministry is None,
        usable=band is not None and band.decided_by != MINISTRY,
    )


def band_of(bands: tuple[Band, ...], average: Fraction) -> Band | None:
    """The band an average lies in; between two bands printed apart the lower: nothing is rounded up."""
    return next((band for band in bands if band.lower <= average), bands[-1] if bands else None)
