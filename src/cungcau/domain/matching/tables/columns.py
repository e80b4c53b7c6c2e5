"""Columns the tables of a plan share, and how their rows are read."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django_tables2.data import TableQuerysetData

from cungcau.domain.matching.selectors.rows import page_of
from cungcau.platform.ui import figures

NAME = {"td": {"class": "name-cell"}}
WHOLE = {"td": {"class": "text-nowrap"}}
NUMBER = {"td": {"class": "text-end text-nowrap"}, "th": {"class": "text-end"}}


class PlanRows(TableQuerysetData):
    """A plan's rows for a page out of very many."""

    def __getitem__(self, key: Any) -> Any:
        """A slice as a list of rows, one row for an index."""
        if not isinstance(key, slice):
            return self.data[key]
        return page_of(
            self.data, key.start or 0, len(self) if key.stop is None else key.stop, count=len(self)
        )


class KgColumn(tables.Column):
    """Whole kg, written the Vietnamese way."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NUMBER, **kwargs)

    def render(self, value: int) -> str:
        """The cell."""
        return figures.kg(value)


class DayColumn(tables.Column):
    """A day."""

    def render(self, value: Any) -> str:
        """The cell."""
        return figures.date(value)


class ShareColumn(tables.Column):
    """A share as a percentage."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NUMBER, **kwargs)

    def render(self, value: Any) -> str:
        """The cell."""
        return figures.percent(value)


class MoneyColumn(tables.Column):
    """Whole đồng."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NUMBER, **kwargs)

    def render(self, value: int) -> str:
        """The cell."""
        return figures.money(value)
