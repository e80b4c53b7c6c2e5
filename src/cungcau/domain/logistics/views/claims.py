"""Claims: the list, opening one, the page of one with its clock, pictures and end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.filters.papers import ClaimFilter
from cungcau.domain.logistics.forms.arrivals import AnswerForm, ClaimForm
from cungcau.domain.logistics.forms.papers import WhyForm
from cungcau.domain.logistics.models import Claim, ClaimSide
from cungcau.domain.logistics.selectors import claims as selectors
from cungcau.domain.logistics.selectors.sides import OFFICE
from cungcau.domain.logistics.services import claims as services
from cungcau.domain.logistics.services.claims import MOST_PHOTOS, Asked
from cungcau.domain.logistics.tables import papers as tables
from cungcau.domain.logistics.views.paper_frame import arrival_for, claim_for, file_of, photo_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.files.pictures import path_of
from cungcau.platform.ui.clock import now as present
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list


@require_safe
def claims(request: HttpRequest) -> HttpResponseBase:
    """The claims of a season one is a side of, or coordinates."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW_CLAIMS)
    context: dict[str, Any] = {
        "choice": choice, "title": _("Khiếu nại"), "lead": choice.season.name if choice.season else "",
    }  # fmt: skip
    if choice.season is None:
        return render(request, "logistics/claims.html", context)
    rows = selectors.claims_of(choice.season, user)
    chosen = ClaimFilter(request.GET, queryset=rows)
    table = tables.ClaimTable(chosen.qs)
    sheet = Sheet(f"{choice.season.code} khiếu nại", tables.CLAIMS, tables.claim_rows)
    context |= {"is_empty": not rows.exists()}
    return show_list(request, "logistics/claims.html", chosen, table, sheet, context)


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """What is claimed, the clock, the answer, the pictures, the end."""
    user, found = claim_for(request, pk)
    return render(request, "logistics/claim.html", _context(user, found))


@require_POST
def open_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Claim about an arrival."""
    user, arrival = arrival_for(request, pk)
    form = ClaimForm(request.POST, auto_id="claim_%s")
    side = request.POST.get("side", "")
    if side in ClaimSide.values and form.is_valid():

        def work() -> dict[str, object]:
            made = services.open_claim(arrival=arrival, side=side, asked=asked_of(form), actor=user)
            return {"pk": made.pk, "code": made.code}

        done = editing.once(once_token(request), user, "logistics.claim.new", work, content=request.POST)
        made = Claim.objects.get(pk=str(done.result["pk"]))
        try:
            put_photos(request, made, side=side, actor=user)
        except DomainError as refused:
            messages.error(request, answer(refused).text)
        messages.success(request, _("Đã gửi khiếu nại %(code)s.") % done.result)
        return redirect("logistics:claim", pk=made.pk)
    for error in form.errors.values():
        messages.error(request, " ".join(str(one) for one in error))
    return redirect("logistics:arrival", pk=pk)


@require_POST
def move_claim(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Answer, accept, withdraw or end a claim, or show a picture with it."""
    user, found = claim_for(request, pk)
    reason = request.POST.get("reason", "").replace("\x00", "")
    if verb in ("tra-loi", "ket-thuc"):
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return render(request, "logistics/claim.html", _context(user, found) | {"form": form}, status=422)
        wanted = {"kg": form.cleaned_data["kg"] or 0, "vnd": form.cleaned_data["vnd"] or 0}
        if verb == "tra-loi":
            services.answer_claim(claim=found, text=form.cleaned_data["text"], actor=user, **wanted)
        else:
            services.end_claim(claim=found, reason=form.cleaned_data["text"], actor=user, **wanted)
    elif verb == "dong-y":
        services.accept_answer(claim=found, actor=user)
    elif verb == "rut":
        services.withdraw_claim(claim=found, reason=reason, actor=user)
    elif verb == "anh":
        sides = selectors.sides_in(user, found.arrival)
        side = found.side if found.side in sides or OFFICE in sides else _other(found)
        put_photos(request, found, side=side, actor=user)
    else:
        raise DomainError("not_found")
    messages.success(request, _("Đã ghi."))
    return redirect("logistics:claim", pk=pk)


@require_safe
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """A claim's picture, for those who see the claim."""
    found = photo_for(request, key)
    path = path_of(found.sha256)
    if not path.exists():
        raise DomainError("claim_not_found")
    return file_of(path.read_bytes(), "image/jpeg", f"{found.key}.jpg")


def asked_of(form: ClaimForm) -> Asked:
    """The claim, as the service takes it."""
    data = form.cleaned_data
    return Asked(kind=data["kind"], text=data["text"], kg=data["kg"] or 0, vnd=data["vnd"] or 0)


def put_photos(
    request: HttpRequest, claim: Claim, *, side: str, actor: User | None, by_link: bool = False
) -> None:
    """Keep the pictures sent with a form."""
    for file in request.FILES.getlist("photo")[:MOST_PHOTOS]:
        services.add_photo(claim=claim, side=side, content=file.read(), actor=actor, by_link=by_link)


def _other(claim: Claim) -> str:
    return str(ClaimSide.SELLER if claim.side == ClaimSide.BUYER else ClaimSide.BUYER)


def _context(user: User, found: Claim) -> dict[str, Any]:
    sides = selectors.sides_in(user, found.arrival)
    live, office = found.is_live, OFFICE in sides
    late = found.state == states.OPEN_CLAIM and found.answer_until < present()
    answers = live and (_other(found) in sides or office)
    return {
        "claim": found, "arrival": found.arrival, "order": found.arrival.line.order,
        "label": states.CLAIM_LABELS[found.state], "tone": states.CLAIM_TONES[found.state],
        "left": selectors.left_until(found.answer_until) if found.state == states.OPEN_CLAIM else "", "late": late,
        "may_answer": answers, "may_end": live and office and (late or found.state == states.ANSWERED),
        "may_accept": found.state == states.ANSWERED and (found.side in sides or office),
        "may_withdraw": live and (found.side in sides or office), "may_show": live and bool(sides),
        "form": AnswerForm(initial={"kg": found.asked_kg, "vnd": found.asked_vnd}),
        "end_form": AnswerForm(auto_id="end_%s", initial={"kg": found.offered_kg, "vnd": found.offered_vnd}),
        "withdraw_form": WhyForm(auto_id="withdraw_%s"), "photos": list(found.photos.all()),
        "changes": changes_of(found)[:20],
    }  # fmt: skip
