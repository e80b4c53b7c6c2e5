"""Questions about rights."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from cungcau.platform.access import areas, permissions, roles
from cungcau.platform.access.models import Grant
from cungcau.platform.accounts.models import User

Somebody = AbstractBaseUser | AnonymousUser
_M = TypeVar("_M", bound=Model)
_CACHE = "_access_grants"


def grants_of(user: Somebody) -> tuple[tuple[str, str], ...]:
    """The (role, area) pairs in force today; read once per user object, that is once per request."""
    if user.pk is None or not user.is_active:
        return ()
    kept = user.__dict__.get(_CACHE)
    if kept is None:
        kept = tuple(in_force().filter(user_id=user.pk).order_by("pk").values_list("role", "area_code"))
        user.__dict__[_CACHE] = kept
    return tuple(kept)


def in_force() -> QuerySet[Grant]:
    """The grants that hold today: the machine's own day, since rights never live in a season on show."""
    today = timezone.localdate()
    return Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today, revoked_at__isnull=True
    )


def forget(user: Somebody) -> None:
    """Read this object's grants again at the next question."""
    user.__dict__.pop(_CACHE, None)


def areas_with(user: Somebody, permission: str) -> frozenset[str]:
    """The areas over which somebody holds a permission; empty when they hold it nowhere."""
    holding = roles.holding(permissions.known(permission))
    return frozenset(area for role, area in grants_of(user) if role in holding)


def allows(user: Somebody, permission: str, area: str | None = None) -> bool:
    """May they do this?

    With an ``area``: there, or somewhere that contains it; "" is what belongs to no single area, so only
    grants over everywhere count. Without one (None): anywhere at all, for pages whose rows are then
    chosen by :func:`visible`. A code nobody registered raises ``UnknownPermission``.
    """
    held = areas_with(user, permission)
    return bool(held) if area is None else any(areas.covers(wide, area) for wide in held)


def visible(
    queryset: QuerySet[_M, Any], user: Somebody, permission: str, area_field: str = "area_code"
) -> QuerySet[_M, Any]:
    """The rows of a list this user may see: those whose area column lies under one of their grants."""
    held = areas_with(user, permission)
    return queryset.filter(areas.within(area_field, held)) if held else queryset.none()


def people_with(permission: str, area: str) -> list[User]:
    """The active people who hold a permission over an area (there, or over what contains it), by name."""
    wider = {area[:end] for end in _cuts(area)}
    rows = in_force().filter(
        role__in=roles.holding(permissions.known(permission)), area_code__in=wider, user__is_active=True
    )
    found = {grant.user_id: grant.user for grant in rows.select_related("user")}
    return sorted(found.values(), key=lambda user: (user.full_name, user.pk))


def everyone_with(permission: str) -> list[User]:
    """The active people who hold a permission anywhere, by name."""
    rows = in_force().filter(role__in=roles.holding(permissions.known(permission)), user__is_active=True)
    found = {grant.user_id: grant.user for grant in rows.select_related("user")}
    return sorted(found.values(), key=lambda user: (user.full_name, user.pk))


def _cuts(area: str) -> list[int]:
    """Where an area code can end and still contain the area: everywhere, each dot, its own end."""
    return [0, *(place for place, letter in enumerate(area) if letter == "."), len(area)]


def grants_held(user: AbstractBaseUser) -> QuerySet[Grant]:
    """Every grant ever given to a person, newest first."""
    return Grant.objects.filter(user__pk=user.pk).order_by("-granted_at", "-pk")
