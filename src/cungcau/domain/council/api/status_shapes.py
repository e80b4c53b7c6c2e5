"""A session as it stands, over the API: who is there, who has handed in; never what."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from cungcau.domain.council.api.shapes import OcopSessionOut
from cungcau.domain.council.selectors.status import Status


class OcopPlaceOut(Schema):
    """A seat on a session; ``present`` null where nobody has said."""

    seat: int
    name: str
    post: str
    scores: bool
    present: bool | None
    presides: bool
    reason: str


class OcopHandOut(Schema):
    """Whether a member has handed in; never what."""

    seat: int
    handed_in: bool
    stands_out: bool
    away: bool


class OcopProgrammeOut(Schema):
    """A product on a session and how its scoring goes."""

    item: int
    no: int
    dossier: int
    product: str
    state: str
    attempt: int
    samples: int | None
    star: int | None
    hands: list[OcopHandOut]


class OcopStatusOut(Schema):
    """A session as it stands; ``why_not`` are the codes of what keeps it from being opened."""

    session: OcopSessionOut
    seats: int
    present: int
    needed: int
    quorum: bool
    why_not: list[str]
    places: list[OcopPlaceOut]
    programme: list[OcopProgrammeOut]


def status_data(status: Status) -> dict[str, Any]:
    """A session's status as it is answered."""
    return {
        "session": status.session, "seats": status.quorum.seats, "present": status.quorum.present,
        "needed": status.quorum.needed, "quorum": status.quorum.holds,
        "why_not": [one.code for one in status.quorum.why_not],
        "places": [
            {
                "seat": one.seat.pk, "name": one.seat.user.full_name, "post": one.seat.post,
                "scores": one.seat.scores, "presides": one.presides,
                "present": one.attendance.present if one.attendance else None,
                "reason": one.attendance.reason if one.attendance else "",
            }
            for one in status.places
        ],
        "programme": [
            {
                "item": one.item.pk, "no": one.item.no, "dossier": one.item.dossier_id,
                "product": one.item.dossier.product.name, "state": one.item.state,
                "attempt": one.item.attempt, "samples": getattr(one.item, "samples", None),
                "star": one.item.result_star,
                "hands": [
                    {"seat": hand.seat.pk, "handed_in": hand.handed_in, "stands_out": hand.out, "away": hand.away}
                    for hand in one.hands
                ],
            }
            for one in status.lines
        ],
    }  # fmt: skip
