"""Choosing the sheets and saying which column is which."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.intake import choosing, selectors, services, states
from cungcau.platform.intake.doors import Door
from cungcau.platform.intake.pairing import columns_to_match, sheets_to_choose

_SHEET, _COLUMN, _UNIT = "trang", "cot-", "don-vi-"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Selects for every column wanted; sending them asks for the preview."""
    user = signed_in(request)
    intake = selectors.intake_for(user, pk)
    door = selectors.door_for(user, intake.door)
    data = request.POST if request.method == "POST" else None
    options = choosing.options_form(door, user, data, intake.options)
    if data is not None and options.is_valid():
        services.request_preview(
            intake=intake,
            actor=user,
            sheets=data.getlist(_SHEET),
            mapping=_mapping(data, door),
            options=choosing.plain(options.cleaned_data),
        )
        return redirect("intake:show", pk=pk)
    if "read" not in states.INTAKE.verbs_from(intake.state):
        return redirect("intake:show", pk=pk)
    seen = selectors.sheets_of(intake)
    context = {
        "intake": intake,
        "options": options,
        "title": selectors.title_of(intake.door),
        "before": selectors.same_file_before(intake),
        "sheets": sheets_to_choose(seen, intake.sheets, door.columns),
        "columns": columns_to_match(seen, intake.sheets, door.columns),
    }
    return render(request, "intake/match.html", context, status=400 if data is not None else 200)


def _mapping(data: QueryDict, door: Door) -> dict[str, dict[str, str]]:
    """What the selects say; a column whose select was not sent stays as recognised."""
    return {
        column.key: {
            "header": data.get(_COLUMN + column.key) or "",
            "unit": data.get(_UNIT + column.key, "") if data[_COLUMN + column.key] else "",
        }
        for column in door.columns
        if _COLUMN + column.key in data
    }
