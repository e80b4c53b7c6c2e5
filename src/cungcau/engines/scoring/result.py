"""What scoring answers: the average, the star and every reason that kept it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cungcau.engines.scoring.sheet import Ground


@dataclass(frozen=True, slots=True)
class Missed:
    """A printed condition that fails: ``star`` needs ``need`` points of ``criterion``, which has ``have``."""

    star: int
    criterion: str
    need: int
    have: Fraction


@dataclass(frozen=True, slots=True)
class Rejection:
    """A ground that holds; ``criteria``: whose 0 brought it about, empty when a person stated it."""

    ground: Ground
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence worth reading beside the result; callers test ``code``, people read ``text`` (Vietnamese)."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one sheet.

    ``average`` is exact. ``band_star`` is what the average alone gives, ``standing`` the highest star not above it
    whose minimums hold (None where not even the lowest star's do), ``star`` the same or None when rejected.
    ``missed`` lists the failing conditions of stars up to ``band_star``, by star, in printed order. ``values`` holds
    what minimums are tested on: the agreed value, else the members' average. ``unanswered`` are the criteria at least
    one member left out (0 points), ``unanswered_by`` the same by member (only those who left something out).
    ``split`` are criteria without an agreed value where members stand on both sides of a minimum.
    """

    sheet: str
    average: Fraction
    star: int | None
    band_star: int
    standing: int | None
    certifiable: bool
    decided_by: str | None
    missed: tuple[Missed, ...]
    unanswered: tuple[str, ...]
    rejected: tuple[Rejection, ...]
    totals: Mapping[str, int]
    values: Mapping[str, Fraction]
    unanswered_by: Mapping[str, tuple[str, ...]]
    split: tuple[str, ...]
    notes: tuple[Note, ...]
