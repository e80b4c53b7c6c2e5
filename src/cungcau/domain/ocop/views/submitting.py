"""Committing to a file and sending it; another set for a file that is still being written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop import policies, registration
from cungcau.domain.ocop.forms.dossiers import CommitForm, SetForm
from cungcau.domain.ocop.selectors.evidence import warnings_of
from cungcau.domain.ocop.selectors.standing import standing_of
from cungcau.domain.ocop.services import dossiers as services
from cungcau.domain.ocop.services.choices import refuse_unless_editable
from cungcau.domain.ocop.services.dossiers import Commitment
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.views.dossier_frame import dossier_for, rights_of
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still open, the commitment, and the button that sends the file to the commune."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.WRITE_DOSSIERS)
    refuse_unless_editable(found)
    mine, standing = rights_of(user, found), standing_of(found)
    initial = {"name": user.full_name if not mine.officer else ""}
    form = CommitForm(
        request.POST or None, officer=mine.officer, unanswered=len(standing.unanswered), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            sent = services.submit_dossier(
                dossier=found, commitment=Commitment(data["name"], data.get("heard", "")), actor=user,
                despite_unanswered=bool(data.get("despite")),
            )  # fmt: skip
        except InputInvalid as refused:
            for fault in refused.faults:
                form.add_error(fault.column if fault.column in form.fields else None, f"{fault.expected}.")
        except DomainError as refused:
            if refused.code == "verb_not_allowed":
                raise
            form.add_error(None, answer(refused).text)
        else:
            messages.success(request, _("Đã nộp hồ sơ. Số phiếu đăng ký: %(code)s.") % {"code": sent.code})
            return redirect("ocop:dossier", pk=pk)
    context = {
        "dossier": found, "mine": mine, "form": form, "standing": standing,
        "missing": registration.missing(found.registration), "papers": warnings_of(found, clock.today()),
    }  # fmt: skip
    return render(request, "ocop/submit.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a draft follow another set of the rules in force; what cannot be taken along is named."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.WRITE_DOSSIERS)
    form = SetForm(request.POST or None, dossier=found)
    if request.method == "POST" and form.is_valid():
        lost = services.follow_current_rules(dossier=found, criteria_set=form.cleaned_data["set"], actor=user)
        if lost:
            said = ngettext(
                "Đã chuyển bộ tiêu chí. Cần chọn lại %(count)s tiêu chí: %(codes)s.",
                "Đã chuyển bộ tiêu chí. Cần chọn lại %(count)s tiêu chí: %(codes)s.",
                len(lost),
            )
            messages.warning(request, said % {"count": len(lost), "codes": ", ".join(sorted(lost))})
        else:
            messages.success(request, _("Đã chuyển bộ tiêu chí; mọi mức đã chọn được giữ."))
        return redirect("ocop:dossier", pk=pk)
    context = {"dossier": found, "mine": rights_of(user, found), "form": form}
    return render(request, "ocop/change_set.html", context, status=400 if form.errors else 200)
