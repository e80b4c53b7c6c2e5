"""What is said when this app refuses, and what the trail and people are told; one file per noun."""

from cungcau.domain.logistics.messages import papers, stops, trips

__all__ = ["papers", "stops", "trips"]
