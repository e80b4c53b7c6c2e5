"""Entering and changing a point, market, lane, way or closure; opening again what was closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.network import forms, policies, services
from cungcau.domain.network.models import Access, Closure, CollectionPoint, Lane, Market
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import VersionedForm, merge_context
from cungcau.platform.editing.models import Versioned
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.clock import today
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import seasons_touching
from cungcau.reference.catalogue.views import choose_season


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record as pages speak of it."""

    noun: services.Noun[Any]
    form: Callable[..., VersionedForm]
    rows: Callable[[], QuerySet[Any]]
    new: Any
    edit: Any
    listed: str
    missing: str


_KINDS = {
    "diem-tap-ket": Kind(
        services.POINT, forms.PointForm, lambda: CollectionPoint.objects.select_related("unit__parent", "season"),
        gettext_lazy("Ghi điểm tập kết"), gettext_lazy("Sửa điểm tập kết"), "network:points", "point_not_found",
    ),
    "thi-truong": Kind(
        services.MARKET, forms.MarketForm, Market.objects.all,
        gettext_lazy("Ghi thị trường"), gettext_lazy("Sửa thị trường"), "network:markets", "market_not_found",
    ),
    "tuyen": Kind(
        services.LANE, forms.LaneForm, lambda: Lane.objects.select_related("point", "market"),
        gettext_lazy("Ghi tuyến"), gettext_lazy("Sửa tuyến"), "network:lanes", "lane_not_found",
    ),
    "duong-gom": Kind(
        services.ACCESS, forms.AccessForm, lambda: Access.objects.select_related("unit__parent", "point"),
        gettext_lazy("Ghi đường gom hàng"), gettext_lazy("Sửa đường gom hàng"), "network:ways", "way_not_found",
    ),
    "dong": Kind(
        services.CLOSURE, forms.ClosureForm,
        lambda: Closure.objects.select_related(
            "season", "place__parent", "point", "lane__point", "lane__market", "market"
        ),
        gettext_lazy("Ghi đoạn đóng, thu hẹp"), gettext_lazy("Sửa đoạn đóng"), "network:closures", "closure_not_found",
    ),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new record of a kind, for the season chosen."""
    user = signed_in(request)
    spoken = _kind(kind)
    access.require(user, policies.RECORD)
    choice = choose_season(request, policies.VIEW)
    if choice.season is None:
        return redirect(spoken.listed)
    season = choice.season
    day = min(max(today(), season.start), season.end)
    begun = {"season": season, "first": day, "last": day, "in_use": True}
    form = spoken.form(request.POST or None, initial=begun, season=season)
    context = {
        "form": form,
        "kind": kind,
        "title": spoken.new,
        "season": season,
        "listed": reverse(spoken.listed),
    }
    if request.method != "POST" or not form.is_valid():
        return _draw(request, context)
    purpose = f"network.{kind}.new"
    try:
        done = editing.once(
            once_token(request),
            user,
            purpose,
            lambda: {"pk": services.enter(spoken.noun, facts=_facts(form), actor=user).pk},
            content=request.POST,
        )
    except InputInvalid as refused:
        _name_faults(form, refused)
        return _draw(request, context)
    except DomainError as refused:
        if refused.code != "already_sent":
            raise
        form.add_error(None, answer(refused).text)
        return _draw(request, context)
    editing.finish_draft(user, purpose, request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi."))
    return _onward(spoken, kind, season, int(str(done.result["pk"])))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change a record; the second of two people is shown what the first changed."""
    user = signed_in(request)
    spoken = _kind(kind)
    access.require(user, policies.VIEW)
    row = spoken.rows().filter(pk=pk).first()
    if row is None:
        raise DomainError(spoken.missing, number=pk)
    access.require(user, policies.RECORD, spoken.noun.area(row))
    season = _season_of(request, row, user)
    form = spoken.form(request.POST or None, row=row, season=season)
    context = {
        "form": form, "kind": kind, "title": spoken.edit, "season": season, "row": row,
        "listed": reverse(spoken.listed),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _draw(request, context)
    try:
        services.change(
            spoken.noun, row, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
        )
    except EditedMeanwhile as error:
        return _draw(request, context | merge_context(error, form, viewer=user), status=409)
    except InputInvalid as refused:
        _name_faults(form, refused)
        return _draw(request, context)
    editing.finish_draft(user, f"network.{kind}.edit.{pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã lưu."))
    return _onward(spoken, kind, season, pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again before the day that was foreseen."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    row = Closure.objects.select_related("season").filter(pk=pk).first()
    if row is None:
        raise DomainError("closure_not_found", number=pk)
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
        services.end_closure(row, on=on, reason=request.POST.get("reason", ""), actor=user)
    except ValueError:
        messages.error(request, _("Hãy chọn ngày mở lại."))
        return redirect("network:edit", kind="dong", pk=pk)
    except DomainError as refused:
        if refused.code not in ("closure_not_begun", "reason_missing"):
            raise
        messages.error(request, answer(refused).text)
        return redirect("network:edit", kind="dong", pk=pk)
    messages.success(request, _("Đã ghi mở lại."))
    return redirect(f"{reverse('network:closures')}?mua={row.season.code}")


def _kind(kind: str) -> Kind:
    if kind not in _KINDS:
        raise DomainError("not_found")
    return _KINDS[kind]


def _season_of(request: HttpRequest, row: Versioned, user: User) -> Season:
    """The record's own season, else the one chosen, else the latest of one's areas."""
    own = getattr(row, "season", None)
    if isinstance(own, Season):
        return own
    choice = choose_season(request, policies.VIEW)
    found = choice.season or next(iter(seasons_touching(areas_with(user, policies.VIEW))), None)
    if found is None:
        raise DomainError("season_unknown", value="")
    return found


def _onward(spoken: Kind, kind: str, season: Season, pk: int) -> HttpResponse:
    if kind == "diem-tap-ket":
        return redirect("network:point", pk=pk)
    return redirect(f"{reverse(spoken.listed)}?mua={season.code}")


def _draw(request: HttpRequest, context: dict[str, Any], status: int = 0) -> HttpResponse:
    refused = context["form"].is_bound
    return render(request, "network/form.html", context, status=status or (422 if refused else 200))


def _name_faults(form: VersionedForm, refused: InputInvalid) -> None:
    for fault in refused.faults:
        field = {"place": "unit"}.get(fault.column, fault.column)
        field = form.field_of(field if field in form.fields else fault.column)
        words = fault.expected[:1].upper() + fault.expected[1:] + "."
        form.add_error(field if field in form.fields else None, words)


def _facts(form: VersionedForm) -> dict[str, object]:
    """What a new record is made of: the form's values by attribute name."""
    own = form.own_values() if type(form).own_values is not VersionedForm.own_values else {}
    if own:
        return own
    values: dict[str, object] = {}
    for name, value in form.cleaned_data.items():
        if name not in ("version", "seen"):
            values[f"{name}_id" if hasattr(value, "pk") else name] = getattr(value, "pk", value)
    return values
