"""The rules transit papers are judged by: those in force, the editions before, and the way to load another."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.logistics import checklist, policies
from cungcau.domain.logistics.checklist import RuleRow
from cungcau.domain.logistics.forms.rules import RulesFilter, named
from cungcau.domain.logistics.models import RuleEdition
from cungcau.domain.logistics.selectors import rules as selectors
from cungcau.domain.logistics.tables.rules import SHEET, RulesTable, rule_rows
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.platform.ui.fields import drawn
from cungcau.platform.ui.templatetags.tables import ExportLink
from cungcau.reference.search import words


@require_safe
def rules(request: HttpRequest) -> HttpResponseBase:
    """An edition's rules: searched, narrowed to a day, sorted, taken away as a file that can be loaded again."""
    user = signed_in(request)
    access.require(user, policies.VIEW_PAPERS)
    editions = selectors.editions()
    form = RulesFilter(request.GET or None, editions=editions)
    wanted: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    refused = form.is_bound and not form.is_valid()
    edition, shown = _edition(wanted.get("ban"))
    rows = [] if refused else _narrowed(shown, wanted.get("q", ""), wanted.get("ngay"))
    table = RulesTable(rows)
    tables.RequestConfig(request, paginate={"per_page": 100, "silent": True}).configure(table)
    kind = request.GET.get("xuat", "")
    if kind:
        number = edition.number if edition else selectors.SHIPPED
        return export_response(f"quy định giấy đi đường bản {number}", kind, SHEET, rule_rows(rows))
    query = request.GET.copy()
    query.pop("page", None)
    table.exports = [ExportLink(f"?{_with(query, name)}", name) for name in ("xlsx", "csv")]
    now = selectors.edition_on(clock.today())
    context = {
        "fields": [(bound, drawn(bound)["widget"]) for bound in form],
        "table": table,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "edition": edition,
        "now": named(now) if now else _("Bản có sẵn trong phần mềm"),
        "editions": [(one, named(one)) for one in editions],
        "may_load": access.allows(user, policies.LOAD_RULES),
    }
    return render(request, "logistics/rules.html", context, status=400 if refused else 200)


def _edition(number: int | None) -> tuple[RuleEdition | None, tuple[RuleRow, ...]]:
    """The edition asked for, the one in force for none; None is the table the product comes with."""
    if number == selectors.SHIPPED:
        return None, checklist.rules()
    found = selectors.edition_on(clock.today()) if number is None else selectors.edition_numbered(number)
    return (None, checklist.rules()) if found is None else (found, selectors.rules_of(found))


def _narrowed(rows: tuple[RuleRow, ...], text: str, on: date | None) -> list[RuleRow]:
    asked = words(text).split()
    return [
        one
        for one in rows
        if (on is None or one.in_force(on)) and all(word in _folded(one) for word in asked)
    ]


def _folded(one: RuleRow) -> str:
    return words(one.code, one.item_vi, one.item_en, one.message_vi, one.message_en, one.source)


def _with(query: Any, kind: str) -> str:
    changed = query.copy()
    changed["xuat"] = kind
    return str(changed.urlencode())
