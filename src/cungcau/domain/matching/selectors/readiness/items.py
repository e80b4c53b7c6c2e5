"""One thing found before planning, and all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Severity(StrEnum):
    """``stops``: there is nothing to plan; ``costs``: kg will not be sold for it; ``note``: good to know."""

    STOPS = "stops"
    COSTS = "costs"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding: its code, how many rows and kg it touches, and an upper estimate of what it costs.

    ``cost_kg`` is the most kg that stay unsold because of it, by simple addition: each finding by itself,
    so that two of them may count the same kg. ``url`` leads to where it is mended; ``names`` are a few of
    the things meant.
    """

    code: str
    severity: Severity
    count: int
    kg: int = 0
    cost_kg: int = 0
    url: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything found, the gravest first."""

    items: tuple[Item, ...]

    @property
    def stops(self) -> bool:
        """True when there is nothing to plan."""
        return any(item.severity is Severity.STOPS for item in self.items)

    @property
    def of_cost(self) -> tuple[Item, ...]:
        """What will cost kg, the most first."""
        return tuple(item for item in self.items if item.severity is Severity.COSTS)

    def to_json(self) -> list[dict[str, Any]]:
        """As kept with the plan."""
        return [
            asdict(item) | {"severity": item.severity.value, "names": list(item.names)} for item in self.items
        ]

    @classmethod
    def from_json(cls, data: Sequence[Mapping[str, Any]]) -> Self:
        """Read back."""
        return cls(
            tuple(
                Item(
                    code=str(one["code"]),
                    severity=Severity(one["severity"]),
                    count=int(one["count"]),
                    kg=int(one["kg"]),
                    cost_kg=int(one["cost_kg"]),
                    url=str(one["url"]),
                    names=tuple(map(str, one["names"])),
                )
                for one in data
            )
        )
