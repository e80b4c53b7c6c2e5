"""Vehicles and drivers: lists, forms, a driver's name on request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.filters.trips import DriverFilter, VehicleFilter
from cungcau.domain.logistics.forms.fleet import DriverForm, FleetForm, VehicleForm
from cungcau.domain.logistics.models import Driver, Vehicle
from cungcau.domain.logistics.selectors.fleet import (
    driver_name_for,
    driver_phone_for,
    drivers_shown,
    may_record_fleet,
    may_reveal,
    vehicles_shown,
)
from cungcau.domain.logistics.services import fleet as services
from cungcau.domain.logistics.tables import fleet as tables
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import national
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

VEHICLE, DRIVER = "xe", "lai-xe"
_NOUNS: dict[str, services.Noun[Any]] = {VEHICLE: services.VEHICLE, DRIVER: services.DRIVER}


@require_safe
def vehicles(request: HttpRequest) -> HttpResponseBase:
    """The vehicles one sees."""
    user = _reader(request)
    rows = vehicles_shown(user)
    chosen = VehicleFilter(request.GET, queryset=rows)
    sheet = Sheet(_("xe, tàu"), tables.VEHICLE_SHEET, tables.vehicle_rows)
    context = _listed(user, VEHICLE, _("Xe, tàu"), is_empty=not rows.exists())
    return show_list(request, "logistics/fleet.html", chosen, tables.VehicleTable(chosen.qs), sheet, context)


@require_safe
def drivers(request: HttpRequest) -> HttpResponseBase:
    """The drivers one sees."""
    user = _reader(request)
    rows = drivers_shown(user)
    chosen = DriverFilter(request.GET, queryset=rows)
    sheet = Sheet(_("lái xe"), tables.DRIVER_SHEET, tables.driver_rows)
    context = _listed(user, DRIVER, _("Lái xe"), is_empty=not rows.exists())
    return show_list(request, "logistics/fleet.html", chosen, tables.DriverTable(chosen.qs), sheet, context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new vehicle or driver."""
    user = _reader(request)
    if not may_record_fleet(user):
        access.require(user, policies.RECORD_FLEET)
    form = _form(kind, request, user, None)
    context = _form_context(kind, form, None)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, context)
    purpose = f"logistics.{kind}.new"
    try:
        done = editing.once(
            once_token(request), user, purpose,
            lambda: {"pk": services.enter(_NOUNS[kind], facts=_facts(form), actor=user).pk},
            content=request.POST,
        )  # fmt: skip
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
    return _to(kind, int(str(done.result["pk"])))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change a vehicle or driver; the second of two people is shown what the first changed."""
    user = _reader(request)
    row: Any = _row(kind, user, pk)
    if not may_record_fleet(user, row.carrier_id):
        access.require(user, policies.RECORD_FLEET)
    form = _form(kind, request, user, row)
    context = _form_context(kind, form, row)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, context)
    try:
        services.change(
            _NOUNS[kind],
            row,
            version=form.version_seen,
            seen=form.seen_values(),
            mine=form.mine(),
            actor=user,
        )
    except EditedMeanwhile as error:
        return _draw(request, context | merge_context(error, form, viewer=user), status=409)
    except InputInvalid as refused:
        _name_faults(form, refused)
        return _draw(request, context)
    editing.finish_draft(user, f"logistics.{kind}.edit.{pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã lưu."))
    return _to(kind, pk)


@require_safe
def vehicle(request: HttpRequest, pk: int) -> HttpResponse:
    """One vehicle."""
    user = _reader(request)
    row = _row(VEHICLE, user, pk)
    assert isinstance(row, Vehicle)
    context = {
        "row": row, "hours": tables.hours(row), "inspection": tables.until(row.inspection_until),
        "may_record": may_record_fleet(user, row.carrier_id),
        "trips": row.trips.order_by("-day", "-pk").defer("words")[:10],
    }  # fmt: skip
    return render(request, "logistics/vehicle.html", context)


@require_safe
def driver(request: HttpRequest, pk: int) -> HttpResponse:
    """One driver, name and phone hidden in part."""
    user = _reader(request)
    return render(request, "logistics/driver.html", _driver_context(user, pk))


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole name and phone, once; the look is written to the trail."""
    user = _reader(request)
    context = _driver_context(user, pk)
    name, phone = services.reveal_driver(driver=context["row"], actor=user)
    context |= {"name": name, "phone": national(phone) if phone else "", "revealed": True}
    response = render(request, "logistics/driver.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _driver_context(user: User, pk: int) -> dict[str, Any]:
    row = _row(DRIVER, user, pk)
    assert isinstance(row, Driver)
    return {
        "row": row, "name": driver_name_for(row), "phone": driver_phone_for(row),
        "licence": tables.until(row.licence_until), "may_reveal": may_reveal(user, row),
        "may_record": may_record_fleet(user, row.carrier_id),
        "trips": row.trips.order_by("-day", "-pk").defer("words")[:10],
    }  # fmt: skip


def _reader(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.VIEW_FLEET)
    return user


def _row(kind: str, user: User, pk: int) -> Vehicle | Driver:
    rows: Any = vehicles_shown(user) if kind == VEHICLE else drivers_shown(user)
    found: Vehicle | Driver | None = rows.filter(pk=pk).first()
    if found is None:
        raise DomainError("vehicle_not_found" if kind == VEHICLE else "driver_not_found", number=pk)
    return found


def _listed(user: User, kind: str, title: str, *, is_empty: bool) -> dict[str, Any]:
    return {
        "title": title, "kind": kind, "is_empty": is_empty, "may_record": may_record_fleet(user),
        "door": "logistics.vehicles" if kind == VEHICLE else "logistics.drivers",
        "new_url": reverse(f"logistics:{'vehicle' if kind == VEHICLE else 'driver'}-new"),
    }  # fmt: skip


def _form(kind: str, request: HttpRequest, user: User, row: Any) -> FleetForm:
    made = VehicleForm if kind == VEHICLE else DriverForm
    return made(request.POST or None, row=row, user=user)


def _form_context(kind: str, form: FleetForm, row: Any) -> dict[str, Any]:
    titles = {
        (VEHICLE, True): _("Ghi xe, tàu"), (VEHICLE, False): _("Sửa xe, tàu"),
        (DRIVER, True): _("Ghi lái xe"), (DRIVER, False): _("Sửa lái xe"),
    }  # fmt: skip
    listed = reverse("logistics:vehicles" if kind == VEHICLE else "logistics:drivers")
    return {"form": form, "kind": kind, "row": row, "title": titles[kind, row is None], "listed": listed}


def _draw(request: HttpRequest, context: dict[str, Any], status: int = 0) -> HttpResponse:
    refused = context["form"].is_bound
    return render(request, "logistics/fleet_form.html", context, status=status or (422 if refused else 200))


def _facts(form: FleetForm) -> dict[str, object]:
    """A new record's values by attribute."""
    skipped = ("version", "seen", "new_name", "new_phone")
    values: dict[str, object] = {
        f"{name}_id" if hasattr(value, "pk") else name: getattr(value, "pk", value)
        for name, value in form.cleaned_data.items()
        if name not in skipped
    }
    return values | (form.personal() if isinstance(form, DriverForm) else {})


def _name_faults(form: FleetForm, refused: InputInvalid) -> None:
    for fault in refused.faults:
        field = fault.column if fault.column in form.fields else f"new_{fault.column}"
        words = fault.expected[:1].upper() + fault.expected[1:] + "."
        form.add_error(field if field in form.fields else None, words)


def _to(kind: str, pk: int) -> HttpResponse:
    return redirect("logistics:vehicle" if kind == VEHICLE else "logistics:driver", pk=pk)
