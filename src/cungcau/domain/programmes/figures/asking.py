"""What a figure is, what it is asked about, and the rows it is made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from cungcau.platform.access.areas import within
from cungcau.platform.exchange.services import Column

STOCK: Final = "stock"
FLOW: Final = "flow"
"""How a figure stands in time: as it is on a day, or what happened from a first day to a last."""

_PORTION = 500
Kept = dict[Hashable, Any]
"""What figures of one sitting read once and share; begin with an empty one for each page or report."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a figure is asked about: up to and with ``day``, from ``first`` (None: from the beginning).

    ``area_code`` is a prefix ("" everywhere); ``season`` the id of the one season counted (None: all); ``arguments``
    are as :func:`~cungcau.domain.programmes.figures.checked` gives them back.
    """

    day: date
    first: date | None = None
    area_code: str = ""
    season: int | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def frame(self) -> tuple[str, int | None, date | None, date]:
        """All but the arguments: figures of one frame can be read from the same rows."""
        return (self.area_code, self.season, self.first, self.day)

    def area(self, column: str = "area_code") -> Q:
        """The rows whose area column lies in the area."""
        return within(column, frozenset({self.area_code}))

    def days(self, column: str) -> Q:
        """The rows whose day lies in the span."""
        upto = Q(**{f"{column}__lte": self.day})
        return upto if self.first is None else upto & Q(**{f"{column}__gte": self.first})

    @property
    def begins(self) -> datetime | None:
        """The first moment of the span by Vietnam's clock."""
        return None if self.first is None else _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The moment after the span's last."""
        return _midnight(self.day + timedelta(days=1))

    def moments(self, column: str) -> Q:
        """The rows whose moment lies in the span."""
        upto = Q(**{f"{column}__lt": self.ends})
        return upto if self.begins is None else upto & Q(**{f"{column}__gte": self.begins})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True, slots=True)
class Argument:
    """One condition a figure takes. ``choices`` are (value, label); a ``day`` is given as 2021-09-27."""

    name: str
    label: Any
    kind: Literal["choice", "day"] = "choice"
    choices: Callable[[], Sequence[tuple[str, Any]]] = tuple
    required: bool = False


class Portions:
    """Rows found by their keys, of which only the slice asked for is read: pages as a queryset does."""

    def __init__(self, keys: Sequence[int], read: Callable[[Sequence[int]], list[Any]]) -> None:
        self._keys, self._read = keys, read

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, wanted: slice) -> list[Any]:
        return self._read(self._keys[wanted])

    def __iter__(self) -> Iterator[Any]:
        for first in range(0, len(self._keys), _PORTION):
            yield from self._read(self._keys[first : first + _PORTION])


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows a figure is made of: something to be paged, and a row's cells by the key of the column.

    ``adds`` is the column whose sum is the figure (times ``scale``); blank where the figure is the number of rows, or
    (``is_mean``) made of them in another way. ``cells(row, names)`` tells people's names only where ``names``.
    """

    columns: tuple[Column, ...]
    rows: QuerySet[Any] | Portions
    cells: Callable[[Any, bool], dict[str, Any]]
    adds: str = ""
    scale: Decimal = Decimal(1)
    is_mean: bool = False
    has_names: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A named question over live data; ``label``, ``unit`` and ``how`` (it is counted) are translatable.

    ``measure`` gives the value in ``unit``, None where there is nothing to tell it from (a mean of nothing). ``behind``
    gives its rows, ``page`` the address of the page that shows the same figure.
    """

    name: str
    label: Any
    unit: Any
    how: Any
    measure: Callable[[Asked, Kept], Decimal | None]
    behind: Callable[[Asked], Behind]
    page: Callable[[Asked], str]
    time: Literal["stock", "flow"] = "flow"
    arguments: tuple[Argument, ...] = ()


def kept_once(kept: Kept, key: Hashable, read: Callable[[], Any]) -> Any:
    """What ``read`` gives, read once a sitting."""
    if key not in kept:
        kept[key] = read()
    return kept[key]


def number_of(rows: QuerySet[Model]) -> Decimal:
    """How many rows, as a figure."""
    return Decimal(rows.order_by().count())
