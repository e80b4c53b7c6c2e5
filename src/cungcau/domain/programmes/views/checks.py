"""The checks of a plan: what was found, mends by a button, findings set aside; and the plan as a paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.programmes import paper
from cungcau.domain.programmes.checking import wording
from cungcau.domain.programmes.models import Dismissal, Plan
from cungcau.domain.programmes.selectors.findings import Found, checked
from cungcau.domain.programmes.services import findings as services
from cungcau.domain.programmes.tables.findings import SHEET, finding_rows
from cungcau.domain.programmes.views.frame import carried_out, here_for, plan_page
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.reference.listing import EXPORT, PER_PAGE

_TAB = "programmes:checks"


@require_safe
def checks(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the checks find now, the worst first; what was set aside stands below with its reason."""
    here = here_for(request, pk)
    found = checked(here.plan, clock.today())
    level, words = request.GET.get("muc", ""), request.GET.get("tim", "")[:80]
    shown = [one for one in (*found.standing, *found.dismissed) if _wanted(one, level, words)]
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(f"kiểm tra {_name(here.plan)}", wanted, SHEET, finding_rows(shown))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "levels": [(level.value, label, found.counts[level.value]) for level, label in wording.SERIOUSNESS.items()],
        "level": level, "words": words, "query": kept.urlencode(), "aside": len(found.dismissed),
        "clean": not found.standing,
    }  # fmt: skip
    return plan_page(request, "programmes/checks.html", here, "checks", context)


def _wanted(one: Found, level: str, words: str) -> bool:
    """Whether a finding is of the level asked for ("aside": set aside) and holds the words, with or without marks."""
    if level == "aside" and one.dismissal is None:
        return False
    if level in wording.TONES and (one.finding.seriousness != level or one.dismissal is not None):
        return False
    return fold(words) in fold(f"{one.where} {one.sentence}")


def _name(plan: Plan) -> str:
    """What files of the plan are called."""
    number = "-".join(part for part in (plan.number, plan.symbol) if part)
    return " ".join((number or plan.title[:60]).replace("/", "-").split())


@require_POST
def mend(request: HttpRequest, pk: int, key: str, place: int) -> HttpResponse:
    """Carry out one mend of one finding."""
    here = here_for(request, pk)
    return carried_out(
        request, lambda: services.apply_mend(plan=here.plan, key=key, place=place, actor=here.user),
        _("Đã sửa."), _TAB, pk,
    )  # fmt: skip


@require_POST
def dismiss(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Set a finding aside, with the reason."""
    here = here_for(request, pk)
    reason = request.POST.get("reason", "")
    if not reason.strip():
        messages.error(request, _("Hãy ghi lý do bỏ qua."))
        return redirect(_TAB, pk)
    return carried_out(
        request, lambda: services.dismiss(plan=here.plan, key=key, reason=reason, actor=here.user),
        _("Đã bỏ qua, có ghi lý do."), _TAB, pk,
    )  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, pk: int, dismissal: int) -> HttpResponse:
    """Let a finding stand again."""
    here = here_for(request, pk)
    row = Dismissal.objects.filter(pk=dismissal, plan=here.plan).first()
    if row is None:
        raise DomainError("not_found")
    return carried_out(
        request,
        lambda: services.withdraw(dismissal=row, actor=here.user),
        _("Phát hiện được xem lại."),
        _TAB,
        pk,
    )


@require_safe
def as_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The plan's own paper, docx or PDF."""
    here = here_for(request, pk)
    made = paper.paper(here.plan, clock.today())
    return paper_response(made, f"kế hoạch {_name(here.plan)}", kind)
