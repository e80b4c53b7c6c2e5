"""The list of files, starting one, and the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.filters.dossiers import DossierFilter
from cungcau.domain.ocop.forms.dossiers import StartForm
from cungcau.domain.ocop.models import Dossier, Product
from cungcau.domain.ocop.selectors import files
from cungcau.domain.ocop.selectors.evidence import warnings_of
from cungcau.domain.ocop.selectors.products import products_shown
from cungcau.domain.ocop.selectors.rules import current_book, sets_used
from cungcau.domain.ocop.selectors.standing import standing_of
from cungcau.domain.ocop.services import dossiers as services
from cungcau.domain.ocop.services.rights import may_entity
from cungcau.domain.ocop.tables import dossiers as tables
from cungcau.domain.ocop.views.dossier_frame import dossier_for, may_read_files, rights_of
from cungcau.domain.ocop.views.printing import FORMS
from cungcau.domain.ocop.views.registration import sections_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

_HISTORY = 15
NEW = "ocop.dossier.new"


@require_safe
def dossiers(request: HttpRequest) -> HttpResponseBase:
    """The files one may see."""
    user = may_read_files(request)
    rows = files.listed(user)
    chosen = DossierFilter(request.GET, queryset=rows, areas=files.communes_of(user), sets=sets_used())
    table = tables.DossierTable(chosen.qs)
    sheet = Sheet("hồ sơ OCOP", tables.SHEET, tables.sheet_rows)
    context: dict[str, Any] = {"title": _("Hồ sơ OCOP"), "may_start": _may_start(user)}
    return show_list(request, "ocop/dossiers.html", chosen, table, sheet, context)


@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: where it is, what its entity scored itself, what stands in it, what may be done."""
    user, found = dossier_for(request, pk)
    mine = rights_of(user, found)
    standing = standing_of(found)
    today = clock.today()
    context = {
        "dossier": found,
        "mine": mine,
        "state_label": str(states.DOSSIER_LABELS[found.state]),
        "state_tone": states.DOSSIER_TONES[found.state],
        "standing": standing,
        "sections": sections_of(found, mine.writes or access.allows(user, policies.OFFICE, found.area_code)),
        "papers": warnings_of(found, today),
        "forms": FORMS,
        "outdated": mine.edits and _outdated(found),
        "window": files.window_of(found.renews, today) if found.renews is not None else None,
        "changes": changes_of(found, most=_HISTORY) if mine.writes else [],
    }
    return render(request, "ocop/dossier.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a file for one product (``?san-pham=``)."""
    user = signed_in(request)
    product = _product(user, request.GET.get("san-pham", ""))
    if not may_entity(user, product.entity_id, product.area_code, policies.WRITE_DOSSIERS):
        access.require(user, policies.WRITE_DOSSIERS, product.area_code)
    live = files.live_of(product.pk)
    if live is not None:
        return redirect("ocop:dossier", pk=live.pk)
    form = StartForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        done = _start(request, user, product, form)
        if done is not None:
            return done
    context = {"form": form, "product": product, "book": current_book(clock.today())}
    return render(request, "ocop/dossier_new.html", context, status=400 if form.errors else 200)


def _start(request: HttpRequest, user: User, product: Product, form: StartForm) -> HttpResponse | None:
    def work() -> dict[str, object]:
        made = services.start_dossier(
            product=product, criteria_set=form.cleaned_data["set"], kind=form.cleaned_data["kind"],
            renews=form.certificate(), actor=user,
        )  # fmt: skip
        return {"pk": made.pk}

    try:
        done = editing.once(once_token(request), user, NEW, work, content=request.POST)
    except DomainError as refused:
        if refused.code == "ocop_dossier_live" and (live := files.live_of(product.pk)):
            return redirect("ocop:dossier", pk=live.pk)
        form.add_error(None, answer(refused).text)
        return None
    editing.finish_draft(user, NEW, request.POST.get("draft_id"))
    messages.success(request, _("Đã lập hồ sơ. Điền phiếu đăng ký, tự chấm từng tiêu chí, rồi nộp."))
    return redirect("ocop:dossier", pk=done.result["pk"])


def _product(user: User, text: str) -> Product:
    found = None
    if text.isascii() and text.isdecimal() and len(text) < 18:
        rows = products_shown(user).select_related("entity", "unit").defer("words", "entity__words")
        found = rows.filter(pk=int(text)).first()
    if found is None:
        raise DomainError("not_found")
    return found


def _may_start(user: User) -> bool:
    return access.allows(user, policies.WRITE_DOSSIERS) or access.allows(user, policies.WRITE_OWN)


def _outdated(dossier: Dossier) -> bool:
    book = current_book(clock.today())
    return dossier.state == states.DRAFT and book is not None and book.pk != dossier.criteria_set.book_id
