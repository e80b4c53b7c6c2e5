"""Which kinds may belong to which, and that nobody belongs to itself by a roundabout way."""

from __future__ import annotations

from datetime import date

from django.db import connection

from cungcau.domain.registry.models import CHAIN, Kind, Membership, Organisation
from cungcau.kernel.errors import DomainError

_MEMBER_OF: dict[str, frozenset[str]] = {
    Kind.HOUSEHOLD: frozenset({Kind.GROUP, Kind.COOPERATIVE}),
    Kind.GROUP: frozenset({Kind.COOPERATIVE, Kind.UNION}),
    Kind.COOPERATIVE: frozenset({Kind.UNION}),
}
"""Members proper: household → group → cooperative → union."""

_LEGAL = frozenset(Kind) - set(CHAIN) - {Kind.AGENCY}
"""Firms may join a cooperative or union (Law 17/2023/QH15 on cooperatives, article 30)."""

_CLUBS = frozenset({Kind.GROUP, Kind.COOPERATIVE, Kind.UNION})
_LOCK = 7_340_021
"""One adds a tie at a time, so that two cannot close a circle from both ends."""


def makes_sense(member: str, of: str, role: str) -> bool:
    """May a member of one kind stand in an organisation of the other in this role?

    Associates (``liên kết``) also stand beside a firm that buys or packs; nobody stands beside a household.
    """
    if of in _MEMBER_OF.get(member, frozenset()):
        return True
    if member in _LEGAL:
        return of in {Kind.COOPERATIVE, Kind.UNION} or (role == Membership.Role.ASSOCIATE and of in _CLUBS)
    return (
        role == Membership.Role.ASSOCIATE
        and member in CHAIN
        and of in (_LEGAL | _CLUBS)
        and member != Kind.UNION
    )


def check_kinds(member: Organisation, of: Organisation, role: str) -> None:
    """Raise ``membership_kinds`` where the two kinds make no sense together."""
    if not makes_sense(member.kind, of.kind, role):
        raise DomainError(
            "membership_kinds",
            member=member.name,
            member_kind=str(Kind(member.kind).label).lower(),
            of=of.name,
            of_kind=str(Kind(of.kind).label).lower(),
        )


def one_at_a_time() -> None:
    """Wait for whoever is adding a tie just now; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def check_circle(member: Organisation, of: Organisation, first: date | None, last: date | None) -> None:
    """Raise ``membership_circle`` where ``of`` already belongs to the member on some of those days."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE above (id) AS (
              SELECT %s::bigint
              UNION SELECT tie.of_id FROM registry_membership AS tie JOIN above ON tie.member_id = above.id
              WHERE daterange(tie.valid_from, tie.valid_to, '[]') && daterange(%s, %s, '[]')
            ) SELECT 1 FROM above WHERE id = %s
            """,
            [of.pk, first, last, member.pk],
        )
        if cursor.fetchone():
            raise DomainError("membership_circle", member=member.name, of=of.name)
