"""The page "Nhật ký": who did what, when; and the same as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import find, signed_in
from cungcau.platform.audit import policies, selectors
from cungcau.platform.audit.forms import SearchForm
from cungcau.platform.audit.models import Entry
from cungcau.platform.exchange.services import Column, export_response
from cungcau.platform.ui import clock

_PER_PAGE = 50
_COLUMNS = (
    Column("sequence", "Số", "int"),
    Column("at", "Lúc", "datetime"),
    Column("actor", "Tên đăng nhập", "text"),
    Column("name", "Người làm", "text"),
    Column("sentence", "Việc đã làm", "text"),
    Column("thing", "Đối tượng", "text"),
    Column("area", "Địa bàn", "text"),
    Column("hash", "Mã niêm phong", "text"),
)


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The entries one may see, newest first, page by page without counting them all."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    form = SearchForm(request.GET or None)
    before = request.GET.get("truoc", "")
    rows = _found(user, form)
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    entries = list(rows[: _PER_PAGE + 1])
    more = len(entries) > _PER_PAGE
    context = {
        "form": form,
        "entries": entries[:_PER_PAGE],
        "filters": _filters(request),
        "older": entries[_PER_PAGE - 1].pk if more else None,
        "is_first": not before,
    }
    return render(request, "audit/index.html", context, status=400 if form.is_bound and form.errors else 200)


@require_safe
def export(request: HttpRequest, file_format: str) -> StreamingHttpResponse:
    """Every entry that the filters leave, as csv or xlsx; however many there are."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    rows = _found(user, SearchForm(request.GET or None))
    name = f"nhat-ky-{clock.today():%Y%m%d}"
    return export_response(name, file_format, _COLUMNS, _rows(rows))


def _rows(entries: QuerySet[Entry]) -> Iterator[dict[str, object]]:
    for entry in entries.iterator(chunk_size=2000):
        yield {
            "sequence": entry.sequence,
            "at": entry.at,
            "actor": entry.actor.username if entry.actor else "",
            "name": entry.actor.full_name if entry.actor else "Hệ thống",
            "sentence": entry.sentence,
            "thing": entry.object_label,
            "area": entry.area_code,
            "hash": entry.hash,
        }


def _found(user: User, form: SearchForm) -> QuerySet[Entry]:
    """The entries of the form; filters that make no sense find nothing rather than everything."""
    if not form.is_bound:
        return selectors.search(viewer=user)
    if not form.is_valid():
        return Entry.objects.none()
    wanted = form.cleaned_data
    person = find(wanted["actor"]) if wanted["actor"] else None
    if wanted["actor"] and person is None:
        return Entry.objects.none()
    return selectors.search(
        viewer=user,
        text=wanted["q"],
        actor=person.pk if person else None,
        verb=wanted["verb"],
        since=wanted["since"],
        until=wanted["until"],
    )


def _filters(request: HttpRequest) -> str:
    """The filters in force as a query string, without the place in the list."""
    return urlencode([(key, value) for key, value in request.GET.items() if key != "truoc" and value])
