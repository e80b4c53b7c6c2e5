"""Names for the codes an engine's answer speaks in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cungcau.domain.demand import selectors as demand
from cungcau.domain.matching import wording
from cungcau.domain.matching.models import Bottleneck, UnkeptLine
from cungcau.domain.network import selectors as network
from cungcau.kernel.vntext import show_date
from cungcau.platform.ui import figures

if TYPE_CHECKING:
    from cungcau.reference.catalogue.models import Season


@dataclass(frozen=True)
class Names:
    """Code → name of the season's points, markets and needs; needs are read when something names one."""

    season: Season
    points: dict[str, str]
    markets: dict[str, str]

    @cached_property
    def needs(self) -> dict[str, str]:
        """Needs by their buyers' names."""
        rows = demand.needs_ever(self.season).order_by().values_list("code", "buyer__name")
        return {code: f"{buyer} ({code})" for code, buyer in rows}

    def resource(self, text: str) -> str:
        """``P1@2021-09-20``, ``P1>HN@…``, ``D7`` in words; several are separated by ``;``."""
        return "; ".join(self._one(part.strip()) for part in text.split(";") if part.strip())

    def _one(self, text: str) -> str:
        ref, _, day = text.partition("@")
        name = (
            self.lane(ref)
            if ">" in ref
            else self.points.get(ref) or self.needs.get(ref) or self.markets.get(ref) or ref
        )
        try:
            return f"{name}, {show_date(date.fromisoformat(day))}" if day else name
        except ValueError:
            return f"{name}, {day}"

    def lane(self, ref: str) -> str:
        """``P1>HN`` as "point → market"."""
        point, _, market = ref.partition(">")
        return f"{self.points.get(point, point)} → {self.markets.get(market, market)}"


@dataclass(frozen=True, slots=True)
class NamedBottleneck:
    """A bottleneck with the words people read."""

    row: Bottleneck
    kind: str
    name: str


def names_of(season: Season) -> Names:
    """Two queries, and a third when a need is named, whatever the number of rows to name."""
    return Names(
        season=season,
        points=dict(network.points_of(season).order_by().values_list("code", "name")),
        markets=dict(network.markets_of(season).order_by().values_list("code", "name")),
    )


def said_of(row: UnkeptLine, names: Names) -> str:
    """Where a line cannot be kept and by how much, "" where the reason says it all."""
    if row.limit_kg is None or row.promised_kg is None:
        return ""
    where = names.resource(row.resource)
    held = _("%(where)s: đã hứa %(promised)s, nhận được %(limit)s")
    return held % {
        "where": where, "promised": figures.kg(row.promised_kg), "limit": figures.kg(row.limit_kg),
    }  # fmt: skip


def with_names(season: Season, rows: Iterable[Bottleneck]) -> list[NamedBottleneck]:
    """Bottlenecks with the names of what is full."""
    names = names_of(season)
    return [
        NamedBottleneck(row, str(wording.KINDS.get(row.kind, row.kind)), names.resource(row.ref))
        for row in rows
    ]
