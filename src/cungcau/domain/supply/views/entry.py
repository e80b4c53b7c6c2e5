"""Writing one lot: offering it, correcting it, taking it back, saying it is right still."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.supply import services
from cungcau.domain.supply.doubting import doubts_about
from cungcau.domain.supply.forms import ConfirmForm, LotForm, WithdrawForm
from cungcau.domain.supply.models import Channel, Lot
from cungcau.domain.supply.quantities import read_kg, shown
from cungcau.domain.supply.selectors import PRICE, packs_named, price_sight
from cungcau.domain.supply.services import FIGURES
from cungcau.domain.supply.services.rights import require_writing
from cungcau.domain.supply.views.frame import lot_for, season_written, sent_before, sentence
from cungcau.domain.survey.asking import Asked, read_answers
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Season

NEW = "supply.lot.new"
EDIT = "supply.lot.edit"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Offer a lot; ``?mau=`` copies one, its days moved into this season."""
    user, season = signed_in(request), season_written(request)
    copied = _copied(user, season, request.GET.get("mau", ""))
    form = LotForm(request.POST or None, season=season, user=user, initial=copied)
    context: dict[str, Any] = {"form": form, "season": season, "draft_key": NEW}
    if request.method == "POST" and form.is_valid():
        context["asked"] = asked = _asked(request, season, form)
        if asked.complete or sent_before(request):
            pk = _offer(request, season, form, asked)
            if pk:
                return redirect("supply:lot", pk=pk)
    return render(request, "supply/form.html", context, status=200)


def _offer(request: HttpRequest, season: Season, form: LotForm, asked: Asked) -> int:
    """The key of the lot the form makes; 0 where it was refused, said on the form."""
    user = signed_in(request)

    def write() -> dict[str, object]:
        offer = form.offer(doubts=asked.doubts, answers=asked.answers)
        (lot,) = services.offer_lots(
            season=season, offers=[offer], actor=user, channel=Channel.FORM,
            confirmed_with=form.cleaned_data["confirmed_with"],
        )  # fmt: skip
        return {"pk": lot.pk}

    try:
        done = editing.once(once_token(request), user, NEW, write, content=request.POST)
    except InputInvalid as error:
        _show_faults(form, error)
        return 0
    except DomainError as error:
        form.add_error(None, sentence(error))
        return 0
    editing.finish_draft(user, NEW, request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi lô hàng. Lô này có mặt trong lần tính kế hoạch tới."))
    return int(str(done.result["pk"]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a lot; of two people at once the second is shown what the first changed."""
    user = signed_in(request)
    lot = lot_for(user, pk)
    require_writing(user, [(lot.producer_id, lot.area_code)])
    form = LotForm(request.POST or None, row=lot, season=lot.season, user=user)
    context: dict[str, Any] = {"form": form, "season": lot.season, "lot": lot, "draft_key": EDIT}
    status = 200
    if request.method == "POST" and form.is_valid():
        context["asked"] = asked = _asked(request, lot.season, form)
        if asked.complete or sent_before(request):
            try:
                if _correct(request, lot, form, asked):
                    return redirect("supply:lot", pk=pk)
            except EditedMeanwhile as error:
                context |= merge_context(error, form, viewer=user)
                status = 409
    return render(request, "supply/form.html", context, status=status)


def _correct(request: HttpRequest, lot: Lot, form: LotForm, asked: Asked) -> bool:
    user = signed_in(request)
    seen = {name: value for name, value in form.seen_values().items() if name in FIGURES}
    mine = {name: value for name, value in form.mine().items() if name in FIGURES}

    def write() -> dict[str, object]:
        services.correct_lot(
            lot=lot, version=form.version_seen, seen=seen, mine=mine, actor=user,
            confirmed_with=form.cleaned_data["confirmed_with"], doubts=asked.doubts, answers=asked.answers,
        )  # fmt: skip
        return {"pk": lot.pk}

    try:
        editing.once(once_token(request), user, f"{EDIT}.{lot.pk}", write, content=request.POST)
    except EditedMeanwhile:
        raise
    except InputInvalid as error:
        _show_faults(form, error)
        return False
    except DomainError as error:
        form.add_error(None, sentence(error))
        return False
    editing.finish_draft(user, f"{EDIT}.{lot.pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã sửa lô hàng."))
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lot back, saying why."""
    user = signed_in(request)
    lot = lot_for(user, pk)
    require_writing(user, [(lot.producer_id, lot.area_code)])
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_lot(lot=lot, actor=user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã rút lô hàng. Kế hoạch sau không tính lô này nữa."))
        return redirect("supply:lot", pk=pk)
    return render(request, "supply/withdraw.html", {"form": form, "lot": lot})


@require_POST
def reoffer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a withdrawn lot again."""
    user = signed_in(request)
    services.reoffer_lot(lot=lot_for(user, pk), actor=user)
    messages.success(request, _("Đã chào bán lại lô hàng."))
    return redirect("supply:lot", pk=pk)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Say that the chosen lots are right still, and go back to where one was."""
    user = signed_in(request)
    form = ConfirmForm(request.POST)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = ""
    if form.is_valid():
        done = services.confirm_lots(
            lots=form.cleaned_data["lots"], actor=user, confirmed_with=form.cleaned_data["confirmed_with"]
        )
        count = len(done.done)
        messages.success(
            request, ngettext("Đã xác nhận %(n)s lô.", "Đã xác nhận %(n)s lô.", count) % {"n": count}
        )
        if done.left:
            messages.warning(
                request,
                _("Không xác nhận được (đã rút hoặc đã qua ngày hái, hãy sửa lô): %(codes)s")
                % {"codes": ", ".join(done.left[:10])},
            )
    else:
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
    return redirect(back) if back else redirect("supply:due")


@require_safe
def kg(request: HttpRequest) -> HttpResponse:
    """What a quantity being typed means, beside its box."""
    signed_in(request)
    name = request.GET.get("o", "")
    text = request.GET.get(name, "") if name else ""
    said = read_kg(text, packs_named(request.GET.get("commodity", ""))) if text.strip() else None
    words = shown(said.kg) if said and said.kg else ""
    return render(
        request,
        "supply/parts/kg.html",
        {"said": said, "words": words, "choices": [shown(one) for one in said.choices] if said else []},
    )


def _asked(request: HttpRequest, season: Season, form: LotForm) -> Asked:
    (doubts,) = doubts_about(season, [form.figures()])
    return read_answers(request.POST, doubts)


def _show_faults(form: LotForm, error: InputInvalid) -> None:
    for fault in error.faults:
        name = form.field_of(fault.column)
        form.add_error(name if name in form.fields else None, fault.expected)


def _copied(user: User, season: Season, key: str) -> dict[str, Any]:
    """The first values of a form that copies another lot; nothing where there is none to copy."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return {}
    lot = lot_for(user, int(key))
    moved = season.start - lot.season.start if lot.season_id != season.pk else timedelta(0)
    values = {name.removesuffix("_id"): value for name, value in services.figures_of(lot).items()}
    if not price_sight(user, today()).sees(lot.producer_id, lot.area_code):
        values[PRICE] = None
    values |= {"harvest_from": lot.harvest_from + moved, "harvest_to": lot.harvest_to + moved}
    return values | {"expires_on": None, "already_sold_kg": None, "note": ""}
