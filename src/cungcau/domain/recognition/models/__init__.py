"""Tables of what follows a certificate."""

from cungcau.domain.recognition.models.after import Finding, Ground, Inspection, Reminder, Revocation
from cungcau.domain.recognition.models.targets import Measure, PlanTarget

__all__ = ["Finding", "Ground", "Inspection", "Measure", "PlanTarget", "Reminder", "Revocation"]
