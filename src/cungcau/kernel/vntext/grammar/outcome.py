"""One way of reading the whole text: a finished reading, or a question that must be asked first."""

from __future__ import annotations

from dataclasses import dataclass

from cungcau.kernel.vntext.reading import Approx, Kind, Reading, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """A candidate reading. ``question`` names the missing fact, in Vietnamese; then the ends mean nothing.

    ``sure`` is false for a guess that may only be offered, never taken.
    """

    kind: Kind
    unit: str
    min: Value | None = None
    max: Value | None = None
    approx: Approx | None = None
    sure: bool = True
    question: str = ""
    note: str = ""

    def reading(self) -> Reading:
        """Return the outcome as an unambiguous reading."""
        return Reading(self.kind, self.min, self.max, self.unit, self.approx, note=self.note)
