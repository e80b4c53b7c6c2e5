"""What came of handing a message to a provider."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Taken, refused for good, not taken now, or nobody knows."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, its reason by code (``states.REASONS``), the provider's words and number.

    ``wait`` is the seconds the provider asked to be left alone, 0 when it named none.
    """

    verdict: Verdict
    reason: str = ""
    detail: str = ""
    provider_id: str = ""
    wait: int = 0
