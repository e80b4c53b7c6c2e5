"""What was recognised in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ProposalKind = Literal["head", "passage", "indicator", "task", "line", "agency"]


MOST_BOXES = 950
"""Boxes one page can send back, a few below Django's own limit."""
_BOXES: Mapping[str, int] = {"head": 25, "passage": 1, "indicator": 7, "task": 4, "line": 4, "agency": 2}


@dataclass(frozen=True, slots=True)
class Known:
    """An agency that is known: its key and the names it goes by."""

    key: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to be confirmed, and the ``sentence`` at ``line`` (1-based) it came from.

    ``facts`` are plain values: texts, whole numbers, decimals and days as text (2021-09-27). ``sure`` ones are ticked
    to begin with; ``note`` says what to look at.
    """

    kind: ProposalKind
    facts: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0
    sentence: str = ""
    sure: bool = True
    note: str = ""

    def plain(self) -> dict[str, Any]:
        """As kept in the database."""
        return {
            "kind": self.kind, "facts": dict(self.facts), "line": self.line, "sentence": self.sentence,
            "sure": self.sure, "note": self.note,
        }  # fmt: skip


def boxes_of(proposals: Iterable[Proposal]) -> int:
    """How many boxes the page of confirmation has: a passage whose part is sure is only taken or left."""
    return sum(_BOXES[one.kind] if one.sure or one.kind != "passage" else 4 for one in proposals)
