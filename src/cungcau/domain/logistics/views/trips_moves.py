"""Short deeds at a trip: taking it on, loading, leaving, cancelling, the driver's link."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cungcau.domain.logistics.forms.trips import LoadForm, TransferForm
from cungcau.domain.logistics.models import Trip, Vehicle
from cungcau.domain.logistics.planning.drafting import NewLoad
from cungcau.domain.logistics.services import legs, loading, running
from cungcau.domain.logistics.services import trips as services
from cungcau.domain.logistics.views.trips_frame import load_for, trip_for
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.messages import answer

_PASSED_ON = frozenset({"not_allowed", "not_signed_in", "trip_not_found", "trip_load_not_found", "not_found"})


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One of the trip's verbs."""
    user, trip = trip_for(request, pk)
    reason = request.POST.get("reason", "")
    deeds: dict[str, Callable[[], object]] = {
        "nhan": lambda: running.confirm_trip(trip, actor=user),
        "tra-lai": lambda: running.withdraw_trip(trip, reason=reason, actor=user),
        "huy": lambda: running.cancel_trip(trip, reason=reason, actor=user),
        "roi-diem": lambda: running.depart(trip, actor=user),
        "dong": lambda: running.close_trip(trip, actor=user),
        "doi-lien-ket": lambda: running.renew_link(trip, actor=user),
    }
    if verb not in deeds:
        raise DomainError("not_found")
    said = {
        "nhan": _("Đã nhận chuyến."), "tra-lai": _("Đã trả lại chuyến."), "huy": _("Đã huỷ chuyến."),
        "roi-diem": _("Đã ghi xe rời điểm."), "dong": _("Đã đóng chuyến."),
        "doi-lien-ket": _("Liên kết cũ hết dùng, đã có liên kết mới."),
    }  # fmt: skip
    return _done(request, trip, deeds[verb], said[verb])


@require_POST
def load(request: HttpRequest, pk: int, load_pk: int) -> HttpResponse:
    """kg put aboard; sent twice it counts once."""
    user, found = load_for(request, pk, load_pk)
    form = LoadForm(request.POST)
    if not form.is_valid():
        return _wrong(request, found.trip, _("Hãy ghi số kg đã xếp, là số nguyên."))
    kg = form.cleaned_data["kg"]

    def put() -> object:
        token = once_token(request)
        return editing.once(
            token, user, f"logistics.load.{found.pk}",
            lambda: {"pk": loading.load_goods(found, kg=kg, actor=user, client_uuid=token).pk},
            content=request.POST,
        )  # fmt: skip

    return _done(request, found.trip, put, _("Đã ghi xếp xe."))


@require_POST
def correct(request: HttpRequest, pk: int, load_pk: int) -> HttpResponse:
    """What is aboard in all, with the reason."""
    user, found = load_for(request, pk, load_pk)
    form = LoadForm(request.POST)
    if not form.is_valid():
        return _wrong(request, found.trip, _("Hãy ghi số kg đang ở trên xe, là số nguyên."))
    data = form.cleaned_data
    return _done(
        request, found.trip,
        lambda: loading.correct_loaded(found, kg=data["kg"], reason=data["reason"], actor=user),
        _("Đã sửa số kg trên xe."),
    )  # fmt: skip


@require_POST
def transfer(request: HttpRequest, pk: int, load_pk: int) -> HttpResponse:
    """Let a load change vehicles at a point."""
    user, found = load_for(request, pk, load_pk)
    form = TransferForm(request.POST, season=found.trip.season)
    if not form.is_valid():
        return _wrong(request, found.trip, _("Hãy chọn điểm trung chuyển."))
    point: CollectionPoint = form.cleaned_data["point"]
    return _done(
        request, found.trip, lambda: legs.change_over(found, point=point, actor=user),
        _("Hàng sẽ trả ở điểm trung chuyển. Hãy lập chuyến chở tiếp."),
    )  # fmt: skip


@require_POST
def onward(request: HttpRequest, pk: int, load_pk: int) -> HttpResponse:
    """A trip that takes goods onward, by the vehicle chosen."""
    user, found = load_for(request, pk, load_pk)
    vehicle = _vehicle(request)
    if vehicle is None:
        return _wrong(request, found.trip, _("Hãy chọn xe của chuyến chở tiếp."))
    trip = found.trip
    return _done(
        request, trip,
        lambda: services.add_trip(
            season=trip.season, day=trip.day, vehicle=vehicle, actor=user,
            loads=[NewLoad(found.line, found.loaded_kg or found.planned_kg, onward_of=found)],
        ),
        _("Đã lập chuyến chở tiếp."),
    )  # fmt: skip


@require_POST
def put_off(request: HttpRequest, pk: int, load_pk: int) -> HttpResponse:
    """kg that came to the transfer point."""
    user, found = load_for(request, pk, load_pk)
    form = LoadForm(request.POST)
    if not form.is_valid():
        return _wrong(request, found.trip, _("Hãy ghi số kg đã xuống, là số nguyên."))
    return _done(
        request, found.trip, lambda: loading.put_off(found, kg=form.cleaned_data["kg"], actor=user),
        _("Đã ghi hàng xuống điểm trung chuyển."),
    )  # fmt: skip


def _vehicle(request: HttpRequest) -> Vehicle | None:
    text = request.POST.get("vehicle", "")[:12]
    return Vehicle.objects.filter(pk=int(text)).first() if text.isdecimal() else None


def _done(request: HttpRequest, trip: Trip, deed: Callable[[], object], said: str) -> HttpResponse:
    """Do it and say so, or say why not; back to the trip."""
    try:
        deed()
    except DomainError as refused:
        if refused.code in _PASSED_ON:
            raise
        messages.error(request, answer(refused).text)
    else:
        messages.success(request, said)
    return redirect("logistics:trip", pk=trip.pk)


def _wrong(request: HttpRequest, trip: Trip, said: str) -> HttpResponse:
    messages.error(request, said)
    return redirect("logistics:trip", pk=trip.pk)
