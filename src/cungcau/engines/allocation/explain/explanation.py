"""What an explanation consists of: a text for people and the facts it was written from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cungcau.engines.allocation.model import Assignment, Reason


@dataclass(frozen=True, slots=True)
class Change:
    """A change that would bring unsold kg nearer to a buyer.

    ``kind`` is the condition it meets (a value of ``Reason``); ``target`` the id of the demand, point,
    lane, lot or commodity concerned; ``gap`` how much is missing (đồng per kg, days, grades,
    certificates or kg, as the kind has it; 0 where nothing is counted).
    """

    kind: Reason
    target: str
    gap: int
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A producer's season share among all producers of the plan that have one.

    Two shares are equal when they read the same in tenths of a percent: smaller differences come
    from whole kilograms.
    """

    lower: int
    equal: int
    higher: int
    lowest: Fraction
    mean: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one lot got what it got.

    ``text`` is Vietnamese, paragraphs separated by blank lines. Quantities are kg. ``share`` and
    ``season_share`` are the producer's (None where nothing was offered), ``standing`` compares the
    latter. ``reason`` and ``resource`` come from the plan's row with the most unsold kg.
    """

    lot_id: str
    text: str
    producer_id: str
    offered_kg: int
    sold_kg: int
    committed_kg: int
    unsold_kg: int
    lines: tuple[Assignment, ...]
    share: Fraction | None
    season_share: Fraction | None
    standing: Standing | None
    reason: Reason | None
    resource: str
    nearest: tuple[Change, ...]
