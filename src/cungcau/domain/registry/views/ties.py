"""Members, representatives, people who act for an organisation, consents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.registry import policies, selectors, services
from cungcau.domain.registry.forms import AgentForm, ConsentForm, EndForm, MemberForm, RepresentativeForm
from cungcau.domain.registry.models import Agent, Membership, Organisation
from cungcau.domain.registry.views.frame import editable, organisation_for, present
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.ui.messages import answer


@require_http_methods(["GET", "POST"])
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who belongs to an organisation."""
    one = editable(request, pk)
    user, on = present(request)
    form = MemberForm(request.POST or None, among=selectors.shown_to(user, on).exclude(pk=pk))

    def write() -> None:
        data = form.cleaned_data
        services.add_member(
            member=data["member"], of=one, role=data["role"], source=data["source"], actor=user, on=on,
            days=services.Days(data["valid_from"], data["valid_to"]),
        )  # fmt: skip

    return run(
        request, one, form, write, _("Thêm thành viên"), _("Đã ghi thành viên."), "registry.member.new"
    )


@require_http_methods(["GET", "POST"])
def end_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the last day of a membership."""
    tie = Membership.objects.filter(pk=pk).select_related("member", "of").first()
    if tie is None:
        raise DomainError("tie_not_found")
    one = editable(request, tie.of_id)
    user, on = present(request)
    form = EndForm(request.POST or None, initial={"valid_to": on})

    def write() -> None:
        services.end_member(pk=pk, last=form.cleaned_data["valid_to"], actor=user, on=on)

    title = _("%(name)s thôi là thành viên") % {"name": tie.member.name}
    return run(request, one, form, write, title, _("Đã ghi ngày kết thúc."))


@require_http_methods(["GET", "POST"])
def representative(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who speaks for an organisation."""
    one = editable(request, pk)
    user, on = present(request)
    among = selectors.shown_to(user, on).exclude(pk=pk)
    form = RepresentativeForm(
        request.POST or None, among=among, on=on, initial={"representative": one.representative}
    )

    def write() -> None:
        data = form.cleaned_data
        services.set_representative(
            pk=pk, representative=data["representative"], actor=user, on=data["valid_from"]
        )

    return run(request, one, form, write, _("Đại diện"), _("Đã ghi đại diện."))


@require_http_methods(["GET", "POST"])
def add_agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an account act for an organisation."""
    one = organisation_for(request, pk)
    user, on = present(request)
    access.require(user, policies.GRANT_AGENT)
    form = AgentForm(request.POST or None, initial={"valid_from": on})

    def write() -> None:
        data = form.cleaned_data
        services.add_agent(
            user=data["user"], organisation=one, source=data["source"], actor=user,
            days=services.Days(data["valid_from"], data["valid_to"]),
        )  # fmt: skip

    return run(request, one, form, write, _("Cử người thay mặt"), _("Đã ghi người thay mặt."))


@require_http_methods(["GET", "POST"])
def end_agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the last day on which an account acts for an organisation."""
    agent = Agent.objects.filter(pk=pk).select_related("user").first()
    if agent is None:
        raise DomainError("tie_not_found")
    one = organisation_for(request, agent.organisation_id)
    user, on = present(request)
    access.require(user, policies.GRANT_AGENT)
    form = EndForm(request.POST or None, initial={"valid_to": on})

    def write() -> None:
        services.end_agent(pk=pk, last=form.cleaned_data["valid_to"], actor=user)

    title = _("%(name)s thôi thay mặt") % {"name": agent.user.full_name}
    return run(request, one, form, write, title, _("Đã ghi ngày kết thúc."))


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody allowed or withdrew."""
    one = editable(request, pk)
    user, on = present(request)
    form = ConsentForm(request.POST or None, today=on)

    def write() -> None:
        data = form.cleaned_data
        services.record_consent(
            organisation=one, purpose=data["purpose"], given=data["given"] == "yes", how=data["how"], day=data["on"],
            actor=user, on=on, note=data["note"],
        )  # fmt: skip

    return run(request, one, form, write, _("Sự đồng ý"), _("Đã ghi câu trả lời."))


def run(
    request: HttpRequest,
    one: Organisation,
    form: forms.Form,
    write: Callable[[], None],
    title: str,
    done: str,
    draft: str = "",
) -> HttpResponse:
    """A form about one organisation: drawn, or carried out and back to its page; refusals stand above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except DomainError as error:
            form.add_error(None, answer(error).text)
        else:
            messages.success(request, done)
            return redirect("registry:organisation", pk=one.pk)
    context: dict[str, Any] = {"one": one, "form": form, "title": title, "draft_key": draft}
    return render(request, "registry/small_form.html", context, status=400 if form.errors else 200)
