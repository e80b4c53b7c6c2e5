"""The national agriculture table PTNT_OCOP, to look at and to take away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.domain.recognition.agriculture_files import agriculture_response
from cungcau.domain.recognition.selectors import agriculture_table as selectors
from cungcau.domain.recognition.selectors.shown import named_q
from cungcau.domain.recognition.views.figures import FIRST_DAY, chosen_area, communes, reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from cungcau.reference.listing import EXPORT, PER_PAGE

_SORTED = {key: key for key in selectors.SORTS}


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    """The table of a year with its codes; ``?xuat=xlsx`` or ``csv`` takes it away with the list of codes."""
    user = reader(request)
    year, area = _year(request), chosen_area(request, user)
    words = request.GET.get("q", "").replace("\x00", "")[:200]
    day = min(date(year, 12, 31), clock.today())
    rows = selectors.table_rows(user, day, area, request.GET.get("sort", "")[:20])
    if words.strip():
        rows = rows.filter(named_q(words, "product"))
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return agriculture_response(rows, year, wanted)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    kept.pop(EXPORT, None)
    context: dict[str, Any] = {
        "year": year, "area": area, "day": day, "page": page, "words": words, "tab": "agriculture",
        "rows": list(selectors.cells_of_some(list(page), year)), "codes": selectors.codes(year),
        "columns": [(_SORTED.get(column.key, ""), column.header) for column in selectors.COLUMNS],
        "areas": communes(user),
        "years": range(clock.today().year, FIRST_DAY.year, -1), "query": f"{kept.urlencode()}&" if kept else "",
    }  # fmt: skip
    return render(request, "recognition/agriculture_table.html", context)


def _year(request: HttpRequest) -> int:
    text, today = request.GET.get("nam", "").strip(), clock.today()
    if not text:
        return today.year
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    if not FIRST_DAY.year <= year <= today.year:
        raise DomainError("ocop_day_out_of_range", value=text[:40], first=FIRST_DAY, last=today)
    return year
