"""Tables of what follows a certificate."""

from cungcau.domain.recognition.models.after import (
    Finding,
    FindingProof,
    FindingTurn,
    Ground,
    Inspection,
    Reminder,
    Revocation,
)
from cungcau.domain.recognition.models.registry import Lack, PublishedCount, RegistryLine
from cungcau.domain.recognition.models.targets import Measure, PlanTarget

__all__ = [
    "Finding",
    "FindingProof",
    "FindingTurn",
    "Ground",
    "Inspection",
    "Lack",
    "Measure",
    "PlanTarget",
    "PublishedCount",
    "RegistryLine",
    "Reminder",
    "Revocation",
]
