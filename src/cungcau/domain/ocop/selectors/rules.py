"""Questions about instruments, rule books and their sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import CriteriaSet, Instrument, RuleBook
from cungcau.engines import scoring


def sheet_of(criteria_set: CriteriaSet) -> scoring.Sheet:
    """The engine's sheet of a set; a book is read once per process."""
    return engine_book(criteria_set.book_id).sheets[criteria_set.code]


def engine_book(book_id: int) -> scoring.RuleBook:
    """The engine's form of a loaded book. Raises ``RuleBook.DoesNotExist``."""
    return _read(RuleBook.objects.values_list("sha256", flat=True).get(pk=book_id))


@lru_cache(maxsize=16)
def _read(sha256: str) -> scoring.RuleBook:
    """What was loaded under a digest never means anything else, so it may be kept."""
    content = RuleBook.objects.values_list("content", flat=True).get(sha256=sha256)
    return scoring.read(content, sha256[:12])


def bands_of(instrument: Instrument) -> tuple[scoring.Band, ...]:
    """The star bands of an instrument as the engine takes them, highest star first; empty where none are known."""
    bands = [scoring.Band(**row) for row in instrument.bands]
    return tuple(sorted(bands, key=lambda band: -band.star))


def instrument_on(on: date) -> Instrument | None:
    """The decision new files follow on a day: of those in force the one issued last."""
    rows = Instrument.objects.filter(effective_from__lte=on).filter(_not_ended(on))
    return rows.order_by("-issued_on", "-effective_from", "code").first()


def current_book(on: date) -> RuleBook | None:
    """The published book new files follow on a day: the last loading of the newest decision that has one."""
    rows = RuleBook.objects.filter(state=states.PUBLISHED, instrument__effective_from__lte=on)
    rows = rows.filter(_not_ended(on, "instrument__")).select_related("instrument").defer("content")
    return rows.order_by("-instrument__issued_on", "-no").first()


def current_sets(on: date) -> QuerySet[CriteriaSet]:
    """The sets of :func:`current_book`, in printed order; none before a book is published."""
    book = current_book(on)
    return CriteriaSet.objects.filter(book=book).order_by("number") if book else CriteriaSet.objects.none()


def books() -> QuerySet[RuleBook]:
    """Every loading, the newest decision first, without its content."""
    return RuleBook.objects.select_related("instrument", "loaded_by", "published_by").defer("content")


def shown_star(bands: Sequence[scoring.Band], star: int) -> scoring.Band | None:
    """The band of a star, None where the decision has no such star."""
    return next((band for band in bands if band.star == star), None)


def _not_ended(on: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}effective_to": None}) | Q(**{f"{prefix}effective_to__gte": on})


def sets_used() -> list[tuple[str, str]]:
    """(code, code and name) of every published set, the newest loading of each, for filters."""
    rows = CriteriaSet.objects.filter(book__state=states.PUBLISHED).order_by("code", "-book")
    found: dict[str, str] = {}
    for code, name in rows.values_list("code", "name"):
        found.setdefault(code, f"{code} {name}")
    return list(found.items())


def categories() -> dict[str, str]:
    """Groups of products by code, as the newest published book names them; those that ship before there is one."""
    newest = (
        RuleBook.objects.filter(state=states.PUBLISHED)
        .order_by("-instrument__issued_on", "-no")
        .values_list("pk", flat=True)
        .first()
    )
    engine = engine_book(newest) if newest is not None else scoring.newest_book()
    return dict(engine.categories)
