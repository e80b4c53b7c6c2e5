"""Until when a holder has a file: by law, by the province's regulation, by its round; the earliest counts.

Source: 26/2026/QĐ-TTg (the commune's 15 working days, 45 days for a re-evaluation, rounds, transition), read from the
rule book's ``procedure``; terms of the province from ``StageTerm``. A stage nobody rules has no deadline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Dossier, DossierKind, Round, Stage, StageTerm
from cungcau.domain.ocop.selectors.rules import current_book, engine_book
from cungcau.domain.ocop.workdays import Term, Workdays, calendar
from cungcau.engines import scoring
from cungcau.kernel.vntext import show_date
from cungcau.platform.ui import clock

NO_TERM = Term(None, "")
PROVINCIAL = (Stage.OFFICE, Stage.ADVISORY, Stage.COUNCIL, Stage.DECISION)
ROUND_ENDS = (Stage.COUNCIL, Stage.DECISION)
_DAY = timedelta(days=1)
_PENDING = {
    True: "pending_re_evaluation_under_148_finish_within_days",
    False: "pending_first_or_upgrade_under_148_finish_within_days",
}
"""Names of the transition terms in a rule file, for re-evaluations and for all others."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What counting terms needs, read once for many files: days, terms of provinces, the Ministry's rounds, rules."""

    days: Workdays
    terms: Mapping[tuple[str, str], StageTerm]
    ministry: tuple[Round, ...]
    newest: scoring.Instrument | None
    rules: dict[int, scoring.Instrument] = field(default_factory=dict)

    def instrument(self, book_id: int) -> scoring.Instrument:
        """The decision a book's files follow, with what it says of the procedure."""
        if book_id not in self.rules:
            self.rules[book_id] = _instrument(book_id)
        return self.rules[book_id]


def counting() -> Counting:
    """Read what terms are counted by: five queries."""
    terms = {(one.area_code, one.stage): one for one in StageTerm.objects.all()}
    rounds = Round.objects.filter(level="ministry").order_by("request_before", "pk")
    book = current_book(clock.today())
    newest = _instrument(book.pk) if book is not None else None
    rules = {book.pk: newest} if book is not None and newest is not None else {}
    return Counting(calendar(), terms, tuple(rounds), newest, rules)


def _instrument(book_id: int) -> scoring.Instrument:
    engine = engine_book(book_id)
    return engine.instruments[engine.instrument]


def province_of(area: str) -> str:
    """The province an area lies in: "20" of "20.06172"."""
    return area.split(".")[0]


def term_of(dossier: Dossier, stage: str, start: date, using: Counting | None = None) -> Term:
    """The last day of a stay that begins on a day, and how it is counted; of several the earliest."""
    using = using or counting()
    found = list(_terms(dossier, stage, start, using))
    return min(found, key=lambda term: term.due_on or date.max, default=NO_TERM)


def days_to_answer(dossier: Dossier, start: date) -> date | None:
    """The last day a province usually gives an entity to answer; None where it says nothing of that."""
    own = StageTerm.objects.filter(area_code=province_of(dossier.area_code), stage=Stage.ENTITY).first()
    return _own(own, start, calendar()).due_on if own is not None else None


def _terms(dossier: Dossier, stage: str, start: date, using: Counting) -> Iterator[Term]:
    if stage == Stage.ENTITY:
        yield from _asked(dossier)
        return
    rules = using.instrument(dossier.criteria_set.book_id)
    procedure = rules.procedure or {}
    if stage == Stage.MINISTRY:
        yield from _ministry(start, using)
        return
    if stage == Stage.COMMUNE:
        yield from _commune(procedure, start, using.days)
    if own := using.terms.get((province_of(dossier.area_code), stage)):
        yield _own(own, start, using.days)
    if stage in PROVINCIAL:
        yield from _re_evaluation(dossier, procedure)
    if stage in ROUND_ENDS and dossier.round is not None:
        last = dossier.round.finish_before - _DAY
        yield Term(last, f"đợt {dossier.round}: xong trước ngày {show_date(dossier.round.finish_before)}")
    yield from _transition(dossier, rules, using.newest)


def number_in(said: object, *path: str) -> int | None:
    """A whole number within nested values, None where there is none."""
    for name in path:
        said = said.get(name) if isinstance(said, Mapping) else None
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def _commune(procedure: Mapping[str, object], start: date, days: Workdays) -> Iterator[Term]:
    count = number_in(procedure, "commune_processing", "value")
    if count is not None:
        yield days.term(start, count)


def _own(own: StageTerm, start: date, days: Workdays) -> Term:
    if own.unit == StageTerm.Unit.WORKING_DAYS:
        counted = days.term(start, own.count)
    else:
        due = start + timedelta(days=own.count)
        counted = Term(due, f"{own.count} ngày kể từ {show_date(start)}")
    return Term(counted.due_on, f"{counted.why} (quy định của tỉnh: {own.source})"[:200])


def _re_evaluation(dossier: Dossier, procedure: Mapping[str, object]) -> Iterator[Term]:
    count = number_in(procedure, "re_evaluation_max_days", "value")
    if dossier.kind == DossierKind.RENEWAL and count is not None and dossier.forwarded_at is not None:
        start = timezone.localtime(dossier.forwarded_at).date()
        yield Term(
            start + timedelta(days=count),
            f"đánh giá lại: {count} ngày kể từ khi tỉnh nhận đủ hồ sơ ({show_date(start)})",
        )


def _asked(dossier: Dossier) -> Iterator[Term]:
    due = (
        dossier.requests.filter(state=states.OPEN).order_by("due_on").values_list("due_on", flat=True).first()
    )
    if due is not None:
        yield Term(due, "hạn sớm nhất của các mục phải bổ sung")


def _ministry(start: date, using: Counting) -> Iterator[Term]:
    """The Ministry's round a file sent up on a day falls into: the first that still takes requests."""
    found = next((one for one in using.ministry if one.request_before > start), None)
    if found is not None:
        asked, done = show_date(found.request_before), show_date(found.finish_before)
        yield Term(
            found.finish_before - _DAY, f"đợt {found} của Bộ: đề nghị trước {asked}, xong trước {done}"
        )


def _transition(
    dossier: Dossier, rules: scoring.Instrument, newest: scoring.Instrument | None
) -> Iterator[Term]:
    """A file under a decision that a newer one replaces is to be finished within so many days of the newer one."""
    if newest is None or newest.effective_from is None or rules.code not in newest.replaces:
        return
    name = _PENDING[dossier.kind == DossierKind.RENEWAL]
    count = number_in(newest.procedure, "transition", name)
    if count is not None:
        begins = show_date(newest.effective_from)
        yield Term(
            newest.effective_from + timedelta(days=count),
            f"chuyển tiếp: hồ sơ theo {rules.number} xong trong {count} ngày từ {begins} ({newest.number})",
        )
