"""Lots of many households in one grid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply import selectors, services
from cungcau.domain.supply.forms import ChooseForm, Grid, SharedForm
from cungcau.domain.supply.forms.grid import KEY, MOST_ROWS, total_kg
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.views.frame import season_written, sent_before, sentence
from cungcau.domain.survey.asking import LATER
from cungcau.domain.survey.wording import sentence as doubt_sentence
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock, figures
from cungcau.reference.catalogue.models import Season

MOST_HOUSEHOLDS = MOST_ROWS - 20
"""Lines drawn at first: the rest is room for new households."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """Choose whose households, then a line for each; saved all at once or not at all."""
    user, season = signed_in(request), season_written(request)
    asked = "nong_san" in request.GET
    choose = ChooseForm(request.GET if asked else None, season=season, user=user)
    context: dict[str, Any] = {"season": season, "choose": choose, "most": MOST_HOUSEHOLDS}
    if not asked or not choose.is_valid():
        return render(request, "supply/grid.html", context)
    chosen = choose.cleaned_data
    lines = Grid(season=season, commodity=chosen["nong_san"], user=user)
    shared = SharedForm(request.POST or None, season=season)
    context |= {
        "grid": lines,
        "shared": shared,
        "chosen": chosen,
    }
    if request.method == "POST":
        saved = _send(request, season, lines, shared, chosen)
        if saved is not None:
            return saved
    else:
        context["cut"] = _draw(user, season, lines, chosen)
    context["has_errors"] = lines.faulty
    return render(request, "supply/grid.html", context)


def _draw(user: User, season: Season, lines: Grid, chosen: dict[str, Any]) -> bool:
    """Draw a line per household; true where there are more households than lines."""
    area = chosen["xa"].area_code if chosen["xa"] else ""
    households = selectors.grid_households(
        user, area=area, group=chosen["nhom"], on=clock.today(), most=MOST_HOUSEHOLDS + 1
    )
    cut = len(households) > MOST_HOUSEHOLDS
    households = households[:MOST_HOUSEHOLDS]
    offered = selectors.offered_by_producer(season, chosen["nong_san"], [one.pk for one in households])
    lines.draw(households, offered)
    return cut


def _send(
    request: HttpRequest, season: Season, lines: Grid, shared: SharedForm, chosen: dict[str, Any]
) -> HttpResponse | None:
    """The answer to a grid that was saved; None where it has to be drawn again."""
    try:
        lines.read(request.POST)
    except ValidationError as error:
        shared.add_error(None, error)
        return None
    if not shared.is_valid():
        return None
    unit = chosen["xa"] or (chosen["nhom"].unit if chosen["nhom"] else None)
    lines.check(shared.cleaned_data, Organisation(unit=unit, code="moi"))
    for row in lines.doubtful:
        row.sentences = [doubt_sentence(doubt.rule, doubt.facts) for doubt in row.doubts]
    if lines.faulty:
        return None
    if not lines.filled:
        shared.add_error(None, _("Chưa có dòng nào ghi khối lượng."))
        return None
    if lines.doubtful and not request.POST.get(LATER) and not sent_before(request):
        return None
    return _save(request, season, lines, shared, chosen)


def _save(
    request: HttpRequest, season: Season, lines: Grid, shared: SharedForm, chosen: dict[str, Any]
) -> HttpResponse | None:
    user = signed_in(request)
    unit = chosen["xa"] or (chosen["nhom"].unit if chosen["nhom"] else None)
    filled = [
        replace(row.line, offer=replace(row.line.offer, doubts=row.doubts))
        for row in lines.filled
        if row.line
    ]

    def write() -> dict[str, object]:
        made: list[Lot] = services.offer_grid(
            season=season, lines=filled, actor=user, unit=unit, group=chosen["nhom"],
            confirmed_with=shared.cleaned_data["confirmed_with"],
        )  # fmt: skip
        return {"lots": len(made)}

    try:
        done = editing.once(once_token(request), user, KEY, write, content=request.POST)
    except InputInvalid as error:
        for fault in error.faults:
            lines.filled[fault.line - 1].errors[_CELL.get(fault.column, "name")] = fault.expected
        return None
    except DomainError as error:
        shared.add_error(None, sentence(error))
        return None
    editing.finish_draft(user, lines.draft_key, request.POST.get("draft_id"))
    facts = {"n": done.result["lots"], "kg": figures.mass(total_kg(lines.filled))}
    messages.success(request, _("Đã ghi %(n)s lô, cộng %(kg)s.") % facts)
    return redirect(f"{reverse('supply:list')}?{urlencode({'mua': season.code, 'writer': 'toi'})}")


_CELL = {
    "quantity_kg": "kg", "grade": "grade", "harvest_from": "first", "harvest_to": "last",
    "offered_price_vnd_per_kg": "price",
}  # fmt: skip
