"""The one gate to score sheets: until a scoring is closed a member's points are for that member alone.

Nobody passes it otherwise: not the secretary, not who presides, not the office, not an administrator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import F, Q, QuerySet

from cungcau.domain.council import policies, states
from cungcau.domain.council.agreeing import with_none
from cungcau.domain.council.models import Attendance, Item, Recusal, Score, ScoreSheet, Seat, Session
from cungcau.domain.council.selectors.councils import by_rank
from cungcau.domain.council.selectors.sessions import items_shown, seat_of
from cungcau.domain.ocop.models import CriteriaSet
from cungcau.domain.ocop.selectors.rules import bands_of, engine_book
from cungcau.engines.scoring import Band, Sheet
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import Somebody, allows, visible
from cungcau.platform.accounts.models import User


def sheet_for(item: Item) -> Sheet:
    """The printed sheet a product is judged by, "no level reached" among its levels."""
    chosen: CriteriaSet = item.dossier.criteria_set
    return _sheet(chosen.book_id, chosen.code)


@lru_cache(maxsize=128)
def _sheet(book: int, code: str) -> Sheet:
    """Published books never change, and no file is sent under another."""
    return with_none(engine_book(book).sheets[code])


def bands_for(item: Item) -> tuple[Band, ...]:
    """The star bands of the decision a product's file follows."""
    return bands_of(item.dossier.criteria_set.book.instrument)


def may_read_sheets(user: Somebody, session: Session) -> bool:
    """Whether somebody may read the council's sheets once they are open: its members, and the office."""
    return allows(user, policies.PREPARE, session.area_code) or seat_of(session, user) is not None


def sheets_shown(user: Somebody) -> QuerySet[ScoreSheet]:
    """The sheets somebody may read: their own, and those of closed scorings they may open."""
    opened = Q(attempt__lte=F("item__closed_attempt"))
    sat = Attendance.objects.filter(seat__user=user.pk).values("session")
    office = visible(Session.objects.all(), user, policies.PREPARE).values("pk")
    rows = ScoreSheet.objects.filter(item__in=items_shown(user).values("pk"))
    inside = Q(item__session__in=office) | Q(item__session__in=sat)
    return rows.filter(Q(seat__user=user.pk) | opened & inside)


def sheet_of(user: Somebody, item: Item, pk: int) -> ScoreSheet:
    """One of a product's sheets somebody may read; raises ``score_sheet_not_found``."""
    found = sheets_shown(user).filter(item=item, pk=pk).select_related("seat__user").first()
    if found is None:
        raise DomainError("score_sheet_not_found")
    return found


def own_sheet(user: User, item: Item) -> ScoreSheet | None:
    """A member's own sheet of the scoring that is open or was last."""
    rows = ScoreSheet.objects.filter(item=item, attempt=item.attempt, seat__user=user)
    return rows.select_related("seat__user").first()


def points_of(sheet: ScoreSheet) -> dict[str, Score]:
    """A sheet's scores by criterion; the caller has passed the gate."""
    return {one.criterion: one for one in Score.objects.filter(sheet=sheet)}


@dataclass(frozen=True, slots=True)
class Given:
    """A counted sheet: whose, and its points by criterion."""

    sheet: ScoreSheet
    name: str
    points: Mapping[str, int]

    @property
    def total(self) -> int:
        """The sum of its points."""
        return sum(self.points.values())


def given(item: Item, attempt: int) -> list[Given]:
    """The sheets that count in a closed scoring, by rank: submitted, of members who do not stand out.

    Raises ``scoring_open`` while that scoring is not closed: this is where scores leave their members' hands.
    """
    if attempt > item.closed_attempt:
        raise DomainError("scoring_open")
    return submitted(item, attempt)


def submitted(item: Item, attempt: int) -> list[Given]:
    """The same without asking whether the scoring is closed: for the service that closes it."""
    out = Recusal.objects.filter(item=item).values("seat")
    rows = ScoreSheet.objects.filter(item=item, attempt=attempt, state=states.SUBMITTED)
    sheets = list(rows.exclude(seat__in=out).select_related("seat__user"))
    order = {
        one.pk: place
        for place, one in enumerate(by_rank(Seat.objects.filter(pk__in=[sheet.seat_id for sheet in sheets])))
    }
    sheets.sort(key=lambda one: order[one.seat_id])
    points: dict[int, dict[str, int]] = {one.pk: {} for one in sheets}
    for sheet, criterion, value in Score.objects.filter(sheet__in=sheets).values_list(
        "sheet_id", "criterion", "points"
    ):
        points[sheet][criterion] = value
    names = _names(sheets)
    return [Given(one, names[one.pk], points[one.pk]) for one in sheets]


def _names(sheets: list[ScoreSheet]) -> dict[int, str]:
    """What members are called; those of one name are told apart by their agency, at last by their seat."""
    names = [one.seat.user.full_name for one in sheets]
    found: dict[int, str] = {}
    for one, name in zip(sheets, names, strict=True):
        said = f"{name} ({one.seat.agency})" if names.count(name) > 1 else name
        found[one.pk] = f"{said} {one.seat_id}" if said in found.values() else said
    return found
