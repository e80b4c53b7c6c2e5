"""What a rule found doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question about figures: the rule's code, the fields concerned, the figures that speak against them.

    ``rule`` (such as ``output_beyond_area``) is what a sentence is found by and an answer kept under;
    ``facts`` hold plain values (whole numbers, texts) in standard units.
    """

    rule: str
    fields: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
