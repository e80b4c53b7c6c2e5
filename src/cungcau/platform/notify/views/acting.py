"""Buttons of the outbox: send again, told by hand, put aside, look at the contact; for one message or several."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import national
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.notify import policies, selectors, services
from cungcau.platform.notify.forms import CancelForm, ManyForm, ToldForm
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.views.outbox import page_of
from cungcau.platform.notify.wording import own_phone_url
from cungcau.platform.ui.messages import answer


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one message again."""
    user, one = _found(request, pk)
    services.retry(outgoing=one, actor=user)
    messages.success(request, _("Tin đã vào hàng chờ gửi."))
    return redirect("notify:outgoing", pk=pk)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a message that somebody put aside."""
    user, one = _found(request, pk)
    services.restore(outgoing=one, actor=user)
    messages.success(request, _("Đã lấy lại tin này."))
    return redirect("notify:outgoing", pk=pk)


@require_POST
def mark_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that one told the person oneself."""
    user, one = _found(request, pk)
    form = ToldForm(request.POST)
    if not form.is_valid():
        return _again(request, one, user, told=form)
    services.mark_sent(outgoing=one, actor=user, **form.cleaned_data)
    messages.success(request, _("Đã ghi là báo tay."))
    return redirect("notify:outgoing", pk=pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one message aside."""
    user, one = _found(request, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _again(request, one, user, aside=form)
    services.cancel(outgoing=one, actor=user, note=form.cleaned_data["note"])
    messages.success(request, _("Đã huỷ tin này."))
    return redirect("notify:outgoing", pk=pk)


@never_cache
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole contact and text on a page, once; the look is in the trail."""
    user, one = _found(request, pk)
    services.reveal(outgoing=one, actor=user)
    context = {
        "one": one,
        "phone": national(one.phone),
        "own_phone": own_phone_url(one),
        "told": ToldForm(),
        "may_mark": access.allows(user, policies.HANDLE, one.area_code)
        and "mark_sent" in selectors.possible(one),
    }
    return render(request, "notify/contact.html", context)


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """One deed to the messages chosen in the list; those that refuse it are named with the reason."""
    user = signed_in(request)
    access.require(user, policies.HANDLE)
    back = (
        f"{reverse('notify:outbox')}?{QueryDict(request.POST.get('back', '')[:2000].lstrip('?')).urlencode()}"
    )
    form = ManyForm(selectors.outbox(user), request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
        return redirect(back)
    wanted = form.cleaned_data
    done, refused = services.each(wanted["chosen"], _deed(wanted["deed"], wanted["way"], user))
    if done:
        said = ngettext("Đã làm với %(n)s tin.", "Đã làm với %(n)s tin.", done) % {"n": done}
        messages.success(request, said)
    for row, error in refused[:5]:
        messages.warning(request, f"{row}: {answer(error).text}")
    if len(refused) > 5:
        more = ngettext(
            "Còn %(n)s tin khác không làm được.", "Còn %(n)s tin khác không làm được.", len(refused) - 5
        )
        messages.warning(request, more % {"n": len(refused) - 5})
    return redirect(back)


def _deed(verb: str, way: str, user: User) -> Callable[[Outgoing], Outgoing]:
    deeds: dict[str, Callable[[Outgoing], Outgoing]] = {
        "retry": lambda one: services.retry(outgoing=one, actor=user),
        "mark_sent": lambda one: services.mark_sent(outgoing=one, actor=user, way=way),
        "cancel": lambda one: services.cancel(outgoing=one, actor=user),
        "restore": lambda one: services.restore(outgoing=one, actor=user),
    }
    return deeds[verb]


def _found(request: HttpRequest, pk: int) -> tuple[User, Outgoing]:
    user = signed_in(request)
    access.require(user, policies.VIEW)
    return user, selectors.outgoing_for(user, pk)


def _again(request: HttpRequest, one: Outgoing, user: User, **forms: Form) -> HttpResponse:
    """The page of the message with what is wrong; a state that leaves no such deed is refused instead."""
    context = page_of(one, user, **forms)
    verb = "mark_sent" if "told" in forms else "cancel"
    if verb not in context["verbs"]:
        access.require(user, policies.HANDLE, one.area_code)
        one.lifecycle.move(one.state, verb)
    return render(request, "notify/outgoing.html", context, status=400)
