"""What units of measure are worth in the standard unit, where and when."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q, QuerySet

from cungcau.reference.catalogue.models import UnitFactor
from cungcau.reference.search import words

_BRACKET = re.compile(r"\([^()]*\)")
_Region = UnitFactor.Region
_AROUND: dict[str, tuple[str, ...]] = {
    _Region.MEKONG: (_Region.MEKONG, _Region.SOUTH, _Region.ANYWHERE),
    _Region.SOUTH: (_Region.SOUTH, _Region.MEKONG, _Region.ANYWHERE),
    _Region.NORTH: (_Region.NORTH, _Region.ANYWHERE),
    _Region.CENTRE: (_Region.CENTRE, _Region.ANYWHERE),
}
"""The regions whose units are used in a region; the Mekong delta lies in Nam Bộ."""
_REGION_NAMES = {
    "bac": _Region.NORTH,
    "bac bo": _Region.NORTH,
    "mien bac": _Region.NORTH,
    "trung": _Region.CENTRE,
    "trung bo": _Region.CENTRE,
    "mien trung": _Region.CENTRE,
    "nam": _Region.SOUTH,
    "nam bo": _Region.SOUTH,
    "mien nam": _Region.SOUTH,
    "dbscl": _Region.MEKONG,
    "dong bang song cuu long": _Region.MEKONG,
    "mien tai": _Region.MEKONG,
    "mien tay": _Region.MEKONG,
    "": _Region.ANYWHERE,
    "ca nuoc": _Region.ANYWHERE,
    "toan quoc": _Region.ANYWHERE,
}


def unit_key(unit: str) -> tuple[str, str]:
    """A unit's name as search words, whole and without its bracket: ``cong tam nho`` and ``cong``."""
    return words(unit)[:60], words(_BRACKET.sub(" ", unit))[:60]


def region_named(text: str) -> str | None:
    """The region a text names (``Bắc Bộ``, ``ĐBSCL``, blank for everywhere), or None."""
    return _REGION_NAMES.get(words(text))


def unit_factors(on: date | None = None) -> QuerySet[UnitFactor]:
    """All factors, or those in force on a day."""
    rows = UnitFactor.objects.all()
    if on is None:
        return rows
    return rows.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))


def factor(unit: str, region: str, on: date) -> UnitFactor | list[UnitFactor]:
    """What a unit is on a day in a region (code or name; blank where the region is not known).

    One row where there is no doubt; its ``factor`` is None where the size has to be asked for (giạ). Else the
    rows to ask about: a sào without a region, a công without saying which. An unknown unit gives none.
    """
    whole, _ = unit_key(unit)
    if not whole:
        return []
    rows = list(unit_factors(on).filter(Q(folded=whole) | Q(base=whole)))
    rows = [row for row in rows if row.folded == whole] or rows
    named = region if region in _AROUND else region_named(region) or ""
    regions = _AROUND.get(named, tuple(_Region.values))
    best: dict[tuple[str, str], UnitFactor] = {}
    for row in sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True):
        mark = (row.folded, "" if named else row.region)
        known = best.get(mark)
        if row.region in regions and (
            known is None or regions.index(row.region) < regions.index(known.region)
        ):
            best[mark] = row
    found = sorted(best.values(), key=lambda row: (row.folded, row.region))
    return found[0] if len(found) == 1 else found
