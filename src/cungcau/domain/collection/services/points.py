"""What agencies decided, who keeps a point, what is asked of points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from cungcau.domain.collection import messages, policies
from cungcau.domain.collection.models import Photo, PointApproval, PointKeeper, PointRules
from cungcau.domain.collection.selectors.points import rules_for, standing
from cungcau.domain.network import services as network
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import find
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

_MOST_M = 1_000_000


@dataclass(frozen=True, slots=True)
class Decision:
    """One agency's decision as its paper says; blank ``valid_to`` is open."""

    agency: str
    paper_number: str
    paper_date: date
    approved: bool
    valid_from: date
    valid_to: date | None = None
    reason: str = ""


@transaction.atomic
def record_approval(
    *,
    point: CollectionPoint,
    decision: Decision,
    actor: User | None,
    document: Photo | None = None,
    is_demo: bool = False,
) -> PointApproval:
    """Write down an agency's decision; the point's own mark of approval follows what holds today.

    A yes for a point nearer to a checkpoint than the rules ask, or at an unknown distance, is taken only with
    a reason. Raises ``approval_too_near``, ``approval_distance_unknown``, ``approval_no_needs_reason``,
    ``approval_incomplete``, ``point_days_not_in_order``, ``not_allowed``.
    """
    if actor is not None:
        require(actor, policies.APPROVE, point.area_code)
    agency, paper = decision.agency.strip(), decision.paper_number.strip()
    if not agency or not paper:
        raise DomainError("approval_incomplete")
    if decision.valid_to is not None and decision.valid_to < decision.valid_from:
        raise DomainError("point_days_not_in_order")
    row = CollectionPoint.objects.select_for_update(no_key=True, of=("self",)).get(pk=point.pk)
    rules, reason = rules_for(row.area_code), decision.reason.strip()[:300]
    if not reason:
        _refuse_without_reason(decision.approved, row.distance_to_checkpoint_m, rules.min_checkpoint_m)
    kept = PointApproval.objects.create(
        point=row, agency=agency[:120], paper_number=paper[:80], paper_date=decision.paper_date,
        approved=decision.approved, valid_from=decision.valid_from, valid_to=decision.valid_to, reason=reason,
        distance_m=row.distance_to_checkpoint_m, asked_m=rules.min_checkpoint_m, document=document,
        recorded_by=actor, area_code=row.area_code, is_demo=is_demo,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.APPROVED, thing=row, agency=kept.agency, paper=kept.paper_number,
        decision="đồng ý" if kept.approved else "không đồng ý", valid_from=kept.valid_from,
        valid_to=kept.valid_to or "", reason=reason,
    )  # fmt: skip
    mark_point(row, actor)
    return kept


def mark_point(point: CollectionPoint, actor: User | None) -> None:
    """Let the point's own mark of approval, which planning reads, follow the decisions in force today."""
    today = clock.today()
    holds = standing(point, today).approved
    yes = [
        row
        for row in PointApproval.objects.filter(point=point, approved=True).order_by("id")
        if row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)
    ]
    papers = "; ".join(f"{row.agency}: {row.paper_number}" for row in yes)[:200]
    mine = {
        "approved": holds,
        "approval_paper": papers if holds else point.approval_paper,
        "agencies": list(dict.fromkeys(row.agency for row in yes)) if holds else point.agencies,
    }
    seen = {name: getattr(point, name) for name in mine}
    if mine != seen:
        network.change(network.POINT, point, version=point.version, seen=seen, mine=mine, actor=actor)


def _refuse_without_reason(approved: bool, distance_m: int | None, asked_m: int) -> None:
    if not approved:
        raise DomainError("approval_no_needs_reason")
    if distance_m is None:
        raise DomainError("approval_distance_unknown", asked_m=asked_m)
    if distance_m < asked_m:
        raise DomainError("approval_too_near", distance_m=distance_m, asked_m=asked_m)


@transaction.atomic
def set_rules(*, area_code: str, min_checkpoint_m: int, source: str, actor: User | None) -> PointRules:
    """Say what points of an area must keep to; ``source`` blank is "?". Raises ``rules_out_of_range``."""
    area = areas.code(area_code)
    if actor is not None:
        require(actor, policies.SET_RULES, area)
    if not 0 <= min_checkpoint_m <= _MOST_M:
        raise DomainError("rules_out_of_range")
    row, _ = PointRules.objects.update_or_create(
        area_code=area,
        defaults={
            "min_checkpoint_m": min_checkpoint_m,
            "source": source.strip()[:300] or "?",
            "changed_by": actor,
        },
    )
    record(
        actor=actor, verb=messages.RULES_SET, thing=row, area=area, min_m=min_checkpoint_m, source=row.source
    )
    return row


@transaction.atomic
def appoint_keeper(
    *,
    point: CollectionPoint,
    user: User,
    valid_from: date,
    valid_to: date | None = None,
    note: str = "",
    actor: User | None,
    is_demo: bool = False,
) -> PointKeeper:
    """Let a person keep a point from a day to a day.

    Raises ``keeper_twice``, ``point_days_not_in_order``, ``not_allowed``. The person needs the keeper's (or a
    representative's) role besides, which an administrator gives.
    """
    if actor is not None:
        require(actor, policies.APPOINT, point.area_code)
    if valid_to is not None and valid_to < valid_from:
        raise DomainError("point_days_not_in_order")
    try:
        with transaction.atomic():
            row = PointKeeper.objects.create(
                point=point, user=user, valid_from=valid_from, valid_to=valid_to, note=note.strip()[:300],
                appointed_by=actor, area_code=point.area_code, is_demo=is_demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError("keeper_twice") from error
    record(actor=actor, verb=messages.KEEPER_APPOINTED, thing=row, user=user.full_name, point=point.name,
           valid_from=valid_from, valid_to=valid_to or "")  # fmt: skip
    return row


def person_named(name: str) -> User:
    """The account with this user name, phone or e-mail; raises ``keeper_unknown``."""
    found = find(name.strip()) if name.strip() and "\x00" not in name else None
    if found is None or not found.is_active:
        raise DomainError("keeper_unknown", name=name.strip()[:60])
    return found


@transaction.atomic
def end_keeper(*, keeper: PointKeeper, last: date, reason: str, actor: User | None) -> PointKeeper:
    """Let an appointment end after a day; one that had not begun by then holds on its first day only.

    Raises ``keeper_reason_missing``, ``not_allowed``.
    """
    row = (
        PointKeeper.objects.select_for_update(of=("self",)).select_related("user", "point").get(pk=keeper.pk)
    )
    if actor is not None:
        require(actor, policies.APPOINT, row.area_code)
    if not reason.strip():
        raise DomainError("keeper_reason_missing")
    row.valid_to = max(row.valid_from, min(last, row.valid_to or last))
    row.save(update_fields=["valid_to"])
    record(
        actor=actor, verb=messages.KEEPER_ENDED, thing=row, user=row.user.full_name, point=row.point.name,
        last=row.valid_to, reason=reason.strip()[:300],
    )  # fmt: skip
    return row
