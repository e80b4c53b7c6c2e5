"""Putting two runs side by side: every line that differs is written down once, by the database itself."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from cungcau.domain.matching import policies, selectors
from cungcau.domain.matching.models import ComparedLine, Comparison, Plan
from cungcau.domain.matching.states import WITH_RESULT
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.reference.recording import MANY, measure

_LINES = """
INSERT INTO matching_comparedline
    (comparison_id, lot_id, producer_id, need_id, point_id, harvest_date, dispatch_date, kg_before, kg_after, change)
SELECT %(comparison)s, coalesce(a.lot_id, b.lot_id), coalesce(a.producer_id, b.producer_id),
       coalesce(a.need_id, b.need_id), coalesce(a.point_id, b.point_id),
       coalesce(a.harvest_date, b.harvest_date), coalesce(a.dispatch_date, b.dispatch_date),
       coalesce(a.kg, 0), coalesce(b.kg, 0), coalesce(b.kg, 0)::bigint - coalesce(a.kg, 0)
FROM (SELECT * FROM matching_line WHERE plan_id = %(before)s) AS a
FULL JOIN (SELECT * FROM matching_line WHERE plan_id = %(after)s) AS b
    USING (lot_id, need_id, point_id, harvest_date, dispatch_date)
WHERE a.kg IS DISTINCT FROM b.kg
"""

_BY = {
    "needs": ("need__buyer__code", "need__buyer__name"),
    "places": ("lot__area_code", "lot__place__name"),
    "points": ("point__code", "point__name"),
}
_MOST_SHOWN = 200


@transaction.atomic
def compare_plans(*, before: Plan, after: Plan, actor: User | None) -> Comparison:
    """Compare two computed runs of a season; the same two give the same comparison, worked out once.

    Raises ``not_allowed``, ``plans_of_two_seasons``, ``plans_the_same``, ``plan_has_no_result``.
    """
    if actor is not None:
        access.require(actor, policies.VIEW, before.area_code)
        access.require(actor, policies.VIEW, after.area_code)
    if before.season_id != after.season_id:
        raise DomainError("plans_of_two_seasons", first=before.title, second=after.title)
    if before.pk == after.pk:
        raise DomainError("plans_the_same", title=before.title)
    for plan in (before, after):
        if plan.state not in WITH_RESULT or not selectors.is_kept(plan):
            raise DomainError("plan_has_no_result", title=plan.title)
    found, created = Comparison.objects.get_or_create(before=before, after=after)
    if created:
        _work_out(found)
    return found


def _work_out(found: Comparison) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LINES, {"comparison": found.pk, "before": found.before_id, "after": found.after_id})
        if cursor.rowcount >= MANY:
            measure(ComparedLine)
    lines = ComparedLine.objects.filter(comparison=found).order_by()
    sums = lines.aggregate(
        added=Count("id", filter=Q(kg_before=0)),
        removed=Count("id", filter=Q(kg_after=0)),
        lines=Count("id"),
        moved=Sum("change", filter=Q(change__lt=0)),
    )
    found.added_lines, found.removed_lines = sums["added"], sums["removed"]
    found.changed_lines = sums["lines"] - sums["added"] - sums["removed"]
    found.moved_kg = -(sums["moved"] or 0)
    found.figures = {name: _by(lines, *columns) for name, columns in _BY.items()} | {
        "rising": selectors.movers(found.before, found.after, rising=True, most=20),
        "falling": selectors.movers(found.before, found.after, rising=False, most=20),
    }
    found.save()


def _by(lines: Any, code: str, name: str) -> list[dict[str, Any]]:
    """Kg before and after of what differs, by one thing; the largest change first."""
    rows = lines.values(code, name).annotate(before=Sum("kg_before"), after=Sum("kg_after"))
    shown = [
        {"code": row[code], "name": row[name], "before": row["before"], "after": row["after"]}
        for row in rows
        if row["before"] != row["after"]
    ]
    shown.sort(key=lambda row: (-abs(row["after"] - row["before"]), row["code"]))
    return shown[:_MOST_SHOWN]
