"""Which plans somebody may see, and their parts."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cungcau.domain.programmes import policies, states
from cungcau.domain.programmes.models import Indicator, Plan, Task
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.ui import clock

IN_FORCE = (states.ISSUED, states.CLOSED)


def plans_shown(user: Somebody) -> QuerySet[Plan]:
    """The plans somebody may see.

    With the right to view: all of their area, and issued ones of the areas above it (a province's plan is the
    communes' business). With a post: issued ones in which their agency issues, leads, helps or reports, and its drafts.
    """
    rows = Plan.objects.defer("words").select_related("issuer", "lead").defer("issuer__words", "lead__words")
    return rows.filter(_seen_by(user))


def _seen_by(user: Somebody) -> Q:
    held = areas_with(user, policies.VIEW)
    above = {area[:end] for area in held for end, letter in enumerate(area + ".") if letter == "."}
    seen = Q(pk__in=[])
    if held:
        everywhere = Q(pk__isnull=False)  # ``within`` says it as an empty Q, which an "or" would lose
        seen |= areas.within("area_code", held) or everywhere
        seen |= Q(area_code__in=sorted({"", *above}), state__in=IN_FORCE)
    own = [one.pk for one in agencies_of(user, clock.today())]
    if own:
        tasks = Task.objects.filter(Q(lead__in=own) | Q(helpers__in=own)).order_by().values("plan")
        figures = Indicator.objects.filter(reporter__in=own).order_by().values("plan")
        part = Q(lead__in=own) | Q(pk__in=tasks) | Q(pk__in=figures)
        seen |= Q(issuer__in=own) | (Q(state__in=IN_FORCE) & part)
    return seen


def may_see(user: Somebody, plan: Plan) -> bool:
    """Whether a plan is for somebody's eyes."""
    return Plan.objects.filter(_seen_by(user), pk=plan.pk).exists()


def plan_for(user: Somebody, pk: int) -> Plan:
    """The plan with this number, for who may see it; raises ``not_found``."""
    found = plans_shown(user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("not_found")
    return found


def public_plans() -> QuerySet[Plan]:
    """The plans whose progress everybody may see."""
    rows = Plan.objects.filter(is_public=True, state__in=IN_FORCE).select_related("issuer", "lead")
    return rows.defer("words", "issuer__words", "lead__words")


def public_plan(pk: int) -> Plan:
    """One of :func:`public_plans`; raises ``not_found``."""
    found = public_plans().filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("not_found")
    return found
