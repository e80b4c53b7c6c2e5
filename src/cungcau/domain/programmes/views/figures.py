"""The page of a figure: its value, how it is counted, the rows it is made of, also as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.orders import policies as orders
from cungcau.domain.programmes import figures, policies
from cungcau.domain.programmes.figures import Asked, Behind, Kept
from cungcau.domain.programmes.figures.asking import Portions
from cungcau.platform.access import services as access
from cungcau.platform.access.areas import EVERYWHERE
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import Column, export_response
from cungcau.platform.ui import figures as shown
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.selectors import counted_at
from cungcau.reference.listing import EXPORT, PER_PAGE

MOST_ROWS = 10_000
"""Rows a page can be turned through; a file holds all of them."""

_NUMBERS = frozenset({"int", "kg", "money", "decimal"})


@require_safe
def figure(request: HttpRequest, name: str) -> HttpResponseBase:
    """One figure over an area and a span, with its rows; ``?xuat=xlsx`` or ``csv`` gives all rows.

    Raises ``not_allowed`` for an area that is not one's own, ``figure_unknown`` and its like.
    """
    user = signed_in(request)
    one = figures.figure(name)
    typed = figures.asked_from(request.GET)
    access.require(user, policies.VIEW, typed.area_code)
    kept: Kept = {}
    arguments = figures.checked(name, typed.arguments, kept)
    asked = Asked(typed.day, typed.first, typed.area_code, typed.season, arguments)
    found = figures.behind(name, asked)
    names = found.has_names and access.allows(user, orders.SEE_SLIPS, asked.area_code)
    if wanted := request.GET.get(EXPORT, ""):
        title = f"{one.label} {asked.day.isoformat()}"
        return export_response(title, wanted, found.columns, _cells(found, names))
    query = request.GET.copy()
    query.pop("page", None)
    page = _Bounded(found.rows, PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    return render(request, "programmes/figure.html", {
        "figure": one, "asked": asked, "page": page, "query": query.urlencode(),
        "said": figures.described(name, arguments, kept), "value": figures.measure(name, asked, kept),
        "area": _area(asked), "season": Season.objects.filter(pk=asked.season).first() if asked.season else None,
        "columns": [(_(column.header), column.kind in _NUMBERS) for column in found.columns],
        "rows": [_drawn(found, row, names) for row in page], "room_url": _room(name, asked, request),
        "hidden": found.has_names and not names, "most": MOST_ROWS if page.paginator.count >= MOST_ROWS else None,
    })  # fmt: skip


class _Bounded(Paginator):  # type: ignore[type-arg]
    """Pages of the first :data:`MOST_ROWS` rows, so that nobody waits for millions to be counted."""

    @cached_property
    def count(self) -> int:
        """How many rows there are to turn through."""
        rows: Any = self.object_list
        return (
            min(len(rows), MOST_ROWS)
            if isinstance(rows, Portions)
            else int(rows.order_by()[:MOST_ROWS].count())
        )


def _cells(found: Behind, names: bool) -> Iterator[dict[str, Any]]:
    rows = found.rows if not hasattr(found.rows, "iterator") else found.rows.iterator(chunk_size=500)
    for row in rows:
        yield found.cells(row, names)


def _drawn(found: Behind, row: Any, names: bool) -> list[tuple[str, str, bool]]:
    cells = found.cells(row, names)
    return [
        (_(column.header), _text(column, cells[column.key]), column.kind in _NUMBERS)
        for column in found.columns
    ]


def _text(column: Column, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return shown.moment(value)
    if isinstance(value, date):
        return shown.date(value)
    return shown.number(value) if isinstance(value, int | Decimal) else str(value)


def _area(asked: Asked) -> str:
    if asked.area_code == EVERYWHERE:
        return _("toàn bộ địa bàn")
    unit = counted_at(asked.area_code)
    return unit.title if unit is not None else asked.area_code


def _room(name: str, asked: Asked, request: HttpRequest) -> str:
    """The room's page that shows the figure too; blank where that is this page."""
    address = figures.page_of(name, asked)
    return "" if address.split("?")[0] == request.path else address
