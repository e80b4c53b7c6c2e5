"""Which quantities of a line or slip may stand beside one another; no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cungcau.domain.orders.models.entry import Kind

ON_LINE: tuple[Kind, ...] = tuple(Kind)
"""Every quantity is kept on the line."""

ON_SLIP = (Kind.ALLOCATED, Kind.CONFIRMED, Kind.HARVESTED, Kind.RECEIVED, Kind.REJECTED, Kind.PAID)
"""Those a household's slip keeps as well; past the point goods are pooled."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The sum of ``parts`` never exceeds ``whole`` (a kind, or ``most`` for what the terms allow), else ``code``."""

    code: str
    parts: tuple[str, ...]
    whole: str

    def broken_by(self, kg: Mapping[str, int]) -> int:
        """By how many kg the rule is broken; 0 or less when it holds."""
        return sum(kg[part] for part in self.parts) - kg[self.whole]


LINE_RULES = (
    Rule("allocated_over_most", (Kind.ALLOCATED,), "most"),
    Rule("confirmed_over_allocated", (Kind.CONFIRMED,), Kind.ALLOCATED),
    Rule("weighed_over_harvested", (Kind.RECEIVED, Kind.REJECTED), Kind.HARVESTED),
    Rule("loaded_over_received", (Kind.LOADED,), Kind.RECEIVED),
    Rule("arrived_over_loaded", (Kind.DELIVERED, Kind.LOST), Kind.LOADED),
    Rule("accepted_over_delivered", (Kind.ACCEPTED,), Kind.DELIVERED),
    Rule("paid_over_received", (Kind.PAID,), Kind.RECEIVED),
)
SLIP_RULES = (
    Rule("confirmed_over_allocated", (Kind.CONFIRMED,), Kind.ALLOCATED),
    Rule("weighed_over_harvested", (Kind.RECEIVED, Kind.REJECTED), Kind.HARVESTED),
    Rule("paid_over_received", (Kind.PAID,), Kind.RECEIVED),
)
"""The same rules stand as check constraints in the database."""


def broken(rules: tuple[Rule, ...], kg: Mapping[str, int]) -> Rule | None:
    """The first rule these kg break, or None."""
    return next((rule for rule in rules if rule.broken_by(kg) > 0), None)
