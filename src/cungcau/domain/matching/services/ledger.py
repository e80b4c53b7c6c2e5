"""The season's ledger carried forward: what each producer offered and sold goes on counting next season.

Fairness is kept over time: φ = (prior sold + sold) / (weight × (prior offered + offered)). A producer's prior
columns in the new season are those of the old season plus what the plan in force gave: its shares.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from cungcau.domain.matching import policies, selectors
from cungcau.domain.matching.models import LedgerCarry, Plan
from cungcau.domain.matching.states import PUBLISHED
from cungcau.domain.supply import selectors as supply
from cungcau.domain.supply.services import LedgerRow, record_ledger
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.jobs import services as jobs
from cungcau.platform.jobs.models import Job
from cungcau.platform.jobs.registry import Run
from cungcau.reference.catalogue.models import Season

CARRY = "matching.carry_ledger"


@transaction.atomic
def request_carry(*, plan: Plan, into: Season, reason: str, actor: User) -> Job:
    """Ask that the ledger of a published plan's season be handed on to a later season; a job does it.

    Raises ``not_allowed`` (for either season), ``plan_not_in_force``, ``ledger_into_itself``,
    ``ledger_into_earlier``, ``ledger_carried`` (these two seasons already), ``ledger_occupied`` (the later
    season has a ledger of its own), ``InputInvalid`` for a missing reason.
    """
    access.require(actor, policies.PUBLISH, plan.area_code)
    access.require(actor, policies.PUBLISH, into.area_code)
    said = reason.strip()
    if not said or len(said) > 500 or "\x00" in said:
        raise InputInvalid([Fault("ledger", 0, "reason", said[:40], "cần lý do, dài nhất 500 ký tự")])
    _require_possible(plan, into)
    job = jobs.later(
        kind=CARRY, title=f"Chuyển sổ vụ: {plan.season.name} → {into.name}",
        arguments={"plan": plan.pk, "into": into.pk, "reason": said, "actor": actor.pk}, actor=actor,
    )  # fmt: skip
    job.done_url = reverse("matching:ledger", args=[plan.pk])
    job.save(update_fields=["done_url"])
    return job


def carry_ledger(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The work behind ``matching.carry_ledger``; done once, however often it is asked for."""
    plan = Plan.objects.select_related("season").get(pk=int(str(arguments["plan"])))
    into = Season.objects.get(pk=int(str(arguments["into"])))
    actor = User.objects.get(pk=int(str(arguments["actor"])))
    run.report(stage="Cộng sổ vụ", percent=20)
    done = carry(plan=plan, into=into, reason=str(arguments["reason"]), actor=actor)
    return {"producers": done.producers, "done_url": reverse("matching:ledger", args=[plan.pk])}


@transaction.atomic
def carry(*, plan: Plan, into: Season, reason: str, actor: User) -> LedgerCarry:
    """Write the later season's ledger from the plan's shares; a second call returns what the first did."""
    Season.objects.select_for_update().get(pk=into.pk)
    done = LedgerCarry.objects.filter(season=plan.season, into=into).first()
    if done is not None:
        return done
    _require_possible(plan, into)
    rows = [
        LedgerRow(
            producer=row.producer, source=f"sổ vụ {plan.season.code}, kế hoạch phiên bản {plan.version}",
            weight=row.weight, prior_offered_kg=row.offered_kg, prior_sold_kg=row.sold_kg, is_demo=into.is_demo,
        )
        for row in selectors.ledger_after(plan)
    ]  # fmt: skip
    record_ledger(season=into, rows=rows, actor=None)
    done = LedgerCarry.objects.create(
        plan=plan, season=plan.season, into=into, producers=len(rows), reason=reason, carried_by=actor,
        offered_kg=sum(row.prior_offered_kg for row in rows), sold_kg=sum(row.prior_sold_kg for row in rows),
    )  # fmt: skip
    audit.record(
        actor=actor, verb="ledger_carried", thing=plan, area=plan.area_code, season=plan.season.name,
        into=into.name, producers=len(rows), reason=reason,
    )  # fmt: skip
    return done


def _require_possible(plan: Plan, into: Season) -> None:
    if plan.state != PUBLISHED:
        raise DomainError("plan_not_in_force", title=plan.title)
    if into.pk == plan.season_id:
        raise DomainError("ledger_into_itself", season=into.name)
    if into.start <= plan.season.start:
        raise DomainError("ledger_into_earlier", season=into.name)
    if LedgerCarry.objects.filter(season=plan.season, into=into).exists():
        raise DomainError("ledger_carried", season=plan.season.name, into=into.name)
    if supply.ledger_of(into).exists():
        raise DomainError("ledger_occupied", season=into.name)
