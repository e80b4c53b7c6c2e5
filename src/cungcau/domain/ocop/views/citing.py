"""The evidence of a file: everything it cites, choosing more from the library, citing no longer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.forms.evidence import LinkForm, UploadForm, WhereForm
from cungcau.domain.ocop.models import Citation, Dossier
from cungcau.domain.ocop.paper_kinds import PaperKind
from cungcau.domain.ocop.selectors import evidence as selectors
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services import evidence as services
from cungcau.domain.ocop.services.choices import refuse_unless_editable
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.views.dossier_frame import dossier_for, rights_of
from cungcau.domain.ocop.views.evidence import standing_words
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock

PER_PAGE = 50


@require_safe
def cited(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything a file cites, by criterion in printed order; what belongs to the file as a whole first."""
    user, found = dossier_for(request, pk)
    today = clock.today()
    by_criterion = selectors.cited_by(found, today)
    whole = sheet_of(found.criteria_set)
    groups = [("", _("Cả hồ sơ"), by_criterion.get("", []))]
    groups += [
        (row.code, row.name, by_criterion[row.code]) for row in whole.scorable if row.code in by_criterion
    ]
    pieces = {one.evidence.pk for rows in by_criterion.values() for one in rows}
    context = {
        "dossier": found, "mine": rights_of(user, found), "groups": [row for row in groups if row[2]],
        "pieces": len(pieces), "times": sum(map(len, by_criterion.values())),
        "papers": selectors.warnings_of(found, today),
        "bare": [row for row in whole.scorable if row.code not in by_criterion],
    }  # fmt: skip
    return render(request, "ocop/cited.html", context)


@require_http_methods(["GET", "POST"])
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose pieces of the library for a criterion (``?tieu-chi=``), or upload new ones."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.WRITE_DOSSIERS)
    refuse_unless_editable(found)
    code = (request.POST.get("tieu-chi") or request.GET.get("tieu-chi", ""))[:12]
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("chon") if key.isascii() and key.isdecimal()]
        chosen = selectors.offered(found.product.entity_id).filter(
            pk__in=[key for key in keys if key < 2**63]
        )
        new = services.cite(dossier=found, evidence=chosen, criterion=code, actor=user)
        said = ngettext("Đã dẫn %(count)s minh chứng.", "Đã dẫn %(count)s minh chứng.", new)
        messages.success(request, said % {"count": new})
        return redirect(back_to(found, code))
    return render(
        request, "ocop/cite.html", _choosing(request, found, code) | {"mine": rights_of(user, found)}
    )


def _choosing(request: HttpRequest, found: Dossier, code: str) -> dict[str, Any]:
    row = sheet_of(found.criteria_set).by_code.get(code) if code else None
    if code and (row is None or not row.scorable):
        raise DomainError("not_found")
    text = request.GET.get("q", "")[:200].replace("\x00", "")
    paper = request.GET.get("loai", "")
    rows = selectors.offered(found.product.entity_id)
    rows = selectors.called(rows, text) if text else rows
    if paper in PaperKind.values:
        rows = rows.filter(paper=paper)
    there = Citation.objects.filter(dossier=found, criterion=code).values("evidence")
    page = Paginator(rows.exclude(pk__in=there), PER_PAGE).get_page(request.GET.get("page"))
    return {
        "dossier": found, "code": code, "row": row, "page": page, "q": text, "paper": paper,
        "rows": [(one, *standing_words(one)) for one in page.object_list], "kinds": PaperKind.choices,
        "upload": UploadForm(), "link": LinkForm(auto_id="link_%s"), "back": back_to(found, code),
    }  # fmt: skip


@require_POST
def uncite(request: HttpRequest, pk: int, citation: int) -> HttpResponse:
    """Cite a piece no longer, or say where in it to look."""
    user, found = dossier_for(request, pk)
    one = Citation.objects.select_related("dossier", "evidence").filter(pk=citation, dossier=found).first()
    if one is None:
        return redirect("ocop:cited", pk=pk)
    if "where" in request.POST:
        form = WhereForm(request.POST)
        if form.is_valid():
            services.change_citation(citation=one, where=form.cleaned_data["where"], actor=user)
            messages.success(request, _("Đã lưu chỗ xem."))
    else:
        services.uncite(citation=one, actor=user)
        messages.success(request, _("Đã bỏ dẫn minh chứng; tệp vẫn ở trong kho."))
    return redirect(back_to(found, one.criterion))


def back_to(dossier: Dossier, code: str) -> str:
    """The page evidence of a criterion is seen on."""
    if not code:
        return reverse("ocop:cited", args=[dossier.pk])
    return reverse("ocop:criterion", args=[dossier.pk, code]) + "#minh-chung"
