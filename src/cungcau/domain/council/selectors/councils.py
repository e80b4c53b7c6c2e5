"""Questions about councils and who sits on them."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from cungcau.domain.council import policies, states
from cungcau.domain.council.models import Council, Post, Seat
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import Somebody, people_with, visible
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

_RANK = Case(
    *(When(post=post, then=Value(place)) for place, post in enumerate(Post.values)),
    output_field=IntegerField(),
)


def councils_shown(user: Somebody) -> QuerySet[Council]:
    """The councils of the provinces somebody may look into."""
    return visible(Council.objects.all(), user, policies.VIEW)


def council_for(user: Somebody, pk: int) -> Council:
    """One of them; raises ``council_not_found``."""
    found = councils_shown(user).filter(pk=pk).first()
    if found is None:
        raise DomainError("council_not_found")
    return found


def listed(rows: QuerySet[Council], on: date) -> QuerySet[Council]:
    """Councils with how many seats score today (``scoring``) and how many sessions they held (``held``)."""
    sitting = in_force(on, "seats__") & ~Q(seats__post=Post.SECRETARY)
    return rows.annotate(
        scoring=Count("seats", filter=sitting, distinct=True),
        held=Count("sessions", filter=Q(sessions__state=states.CLOSED), distinct=True),
    )


def in_force(on: date, prefix: str = "") -> Q:
    """Seats taken on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})
    )


def seats_of(council: Council) -> QuerySet[Seat]:
    """Every seat ever, those that go on first, by rank."""
    rows = Seat.objects.filter(council=council).select_related("user").annotate(rank=_RANK)
    return rows.order_by(F("valid_to").desc(nulls_first=True), "rank", "user__full_name", "pk")


def seats_on(council: Council, on: date) -> QuerySet[Seat]:
    """The seats taken on a day, by rank."""
    return by_rank(Seat.objects.filter(in_force(on), council=council).select_related("user"))


def by_rank(rows: QuerySet[Seat]) -> QuerySet[Seat]:
    """Seats from the chair down."""
    return rows.annotate(rank=_RANK).order_by("rank", "user__full_name", "pk")


def is_in_term(council: Council, on: date) -> bool:
    """Whether the council's term holds on a day."""
    return council.valid_from <= on and (council.valid_to is None or on <= council.valid_to)


def people_for(council: Council, post: str) -> list[User]:
    """Whom a seat may be given to: who may score there, or for a secretary who may look in; without a seat yet."""
    needed = policies.VIEW if post == Post.SECRETARY else policies.TAKE_PART
    seated = set(
        Seat.objects.filter(in_force(clock.today()), council=council).values_list("user_id", flat=True)
    )
    return [one for one in people_with(needed, council.area_code) if one.pk not in seated]
