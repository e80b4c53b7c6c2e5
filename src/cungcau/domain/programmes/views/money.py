"""A plan's money: lines, stated sums, what was spent; its scenarios."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.programmes import services, states
from cungcau.domain.programmes.forms.progress import SpendForm
from cungcau.domain.programmes.models import BudgetLine, Level, Scenario, ScenarioRow, Spending
from cungcau.domain.programmes.selectors.plans import IN_FORCE, plans_shown
from cungcau.domain.programmes.selectors.progress import controls, money_by_fund, spent_on
from cungcau.domain.programmes.views.frame import Here, carried_out, here_for, name_faults, plan_page
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.exchange.services import Column, export_response
from cungcau.platform.ui import clock
from cungcau.reference.listing import EXPORT

_SPENDINGS = 300
MONEY_SHEET = (
    Column("name", "Nội dung chi"),
    Column("fund", "Nguồn"),
    Column("year", "Năm"),
    Column("amount", "Số tiền (đồng)", "money"),
    Column("spent", "Đã chi (đồng)", "money"),
    Column("control", "Số tổng ghi trong văn bản"),
)
SCENARIO_SHEET = (
    Column("scenario", "Kịch bản"),
    Column("chosen", "Đang áp dụng"),
    Column("total", "Tổng sản lượng (kg)", "kg"),
    Column("level", "Cấp"),
    Column("name", "Tên"),
    Column("kg", "Khối lượng (kg)", "kg"),
    Column("from_on", "Từ ngày", "date"),
    Column("to_on", "Đến ngày", "date"),
    Column("source", "Nguồn"),
    Column("note", "Ghi chú"),
)


@require_safe
def money(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The lines with what was spent, and each stated sum beside what its lines come to."""
    here = here_for(request, pk)
    lines = list(BudgetLine.objects.filter(plan=pk).order_by("position"))
    spent = spent_on(lines)
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        rows = [
            {"name": one.name, "fund": one.get_fund_display() if one.fund else "", "year": str(one.year or ""),
             "amount": one.amount_vnd, "spent": None if one.is_control else spent.get(one.pk, 0),
             "control": "có" if one.is_control else ""}
            for one in lines
        ]  # fmt: skip
        return export_response(f"kinh phí {here.plan}"[:60], wanted, MONEY_SHEET, rows)
    parts = [one for one in lines if not one.is_control]
    context = {
        "lines": [(one, spent.get(one.pk, 0)) for one in parts],
        "controls": controls(here.plan, lines),
        "stated": [one for one in lines if one.is_control],
        "funds": money_by_fund(here.plan),
        "total_vnd": sum(one.amount_vnd for one in parts),
        "spent_vnd": sum(spent.get(one.pk, 0) for one in parts),
    }
    return plan_page(request, "programmes/money.html", here, "money", context)


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what was spent on it, writing more."""
    row, here = _line(request, pk)
    may_spend = (
        not row.is_control
        and here.plan.state in IN_FORCE
        and here.works(here.plan.issuer_id, here.plan.lead_id)
    )
    form = SpendForm(request.POST or None, initial={"spent_on": clock.today()}) if may_spend else None
    if request.method == "POST":
        if form is None:
            raise DomainError("not_found")
        if form.is_valid() and _spent(request, here, row, form):
            return redirect(request.path)
    spent = spent_on([row]).get(row.pk, 0)
    context: dict[str, Any] = {
        "line": row, "form": form, "spent_vnd": spent, "left_vnd": row.amount_vnd - spent,
        "spendings": Spending.objects.filter(line=row).select_related("by").order_by("-spent_on", "-pk")[:_SPENDINGS],
    }  # fmt: skip
    return plan_page(
        request, "programmes/line.html", here, "money", context, 400 if form and form.errors else 200
    )


def _line(request: HttpRequest, pk: int) -> tuple[BudgetLine, Here]:
    user = signed_in(request)
    shown = plans_shown(user).order_by().values("pk")
    row = BudgetLine.objects.filter(plan__in=shown, pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise DomainError("not_found")
    here = here_for(request, row.plan_id)
    row.plan = here.plan
    return row, here


def _spent(request: HttpRequest, here: Here, row: BudgetLine, form: SpendForm) -> bool:
    data = form.cleaned_data

    def work() -> dict[str, object]:
        return {"pk": services.money.spend(line=row, actor=here.user, **data).pk}

    try:
        editing.once(once_token(request), here.user, "programmes.spending", work, content=request.POST)
    except DomainError as error:
        name_faults(form, error)
        return False
    messages.success(request, _("Đã ghi khoản chi."))
    return True


@require_safe
def scenarios(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The ways things may go beside each other: kg by market, channel, country."""
    here = here_for(request, pk)
    found = list(Scenario.objects.filter(plan=pk).order_by("position"))
    rows = list(
        ScenarioRow.objects.filter(scenario__in=found)
        .select_related("scenario")
        .order_by("scenario", "position")
    )
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        sheet = [
            {"scenario": one.scenario.name, "chosen": "có" if one.scenario.chosen else "",
             "total": one.scenario.total_kg, "level": one.get_level_display(), "name": one.name, "kg": one.kg,
             "from_on": one.from_on, "to_on": one.to_on, "source": one.source, "note": one.note}
            for one in rows
        ]  # fmt: skip
        return export_response(f"kịch bản {here.plan}"[:60], wanted, SCENARIO_SHEET, sheet)
    beside = _beside(found, rows) if len(found) > 1 else []
    may_choose = here.edits or (here.plan.state == states.ISSUED and here.may_issue)
    context = {
        "scenarios": [
            (one, _groups([row for row in rows if row.scenario_id == one.pk], one.total_kg)) for one in found
        ],
        "beside": beside,
        "names": [one.name for one in found],
        "totals": [one.total_kg for one in found],
        "may_choose": may_choose,
    }
    return plan_page(request, "programmes/scenarios.html", here, "scenarios", context)


def _beside(scenarios: list[Scenario], rows: list[ScenarioRow]) -> list[dict[str, Any]]:
    """Every market, channel and country with its kg in each scenario; None where a scenario states none."""
    known = {(one.scenario_id, one.level, one.name): one.kg for one in rows}
    wanted = dict.fromkeys(
        (one.level, one.name) for one in sorted(rows, key=lambda one: Level.values.index(one.level))
    )
    return [
        {
            "label": Level(level).label,
            "name": name,
            "kg": [known.get((one.pk, level, name)) for one in scenarios],
        }
        for level, name in wanted
    ]


def _groups(rows: list[ScenarioRow], total_kg: int | None) -> list[dict[str, Any]]:
    """A scenario's rows by level with their sum, and each as a part of the scenario's total."""
    found = []
    for level, label in Level.choices:
        own = [one for one in rows if one.level == level]
        if own:
            known = [one.kg for one in own if one.kg is not None]
            shares = [(one, one.kg / total_kg if total_kg and one.kg is not None else None) for one in own]
            found.append(
                {
                    "level": level,
                    "label": label,
                    "rows": shares,
                    "sum_kg": sum(known),
                    "whole": len(known) == len(own),
                }
            )
    return found


@require_POST
def choose(request: HttpRequest, pk: int, scenario: int) -> HttpResponse:
    """Put a scenario in force."""
    here = here_for(request, pk)
    row = Scenario.objects.filter(plan=pk, pk=scenario).first() if scenario < 2**63 else None
    if row is None:
        raise DomainError("not_found")
    return carried_out(
        request, lambda: services.money.choose_scenario(scenario=row, actor=here.user),
        _("Đang áp dụng kịch bản “%(name)s”.") % {"name": row.name}, "programmes:scenarios", pk,
    )  # fmt: skip
