"""Councils: the list, one with its seats, setting one up, changing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.council import policies, tables
from cungcau.domain.council.filters import CouncilFilter
from cungcau.domain.council.forms.councils import CouncilForm, EndSeatForm, NewCouncilForm, SeatForm
from cungcau.domain.council.models import Council, Seat
from cungcau.domain.council.regulation import settings_of
from cungcau.domain.council.selectors import councils as selectors
from cungcau.domain.council.selectors.sessions import listed, sessions_shown
from cungcau.domain.council.services import councils as services
from cungcau.domain.council.views.frame import carried_out, reader, said_wrong
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

_SESSIONS, _HISTORY = 20, 20


@require_safe
def councils(request: HttpRequest) -> HttpResponseBase:
    """The councils of the reader's provinces."""
    user = reader(request)
    rows = selectors.listed(selectors.councils_shown(user), clock.today())
    chosen = CouncilFilter(request.GET, queryset=rows)
    context: dict[str, Any] = {
        "title": _("Hội đồng OCOP"), "tab": "councils", "is_empty": not rows.exists(),
        "lead": _("Thành viên, nhiệm kỳ và quy chế của tỉnh mà hội đồng làm theo."),
        "may_prepare": access.allows(user, policies.PREPARE),
    }  # fmt: skip
    sheet = Sheet("hội đồng OCOP", tables.COUNCIL_SHEET, tables.council_rows)
    return show_list(request, "council/councils.html", chosen, tables.CouncilTable(chosen.qs), sheet, context)


def _council(request: HttpRequest, pk: int) -> tuple[User, Council]:
    user = reader(request)
    return user, selectors.council_for(user, pk if pk < 2**63 else 0)


@require_safe
def council(request: HttpRequest, pk: int) -> HttpResponse:
    """A council: its regulation, its seats and their history, its sessions."""
    user, found = _council(request, pk)
    may = access.allows(user, policies.PREPARE, found.area_code)
    today = clock.today()
    seats = list(selectors.seats_of(found))
    context = {
        "council": found, "may_prepare": may, "today": today, "regulation": settings_of(found),
        "sitting": [one for one in seats if one.valid_to is None or one.valid_to >= today],
        "gone": [one for one in seats if one.valid_to is not None and one.valid_to < today],
        "sessions": list(listed(sessions_shown(user).filter(council=found))[:_SESSIONS]),
        "seat_form": SeatForm(council=found) if may else None,
        "end_form": EndSeatForm(initial={"valid_to": today}),
        "changes": changes_of(found, most=_HISTORY) if may else [],
    }  # fmt: skip
    return render(request, "council/council.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a council up."""
    user = reader(request)
    access.require(user, policies.PREPARE)
    form = NewCouncilForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, object]:
            made = services.set_up(area=form.cleaned_data["area"], facts=form.facts(), actor=user)
            return {"pk": made.pk}

        try:
            done = editing.once(once_token(request), user, "council.new", work, content=request.POST)
        except (InputInvalid, DomainError) as refused:
            _show(form, refused)
        else:
            editing.finish_draft(user, "council.new", request.POST.get("draft_id"))
            return redirect("council:council", pk=done.result["pk"])
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "council/council_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a council's particulars and regulation."""
    user, found = _council(request, pk)
    access.require(user, policies.PREPARE, found.area_code)
    form = CouncilForm(request.POST or None, row=found)
    context: dict[str, Any] = {"form": form, "council": found}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.change(
                council=found, version=form.cleaned_data["version"], seen=form.seen_values(), mine=form.mine(),
                actor=user,
            )  # fmt: skip
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            status = 409
        except (InputInvalid, DomainError) as refused:
            _show(form, refused)
        else:
            editing.finish_draft(user, f"council.edit.{pk}", request.POST.get("draft_id"))
            return carried_out(request, lambda: None, _("Đã lưu hội đồng."), "council:council", pk)
    if status == 200 and form.is_bound and form.errors:
        status = 422
    return render(request, "council/council_form.html", context, status=status)


@require_POST
def seat_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Seat somebody."""
    user, found = _council(request, pk)
    access.require(user, policies.PREPARE, found.area_code)
    form = SeatForm(request.POST, council=found)
    if not form.is_valid():
        return said_wrong(request, form, "council:council", pk)
    data = form.cleaned_data
    person = User.objects.get(pk=data["user"])

    def deed() -> object:
        return services.give_seat(
            council=found, user=person, post=data["post"], agency=data["agency"],
            valid_from=data["valid_from"], actor=user,
        )  # fmt: skip

    said = _("Đã ghi ghế của %(name)s.") % {"name": person.full_name}
    return carried_out(request, deed, said, "council:council", pk)


@require_POST
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a seat."""
    user = reader(request)
    shown = selectors.councils_shown(user)
    rows = Seat.objects.filter(pk=pk if pk < 2**63 else 0, council__in=shown.values("pk"))
    seat = rows.select_related("council", "user").first()
    if seat is None:
        raise DomainError("seat_not_found")
    form = EndSeatForm(request.POST)
    if not form.is_valid():
        return said_wrong(request, form, "council:council", seat.council_id)

    def deed() -> object:
        return services.end_seat(
            seat=seat, last=form.cleaned_data["valid_to"], reason=form.cleaned_data["reason"], actor=user
        )

    said = _("Đã ghi %(name)s thôi tham gia hội đồng.") % {"name": seat.user.full_name}
    return carried_out(request, deed, said, "council:council", seat.council_id)


def _show(form: CouncilForm, refused: DomainError) -> None:
    """A service's refusal by the boxes it belongs to."""
    if not isinstance(refused, InputInvalid):
        form.add_error("decision_no" if refused.code == "council_known" else None, answer(refused).text)
        return
    for fault in refused.faults:
        form.add_error(fault.column if fault.column in form.fields else None, fault.expected)
