"""Questions about sessions: who sees them, what stands on them, who is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from cungcau.domain.council import policies, states
from cungcau.domain.council.models import Attendance, Item, Post, Recusal, Seat, Session
from cungcau.domain.council.quorum import Place, Quorum, quorum
from cungcau.domain.council.regulation import regulation_of
from cungcau.domain.council.selectors.councils import by_rank, seats_on
from cungcau.domain.ocop.models import Samples
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import Somebody, visible
from cungcau.platform.accounts.models import User

FULL = (
    "session__council", "dossier__product__entity", "dossier__criteria_set__book__instrument",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat on a session as its pages draw it; ``attendance`` None where nobody has said yet."""

    seat: Seat
    attendance: Attendance | None

    @property
    def present(self) -> bool:
        """Whether its holder is there."""
        return bool(self.attendance and self.attendance.present)

    @property
    def presides(self) -> bool:
        """Whether its holder presides."""
        return bool(self.attendance and self.attendance.chairs)

    @property
    def place(self) -> Place:
        """As the quorum counts it."""
        reason = self.attendance.reason if self.attendance else ""
        return Place(self.seat.pk, self.seat.post, self.present, self.presides, reason)


def sessions_shown(user: Somebody) -> QuerySet[Session]:
    """The sessions of the provinces somebody may look into."""
    return visible(Session.objects.all(), user, policies.VIEW)


def session_for(user: Somebody, pk: int) -> Session:
    """One of them; raises ``council_session_not_found``."""
    found = sessions_shown(user).select_related("council", "round").filter(pk=pk).first()
    if found is None:
        raise DomainError("council_session_not_found")
    return found


def listed(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with the number of their products and of those that have a result."""
    live = Q(items__state__in=states.LIVE_ITEMS)
    return rows.select_related("council", "round").annotate(
        products=Count("items", filter=live), done=Count("items", filter=Q(items__state=states.DONE))
    )


def items_shown(user: Somebody) -> QuerySet[Item]:
    """The products on those sessions."""
    return visible(Item.objects.all(), user, policies.VIEW, "session__area_code")


def item_for(user: Somebody, pk: int) -> Item:
    """One of them with its session, council and dossier; raises ``council_item_not_found``."""
    rows = items_shown(user).select_related(*FULL).defer(*HEAVY)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise DomainError("council_item_not_found")
    return found


HEAVY = (
    "dossier__words", "dossier__product__words", "dossier__product__entity__words",
    "dossier__criteria_set__words", "dossier__criteria_set__book__content",
)  # fmt: skip
"""Columns nobody on these pages reads."""


def programme(session: Session) -> QuerySet[Item]:
    """What stands on a session in its order, with how many samples were received (``samples``)."""
    got = Samples.objects.filter(dossier=OuterRef("dossier_id")).order_by().values("dossier")
    rows = Item.objects.filter(session=session).select_related(*FULL[1:]).defer(*HEAVY)
    return rows.annotate(samples=Subquery(got.annotate(n=Sum("received_count")).values("n"))).order_by("no")


def chairs(session: Session) -> list[Chair]:
    """Every seat of a session by rank: those of the day until it is opened, then those that were on it."""
    said = {one.seat_id: one for one in Attendance.objects.filter(session=session)}
    if session.opened_at is None:
        seats = list(seats_on(session.council, session.held_on))
    else:
        seats = list(by_rank(Seat.objects.filter(pk__in=said).select_related("user")))
    return [Chair(seat, said.get(seat.pk)) for seat in seats]


def quorum_of(session: Session, rows: list[Chair] | None = None) -> Quorum:
    """Whether the session may be opened as things stand."""
    found = chairs(session) if rows is None else rows
    return quorum(regulation_of(session), [one.place for one in found])


def seat_of(session: Session, user: Somebody) -> Seat | None:
    """The seat somebody holds on a session."""
    if user.pk is None:
        return None
    if session.opened_at is None:
        return seats_on(session.council, session.held_on).filter(user_id=user.pk).first()
    rows = Seat.objects.filter(user_id=user.pk, pk__in=_on(session)).select_related("user")
    return rows.first()


def _on(session: Session) -> QuerySet[Attendance, int]:
    return Attendance.objects.filter(session=session).values_list("seat_id", flat=True)


def scorers(item: Item) -> list[Seat]:
    """Whose sheets a product needs: members who are there and do not stand out of it, by rank."""
    there = Attendance.objects.filter(session_id=item.session_id, present=True).values("seat")
    out = Recusal.objects.filter(item=item).values("seat")
    rows = Seat.objects.filter(pk__in=there).exclude(pk__in=out).exclude(post=Post.SECRETARY)
    return list(by_rank(rows.select_related("user")))


def sessions_of(user: User) -> QuerySet[Session]:
    """The sessions somebody sits on: past ones by their attendance, coming ones by their seats."""
    opened = Attendance.objects.filter(seat__user=user, session__opened_at__isnull=False).values("session")
    seated = Session.objects.filter(
        Q(council__seats__valid_to=None) | Q(council__seats__valid_to__gte=F("held_on")),
        opened_at=None, council__seats__user=user, council__seats__valid_from__lte=F("held_on"),
    )  # fmt: skip
    return sessions_shown(user).filter(Q(pk__in=opened) | Q(pk__in=seated.values("pk")))
