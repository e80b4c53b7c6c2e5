"""Pages of places: looking one up, browsing, one unit with its history; suggestions while typing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.reference.geography import policies, selectors, tables
from cungcau.reference.geography.fields import COMMUNES
from cungcau.reference.geography.filters import UnitFilter
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.listing import Sheet, show_list

_BEST = 3


@require_safe
def units(request: HttpRequest) -> HttpResponseBase:
    """Units found by a search, or browsed from the provinces, as they stood on a day."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    chosen = UnitFilter(request.GET, queryset=selectors.units().defer("words"))
    table = tables.UnitTable(chosen.qs)
    text = request.GET.get("q", "")[:200].replace("\x00", " ")
    best = selectors.find(text, chosen.day, limit=_BEST) if text.strip() and chosen.form.is_valid() else []
    context: dict[str, Any] = {
        "title": _("Địa bàn"),
        "lead": _("Tra tên xã, huyện, tỉnh cũ và mới: nay là đâu, theo nghị quyết nào."),
        "best": [one for one in best if one.ended],
        "day": chosen.day,
        "may_record": access.allows(user, policies.RECORD, ""),
    }
    sheet = Sheet(_("địa bàn"), tables.SHEET, tables.sheet_rows)
    return show_list(request, "geography/list.html", chosen, table, sheet, context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its days, what it was made of, what it became, what is counted under it."""
    access.require(signed_in(request), policies.VIEW)
    found = selectors.unit(pk)
    if found is None:
        raise DomainError("unit_not_found")
    origins = list(selectors.origins_of(found))
    heirs = list(found.successions.all())
    context = {
        "unit": found,
        "days": tables.days_of(found),
        "above": _above(found),
        "origins": origins,
        "heirs": heirs,
        "today": selectors.today_of(found) if found.valid_to else (),
        "counted": list(selectors.counted_under(found)) if found.valid_to is None else [],
        "browse_day": found.valid_to or clock.today(),
        "is_commune": found.level == Level.COMMUNE,
        "map": _map([found, *(link.old for link in origins), *(link.new for link in heirs)]),
    }
    return render(request, "geography/unit.html", context)


def _above(unit: Unit) -> list[Unit]:
    """The units above, the highest first."""
    found, step = [], unit.parent
    while step is not None:
        found.append(step)
        step = step.parent
    return found[::-1]


def _map(units: list[Unit]) -> dict[str, Any] | None:
    """Nodes for the map, each place once; None where no position is known."""
    nodes = {
        one.pk: {"id": one.pk, "kind": "commune", "name": one.title, "lat": one.lat, "lon": one.lon, "kg": 0}
        for one in units
        if one.lat is not None and one.lon is not None
    }
    return {"nodes": list(nodes.values()), "flows": []} if nodes else None


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Places a text may mean (``q``) on a day (``ngay``), as options under a text box; at most eight."""
    signed_in(request)
    levels = tuple(level for level in request.GET.get("cap", "").split(",") if level in selectors.EVERY_LEVEL)
    found = selectors.suggestions(
        request.GET.get("q", ""),
        day_of(request.GET.get("ngay", "")),
        area=request.GET.get("quanh", ""),
        levels=levels or COMMUNES,
    )
    choices = [{"label": selectors.label_of(one.unit), "found": one} for one in found]
    return render(request, "geography/suggestions.html", {"choices": choices})


def day_of(text: str) -> date:
    """A day written ``2021-09-27``; today for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()
