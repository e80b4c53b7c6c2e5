"""A point with hours and bays, an agreed order for it, a keeper; and the moment the tests live in."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.services.loads import Load
from cungcau.domain.collection.services.points import appoint_keeper
from cungcau.domain.collection.services.tickets import Issued, issue
from cungcau.domain.collection.services.turns import Wish, book
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Slip
from cungcau.platform.accounts.models import User
from tests.domain.orders.order_rows import DAY
from tests.domain.season_rows import person

TODAY = date(2021, 9, 27)


def point(code: str = "P1", **facts: Any) -> CollectionPoint:
    """The point with 5 bays of 30 minutes from 5 to 18 o'clock, unless said otherwise."""
    given = {"hours": "05:00-18:00", "bays": 5, "minutes_per_turn": 30, "register_ahead_hours": 6, **facts}
    CollectionPoint.objects.filter(code=code).update(**given)
    return CollectionPoint.objects.get(code=code)


def keeper(name: str = "giu-diem", code: str = "P1", first: date = DAY, last: date | None = DAY) -> User:
    """Somebody who keeps the point on the day of the order."""
    user = person(name, "keeper", "20")
    appoint_keeper(
        point=CollectionPoint.objects.get(code=code), user=user, valid_from=first, valid_to=last, actor=None
    )
    return user


def moment(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def weigh(slip: Slip, gross_kg: int, tare_kg: int = 0, rejected_kg: int = 0, **facts: Any) -> Issued:
    """A ticket for a slip at its point, in the morning of its day."""
    actor, token = facts.pop("actor", None), facts.pop("client_uuid", None)
    reason = {"reject_reason": "bruised"} if rejected_kg else {}
    given = {"weighed_at": moment(8), "grade": slip.grade, **reason, **facts}
    load = Load(gross_kg, tare_kg, rejected_kg, slip=slip, **given)
    assert slip.point is not None
    return issue(point=slip.point, load=load, actor=actor, client_uuid=token or uuid.uuid4())


def turn(slips: list[Slip], hour: int = 8, actor: User | None = None, **facts: Any) -> Booking:
    """A turn for these slips."""
    at = slips[0].point
    assert at is not None
    wish = Wish(moment(hour), tuple(one.pk for one in slips))
    return book(point=at, day=DAY, wish=wish, actor=actor, override_reason="thử", **facts)
