"""How long goods keep: the observations side by side, the one in use, and why it is.

The rule. Observations of one commodity are compared when their temperatures are within one degree of each
other (ambient with ambient). In use is the one a person chose, with the reason they gave; without a choice
the more cautious: the fewest days it is sure to keep, then the fewest at most, then the latest recorded.
They contradict each other where no number of days fits both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from cungcau.reference.catalogue.models import Commodity, ShelfLife

NEAR = Decimal(1)
"""°C that two temperatures may lie apart and still be compared."""
CHOSEN, CAUTIOUS, ONLY = "chosen", "cautious", "only"


@dataclass(frozen=True, slots=True)
class Kept:
    """How long goods keep at about one temperature: all observations, the one in use and why.

    ``why`` is ``chosen`` (by a person, whose reason stands in ``in_use.chosen_reason``), ``cautious`` or ``only``.
    """

    observations: tuple[ShelfLife, ...]
    in_use: ShelfLife
    why: str
    contradicts: bool


def shelf_lives() -> QuerySet[ShelfLife]:
    """All observations with their commodities."""
    return ShelfLife.objects.select_related("commodity", "chosen_by")


def shelf_life(commodity: Commodity, temp: Decimal | None) -> Kept | None:
    """How long a commodity keeps at a temperature (°C; None for ambient), or None where nobody observed it."""
    rows = shelf_lives().filter(commodity=commodity, withdrawn_reason="")
    return judged([row for row in rows if _reaches(row, temp)])


def shelf_life_groups(rows: Iterable[ShelfLife]) -> list[Kept]:
    """Observations of one commodity by temperature, from cold to ambient; withdrawn ones are left out."""
    standing = [row for row in rows if not row.withdrawn_reason]
    groups: list[list[ShelfLife]] = []
    for row in sorted(standing, key=_coldness):
        home = next((group for group in groups if any(comparable(row, other) for other in group)), None)
        if home is None:
            groups.append([row])
        else:
            home.append(row)
    return [kept for kept in map(judged, groups) if kept is not None]


def judged(rows: Sequence[ShelfLife]) -> Kept | None:
    """The one in use among comparable observations, and why."""
    if not rows:
        return None
    cautious = sorted(
        rows, key=lambda row: (row.days_min, row.days_max, -row.recorded_on.toordinal(), row.pk)
    )
    chosen = next((row for row in cautious if row.chosen), None)
    why = CHOSEN if chosen else CAUTIOUS if len(rows) > 1 else ONLY
    apart = max(row.days_min for row in rows) > min(row.days_max for row in rows)
    return Kept(tuple(cautious), chosen or cautious[0], why, apart)


def comparable(one: ShelfLife, other: ShelfLife) -> bool:
    """Whether two observations speak of about the same temperature."""
    if one.temp_min is None or one.temp_max is None or other.temp_min is None or other.temp_max is None:
        return one.temp_min is None and other.temp_min is None
    return one.temp_min - NEAR <= other.temp_max and other.temp_min - NEAR <= one.temp_max


def _reaches(row: ShelfLife, temp: Decimal | None) -> bool:
    if row.temp_min is None or row.temp_max is None or temp is None:
        return row.temp_min is None and temp is None
    return row.temp_min - NEAR <= temp <= row.temp_max + NEAR


def _coldness(row: ShelfLife) -> tuple[bool, Decimal, Decimal]:
    return row.temp_min is None, row.temp_min or Decimal(0), row.temp_max or Decimal(0)
