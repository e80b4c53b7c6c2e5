"""Which plans there are, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from cungcau.domain.matching import archive
from cungcau.domain.matching.changes import Ways
from cungcau.domain.matching.models import Plan, PlanInput, Share
from cungcau.domain.matching.models.plan import MAIN, WHAT_IF
from cungcau.domain.matching.states import COMPUTED, DISCARDED, PUBLISHED
from cungcau.domain.supply import selectors as supply
from cungcau.engines.allocation.model import Scenario
from cungcau.kernel.errors import DomainError

if TYPE_CHECKING:
    from cungcau.reference.catalogue.models import Season


def plans_of(season: Season) -> QuerySet[Plan]:
    """The season's main plans that were not put aside, newest first."""
    return (
        Plan.objects.filter(season=season, kind=MAIN)
        .exclude(state=DISCARDED)
        .select_related("season", "job", "created_by", "published_by")
        .defer("pictures")
    )


def what_ifs_of(plan: Plan) -> QuerySet[Plan]:
    """What was tried on this plan, newest first."""
    return (
        Plan.objects.filter(base=plan, kind=WHAT_IF)
        .exclude(state=DISCARDED)
        .select_related("job")
        .defer("pictures")
    )


def current_plan(season: Season) -> Plan | None:
    """The plan in force, else the newest computed one."""
    plans = Plan.objects.filter(season=season, kind=MAIN).select_related("season")
    return plans.filter(state=PUBLISHED).first() or plans.filter(state=COMPUTED).first()


def season_has_supply(season: Season) -> bool:
    """True when at least one lot is offered: there is something to plan."""
    return supply.lots_for_planning(season).exists()


def scenario_of_plan(plan: Plan) -> Scenario:
    """The question the plan answers, as it was asked; raises ``plan_has_no_result`` before it is kept."""
    if not hasattr(plan, "input"):
        raise DomainError("plan_has_no_result", title=plan.title)
    return archive.unpack(bytes(plan.input.archive))


def ways_of_plan(plan: Plan) -> Ways:
    """The points and lanes of the kept question, without unpacking it; raises ``plan_has_no_result``."""
    if "ways" not in plan.pictures:
        raise DomainError("plan_has_no_result", title=plan.title)
    return Ways.from_json(plan.pictures["ways"])


def is_kept(plan: Plan) -> bool:
    """True when the plan's question is kept beside it; asks without reading the question."""
    return PlanInput.objects.filter(plan=plan).exists()


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of two plans side by side; ``better`` is True, False, or None where neither is."""

    label: str
    kind: str
    before: Any
    after: Any
    better: bool | None


def comparison(base: Plan, other: Plan) -> list[Difference]:
    """The figures by which people judge a what-if against its base."""

    def figure(label: str, kind: str, before: Any, after: Any, *, more_is_better: bool) -> Difference:
        same = before is None or after is None or before == after
        return Difference(label, kind, before, after, None if same else (after > before) == more_is_better)

    def share(plan: Plan, key: str) -> Any:
        shares = plan.summary.get("shares") or {}
        return shares.get(key)

    nobody = {plan.pk: Share.objects.filter(plan=plan, sold_kg=0).count() for plan in (base, other)}
    return [
        figure("Bán được", "kg", base.sold_kg, other.sold_kg, more_is_better=True),
        figure(
            "Còn lại",
            "kg",
            base.offered_kg - base.sold_kg,
            other.offered_kg - other.sold_kg,
            more_is_better=False,
        ),
        figure("Hộ bán được ít nhất", "share", share(base, "min"), share(other, "min"), more_is_better=True),
        figure(
            "Phần bán được bình quân", "share", share(base, "mean"), share(other, "mean"), more_is_better=True
        ),
        figure(
            "Chênh lệch giữa các hộ (Gini)",
            "ratio",
            share(base, "gini"),
            share(other, "gini"),
            more_is_better=False,
        ),
        figure("Hộ chưa bán được gì", "count", nobody[base.pk], nobody[other.pk], more_is_better=False),
        figure("Chi phí đưa hàng", "money", base.cost_vnd, other.cost_vnd, more_is_better=False),
    ]


def movers(base: Plan, other: Plan, *, rising: bool, most: int = 10) -> list[dict[str, Any]]:
    """The producers whose kg change most from ``base`` to ``other`` (up, or down), at most ``most``, as JSON.

    It reads every share of both plans: pages show what was drawn of it when the what-if was kept.
    """
    change = F("sold_kg") - F("before")
    rows = (
        Share.objects.filter(plan=other)
        .annotate(
            before=Subquery(
                Share.objects.filter(plan=base, producer=OuterRef("producer")).values("sold_kg")[:1]
            )
        )
        .annotate(change=change)
        .filter(**({"change__gt": 0} if rising else {"change__lt": 0}))
        .select_related("producer")
        .order_by("-change" if rising else "change", "producer__code")[:most]
    )
    return [
        {
            "producer": {"code": row.producer.code, "name": row.producer.name},
            "before": row.before,
            "after": row.sold_kg,
            "change": row.change,
        }
        for row in rows
    ]
