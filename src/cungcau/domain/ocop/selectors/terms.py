"""The periods a decision sets around a certificate, read from its published rule file."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cungcau.domain.ocop.selectors.rules import current_book, engine_book
from cungcau.engines import scoring


@dataclass(frozen=True, slots=True)
class Terms:
    """Periods of one decision; months and days are counted as the Civil Code counts terms.

    Source: 26/2026/QĐ-TTg, article 4(3) (36 months from the day it is issued), 7(6)(a) (filed no earlier than 180 and
    no later than 120 days before the last day), 8(4) (15 days), 12(3) (at most 180 days past the last day).
    """

    number: str
    effective_from: date
    months: int
    opens_days: int
    closes_days: int
    extension_days: int
    revocation_days: int

    def last_day(self, starts_on: date) -> date:
        """The last day of a certificate issued on a day, itself included."""
        return months_later(starts_on, self.months)

    def window(self, expires_on: date) -> tuple[date, date]:
        """The first and the last day a re-evaluation may be filed, both included."""
        return expires_on - timedelta(days=self.opens_days), expires_on - timedelta(days=self.closes_days)

    def longest_extension(self, expires_on: date) -> date:
        """The last day the transition rule can carry an old certificate to."""
        return expires_on + timedelta(days=self.extension_days)

    def revocation_due(self, concluded_on: date) -> date:
        """By when a revocation is decided, that day included."""
        return concluded_on + timedelta(days=self.revocation_days)


def months_later(day: date, months: int) -> date:
    """The day a term of whole months that begins on a day ends with, itself included.

    The first day is not counted; the term ends with the same day of its last month, or that month's last day where
    it has no such day: 29/2/2028 and 36 months make 28/2/2031. Source: Civil Code 2015, articles 147(2), 148(3).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def terms_on(on: date) -> Terms:
    """The periods in force on a day: of the published book, else of the rule file that comes with the product.

    Older decisions gave the same 36 months, so their certificates are counted by these too.
    """
    book = current_book(on)
    if book is not None:
        return _of_book(book.pk, book.sha256)
    engine = scoring.newest_book()
    return _terms(engine.instruments[engine.instrument])


@lru_cache(maxsize=16)
def _of_book(book_id: int, sha256: str) -> Terms:
    """What a digest was published with never means anything else, so it may be kept."""
    engine = engine_book(book_id)
    return _terms(engine.instruments[engine.instrument])


def _terms(row: scoring.Instrument) -> Terms:
    said = row.procedure
    if not said:
        newest = scoring.newest_book()
        said = newest.instruments[newest.instrument].procedure
    window = _part(said, "re_evaluation_filing_window_days_before_expiry")
    return Terms(
        number=row.number,
        effective_from=row.effective_from or row.issued,
        months=_days(said, "certificate_validity_months"),
        opens_days=_days(window, "earliest"),
        closes_days=_days(window, "latest"),
        extension_days=_days(_part(said, "transition"), "late_re_evaluation_certificate_extension_max_days"),
        revocation_days=_days(_part(said, "revocation"), "deadline_days"),
    )


def _part(said: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = said[name]
    assert isinstance(found, Mapping), f"{name} of a rule file is a group"
    return found


def _days(said: Mapping[str, object], name: str) -> int:
    found = said[name]
    assert isinstance(found, int), f"{name} of a rule file is a whole number"
    return found
