"""Recording what an inspection found, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.recognition import policies, states
from cungcau.domain.recognition.forms.after import AgainForm, ResultForm
from cungcau.domain.recognition.forms.planning import FindingRows, rows_of
from cungcau.domain.recognition.models import Inspection
from cungcau.domain.recognition.services import findings as services
from cungcau.domain.recognition.services.inspections import finish_inspection
from cungcau.domain.recognition.views.frame import do, finding_for, inspection_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer

_ROWS = "rows"


@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the result with everything to be mended."""
    user, found = inspection_for(request, pk)
    access.require(user, policies.INSPECT, found.area_code)
    if found.state != states.PLANNED:
        raise DomainError("inspection_not_planned", inspection=found.code)
    form = ResultForm(request.POST or None, initial={"done_on": clock.today(), "team": found.team})
    rows = FindingRows(request.POST or None, prefix=_ROWS)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        done = _finish(request, user, found, form, rows)
        if done is not None:
            return done
    context = {"inspection": found, "product": found.product, "form": form, "rows": rows}
    status = 400 if form.errors or any(rows.errors) else 200
    return render(request, "recognition/result.html", context, status=status)


def _finish(
    request: HttpRequest, user: User, found: Inspection, form: ResultForm, rows: object
) -> HttpResponse | None:
    try:
        finish_inspection(inspection=found, findings=rows_of(rows), actor=user, **form.cleaned_data)
    except DomainError as refused:
        if answer(refused).status in (403, 404):
            raise
        form.add_error(None, answer(refused).text)
        return None
    editing.finish_draft(user, f"recognition.result.{found.pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi kết quả kiểm tra và báo cho chủ thể."))
    return redirect("recognition:inspection", pk=found.pk)


@require_POST
def move_finding(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Confirm that a finding is mended, or ask again."""
    user, found = finding_for(request, pk)
    inspection = found.inspection_id
    deed: Callable[[], object]
    if verb == "khep":
        note = request.POST.get("note", "").replace("\x00", "")
        deed, said = (
            lambda: services.close_finding(finding=found, note=note, actor=user),
            _("Đã xác nhận khắc phục."),
        )
    elif verb == "lam-lai":
        form = AgainForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Hãy ghi vì sao cần làm lại và hạn mới."))
            return redirect("recognition:inspection", pk=inspection)
        again = form.cleaned_data
        deed = lambda: services.reopen_finding(finding=found, actor=user, **again)  # noqa: E731 - one of two deeds
        said = _("Đã yêu cầu khắc phục lại.")
    else:
        raise DomainError("not_found")
    return do(request, deed, said, "recognition:inspection", pk=inspection)
