"""Duties to report: the list, one with its board, setting and correcting, who owes it, quick requests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.programmes.models import Agency
from cungcau.domain.reporting import policies, services
from cungcau.domain.reporting.filters import DutyFilter
from cungcau.domain.reporting.forms.duties import AddOwingForm, DutyForm, EndOwingForm, OwingForm, QuickForm
from cungcau.domain.reporting.layouts import layouts
from cungcau.domain.reporting.models import Duty, Owing
from cungcau.domain.reporting.selectors.boards import board_of
from cungcau.domain.reporting.selectors.rights import dues_shown, duties_shown, may_arrange
from cungcau.domain.reporting.tables import DUTIES, DutyTable, duty_rows
from cungcau.domain.reporting.views.asked import duty_asked, reader, refuse
from cungcau.domain.reporting.wording import badge
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list

NEW = "reporting.duty.new"


@require_safe
def duties(request: HttpRequest) -> HttpResponseBase:
    """The duties one sees."""
    user = reader(request)
    open_now = Count("owing", filter=Q(owing__ends_on=None))
    rows = duties_shown(user)
    chosen = DutyFilter(request.GET, queryset=rows.annotate(owing_count=open_now))
    context: dict[str, Any] = {
        "title": _("Chế độ báo cáo"), "tab": "duties", "is_empty": not rows.exists(),
        "may_arrange": access.allows(user, policies.ARRANGE),
    }  # fmt: skip
    sheet = Sheet(_("chế độ báo cáo"), DUTIES, duty_rows)
    return show_list(request, "reporting/duties.html", chosen, DutyTable(chosen.qs), sheet, context)


@require_safe
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: its rule, and the board of its last periods by agency."""
    user = reader(request)
    found = duty_asked(user, pk)
    now = clock.now()
    board = board_of(found, dues_shown(user), now, request.GET.get("page", ""))
    owing = Owing.objects.filter(duty=found).select_related("agency").defer("agency__words")
    return render(request, "reporting/duty.html", {
        "duty": found,
        "layout": layouts().get(found.layout),
        "board": board,
        "rows": [
            (
                row,
                [
                    (due, *(badge(due, now) if due else ("", "")), label)
                    for due, (label, _day) in zip(row.cells, board.periods, strict=True)
                ],
            )
            for row in board.rows
        ],
        "fed_by": list(Duty.objects.filter(feeds=found).defer("words")),
        "owing": list(owing.order_by("-ends_on", "agency__name")[:300]),
        "may_arrange": may_arrange(user, found.area_code),
        "today": now.date(),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a duty and who owes it."""
    user = _arranger(request)
    form = DutyForm(request.POST or None, user=user, initial={"starts_on": clock.today()})
    owing = OwingForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid() and owing.is_valid():

        def work() -> dict[str, object]:
            made = services.record_duty(facts=form.facts(), owing=owing.chosen(), actor=user)
            services.open_dues(duty=made)
            return {"pk": made.pk}

        try:
            done = editing.once(once_token(request), user, NEW, work, content=request.POST)
        except DomainError as refused:
            _say(form, owing, refused)
        else:
            editing.finish_draft(user, NEW, request.POST.get("draft_id"))
            messages.success(request, _("Đã đặt chế độ báo cáo."))
            return redirect("reporting:duty", done.result["pk"])
    bad = form.is_bound and (form.errors or owing.errors)
    context = {"form": form, "owing_form": owing, "title": _("Đặt chế độ báo cáo"), "draft_key": NEW}
    return render(request, "reporting/duty_form.html", context, status=400 if bad else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a duty; what is owed and not begun follows its new days."""
    user = _arranger(request)
    found = duty_asked(user, pk)
    form = DutyForm(request.POST or None, user=user, row=found)
    context: dict[str, Any] = {"form": form, "duty": found, "title": _("Sửa chế độ báo cáo")}
    if request.method == "POST" and form.is_valid():
        try:
            services.change_duty(
                pk=pk, version=form.version_seen, seen=form.as_kept(form.seen_values()),
                mine=form.as_kept(form.mine()), actor=user,
            )  # fmt: skip
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "reporting/duty_form.html", context, status=409)
        except DomainError as refused:
            _say(form, None, refused)
        else:
            editing.finish_draft(user, f"reporting.duty.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu chế độ báo cáo; các kỳ chưa viết theo ngày mới."))
            return redirect("reporting:duty", pk)
    return render(request, "reporting/duty_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add_owing(request: HttpRequest, pk: int) -> HttpResponse:
    """Let further agencies owe the duty."""
    user = _arranger(request)
    found = duty_asked(user, pk)
    first = {"starts_on": clock.today()}
    form = AddOwingForm(request.POST or None, user=user, area=found.area_code, initial=first)
    if request.method == "POST" and form.is_valid():
        added = services.add_owing(
            duty=found, agencies=form.chosen(), starts_on=form.cleaned_data["starts_on"], actor=user
        )  # fmt: skip
        services.open_dues(duty=found)
        said = ngettext("Đã thêm %(n)s cơ quan.", "Đã thêm %(n)s cơ quan.", added) % {"n": added}
        messages.success(request, said)
        return redirect("reporting:duty", pk)
    return _owing_page(request, found, form, _("Thêm cơ quan phải báo cáo"))


def _owing_page(request: HttpRequest, found: Duty, form: OwingForm, title: str) -> HttpResponse:
    context = {"form": form, "duty": found, "title": title}
    return render(request, "reporting/owing_form.html", context, status=400 if form.errors else 200)


@require_POST
def end_owing(request: HttpRequest, pk: int) -> HttpResponse:
    """From the day after, an agency owes the duty no more."""
    user = _arranger(request)
    found = duty_asked(user, pk)
    form = EndOwingForm(request.POST)
    agency = Agency.objects.filter(pk=form.cleaned_data["agency"]).first() if form.is_valid() else None
    if agency is None:
        raise DomainError("report_due_not_found")
    services.end_owing(duty=found, agency=agency, ends_on=form.cleaned_data["ends_on"], actor=user)
    messages.success(request, _("Đã ghi: %(agency)s thôi báo cáo.") % {"agency": agency.name})
    return redirect("reporting:duty", pk)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask agencies for a quick report."""
    user = _arranger(request)
    found = duty_asked(user, pk)
    owing = Owing.objects.filter(duty=found, ends_on=None).values_list("agency", flat=True)
    first = {"due_on": clock.today(), "agencies": [] if request.POST else list(owing)}
    form = QuickForm(request.POST or None, duty=found, user=user, area=found.area_code, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def work() -> dict[str, object]:
            made = services.ask_quick(
                duty=found, agencies=form.chosen(), request=given["request"], due_on=given["due_on"],
                due_hour=given["due_hour"], first=given["first"], above=given["above"], actor=user,
            )  # fmt: skip
            return {"made": len(made)}

        try:
            done = editing.once(once_token(request), user, f"reporting.ask.{pk}", work, content=request.POST)
        except DomainError as refused:
            fields = {
                "report_due_past": "due_on",
                "report_duty_days_wrong": "first",
                "report_nobody_owes": "agencies",
                "report_above_wrong": "above",
            }
            refuse(form, refused, fields.get(refused.code))
        else:
            count = int(str(done.result["made"]))
            said = ngettext("Đã yêu cầu %(n)s cơ quan.", "Đã yêu cầu %(n)s cơ quan.", count) % {"n": count}
            messages.success(request, said)
            return redirect("reporting:duty", pk)
    return _owing_page(request, found, form, _("Yêu cầu báo cáo đột xuất"))


def _say(form: DutyForm, owing: OwingForm | None, refused: DomainError) -> None:
    """A refusal by the field it is about."""
    fields = {
        "report_days_missing": "days", "report_days_invalid": "days", "report_duty_follows_nothing": "feeds",
        "report_duty_circle": "feeds", "report_duty_wants_season": "season", "report_duty_days_wrong": "ends_on",
    }  # fmt: skip
    if refused.code == "report_nobody_owes" and owing is not None:
        refuse(owing, refused, "agencies")
        return
    refuse(form, refused, fields.get(refused.code))


def _arranger(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.ARRANGE)
    return user


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """The report templates: sections, and where each figure comes from."""
    reader(request)
    return render(request, "reporting/layouts.html", {"layouts": layouts().values(), "tab": "layouts"})
