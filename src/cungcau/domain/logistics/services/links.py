"""The driver's link: signed, without login, for one trip, until it ends or a newer link is made."""

from __future__ import annotations

from django.core.signing import BadSignature, dumps, loads

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Trip
from cungcau.kernel.errors import DomainError

_SALT = "logistics.driver-link"
LONGEST = 300


def token_of(trip: Trip) -> str:
    """What the link carries: the trip's present key, signed."""
    return dumps(str(trip.key), salt=_SALT)


def trip_of_token(token: str) -> Trip:
    """The trip a link is for; raises ``driver_link_invalid`` for none of ours, ``driver_link_over`` for an old one."""
    try:
        key = str(loads(token[:LONGEST], salt=_SALT))
    except (BadSignature, ValueError) as error:
        raise DomainError("driver_link_invalid") from error
    trip = (
        Trip.objects.filter(key=key)
        .select_related("vehicle__carrier", "driver", "season")
        .defer("words", "vehicle__words", "vehicle__carrier__words", "driver__words")
        .first()
    )
    if trip is None or trip.state in (states.CANCELLED, states.CLOSED):
        raise DomainError("driver_link_over")
    return trip
