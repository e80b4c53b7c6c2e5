"""How a session goes, for its page and the pages that follow it: who has handed in, never what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from cungcau.domain.council import states
from cungcau.domain.council.models import Item, Post, Recusal, ScoreSheet, Seat, Session
from cungcau.domain.council.quorum import Quorum
from cungcau.domain.council.selectors.sessions import Chair, chairs, programme, quorum_of
from cungcau.domain.council.selectors.sheets import sheet_for


@dataclass(frozen=True, slots=True)
class Hand:
    """One member and one product: handed in or not, or standing out, or away."""

    seat: Seat
    handed_in: bool
    out: bool
    away: bool

    @property
    def waited_for(self) -> bool:
        """Whether the product waits for this sheet."""
        return not (self.handed_in or self.out or self.away)


@dataclass(frozen=True, slots=True)
class Line:
    """A product with its members' hands."""

    item: Item
    hands: Sequence[Hand]

    @property
    def label(self) -> str:
        """Its state in words."""
        return str(states.ITEM_LABELS[self.item.state])

    @property
    def tone(self) -> str:
        """Its state's tone."""
        return states.ITEM_TONES[self.item.state]

    @property
    def handed_in(self) -> int:
        """How many sheets are in, of those who do not stand out."""
        return sum(one.handed_in and not one.out for one in self.hands)

    @property
    def awaited(self) -> int:
        """How many sheets are awaited in all."""
        return self.handed_in + sum(one.waited_for for one in self.hands)

    @property
    def late(self) -> list[Hand]:
        """Whose sheets are missing."""
        return [one for one in self.hands if one.waited_for]


@dataclass(frozen=True, slots=True)
class Status:
    """A session as it stands."""

    session: Session
    places: Sequence[Chair]
    quorum: Quorum
    lines: Sequence[Line]

    @property
    def done(self) -> int:
        """Products that are finished with here."""
        return sum(one.item.state in (states.DONE, states.POSTPONED) for one in self.lines)

    @property
    def mark(self) -> str:
        """Changes whenever a page that shows this has to be drawn again."""
        parts = [
            self.session.state,
            *(f"{one.seat.pk}{one.present:d}{one.presides:d}" for one in self.places),
            *(
                f"{one.item.pk}{one.item.no}{one.item.state}{one.item.attempt}"
                + "".join(f"{hand.handed_in:d}{hand.out:d}{hand.away:d}" for hand in one.hands)
                for one in self.lines
            ),
        ]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def status_of(session: Session) -> Status:
    """How a session goes; five queries whatever its size."""
    places = chairs(session)
    items = list(programme(session))
    for item in items:
        item.session = session
    return Status(session, places, quorum_of(session, places), lines_of(items, places))


def lines_of(items: Iterable[Item], places: Sequence[Chair]) -> list[Line]:
    """Products with their members' hands; reads states of sheets, no points."""
    rows = list(items)
    scoring = [one for one in places if one.seat.post != Post.SECRETARY]
    sheets = ScoreSheet.objects.filter(item__in=rows, state=states.SUBMITTED)
    handed = set(sheets.values_list("item_id", "attempt", "seat_id"))
    out = set(Recusal.objects.filter(item__in=rows).values_list("item_id", "seat_id"))
    return [
        Line(
            item,
            [
                Hand(
                    one.seat,
                    (item.pk, item.attempt, one.seat.pk) in handed,
                    (item.pk, one.seat.pk) in out,
                    not one.present,
                )
                for one in scoring
            ],
        )
        for item in rows
    ]


@dataclass(frozen=True, slots=True)
class Own:
    """A product as one of its members has it before them."""

    item: Item
    sheet: ScoreSheet | None
    answered: int
    of: int
    out: bool

    @property
    def to_do(self) -> bool:
        """Whether it waits for this member."""
        handed_in = self.sheet is not None and self.sheet.state == states.SUBMITTED
        return self.item.state == states.SCORING and not self.out and not handed_in


def own_lines(session: Session, seat: Seat) -> list[Own]:
    """A member's products of a session, with how many criteria they have answered."""
    items = list(programme(session))
    now = {one.pk: one.attempt for one in items}
    rows = ScoreSheet.objects.filter(item__in=items, seat=seat).annotate(answered=Count("scores"))
    sheets = {one.item_id: one for one in rows if one.attempt == now[one.item_id]}
    out = set(Recusal.objects.filter(item__in=items, seat=seat).values_list("item_id", flat=True))
    found = []
    for item in items:
        item.session, sheet = session, sheets.get(item.pk)
        answered = getattr(sheet, "answered", 0)
        found.append(Own(item, sheet, answered, len(sheet_for(item).scorable), item.pk in out))
    return found
