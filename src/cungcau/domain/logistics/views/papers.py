"""Transit papers: the list, the page of one, its form, its moves, its print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.logistics import paper_print, policies, states
from cungcau.domain.logistics.filters.papers import PaperFilter
from cungcau.domain.logistics.forms.papers import ApproveForm, GiveBackForm, PaperForm, WhyForm
from cungcau.domain.logistics.models import TransitPaper, Trip
from cungcau.domain.logistics.selectors import papers as selectors
from cungcau.domain.logistics.selectors.rules import missing_of
from cungcau.domain.logistics.services import paper_parts
from cungcau.domain.logistics.services import papers as services
from cungcau.domain.logistics.services.rights import require_trip
from cungcau.domain.logistics.tables import papers as tables
from cungcau.domain.logistics.views.paper_frame import file_of, paper_for
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list

_DRAFT = "logistics.paper.new"
_EDITABLE = (states.DRAFT, states.RETURNED)


@require_safe
def papers(request: HttpRequest) -> HttpResponseBase:
    """A season's papers: of an area for officers, of their carriers for everybody else."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW_PAPERS)
    context: dict[str, Any] = {
        "choice": choice, "title": _("Giấy đi đường"), "lead": choice.season.name if choice.season else "",
    }  # fmt: skip
    if choice.season is None:
        return render(request, "logistics/papers.html", context)
    rows = selectors.papers_of(choice.season, user)
    chosen = PaperFilter(request.GET, queryset=rows)
    table = tables.PaperTable(chosen.qs)
    sheet = Sheet(f"{choice.season.code} giấy đi đường", tables.PAPERS, tables.paper_rows)
    context |= {"is_empty": not rows.exists(), "may_enter": access.allows(user, policies.ENTER_PAPER)}
    return show_list(request, "logistics/papers.html", chosen, table, sheet, context)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """All a paper says, what is still missing, its QR once signed, what may be done."""
    user, found = paper_for(request, pk)
    writes = selectors.may_write(user, found)
    decides = access.allows(user, policies.APPROVE_PAPER, found.area_code)
    today = clock.today()
    state = found.state_on(today)
    editable = found.state in _EDITABLE
    site = request.build_absolute_uri("/")
    context = {
        "paper": found, "label": states.PAPER_LABELS[state], "tone": states.PAPER_TONES[state],
        "state": state, "groups": _stops(found), "may_edit": writes and editable,
        "may_take_back": writes and found.state == states.SUBMITTED,
        "may_decide": decides and found.state == states.SUBMITTED,
        "may_revoke": decides and found.state == states.APPROVED,
        "missing": missing_of(found) if editable else [],
        "shows_driver": writes, "approve_form": ApproveForm(), "give_back_form": GiveBackForm(),
        "revoke_form": WhyForm(auto_id="revoke_%s"), "changes": changes_of(found)[:20],
        "qr": paper_print.qr_svg(paper_print.code_url(found, site)) if found.signature else "",
        "code_url": paper_print.code_url(found, site) if found.signature else "",
    }  # fmt: skip
    return render(request, "logistics/paper.html", context)


@require_http_methods(["GET", "POST"])
def new_paper(request: HttpRequest) -> HttpResponse:
    """A new paper; ``?chuyen=`` the trip that fills it in, ``?tu=`` a paper to copy."""
    user = signed_in(request)
    access.require(user, policies.ENTER_PAPER)
    choice = choose_season(request, policies.ENTER_PAPER)
    trip = _trip(request, user)
    season = trip.season if trip else choice.season
    if season is None:
        return redirect("logistics:papers")
    office = access.allows(user, policies.APPROVE_PAPER, season.area_code)
    form = PaperForm(
        request.POST or None, initial=_beginning(request, season, trip), user=user, office=office
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = editing.once(
                once_token(request),
                user,
                _DRAFT,
                lambda: _enter(season, form, trip, user),
                content=request.POST,
            )
        except DomainError as refused:
            if refused.code not in ("already_sent", "input_invalid"):
                raise
            _name_faults(form, refused)
        else:
            editing.finish_draft(user, _DRAFT, request.POST.get("draft_id"))
            messages.success(request, _("Đã lập giấy %(code)s. Hãy xem danh mục kiểm rồi nộp.") % done.result)
            return redirect("logistics:paper", pk=done.result["pk"])
    return _draw(request, form, {"season": season, "trip": trip})


@require_http_methods(["GET", "POST"])
def edit_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft or a returned paper; the second of two people is shown what the first changed."""
    user, found = paper_for(request, pk)
    if not selectors.may_write(user, found):
        access.require(user, policies.APPROVE_PAPER, found.area_code)
    if found.state not in _EDITABLE:
        raise DomainError("paper_not_editable", paper=found.code)
    office = access.allows(user, policies.APPROVE_PAPER, found.area_code)
    form = PaperForm(request.POST or None, row=found, user=user, office=office)
    context: dict[str, Any] = {"season": found.season, "paper": found}
    if request.method == "POST" and form.is_valid():
        try:
            services.change_paper(
                paper=found, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            return _draw(request, form, context | merge_context(error, form, viewer=user), status=409)
        except InputInvalid as refused:
            _name_faults(form, refused)
        else:
            editing.finish_draft(user, f"logistics.paper.edit.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu giấy %(code)s.") % {"code": found.code})
            return redirect("logistics:paper", pk=pk)
    return _draw(request, form, context)


@require_POST
def move_paper(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Submit, take back, give back, approve, revoke or give up a paper."""
    user, found = paper_for(request, pk)
    said = {
        name: str(request.POST.get(name, "")).replace("\x00", "") for name in ("reason", "items", "signer")
    }
    if verb == "nop":
        services.submit_paper(paper=found, actor=user)
    elif verb == "lay-lai":
        services.take_back_paper(paper=found, actor=user)
    elif verb == "tra-lai":
        services.give_back_paper(
            paper=found, items=said["items"].splitlines(), reason=said["reason"], actor=user
        )
    elif verb == "duyet":
        services.approve_paper(paper=found, signer=said["signer"], actor=user)
    elif verb == "thu-hoi":
        services.revoke_paper(paper=found, reason=said["reason"], actor=user)
    elif verb == "huy":
        services.cancel_paper(paper=found, actor=user)
    else:
        raise DomainError("not_found")
    messages.success(request, _("Đã ghi."))
    return redirect("logistics:paper", pk=pk)


@require_safe
def print_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as a PDF, ``?kho=a5`` half a page."""
    _user, found = paper_for(request, pk)
    size = request.GET.get("kho", "a4")
    if size not in paper_print.SIZES:
        raise DomainError("not_found")
    content = paper_print.to_pdf(found, size=size, site=request.build_absolute_uri("/"))
    return file_of(content, "application/pdf", f"{found.code}.pdf")


def _enter(season: Season, form: PaperForm, trip: Trip | None, user: User) -> dict[str, object]:
    made = services.enter_paper(season=season, facts=form.own_values(), trip=trip, actor=user)
    return {"pk": made.pk, "code": made.code}


def _trip(request: HttpRequest, user: User) -> Trip | None:
    number = request.GET.get("chuyen", "")
    if not (number.isdecimal() and len(number) < 19):
        return None
    found = Trip.objects.select_related("season", "vehicle__carrier", "driver").filter(pk=int(number)).first()
    if found is None:
        raise DomainError("trip_not_found", number=number)
    require_trip(user, found, policies.PLAN_TRIPS, policies.CONFIRM_OWN_TRIP)
    return found


def _beginning(request: HttpRequest, season: Season, trip: Trip | None) -> dict[str, Any]:
    today = clock.today()
    days = dict.fromkeys(("leaves_on", "back_on", "valid_from", "valid_to"), today)
    if trip is not None:
        facts = paper_parts.facts_of_trip(trip)
        return days | facts | {"carrier": facts["carrier_id"]}
    number = request.GET.get("tu", "")
    if number.isdecimal() and len(number) < 19:
        _user, old = paper_for(request, int(number))
        form = PaperForm(user=_user, office=True)
        values = form.row_values(old)
        return {form.field_of(name): value for name, value in values.items()} | days
    return days


def _draw(request: HttpRequest, form: PaperForm, context: dict[str, Any], status: int = 0) -> HttpResponse:
    refused = form.is_bound and bool(form.errors)
    shown = {"form": form, **context}
    return render(request, "logistics/paper_form.html", shown, status=status or (422 if refused else 200))


def _name_faults(form: PaperForm, refused: DomainError) -> None:
    if not isinstance(refused, InputInvalid):
        form.add_error(None, answer(refused).text)
        return
    for fault in refused.faults:
        field = form.field_of(fault.column)
        text = fault.expected[:1].upper() + fault.expected[1:] + "."
        form.add_error(field if field in form.fields else None, text)


def _stops(paper: TransitPaper) -> list[tuple[str, list[str]]]:
    """The stops by what happens there, in words."""
    found: dict[str, list[str]] = {}
    for stop in paper.stops.all():
        found.setdefault(str(stop.get_kind_display()), []).append(stop.place)
    return list(found.items())
