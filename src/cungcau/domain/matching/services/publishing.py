"""Publishing: a dated version that cannot change any more, and what it changes for people."""

from __future__ import annotations

from django.db import connection, transaction
from django.urls import reverse

from cungcau.domain.matching import messages, policies, selectors
from cungcau.domain.matching.models import Plan, PlanInput
from cungcau.domain.matching.models.plan import WHAT_IF
from cungcau.domain.matching.services.comparing import compare_plans
from cungcau.domain.matching.states import PLAN, PUBLISHED
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_kg
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import people_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

_DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(row, E'\\n' ORDER BY row), ''), 'UTF8')), 'hex') FROM (
    SELECT concat_ws('|', lot.code, need.code, point.code, line.harvest_date, line.dispatch_date,
                     line.delivery_date, line.kg, line.price_vnd_per_kg, line.freight_vnd_per_kg) AS row
    FROM matching_line AS line
    JOIN supply_lot AS lot ON lot.id = line.lot_id
    JOIN demand_need AS need ON need.id = line.need_id
    JOIN network_collectionpoint AS point ON point.id = line.point_id
    WHERE line.plan_id = %s
) AS rows
"""


@transaction.atomic
def publish_plan(*, plan: Plan, actor: User | None, note: str = "") -> Plan:
    """Make this plan the season's one plan in force, as its next version; the one before is superseded, never lost.

    From here on the database refuses any change of its lines and figures. Whoever may see plans in the area
    is told, with the kg that moved against the version before. Raises ``not_allowed``, ``verb_not_allowed``
    (not computed yet, already published), ``what_if_not_published``.
    """
    if actor is not None:
        access.require(actor, policies.PUBLISH, plan.area_code)
    if plan.kind == WHAT_IF:
        raise DomainError("what_if_not_published", title=plan.title)
    type(plan.season).objects.select_for_update().get(pk=plan.season_id)
    locked = Plan.objects.select_for_update(of=("self",)).select_related("season").get(pk=plan.pk)
    after = PLAN.move(locked.state, "publish")
    before = selectors.latest_version(locked.season)
    for old in Plan.objects.select_for_update().filter(season_id=plan.season_id, state=PUBLISHED):
        old.state = PLAN.move(old.state, "supersede")
        old.save(update_fields=["state"])
        audit.record(actor=actor, verb="plan_superseded", thing=old, area=old.area_code, title=old.title)
    locked.version = (before.version or 0) + 1 if before else 1
    locked.sha256 = fingerprint(locked)
    locked.publish_note = note.strip()[:500].replace("\x00", "")
    locked.state, locked.published_by, locked.published_at = after, actor, clock.now()
    locked.save(update_fields=["state", "published_by", "published_at", "version", "sha256", "publish_note"])
    moved = compare_plans(before=before, after=locked, actor=None).moved_kg if before else 0
    audit.record(
        actor=actor, verb="plan_published", thing=locked, area=locked.area_code, title=locked.title,
        sold_kg=locked.sold_kg, version=locked.version, sha256=locked.sha256,
    )  # fmt: skip
    _announce(locked, before, moved, actor)
    return locked


def _announce(plan: Plan, before: Plan | None, moved: int, actor: User | None) -> None:
    people = [one for one in people_with(policies.VIEW, plan.area_code) if one != actor]
    facts = {"season": plan.season.name, "version": plan.version or 1, "sold": show_kg(plan.sold_kg)}
    link = reverse("matching:plan", args=[plan.pk])
    if before is None:
        tell(people, messages.FIRST_VERSION, link=link, **facts)
    else:
        tell(people, messages.NEXT_VERSION, link=link, moved=show_kg(moved), **facts)


def fingerprint(plan: Plan) -> str:
    """SHA-256 (hex) of a plan's question and lines; the same again as long as neither changes."""
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST, [plan.pk])
        lines = str(cursor.fetchone()[0])
        question = PlanInput.objects.filter(plan=plan).values_list("sha256", flat=True).first() or ""
        cursor.execute("SELECT encode(sha256(convert_to(%s, 'UTF8')), 'hex')", [f"{question} {lines}"])
        return str(cursor.fetchone()[0])


def is_untouched(plan: Plan) -> bool:
    """Whether a published plan still is what was sealed when it was published."""
    return bool(plan.sha256) and fingerprint(plan) == plan.sha256
