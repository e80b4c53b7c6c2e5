"""The reference band of a price: what was observed of goods on a day, with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.survey.models import Observation
from cungcau.platform.access.areas import covers
from cungcau.reference.catalogue.models import Commodity

_MOST = 50
FRESH = ("", "tươi")
"""Forms of goods whose prices are compared; dried or processed goods have prices of their own."""


@dataclass(frozen=True, slots=True)
class BandSource:
    """One observation: what it is of, its ends in đồng per kg, who said so."""

    text: str
    low: int | None
    high: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Band:
    """Prices seen, đồng per kg, and the observations they come from."""

    low: int
    high: int
    sources: tuple[BandSource, ...]

    def as_json(self) -> list[dict[str, object]]:
        """For keeping beside a flag."""
        return [
            {"text": one.text, "low": one.low, "high": one.high, "source": one.source} for one in self.sources
        ]


def band(commodity: Commodity, area_code: str, day: date) -> Band | None:
    """From the lowest to the highest price observed for a time around the day, at the place or what contains it.

    The narrowest place that has one decides. None where no lower end was observed: then nothing is compared.
    """
    rows = list(_observed(commodity, day))
    for reach in sorted({area for _, area in rows if covers(area, area_code)}, key=len, reverse=True):
        seen = [one for one, area in rows if area == reach]
        lows = [one.low for one in seen if one.low is not None]
        highs = [one.high for one in seen if one.high is not None]
        if lows:
            return Band(min(lows), max([*lows, *highs]), tuple(_source(one) for one in seen))
    return None


def _observed(commodity: Commodity, day: date) -> list[tuple[Observation, str]]:
    rows: QuerySet[Observation] = Observation.objects.filter(
        Q(figure__period_from__lte=day, figure__period_to__gte=day),
        figure__metric="price", figure__commodity_code=commodity.code, figure__variety__in=FRESH, is_current=True,
    )  # fmt: skip
    found = rows.select_related("figure__place").defer("figure__words", "figure__folded")[:_MOST]
    return [
        (one, one.figure.place.area_code if one.figure.place is not None else one.figure.area_code)
        for one in found
    ]


def _source(one: Observation) -> BandSource:
    return BandSource(str(one.figure), one.low, one.high, one.source[:300])
