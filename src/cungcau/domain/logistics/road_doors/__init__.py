"""The doors through which tables of transit papers, route events and the rules of papers come in."""

from cungcau.domain.logistics.road_doors.events import EVENTS
from cungcau.domain.logistics.road_doors.papers import PAPERS
from cungcau.domain.logistics.road_doors.rules import PAPER_RULES

__all__ = ["EVENTS", "PAPERS", "PAPER_RULES"]
