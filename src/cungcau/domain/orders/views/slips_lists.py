"""Lists of slips: the day's, whom to call, the printed sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.selectors import slips as selectors
from cungcau.domain.orders.slip_filters import SOON, SlipFilter
from cungcau.domain.orders.slip_paper import MOST_PRINTED, printed, to_pdf
from cungcau.domain.orders.tables import slips as tables
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import season_words
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list

PRINTABLE = (states.DRAFT, states.SENT, states.ACCEPTED)


@require_safe
def slips(request: HttpRequest) -> HttpResponseBase:
    """The season's slips one may see, from today on unless other days are asked for."""
    return _list(request, calling=False)


@require_safe
def calls(request: HttpRequest) -> HttpResponseBase:
    """Whom to call: the slips without an answer, with the number and the answer in one tap."""
    return _list(request, calling=True)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The slips a filter leaves, to be printed and cut; ``?dang=pdf`` as a file."""
    user = signed_in(request)
    choice = choose_season(request, policies.SEE_SLIPS)
    context: dict[str, Any] = {"choice": choice, "title": _("In phiếu hái")}
    if choice.season is None:
        return render(request, "orders/slip_sheet.html", context)
    rows = selectors.slips_listed(user, choice.season)
    one = request.GET.get("phieu", "")
    if one.isascii() and one.isdigit() and len(one) < 16:
        found = list(rows.filter(pk=int(one)))
    else:
        chosen = _filter(request, rows.filter(state__in=PRINTABLE), choice.season)
        line = request.GET.get("dong", "")
        kept = (
            chosen.qs.filter(line=int(line))
            if line.isascii() and line.isdigit() and len(line) < 16
            else chosen.qs
        )
        found = list(kept[: MOST_PRINTED + 1])
    cut = len(found) > MOST_PRINTED
    papers = printed(found[:MOST_PRINTED], season_words(choice.season))
    if request.GET.get("dang") == "pdf" and papers:
        response = HttpResponse(to_pdf(papers), content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="phieu-hai.pdf"'
        response["Cache-Control"] = "no-store"
        return response
    query = request.GET.copy()
    query["dang"] = "pdf"
    context |= {"papers": papers, "cut": cut, "most": MOST_PRINTED, "pdf": f"?{query.urlencode()}"}
    return render(request, "orders/slip_sheet.html", context)


def _filter(request: HttpRequest, rows: Any, season: Season) -> SlipFilter:
    wanted: QueryDict = request.GET.copy()
    if not wanted.get("when"):
        wanted["when"] = SOON
    return SlipFilter(wanted, queryset=rows, season=season)


def _list(request: HttpRequest, *, calling: bool) -> HttpResponseBase:
    user = signed_in(request)
    choice = choose_season(request, policies.SEE_SLIPS)
    context: dict[str, Any] = {
        "choice": choice, "calling": calling, "title": _("Gọi cho các hộ") if calling else _("Phiếu hái"),
        "lead": choice.season.name if choice.season else "",
    }  # fmt: skip
    if choice.season is None:
        return render(request, "orders/slips.html", context)
    rows = selectors.slips_listed(user, choice.season)
    if calling:
        rows = rows.filter(state__in=(states.DRAFT, states.SENT))
    chosen = _filter(request, rows, choice.season)
    found = selectors.total(chosen.qs)
    names = season_words(choice.season)
    may_answer = access.allows(user, policies.SPLIT) or access.allows(user, policies.SPLIT_OWN)
    kind: type[tables.CallTable] | type[tables.SlipTable] = tables.CallTable if calling else tables.SlipTable
    table = kind(tables.counted(chosen.qs, found.slips), words=names, may_answer=may_answer)
    name = f"{choice.season.code} gọi hộ" if calling else f"{choice.season.code} phiếu hái"
    book = Sheet(name, tables.SLIP_SHEET, lambda left: tables.slip_rows(left, names))
    context |= {
        "total": found,
        "is_empty": not rows.exists(),
        "may_answer": may_answer,
        "query": _query(request),
    }
    return show_list(request, "orders/slips.html", chosen, table, book, context)


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("page", "xuat"):
        query.pop(name, None)
    return query.urlencode()
