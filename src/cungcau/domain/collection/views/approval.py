"""What agencies decided about a point, who keeps it, what is asked of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.collection import policies, services
from cungcau.domain.collection.forms import ApprovalForm, KeeperForm, ReasonForm, RulesForm
from cungcau.domain.collection.selectors.points import approvals_of, keepers_of, rules_for
from cungcau.domain.collection.services.points import person_named
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.collection.views.frame import Frame, frame_for
from cungcau.domain.network import policies as network
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access.selectors import allows
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """The decisions with their days and papers; a new one; keepers; the rules in force."""
    here = frame_for(request, pk)
    require_keeping(here.user, here.point, here.day)
    rules = rules_for(here.point.area_code)
    sent = request.POST.get("viec", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {
        "y-kien": ApprovalForm(*_data(request, sent == "y-kien"), initial={"valid_from": here.day}),
        "giao": KeeperForm(*_data(request, sent == "giao")[:1], initial={"valid_from": here.day}),
        "quy-dinh": RulesForm(
            *_data(request, sent == "quy-dinh")[:1],
            initial={"min_checkpoint_m": rules.min_checkpoint_m, "source": "" if rules.source == "?" else rules.source},
        ),
    }  # fmt: skip
    if sent in forms and forms[sent].is_valid() and _carry_out(request, here, sent, forms[sent]):
        return redirect("collection:approval", pk=pk)
    if sent == "thoi" and _end(request, here):
        return redirect("collection:approval", pk=pk)
    distance = here.point.distance_to_checkpoint_m
    context = {
        "here": here,
        "point": here.point,
        "day": here.day,
        "rules": rules,
        "too_near": distance is not None and distance < rules.min_checkpoint_m,
        "approvals": approvals_of(here.point),
        "keepers": list(keepers_of(here.point)[:100]),
        "approval_form": forms["y-kien"],
        "keeper_form": forms["giao"],
        "rules_form": forms["quy-dinh"],
        "may_approve": allows(here.user, policies.APPROVE, here.point.area_code),
        "may_appoint": allows(here.user, policies.APPOINT, here.point.area_code),
        "may_rule": allows(here.user, policies.SET_RULES, rules.area_code or here.point.area_code),
        "today": clock.today(),
        "may_see_point": allows(here.user, network.VIEW),
    }
    return render(request, "collection/approval.html", context, status=422 if sent else 200)


def _data(request: HttpRequest, sent: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if sent else (None, None)


def _carry_out(request: HttpRequest, here: Frame, what: str, form: Any) -> bool:
    data = form.cleaned_data

    def work() -> dict[str, object]:
        if what == "y-kien":
            _approve(here, data)
        elif what == "giao":
            services.appoint_keeper(
                point=here.point, user=person_named(data["who"]), valid_from=data["valid_from"],
                valid_to=data["valid_to"], note=data["note"], actor=here.user,
            )  # fmt: skip
        else:
            rules = rules_for(here.point.area_code)
            area = rules.area_code or here.point.area_code.split(".")[0]
            services.set_rules(
                area_code=area,
                min_checkpoint_m=data["min_checkpoint_m"],
                source=data["source"],
                actor=here.user,
            )
        return {}

    try:
        editing.once(once_token(request), here.user, f"collection.point.{what}", work, content=request.POST)
    except InputInvalid as refused:
        form.add_error(None, "; ".join(f"{one.column}: {one.expected}" for one in refused.faults))
        return False
    except DomainError as refused:
        form.add_error(None, answer(refused).text)
        return False
    messages.success(request, _("Đã ghi."))
    return True


def _approve(here: Frame, data: dict[str, Any]) -> None:
    names = ("agency", "paper_number", "paper_date", "approved", "valid_from", "valid_to", "reason")
    picture = None
    if data.get("photo"):
        picture = services.keep_photo(
            point=here.point, about=uuid.uuid4(), client_uuid=uuid.uuid4(), content=data["photo"].read(),
            actor=here.user,
        )  # fmt: skip
    decision = services.Decision(**{name: data[name] for name in names})
    services.record_approval(point=here.point, decision=decision, actor=here.user, document=picture)


def _end(request: HttpRequest, here: Frame) -> bool:
    text = request.POST.get("nguoi", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
    keeper = keepers_of(here.point).filter(pk=number).first()
    form = ReasonForm(request.POST)
    if keeper is None:
        raise DomainError("keeper_unknown", name=text[:20])
    if not form.is_valid():
        messages.error(request, answer(DomainError("keeper_reason_missing")).text)
        return True
    services.end_keeper(
        keeper=keeper, last=clock.today(), reason=form.cleaned_data["reason"], actor=here.user
    )
    messages.success(request, _("Đã ghi."))
    return True
