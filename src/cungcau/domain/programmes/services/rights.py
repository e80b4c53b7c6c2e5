"""Who may write a plan, and who moves what stands in it."""

from __future__ import annotations

from collections.abc import Iterable

from cungcau.domain.programmes import policies, states
from cungcau.domain.programmes.models import Agency, Plan
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.domain.programmes.selectors.plans import may_see
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock


def locked(pk: int) -> Plan:
    """The plan, held until the transaction ends; raises ``not_found``."""
    rows = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("issuer", "lead")
    plan = rows.defer("words", "issuer__words", "lead__words").filter(pk=pk).first()
    if plan is None:
        raise DomainError("not_found")
    return plan


def require_plan(actor: User | None, plan: Plan, permission: str) -> None:
    """Let pass who holds the right over the plan's area; ``not_found`` where they may not even see the plan."""
    if actor is None or access.allows(actor, permission, plan.area_code):
        return
    if not may_see(actor, plan):
        raise DomainError("not_found")
    access.require(actor, permission, plan.area_code)


def draft(pk: int, actor: User | None) -> Plan:
    """The plan, held, while its text may be changed. Raises ``programme_plan_not_draft``, ``not_allowed``."""
    plan = locked(pk)
    require_plan(actor, plan, policies.WRITE)
    if plan.state != states.DRAFT:
        raise DomainError("programme_plan_not_draft", plan=plan)
    return plan


def running(plan: Plan, *, closed_too: bool = False) -> None:
    """Refuse progress of a plan that is not in force (``programme_plan_not_running``)."""
    if plan.state != states.ISSUED and not (closed_too and plan.state == states.CLOSED):
        raise DomainError("programme_plan_not_running", plan=plan, state=states.PLAN_LABELS[plan.state])


def work_area(actor: User | None, plan: Plan, agencies: Iterable[Agency | None]) -> tuple[str, str]:
    """The (permission, area) by which somebody works on a plan: the officer's, else that of their agency's post.

    Raises ``not_found`` where the plan is not for their eyes, else ``not_allowed``.
    """
    if actor is not None and not access.allows(actor, policies.MOVE_TASKS, plan.area_code):
        own = {one.pk for one in agencies_of(actor, clock.today())}
        if own & {one.pk for one in agencies if one is not None}:
            held = areas_with(actor, policies.WORK)
            if held:
                return policies.WORK, min(held)
        require_plan(actor, plan, policies.MOVE_TASKS)
    return policies.MOVE_TASKS, plan.area_code


def reason_of(text: str) -> str:
    """A reason of at most 300 letters; raises ``programme_reason_missing``."""
    found = " ".join(text.replace("\x00", "").split())
    if not found:
        raise DomainError("programme_reason_missing")
    return found[:300]
