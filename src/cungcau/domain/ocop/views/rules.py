"""The rules to read: decisions and books, one book's sets, one set's sheet, two books side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.ocop import policies, rule_files, rule_paper, sheet_rows, states
from cungcau.domain.ocop.forms.rules import CompareForm
from cungcau.domain.ocop.models import CriteriaSet, Instrument, RuleBook
from cungcau.domain.ocop.selectors import rule_search
from cungcau.domain.ocop.selectors.rules import (
    bands_of,
    books,
    current_book,
    engine_book,
    instrument_on,
    sheet_of,
)
from cungcau.engines import scoring
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.reference.search import matching


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Decisions with their days, the books loaded of them, a search in the criteria of the one that applies."""
    user = reader(request)
    today = clock.today()
    current = current_book(today)
    text = request.GET.get("q", "")[:200].replace("\x00", "")
    by_instrument: dict[int, list[tuple[RuleBook, str, str]]] = {}
    for book in books():
        words_ = (book, str(states.RULE_BOOK_LABELS[book.state]), states.RULE_BOOK_TONES[book.state])
        by_instrument.setdefault(book.instrument_id, []).append(words_)
    newest = instrument_on(today)
    context: dict[str, Any] = {
        "instruments": [
            (one, *standing_of(one, today, newest), _bands(one), by_instrument.get(one.pk, []))
            for one in Instrument.objects.order_by("-issued_on", "code")
        ],
        "current": current,
        "q": text,
        "sets": list(_sets(current, text)) if current and text else [],
        "hits": rule_search.found_in(current, text) if current and text else [],
        "most_hits": rule_search.MOST_HITS,
        "may_load": access.allows(user, policies.LOAD_RULES),
    }
    return render(request, "ocop/rules.html", context)


@require_safe
def book(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One book: its sets, found by words; whole as a spreadsheet (``?xuat=``) or as the file it is (``?tep=json``)."""
    user = reader(request)
    found = book_for(user, pk)
    if wanted := request.GET.get("xuat", ""):
        name = f"bộ tiêu chí {found.instrument.code} lần {found.no}"
        return export_response(name, wanted, rule_files.SHEET, rule_files.rows_of(engine_book(found.pk)))
    if "tep" in request.GET:
        return _file(found)
    text = request.GET.get("q", "")[:200].replace("\x00", "")
    engine = engine_book(found.pk)
    sets = list(_sets(found, text))
    context: dict[str, Any] = {
        "book": found,
        "groups": _by_category(engine, sets),
        "q": text,
        "hits": rule_search.found_in(found, text) if text else [],
        "most_hits": rule_search.MOST_HITS,
        "bands": [(band, rule_search.band_words(band)) for band in engine.bands],
        "state_label": str(states.RULE_BOOK_LABELS[found.state]),
        "state_tone": states.RULE_BOOK_TONES[found.state],
        "may_load": access.allows(user, policies.LOAD_RULES),
        "criteria": sum(len(sheet.scorable) for sheet in engine),
        "options": sum(len(row.options) for sheet in engine for row in sheet.scorable),
        "principles": engine.principles,
        "source": engine.source,
        "other": books().filter(state=states.PUBLISHED).exclude(pk=found.pk).first(),
    }
    return render(request, "ocop/book.html", context)


@require_safe
def sheet(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """One set's sheet as a page to read and print; its levels as a spreadsheet with ``?xuat=``."""
    user = reader(request)
    found = book_for(user, pk)
    criteria_set = set_for(found, code)
    whole = sheet_of(criteria_set)
    if wanted := request.GET.get("xuat", ""):
        return export_response(whole.code, wanted, rule_files.SHEET, rule_files.rows_of(_one(whole)))
    context = {
        "book": found,
        "sheet": whole,
        "parts": list(sheet_rows.part_rows(whole, {}, evidence={})),
        "whole_flags": sheet_rows.flags_by_criterion(whole).get("", ()),
        "minimums": [
            (
                star,
                [
                    (whole.criterion(row.criterion), row.points)
                    for row in whole.star_conditions
                    if row.star == star
                ],
            )
            for star in sorted({row.star for row in whole.star_conditions})
        ],
        "group": engine_book(found.pk).categories.get(whole.category, whole.category),
        "bands": [(band, rule_search.band_words(band)) for band in bands_of(found.instrument)],
        "before": CriteriaSet.objects.filter(book=found, number=whole.number - 1).first(),
        "after": CriteriaSet.objects.filter(book=found, number=whole.number + 1).first(),
    }
    return render(request, "ocop/rules_sheet.html", context)


@require_safe
def printed(request: HttpRequest, pk: int, code: str, kind: str) -> HttpResponse:
    """A set's sheet, empty, to print and fill in by hand."""
    found = book_for(reader(request), pk)
    whole = sheet_of(set_for(found, code))
    paper = rule_paper.sheet_paper(whole, found.instrument.number, clock.today())
    return paper_response(paper, f"phieu-{whole.code}", kind)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What two books say differently."""
    reader(request)
    form = CompareForm(request.GET if "a" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        before, after = form.cleaned_data["a"], form.cleaned_data["b"]
        context |= {
            "before": before, "after": after, "sheets": rule_search.compared(before, after),
            "bands": rule_search.bands_compared(before, after),
        }  # fmt: skip
    return render(request, "ocop/rules_compare.html", context, status=400 if form.errors else 200)


def reader(request: HttpRequest) -> User:
    """Whoever may read the rules; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.VIEW_RULES)
    return user


def book_for(user: User, pk: int) -> RuleBook:
    """A book: a draft only for those who may load rules; raises ``not_found``."""
    found = books().filter(pk=pk).first() if pk < 2**63 else None
    if found is None or (found.state == states.DRAFT and not access.allows(user, policies.LOAD_RULES)):
        raise DomainError("not_found")
    return found


def set_for(book: RuleBook, code: str) -> CriteriaSet:
    """A set of a book; raises ``not_found``."""
    found = CriteriaSet.objects.filter(book=book, code=code).defer("words").first()
    if found is None:
        raise DomainError("not_found")
    return found


def standing_of(one: Instrument, on: date, newest: Instrument | None) -> tuple[str, str]:
    """How a decision stands on a day, in words, with its tone."""
    if one.effective_from is None:
        return _("chưa ban hành hoặc chưa rõ ngày"), "warn"
    if one.effective_from > on:
        return _("chưa có hiệu lực"), ""
    if one.effective_to is not None and one.effective_to < on:
        return _("đã hết hiệu lực"), ""
    if newest is not None and one.pk != newest.pk:
        return _("còn hiệu lực cho hồ sơ chuyển tiếp"), "warn"
    return _("đang áp dụng"), "good"


def _bands(one: Instrument) -> list[tuple[scoring.Band, str]]:
    return [(band, rule_search.band_words(band)) for band in bands_of(one)]


def _sets(book: RuleBook, text: str) -> Iterator[CriteriaSet]:
    rows = CriteriaSet.objects.filter(book=book).defer("words").order_by("number")
    yield from matching(rows, text)


def _by_category(engine: scoring.RuleBook, sets: list[CriteriaSet]) -> list[tuple[str, list[CriteriaSet]]]:
    found: dict[str, list[CriteriaSet]] = {}
    for one in sets:
        found.setdefault(one.category, []).append(one)
    return [(f"{code}. {engine.categories[code]}", rows) for code, rows in found.items()]


def _one(whole: scoring.Sheet) -> Iterator[scoring.Sheet]:
    yield whole


def _file(found: RuleBook) -> HttpResponse:
    """The book as a rule file that can be loaded elsewhere."""
    values = scoring.values_of(engine_book(found.pk))
    text = json.dumps(values, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"{found.instrument.code}-{found.no}.json"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
