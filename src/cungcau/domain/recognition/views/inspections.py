"""Inspections: the calendar, planning several at once, ad hoc ones, the page of one, its minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop.models import Product
from cungcau.domain.ocop.selectors.certificates import certificate_in_force
from cungcau.domain.recognition import papers, policies, states
from cungcau.domain.recognition.filters.after import InspectionFilter
from cungcau.domain.recognition.forms.after import AdHocForm, MoveForm, PlanForm, WhyForm, today_form
from cungcau.domain.recognition.forms.planning import WishForm
from cungcau.domain.recognition.models import Inspection
from cungcau.domain.recognition.selectors import inspections as selectors
from cungcau.domain.recognition.services import inspections as services
from cungcau.domain.recognition.tables import follow_up as tables
from cungcau.domain.recognition.views.finding_cards import cards_of
from cungcau.domain.recognition.views.frame import do, inspection_for, product_for, reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.views.entering import enter
from cungcau.reference.listing import Sheet, show_list


@require_safe
def inspections(request: HttpRequest) -> HttpResponseBase:
    """Inspections by day, a year's months above them."""
    user = reader(request)
    rows = selectors.inspections(user)
    chosen = InspectionFilter(request.GET, queryset=rows)
    table = tables.InspectionTable(chosen.qs)
    sheet = Sheet("kiểm tra sau công nhận OCOP", tables.INSPECTIONS, tables.inspection_rows)
    year = _year(request)
    context: dict[str, Any] = {
        "title": _("Kiểm tra sau công nhận"), "tab": "inspections", "is_empty": not rows.exists(), "year": year,
        "months": selectors.calendar_of(rows, year), "may_plan": access.allows(user, policies.INSPECT),
        "overdue": selectors.part_of(rows, selectors.OVERDUE, clock.today()).count(),
    }  # fmt: skip
    return show_list(request, "recognition/inspections.html", chosen, table, sheet, context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Choose products by rule, tick those meant, plan their inspections at once."""
    user = reader(request)
    access.require(user, policies.INSPECT)
    wish = WishForm(request.GET or None, user=user)
    products = list(selectors.to_inspect(user, wish.wish(), clock.today()))
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _plan(request, user, form)
        if done is not None:
            return done
    context = {
        "wish": wish, "products": products, "form": form, "tab": "inspections",
        "chosen": set(request.POST.getlist("product")) if request.method == "POST" else None,
    }  # fmt: skip
    return render(request, "recognition/plan.html", context, status=400 if form.errors else 200)


def _plan(request: HttpRequest, user: User, form: PlanForm) -> HttpResponse | None:
    numbers = [
        int(one)
        for one in request.POST.getlist("product")
        if one.isascii() and one.isdecimal() and len(one) < 19
    ]
    chosen = list(Product.objects.filter(pk__in=numbers[: services.MOST_AT_ONCE + 1]).defer("words"))

    def work() -> dict[str, object]:
        made = services.plan_inspections(products=chosen, actor=user, **form.cleaned_data)
        return {"count": len(made)}

    try:
        done = editing.once(once_token(request), user, "recognition.plan", work, content=request.POST)
    except DomainError as refused:
        form.add_error(None, answer(refused).text)
        return None
    count = int(str(done.result["count"]))
    said = ngettext("Đã lên lịch kiểm tra %(n)s sản phẩm.", "Đã lên lịch kiểm tra %(n)s sản phẩm.", count)
    messages.success(request, said % {"n": count})
    return redirect("recognition:inspections")


@require_http_methods(["GET", "POST"])
def ad_hoc(request: HttpRequest) -> HttpResponse:
    """Order an ad hoc inspection of a product (``?san-pham=``)."""
    user = reader(request)
    access.require(user, policies.INSPECT)
    product = product_for(user, request.GET.get("san-pham", ""))
    form = AdHocForm(request.POST or None, initial={"planned_on": clock.today()})
    made: list[Inspection] = []

    def save() -> None:
        made.append(services.order_inspection(product=product, actor=user, **form.cleaned_data))

    back = reverse("recognition:inspections")
    return enter(
        request, form, save, title=_("Kiểm tra đột xuất: %(product)s") % {"product": product.name}, back=back,
        draft=f"recognition.ad-hoc.{product.pk}", crumbs=((_("Kiểm tra sau công nhận"), back),),
        after=lambda: reverse("recognition:inspection", args=[made[0].pk]) if made else back,
    )  # fmt: skip


@require_safe
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """One inspection: when, who, what was found and how far it is mended."""
    user, found = inspection_for(request, pk)
    acts = access.allows(user, policies.INSPECT, found.area_code)
    held = certificate_in_force(found.product)
    planned = found.state == states.PLANNED
    context = {
        "inspection": found, "product": found.product, "certificate": held,
        "label": states.INSPECTION_LABELS[found.state], "tone": states.INSPECTION_TONES[found.state],
        "cards": cards_of(user, found), "acts": acts, "may_move": acts and planned,
        "late": planned and found.planned_on < clock.today(),
        "move_form": today_form(MoveForm, "planned_on", auto_id="move_%s", initial={"team": found.team}),
        "cancel_form": WhyForm(auto_id="cancel_%s"),
        "may_revoke": access.allows(user, policies.REVOKE, found.area_code) and found.done_on and held,
        "changes": changes_of(found)[:20] if acts else [],
    }  # fmt: skip
    return render(request, "recognition/inspection.html", context)


@require_POST
def move_inspection(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Put it on another day, or call it off."""
    user, found = inspection_for(request, pk)
    if verb == "huy":
        reason = request.POST.get("reason", "").replace("\x00", "")
        return do(
            request, lambda: services.cancel_inspection(inspection=found, reason=reason, actor=user),
            _("Đã huỷ lần kiểm tra này."), "recognition:inspection", pk=pk,
        )  # fmt: skip
    if verb != "doi-ngay":
        raise DomainError("not_found")
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi ngày mới và lý do đổi."))
        return redirect("recognition:inspection", pk=pk)
    return do(
        request, lambda: services.move_inspection(inspection=found, actor=user, **form.cleaned_data),
        _("Đã đổi lịch."), "recognition:inspection", pk=pk,
    )  # fmt: skip


@require_safe
def minutes(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The minutes as a paper: to fill in before, the record after."""
    _user, found = inspection_for(request, pk)
    return paper_response(papers.minutes(found, list(found.findings.all())), f"bien-ban-{found.code}", kind)


def _year(request: HttpRequest) -> int:
    text = request.GET.get("nam", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else clock.today().year
    return min(max(year, 2018), 2100)
