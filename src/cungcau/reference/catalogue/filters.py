"""What filters of lists within a season share; the parts are those of every list."""

from __future__ import annotations

from cungcau.reference.filtering import ANY, ListFilter, WindowForm, WordsFilter, day

__all__ = ["ANY", "ListFilter", "SeasonFilter", "WindowForm", "WordsFilter", "day"]


class SeasonFilter(ListFilter):
    """A filter of rows within one season."""
