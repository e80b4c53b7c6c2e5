"""What stands behind a figure, what differs between revisions, and the report as files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.selectors.measured import asked_of
from cungcau.domain.reporting import paper, policies, services, states
from cungcau.domain.reporting.forms.reports import FigureForm, TypedForm
from cungcau.domain.reporting.models import Line, Report
from cungcau.domain.reporting.selectors.below import below_of
from cungcau.domain.reporting.selectors.comparing import compared, parts_of
from cungcau.domain.reporting.selectors.counting import asked, asked_before
from cungcau.domain.reporting.selectors.differences import differences
from cungcau.domain.reporting.selectors.rights import gate, reports_shown
from cungcau.domain.reporting.views.asked import line_asked, reader, refuse, report_asked
from cungcau.domain.reporting.wording import REACHED, REACHED_TONES
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold
from cungcau.platform.accounts.models import User
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.exchange.services import export_response


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """What stands behind a figure; in a draft another one may be entered with its reason."""
    user = reader(request)
    report = report_asked(user, pk)
    found = line_asked(report, row)
    writes = gate(user, policies.WRITE, report.due) is not None and report.state == states.DRAFT
    form = FigureForm(request.POST or None, row=found) if writes or request.method == "POST" else None
    context: dict[str, Any] = {"draft_key": "reporting.line", "draft_pk": found.pk}
    if request.method == "POST" and form is not None and form.is_valid():
        mine = form.mine()
        try:
            services.enter(
                line=found, value=mine["entered"], reason=str(mine["reason"]), actor=user,  # type: ignore[arg-type]
                version=form.version_seen, seen=form.seen_values(),
            )  # fmt: skip
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return _line_page(request, user, report, found, form, 409, context)
        except DomainError as refused:
            fields = {"report_figure_reason_missing": "reason"}
            refuse(form, refused, fields.get(refused.code, "entered"))
        else:
            editing.finish_draft(user, f"reporting.line.{found.pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu số liệu."))
            return redirect(f"{reverse('reporting:report', args=[pk])}#{found.section}")
    return _line_page(request, user, report, found, form, 400 if form and form.errors else 200, context)


@require_http_methods(["GET", "POST"])
def typed(request: HttpRequest, pk: int) -> HttpResponse:
    """Type all the figures no data can give."""
    user = reader(request)
    report = report_asked(user, pk)
    lines = list(Line.objects.filter(report=report, source=Line.Source.TYPED).order_by("position"))
    form = TypedForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            services.type_figures(report=report, given=form.given(), actor=user)
        except DomainError as refused:
            refuse(form, refused, f"line_{refused.facts.get('line', '')}")
        else:
            editing.finish_draft(user, f"reporting.typed.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu số liệu."))
            return redirect("reporting:report", pk)
    context = {
        "form": form, "report": report, "title": _("Ghi số liệu của cơ quan"), "draft_key": "reporting.typed",
        "draft_pk": pk,
    }  # fmt: skip
    return render(request, "reporting/part_form.html", context, status=400 if form.errors else 200)


def _line_page(
    request: HttpRequest,
    user: User,
    report: Report,
    found: Line,
    form: FigureForm | None,
    status: int,
    context: dict[str, Any],
) -> HttpResponse:
    one = compared(found)
    below = below_of(report.due) if found.source == Line.Source.ROLLED else []
    seen = (
        set(reports_shown(user).filter(due__above=report.due_id).values_list("pk", flat=True))
        if below
        else set()
    )
    return render(request, "reporting/line.html", {
        "report": report, "line": found, "one": one, "form": form, "reached": REACHED.get(one.reached, ""),
        "reached_tone": REACHED_TONES.get(one.reached, ""), **_behind(report, found),
        "below": [
            (told.due, told.report if told.report and told.report.pk in seen else None, told.figures.get(found.key))
            for told in below
        ],
        **context,
    }, status=status)  # fmt: skip


def _behind(report: Report, found: Line) -> dict[str, Any]:
    """What the data gives today for a counted figure, and where its rows are shown."""
    if found.source == Line.Source.QUERY:
        now = asked(report.due, found)
        return {
            "is_counted": True, "now": figures.measure(found.figure, now),
            "rows_url": figures.rows_url(found.figure, now),
            "before_url": figures.rows_url(found.figure, asked_before(report.due, found)),
        }  # fmt: skip
    indicator = found.indicator
    if found.source == Line.Source.INDICATOR and indicator is not None and found.figure:
        now = asked_of(indicator.plan, indicator, found.last)
        return {
            "is_counted": True, "now": figures.measure(found.figure, now),
            "rows_url": figures.rows_url(found.figure, now),
        }  # fmt: skip
    return {}


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What a revision says otherwise than the one before it."""
    user = reader(request)
    after = report_asked(user, pk)
    earlier = reports_shown(user).filter(due=after.due_id, revision__lt=after.revision)
    before = earlier.order_by("-revision").first()
    if before is None:
        raise DomainError("report_not_found")
    context = {"after": after, "before": before, "found": differences(before, after)}
    return render(request, "reporting/compare.html", context)


@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The report as docx or pdf, its figures as xlsx or csv."""
    user = reader(request)
    found = report_asked(user, pk)
    parts = parts_of(found)
    name = f"báo cáo {fold(found.due.agency.name)} {found.due.due_on.isoformat()} bản {found.revision}"
    if kind in ("xlsx", "csv"):
        return export_response(f"phụ lục {name}", kind, paper.ANNEX, paper.annex_rows(parts))
    return paper_response(paper.paper(found, parts), name, kind)
