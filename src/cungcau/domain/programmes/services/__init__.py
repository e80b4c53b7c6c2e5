"""The writers of this room."""

from cungcau.domain.programmes.services import agencies, indicators, money, plans, tasks

__all__ = ["agencies", "indicators", "money", "plans", "tasks"]
