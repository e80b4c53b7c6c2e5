"""Rounds of evaluation: the list, the year as the decision prints it, one round."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.filters.rounds import RoundFilter
from cungcau.domain.ocop.forms.road_things import RoundForm
from cungcau.domain.ocop.models import Round
from cungcau.domain.ocop.selectors.rounds import area_of, rounds_shown
from cungcau.domain.ocop.services import rounds as services
from cungcau.domain.ocop.tables.rounds import SHEET, RoundTable, sheet_rows
from cungcau.domain.ocop.views.dossier_frame import may_read_files
from cungcau.domain.ocop.views.road_frame import told
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list


@require_safe
def rounds(request: HttpRequest) -> HttpResponseBase:
    """The rounds of one's province, and those the decision prints that are not written down yet."""
    user = may_read_files(request)
    chosen = RoundFilter(request.GET, queryset=rounds_shown(user))
    year = clock.today().year
    may_write = access.allows(user, policies.OFFICE)
    there = set(rounds_shown(user).filter(year=year).values_list("level", "no"))
    context: dict[str, Any] = {
        "title": _("Đợt đánh giá OCOP"),
        "may_write": may_write,
        "year": year,
        "proposed": [row for row in services.proposed(year) if (row.level, row.no) not in there]
        if may_write
        else [],
    }
    sheet = Sheet("đợt đánh giá OCOP", SHEET, sheet_rows)
    return show_list(request, "ocop/road/rounds.html", chosen, RoundTable(chosen.qs), sheet, context)


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Write the year's rounds down as the decision prints them."""
    user = _office(request)
    made = services.add_proposed(area=area_of(user), year=clock.today().year, actor=user)
    messages.success(
        request, ngettext("Đã ghi %(n)s đợt.", "Đã ghi %(n)s đợt.", len(made)) % {"n": len(made)}
    )
    return redirect("ocop:rounds")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A round of one's own."""
    return _edit(request, _office(request), None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a round; the deadlines of files in it follow."""
    user = may_read_files(request)
    found = rounds_shown(user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("ocop_round_not_found")
    access.require(user, policies.OFFICE, found.area_code)
    return _edit(request, user, found)


def _edit(request: HttpRequest, user: User, found: Round | None) -> HttpResponse:
    form = RoundForm(request.POST or None, initial=RoundForm.began(found, clock.today().year))
    if request.method == "POST" and form.is_valid():
        area = found.area_code if found is not None else area_of(user)
        try:
            services.save_round(area=area, row=form.row(), actor=user, round=found)
        except InputInvalid as refused:
            told(form, refused)
        except DomainError as refused:
            if answer(refused).status in (401, 403, 404):
                raise
            form.add_error(None, answer(refused).text)
        else:
            messages.success(request, _("Đã lưu đợt đánh giá."))
            return redirect("ocop:rounds")
    context = {"form": form, "round": found}
    return render(request, "ocop/road/round.html", context, status=400 if form.errors else 200)


def _office(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.OFFICE)
    return user
