"""A report: reading it, writing its words, figures and head, moving it on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.reporting import policies, services, states
from cungcau.domain.reporting.forms.reports import ChangesForm, HeadForm, SectionForm, StepForm
from cungcau.domain.reporting.models import Line, Report, Step
from cungcau.domain.reporting.selectors.below import below_of
from cungcau.domain.reporting.selectors.comparing import missing, parts_of
from cungcau.domain.reporting.selectors.rights import gate
from cungcau.domain.reporting.selectors.schedule import is_late
from cungcau.domain.reporting.services.opening import when
from cungcau.domain.reporting.services.signing import MOVES
from cungcau.domain.reporting.views.asked import reader, refuse, report_asked, section_asked
from cungcau.domain.reporting.wording import REACHED, REACHED_TONES, STEPS, VERBS
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock

_OPEN = (states.DRAFT, states.CHECKING, states.SIGNING, states.SIGNED)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it stands: sections, figures beside last year's and the targets, its way, its revisions."""
    user = reader(request)
    return _page(request, user, report_asked(user, pk))


def _page(request: HttpRequest, user: User, found: Report, status: int = 200, **bound: Any) -> HttpResponse:
    due = found.due
    parts = parts_of(found)
    writes = gate(user, policies.WRITE, due) is not None
    signs = gate(user, policies.SIGN, due) is not None
    steps = Step.objects.filter(report=found).select_related("by").order_by("pk")
    others = Report.objects.filter(due=due).exclude(pk=found.pk).order_by("-revision")
    below = below_of(due) if found.state == states.DRAFT else []
    verbs = [
        verb
        for verb in states.REPORT.verbs_from(found.state)
        if verb in MOVES and (writes if MOVES[verb] == policies.WRITE else signs)
    ]
    context = {
        "report": found, "due": due, "when": when(due), "late": is_late(due, clock.now()),
        "state_label": states.LABELS[found.state], "state_tone": states.TONES[found.state],
        "parts": [
            (
                part,
                [(one, REACHED.get(one.reached, ""), REACHED_TONES.get(one.reached, "")) for one in part.figures],
                any(one.line.target is not None for one in part.figures),
            )
            for part in parts
        ],
        "missing": missing(parts),
        "has_typed": any(one.line.source == Line.Source.TYPED for part in parts for one in part.figures),
        "below": below,
        "below_waiting": [one.due.agency.name for one in below if one.report is None],
        "may_write": writes and found.state == states.DRAFT,
        "may_head": writes and found.state in _OPEN,
        "moves": [(verb, VERBS[verb]) for verb in verbs if verb != "return"],
        "may_return": "return" in verbs,
        "may_revise": writes and found.state == states.SENT and not _under_way(found),
        "steps": [(one, STEPS.get(one.verb, one.verb)) for one in steps],
        "others": [(one, states.LABELS[one.state]) for one in others],
        "step_form": bound.get("step_form") or StepForm(),
        "changes_form": bound.get("changes_form") or ChangesForm(),
    }  # fmt: skip
    return render(request, "reporting/report.html", context, status=status)


def _under_way(found: Report) -> bool:
    return Report.objects.filter(due=found.due_id, state__in=_OPEN).exists()


@require_POST
def recount(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the figures anew."""
    user = reader(request)
    services.recount(report=report_asked(user, pk), actor=user)
    messages.success(request, _("Đã tính lại số liệu; số ghi thay vẫn giữ."))
    return redirect("reporting:report", pk)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Write the words of a section."""
    user = reader(request)
    found = report_asked(user, pk)
    row = section_asked(found, part)
    form = SectionForm(request.POST or None, row=row)
    below = below_of(found.due) if row.gathers else []
    told = [(one.due.agency.name, one.words.get(row.key, "")) for one in below]
    context: dict[str, Any] = {
        "form": form, "report": found, "title": row.heading, "draft_key": "reporting.section", "draft_pk": row.pk,
        "told": told, "section": row,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.write_section(
                pk=row.pk, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "reporting/part_form.html", context, status=409)
        except DomainError as refused:
            refuse(form, refused)
        else:
            editing.finish_draft(user, f"reporting.section.{row.pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu phần này."))
            return redirect(f"{reverse('reporting:report', args=[pk])}#{row.key}")
    return render(request, "reporting/part_form.html", context, status=400 if form.errors else 200)


@require_POST
def gather(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Take in what the reports from below say in a section."""
    user = reader(request)
    found = report_asked(user, pk)
    services.gather(section=section_asked(found, part), actor=user)
    messages.success(request, _("Đã gộp nội dung của các báo cáo cấp dưới đã gửi."))
    return redirect("reporting:section", pk, part)


@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the head and foot of the paper."""
    user = reader(request)
    found = report_asked(user, pk)
    form = HeadForm(request.POST or None, row=found)
    context: dict[str, Any] = {
        "form": form, "report": found, "title": _("Phần đầu, phần ký"), "draft_key": "reporting.head",
        "draft_pk": found.pk,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.write_head(
                pk=pk, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "reporting/part_form.html", context, status=409)
        except DomainError as refused:
            refuse(form, refused)
        else:
            editing.finish_draft(user, f"reporting.head.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu phần đầu, phần ký."))
            return redirect("reporting:report", pk)
    return render(request, "reporting/part_form.html", context, status=400 if form.errors else 200)


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the report on its way."""
    user = reader(request)
    found = report_asked(user, pk)
    form = StepForm(request.POST)
    verb = request.POST.get("verb", "")
    if verb not in MOVES:
        states.REPORT.move(found.state, verb[:20])
    if form.is_valid():
        try:
            services.move(report=found, verb=verb, note=form.cleaned_data["note"], actor=user)
        except DomainError as refused:
            refuse(form, refused, "note" if refused.code == "report_note_missing" else None)
        else:
            messages.success(request, _("Đã xong bước: %(step)s.") % {"step": STEPS[verb]})
            return redirect("reporting:report", pk)
    found = report_asked(user, pk)
    return _page(request, user, found, 400, step_form=form)


@require_POST
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next revision of a sent report."""
    user = reader(request)
    found = report_asked(user, pk)
    form = ChangesForm(request.POST)
    if form.is_valid():
        try:
            made = services.revise(report=found, changes=form.cleaned_data["changes"], actor=user)
        except DomainError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã lập bản sửa đổi; bản đã gửi vẫn giữ nguyên."))
            return redirect("reporting:report", made.pk)
    return _page(request, user, found, 400, changes_form=form)
