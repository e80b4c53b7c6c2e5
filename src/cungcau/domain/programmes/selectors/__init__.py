"""Questions."""

from cungcau.domain.programmes.selectors import agencies, plans

__all__ = ["agencies", "plans"]
