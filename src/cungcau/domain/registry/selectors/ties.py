"""Questions about who belongs to whom and who acts for whom, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from cungcau.domain.registry.models import Agent, Membership, Organisation, Representation
from cungcau.platform.access.selectors import Somebody

_BELOW = """
WITH RECURSIVE tie (above, below) AS (
  SELECT of_id, member_id FROM registry_membership
    WHERE (valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to >= %s)
  UNION SELECT representative_id, represented_id FROM registry_representation
    WHERE (valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to >= %s)
), reached (id) AS (
  SELECT unnest(%s::bigint[])
  UNION SELECT tie.below FROM tie JOIN reached ON reached.id = tie.above
)
SELECT id FROM reached
"""


@dataclass(frozen=True, slots=True)
class Branch:
    """A member in the tree: how deep it stands (0 at the top), how many stand below it, in rows."""

    organisation: Organisation
    role: str
    depth: int
    below: int

    @property
    def indent(self) -> str:
        """One dash for each level."""
        return "–" * self.depth


def in_force(on: date) -> Q:
    """Ties that hold on a day."""
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gte=on))


def organisations_of(user: Somebody, on: date) -> QuerySet[Organisation]:
    """The organisations a person acts for on a day, by name; none for somebody who acts for nobody."""
    agencies = Agent.objects.filter(in_force(on), user__pk=user.pk or 0).values(target=F("organisation_id"))
    return Organisation.objects.filter(pk__in=agencies, merged_into=None)


def households_of(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """Whoever an organisation may enter and split for on a day: members through all levels, those it represents.

    Groups and cooperatives in between are among them; itself is not. By name.
    """
    below = RawSQL(_BELOW, (on, on, on, on, [organisation.pk]))  # noqa: S611 - a constant with parameters
    return Organisation.objects.filter(pk__in=below, merged_into=None).exclude(pk=organisation.pk)


def acting_for(user: Somebody, on: date) -> frozenset[int]:
    """Ids of every organisation a person may enter for on a day: their own and all below those."""
    own = list(organisations_of(user, on).order_by().values_list("pk", flat=True))
    return below(own, on) if own else frozenset()


def below(ids: Iterable[int], on: date) -> frozenset[int]:
    """These ids and those of all members and represented ones below them on a day."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, (on, on, on, on, list(ids)))
        return frozenset(row[0] for row in cursor.fetchall())


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Every membership in an organisation, past ones too, those in force first."""
    rows = Membership.objects.filter(of=organisation).select_related("member__unit")
    return rows.order_by(F("valid_to").desc(nulls_first=True), "member__folded", "pk")


def memberships_of(organisation: Organisation) -> QuerySet[Membership]:
    """Everything an organisation belongs or belonged to."""
    rows = Membership.objects.filter(member=organisation).select_related("of__unit")
    return rows.order_by(F("valid_to").desc(nulls_first=True), "of__folded", "pk")


def representations_of(organisation: Organisation) -> QuerySet[Representation]:
    """Who represented an organisation when, the present one first."""
    rows = Representation.objects.filter(represented=organisation).select_related("representative")
    return rows.order_by(F("valid_to").desc(nulls_first=True), "-pk")


def agents_of(organisation: Organisation) -> QuerySet[Agent]:
    """Who acts or acted for an organisation."""
    rows = Agent.objects.filter(organisation=organisation).select_related("user", "granted_by")
    return rows.order_by(F("valid_to").desc(nulls_first=True), "user__full_name", "pk")


def members_tree(organisation: Organisation, on: date, limit: int = 500) -> list[Branch]:
    """Members on a day with theirs below them, each with the number of rows below it, at most ``limit`` rows."""
    ids = below([organisation.pk], on)
    ties = Membership.objects.filter(in_force(on), of__in=ids, member__in=ids)
    children: dict[int, list[tuple[int, str]]] = {}
    for above, member, role in ties.order_by("of_id", "member__folded", "member_id").values_list(
        "of_id", "member_id", "role"
    ):
        children.setdefault(above, []).append((member, role))
    order = _walk(organisation.pk, children, limit)
    found = Organisation.objects.select_related("unit").in_bulk([pk for pk, _, _ in order])
    return [Branch(found[pk], role, depth, _count(pk, children)) for pk, role, depth in order if pk in found]


def _walk(top: int, children: dict[int, list[tuple[int, str]]], limit: int) -> list[tuple[int, str, int]]:
    """(id, role, depth) in the order of a table of contents."""
    order: list[tuple[int, str, int]] = []
    left = [(pk, role, 0) for pk, role in reversed(children.get(top, []))]
    while left and len(order) < limit:
        pk, role, depth = left.pop()
        order.append((pk, role, depth))
        left += [(child, what, depth + 1) for child, what in reversed(children.get(pk, []))]
    return order


def _count(top: int, children: dict[int, list[tuple[int, str]]]) -> int:
    seen: set[int] = set()
    left = [top]
    while left:
        fresh = [child for child, _ in children.get(left.pop(), []) if child not in seen]
        seen.update(fresh)
        left += fresh
    return len(seen)
