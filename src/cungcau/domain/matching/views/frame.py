"""What every page about one plan shares: finding it, the right to see it, its tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching import policies, selectors, states
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.models.plan import WHAT_IF
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User

_TABS = (
    ("plan", _("Tổng quan")),
    ("lines", _("Dòng kế hoạch")),
    ("shares", _("Chia phần")),
    ("fills", _("Nhu cầu")),
    ("unsold", _("Còn lại")),
    ("bottlenecks", _("Điểm nghẽn")),
    ("what-if", _("Thử nếu")),
    ("overrides", _("Sửa tay")),
    ("versions", _("Phiên bản, so sánh")),
)


_OF_MAIN = frozenset({"what-if", "overrides", "versions"})
"""Tabs that a what-if has not."""


def user_of(request: HttpRequest) -> User:
    """The signed-in person; pages call it behind ``login_required``."""
    assert isinstance(request.user, User)
    return request.user


def plan_for(request: HttpRequest, plan_id: int, permission: str = policies.VIEW) -> Plan:
    """The plan, if it exists and this person may see it; ``plan_not_found`` otherwise, in both cases."""
    plan = (
        Plan.objects.select_related("season", "base", "revision_of", "job", "created_by", "published_by")
        .filter(pk=plan_id)
        .first()
    )
    if plan is None or not access.allows(user_of(request), policies.VIEW, plan.area_code):
        raise DomainError("plan_not_found", number=plan_id)
    access.require(user_of(request), permission, plan.area_code)
    return plan


def plan_context(request: HttpRequest, plan: Plan, tab: str) -> dict[str, Any]:
    """What ``matching/plan_frame.html`` draws around each tab."""
    tabs = [
        {"label": label, "url": reverse(f"matching:{name}", args=[plan.pk]), "current": name == tab}
        for name, label in _TABS
        if not (name in _OF_MAIN and plan.kind == WHAT_IF)
    ]
    if plan.kind == WHAT_IF:
        tabs.insert(
            0,
            {
                "label": _("So sánh"),
                "url": reverse("matching:compare", args=[plan.pk]),
                "current": tab == "compare",
            },
        )
    user = user_of(request)
    may_run = access.allows(user, policies.RUN, plan.area_code)
    return {
        "plan": plan,
        "changed": selectors.changed_since(plan) if tab == "plan" else None,
        "state_label": str(states.LABELS[plan.state]),
        "tabs": tabs,
        "may_publish": plan.state == states.COMPUTED
        and plan.kind != WHAT_IF
        and access.allows(user, policies.PUBLISH, plan.area_code),
        "may_run": may_run,
        "may_override": may_run
        and plan.kind != WHAT_IF
        and plan.state in {states.COMPUTED, states.PUBLISHED},
        "has_result": plan.state in states.WITH_RESULT and selectors.is_kept(plan),
    }
