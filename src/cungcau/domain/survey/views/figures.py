"""The list of figures, and one figure with everything observed of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cungcau.domain.survey import metrics, pictures, policies, ruling, selectors, tables, wording
from cungcau.domain.survey.filters import FigureFilter
from cungcau.domain.survey.models import Figure, Observation, Question
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue.views import Sheet, show_list

WHY = {
    ruling.ONLY: gettext_lazy("chỉ có một nguồn"),
    ruling.CONFIRMED: gettext_lazy("đã được người thứ hai xác nhận"),
    ruling.CONFIDENCE: gettext_lazy("độ tin cậy cao hơn các nguồn khác"),
    ruling.NEWEST: gettext_lazy("nguồn mới nhất"),
    ruling.EXACT: gettext_lazy("số cụ thể, các nguồn khác ước lượng"),
    ruling.LATEST: gettext_lazy("được nhập sau cùng; các nguồn khác ngang nhau"),
}


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """The figures one may see."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    rows = selectors.figures_shown(user)
    chosen = FigureFilter(request.GET, queryset=rows)
    table = tables.FigureTable(chosen.qs)
    context: dict[str, Any] = {
        "title": _("Số liệu điều tra"),
        "lead": _(
            "Mỗi số liệu có thể có nhiều nguồn; trang này nói số nào đang dùng và các nguồn có khớp nhau không."
        ),
        "is_empty": not rows.exists(),
        "may_record": access.allows(user, policies.RECORD),
    }
    sheet = Sheet(_("số liệu điều tra"), tables.SHEET, tables.sheet_rows)
    return show_list(request, "survey/figures.html", chosen, table, sheet, context)


@login_required
@require_safe
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: all observations side by side, which one is in use and why, what was corrected, what is asked."""
    found = figure_for(request, pk)
    return render(request, "survey/figure.html", figure_context(request, found))


@login_required
@require_safe
def observation(request: HttpRequest, pk: int) -> HttpResponse:
    """An observation is seen on its figure's page."""
    found = selectors.observation(pk)
    if found is None or not access.allows(signed_in(request), policies.VIEW, found.figure.area_code):
        raise DomainError("observation_not_found", number=pk)
    return redirect(f"{reverse('survey:figure', args=[found.figure_id])}#quan-sat-{pk}")


def figure_for(request: HttpRequest, pk: int) -> Figure:
    """The figure, if it exists and this person may see it; ``figure_not_found`` otherwise, in both cases."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.figure(pk)
    if found is None or not access.allows(user, policies.VIEW, found.area_code):
        raise DomainError("figure_not_found", number=pk)
    return found


def figure_context(request: HttpRequest, found: Figure) -> dict[str, Any]:
    """What ``survey/figure.html`` draws."""
    user = signed_in(request)
    observations = list(selectors.observations_of(found))
    current = [one for one in observations if one.is_current]
    may_record = access.allows(user, policies.RECORD, found.area_code)
    may_confirm = access.allows(user, policies.CONFIRM, found.area_code)
    return {
        "figure": found,
        "metric": metrics.metric(found.metric),
        "rows": [_row(one, found, user.pk, may_confirm) for one in current],
        "corrected": [_row(one, found, user.pk, False) for one in observations if not one.is_current],
        "spread": metrics.show_span(found.low, found.high, found.unit),
        "in_use": _value(found.in_use, found) if found.in_use else "",
        "why": WHY.get(found.use_reason, ""),
        "chart": pictures.ranges(found, current),
        "times": [_beside(one) for one in selectors.other_times(found)],
        "places": [_beside(one) for one in selectors.other_places(found)],
        "questions": [_question(one) for one in selectors.open_about(observations)],
        "may_record": may_record,
        "may_choose": len(current) > 1 and access.allows(user, policies.CHOOSE, found.area_code),
    }


def _value(one: Observation, figure: Figure) -> str:
    return metrics.say(one.low, one.high, one.hedge, figure.unit)


def _row(one: Observation, figure: Figure, user_id: int | None, may_confirm: bool) -> dict[str, Any]:
    return {
        "observation": one,
        "value": _value(one, figure),
        "in_use": one.pk == figure.in_use_id,
        "may_confirm": may_confirm and one.confirmed_by_id is None and one.entered_by_id != user_id,
        "corrects": _value(one.corrects, figure) if one.corrects is not None else "",
    }


def _beside(one: Figure) -> dict[str, Any]:
    return {"figure": one, "value": _value(one.in_use, one) if one.in_use else "–"}


def _question(one: Question) -> dict[str, Any]:
    return {"question": one, "sentence": wording.sentence(one.rule, one.facts)}
