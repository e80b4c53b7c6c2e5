"""Rules over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.api import inputs as given
from cungcau.domain.ocop.api import rule_shapes as shapes
from cungcau.domain.ocop.models import CriteriaSet, Instrument, RuleBook
from cungcau.domain.ocop.selectors import rule_search
from cungcau.domain.ocop.selectors.rules import books, current_book, sheet_of
from cungcau.domain.ocop.services import rules as services
from cungcau.domain.ocop.views.rules import book_for, reader, set_for
from cungcau.engines import scoring
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching

router = Router(tags=["OCOP: bộ tiêu chí"])


@router.get(
    "/instruments", response={200: list[shapes.OcopInstrumentOut], **PROBLEMS}, summary="Văn bản OCOP"
)
def instruments(request: HttpRequest) -> list[Instrument]:
    """Decisions with their days and star bands, the newest first."""
    reader(request)
    return list(Instrument.objects.order_by("-issued_on", "code"))


@router.get("", response={200: list[shapes.OcopBookOut], **PROBLEMS}, summary="Các bộ tiêu chí đã nạp")
def loaded(request: HttpRequest) -> list[RuleBook]:
    """Every loading one may see; ``current``: new files follow it today."""
    user = reader(request)
    rows = books()
    if not access.allows(user, policies.LOAD_RULES):
        rows = rows.filter(state=states.PUBLISHED)
    return _marked(list(rows))


@router.post("", response={201: shapes.OcopBookOut, **PROBLEMS}, summary="Nạp bộ tiêu chí (bản thử)")
def load(request: HttpRequest, wanted: given.OcopRulesIn) -> Status[RuleBook]:
    """Load a rule file as a draft; every fault of it is named, nothing of a broken one kept."""
    user = signed_in(request)
    access.require(user, policies.LOAD_RULES)
    book = services.load_book(wanted.content, user, file_name=wanted.file_name, note=wanted.note)
    return Status(201, _marked([book_for(user, book.pk)])[0])


@router.get(
    "/compare", response={200: list[shapes.OcopSheetChangeOut], **PROBLEMS}, summary="So hai bộ tiêu chí"
)
def compare(
    request: HttpRequest, before: Query[given.OcopNumber], after: Query[given.OcopNumber]
) -> list[rule_search.SheetChange]:
    """The sets in which two books differ, and how."""
    user = reader(request)
    return rule_search.compared(book_for(user, before), book_for(user, after))


@router.get("/{int:number}", response={200: shapes.OcopBookOut, **PROBLEMS}, summary="Một bộ tiêu chí")
def book(request: HttpRequest, number: given.OcopNumber) -> RuleBook:
    """One loading."""
    return _marked([book_for(reader(request), number)])[0]


@router.post(
    "/{int:number}/publish", response={200: shapes.OcopBookOut, **PROBLEMS}, summary="Ban hành bộ tiêu chí"
)
def publish(request: HttpRequest, number: given.OcopNumber) -> RuleBook:
    """Seal a draft."""
    user = signed_in(request)
    services.publish_book(book_for(user, number), user)
    return _marked([book_for(user, number)])[0]


@router.delete("/{int:number}", response={204: None, **PROBLEMS}, summary="Bỏ bản thử")
def drop(request: HttpRequest, number: given.OcopNumber) -> Status[None]:
    """Throw a draft away."""
    user = signed_in(request)
    services.drop_book(book_for(user, number), user)
    return Status(204, None)


@router.get(
    "/{int:number}/sets",
    response={200: list[shapes.OcopSetOut], **PROBLEMS},
    summary="Các bộ của một lần nạp",
)
def sets(request: HttpRequest, number: given.OcopNumber, page: Query[given.OcopPageIn]) -> list[CriteriaSet]:
    """The sets in printed order, found by words."""
    found = book_for(reader(request), number)
    rows = matching(CriteriaSet.objects.filter(book=found).defer("words").order_by("number"), page.q)
    return list(rows[page.offset : page.offset + page.limit])


@router.get(
    "/{int:number}/sets/{code}", response={200: shapes.OcopSheetOut, **PROBLEMS}, summary="Phiếu của một bộ"
)
def sheet(request: HttpRequest, number: given.OcopNumber, code: given.OcopCode) -> scoring.Sheet:
    """A set's whole sheet."""
    return sheet_of(set_for(book_for(reader(request), number), code))


def _marked(rows: list[RuleBook]) -> list[RuleBook]:
    current = current_book(clock.today())
    for one in rows:
        setattr(one, "is_current", current is not None and one.pk == current.pk)  # noqa: B010 - said beside the columns
    return rows
