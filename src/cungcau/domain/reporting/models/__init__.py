"""Duties to report, what is owed, and the reports."""

from cungcau.domain.reporting.models.due import Due, Nudge
from cungcau.domain.reporting.models.duty import Duty, Owing, Rhythm
from cungcau.domain.reporting.models.report import Line, Report, Section, Step

__all__ = ["Due", "Duty", "Line", "Nudge", "Owing", "Report", "Rhythm", "Section", "Step"]
