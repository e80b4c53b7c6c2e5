"""Agencies, and for which of them somebody works."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.programmes import policies
from cungcau.domain.programmes.models import Agency, Post
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import Somebody, allows
from cungcau.platform.accounts.models import User


def agencies_of(user: Somebody, day: date) -> list[Agency]:
    """The agencies somebody holds a post at on a day, by name; none without the right to work."""
    if not user.is_authenticated or not allows(user, policies.WORK):
        return []
    posts = Post.objects.filter(in_post(day), user=user.pk).values("agency")
    return list(Agency.objects.filter(pk__in=posts).defer("words").order_by("name", "pk"))


def agency_of(user: Somebody, day: date) -> Agency | None:
    """The first of :func:`agencies_of`, None without one."""
    found = agencies_of(user, day)
    return found[0] if found else None


def people_of(agency: Agency, day: date) -> list[User]:
    """Who works for an agency on a day, by name: whom its tasks and figures are asked of."""
    posts = Post.objects.filter(in_post(day), agency=agency).values("user")
    return list(User.objects.filter(pk__in=posts, is_active=True).order_by("full_name", "pk"))


def in_post(day: date) -> Q:
    """Posts that hold a day."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def agencies() -> QuerySet[Agency]:
    """Every agency: who issues, leads and reports is no secret."""
    return Agency.objects.defer("words").select_related("parent", "merged_into").order_by("name", "pk")


def standing_on(day: date) -> QuerySet[Agency]:
    """The agencies that stand on a day."""
    return agencies().filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


def agency_for(user: Somebody, pk: int) -> Agency:
    """The agency with this number for whoever may see plans or works for it; raises ``not_found``."""
    found = agencies().filter(pk=pk).first() if pk < 2**63 else None
    if found is None or not (allows(user, policies.VIEW) or allows(user, policies.WORK)):
        raise DomainError("not_found")
    return found


def posts_of(agency: Agency) -> QuerySet[Post]:
    """Who worked for an agency, those in post first."""
    return Post.objects.filter(agency=agency).select_related("user").order_by("ends_on", "-starts_on", "-pk")
