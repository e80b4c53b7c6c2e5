"""Who waits for whom: open stays and live requests, each as its reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Dossier, ItemRequest, Stage, Step, Waiting
from cungcau.domain.ocop.selectors.dossiers import shown_q
from cungcau.domain.ocop.selectors.products import own_q
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.reference.search import matching

OFFICE_FOLLOWS = (Stage.OFFICE, Stage.COUNCIL, Stage.DECISION, Stage.MINISTRY)
"""Whose turn the provincial office sees to: its own, and that of those who have no desk here."""


@dataclass(frozen=True, slots=True)
class Holding:
    """How much waits for one holder, and how much of it is over its last day."""

    stage: str
    label: str
    count: int
    late: int


def waiting_shown(user: Somebody) -> QuerySet[Waiting]:
    """What waits on the files somebody may see; the overdue first, then by last day, then the longest.

    The same files as :func:`dossiers_shown`; who helps with every file of an area is not asked about each.
    """
    wide = areas_with(user, policies.WRITE_DOSSIERS)
    held = areas_with(user, policies.VIEW_DOSSIERS) | areas_with(user, policies.REVIEW)
    if wide and held <= wide and not allows(user, policies.WRITE_OWN):
        return by_due(Waiting.objects.filter(within("area_code", wide)))
    return by_due(Waiting.objects.filter(shown_q(user, "dossier__")))


def by_due(rows: QuerySet[Waiting]) -> QuerySet[Waiting]:
    """The earliest last day first; what has none last, by how long it waits."""
    return rows.order_by(F("due_on").asc(nulls_last=True), "since", "id")


def beside(rows: QuerySet[Waiting]) -> QuerySet[Waiting]:
    """The rows with what stands beside them, read for the page's rows alone."""
    people = Organisation.objects.only("name", "code")
    files = (
        Dossier.objects.select_related("product__unit")
        .prefetch_related(Prefetch("product__entity", people))
        .only(
            "code", "state", "area_code", "product__name", "product__entity", "product__unit__kind",
            "product__unit__name",
        )
    )  # fmt: skip
    return rows.prefetch_related(
        Prefetch("dossier", files),
        Prefetch("step", Step.objects.only("due_why", "stage")),
        Prefetch("request", ItemRequest.objects.only("text", "criterion", "stage", "state", "due_on")),
    )


def turn_of(user: Somebody) -> Q:
    """The rows where it is somebody's own turn."""
    mine = Q(pk__in=[])
    for permission, stages in (
        (policies.CHECK, (Stage.COMMUNE,)),
        (policies.OFFICE, OFFICE_FOLLOWS),
        (policies.REVIEW, (Stage.ADVISORY,)),
    ):
        held = areas_with(user, permission)
        if held:
            mine |= within("area_code", held) & Q(holder__in=stages)
    if allows(user, policies.WRITE_OWN):
        mine |= own_q(user, "dossier__product__entity") & Q(holder=Stage.ENTITY)
    return mine


def holdings(rows: QuerySet[Waiting], user: Somebody, today: date) -> tuple[list[Holding], int]:
    """How much waits for each holder, in the order of the road, and how much of it is the reader's turn; one query."""
    mine = Count("pk", filter=turn_of(user))
    late = Count("pk", filter=Q(due_on__lt=today))
    found = {
        row["holder"]: row
        for row in rows.order_by().values("holder").annotate(count=Count("pk"), late=late, mine=mine)
    }
    listed = [
        Holding(stage.value, str(stage.label), found[stage]["count"], found[stage]["late"])
        for stage in Stage
        if stage in found
    ]
    return listed, sum(row["mine"] for row in found.values())


def about(rows: QuerySet[Waiting], text: str) -> QuerySet[Waiting]:
    """Those of files that hold these words, with or without marks."""
    return rows.filter(dossier__in=matching(Dossier.objects.all(), text).order_by().values("pk"))
