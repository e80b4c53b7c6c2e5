"""The doors, their templates, and the page a table is sent from."""

from __future__ import annotations

from itertools import groupby

from django.apps import apps
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.intake import choosing, policies, selectors, services
from cungcau.platform.intake.doors import Door
from cungcau.platform.intake.forms import SendForm
from cungcau.platform.intake.models import Intake
from cungcau.platform.intake.template_book import template_of
from cungcau.platform.ui.messages import answer

_RECENT = 8
_PASTED = "bảng dán.tsv"


@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The kinds of table one may bring in, and one's latest ones."""
    user = signed_in(request)
    context = {
        "groups": [
            (_app_of(app), list(doors)) for app, doors in groupby(policies.doors_for(user), _app_label)
        ],
        "recent": [(one, selectors.title_of(one.door)) for one in selectors.intakes_for(user)[:_RECENT]],
    }
    return render(request, "intake/doors.html", context)


def _app_label(door: Door) -> str:
    return door.kind.partition(".")[0]


def _app_of(label: str) -> str:
    """What the part of the product is called that a door belongs to; "" for a door of none."""
    try:
        return str(apps.get_app_config(label).verbose_name)
    except LookupError:
        return ""


@require_safe
def template(request: HttpRequest, kind: str) -> FileResponse:
    """The workbook to fill in."""
    door = selectors.door_for(signed_in(request), kind)
    return FileResponse(template_of(door), as_attachment=True, filename=f"mẫu {door.title}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The form; a table that is taken leads to its own page."""
    user = signed_in(request)
    door = selectors.door_for(user, kind)
    data = request.POST if request.method == "POST" else None
    form = SendForm(data, request.FILES if data is not None else None)
    options = choosing.options_form(door, user, data)
    if data is not None and all([form.is_valid(), options.is_valid()]):
        try:
            return redirect(
                "intake:show", pk=_sent(form, door, choosing.plain(options.cleaned_data), user).pk
            )
        except DomainError as error:
            form.add_error(None, answer(error).text)
    status = 400 if data is not None else 200
    return render(
        request, "intake/send.html", {"door": door, "form": form, "options": options}, status=status
    )


def _sent(form: SendForm, door: Door, options: dict[str, object], user: User) -> Intake:
    values = form.cleaned_data
    file = values["file"]
    return services.upload(
        door_kind=door.kind,
        name=file.name if file else _PASTED,
        content=file.read() if file else values["pasted"].encode(),
        options=options,
        source=values["source"],
        actor=user,
        intake_id=values["intake_id"],
    )
