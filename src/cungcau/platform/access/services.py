"""Giving and taking back roles, and the one gate every action passes."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas, permissions, policies, roles, selectors
from cungcau.platform.access.models import Grant
from cungcau.platform.access.selectors import Somebody, allows, visible
from cungcau.platform.accounts import trail
from cungcau.platform.accounts.models import User

__all__ = ["allows", "grant_role", "require", "revoke_role", "visible"]


def require(user: Somebody, permission: str, area: str | None = None) -> None:
    """Let pass or raise: ``not_signed_in`` for nobody, ``not_allowed`` with the permission and its label.

    ``area`` is read as in ``selectors.allows``.
    """
    if allows(user, permission, area):
        return
    if not user.is_authenticated:
        raise DomainError("not_signed_in")
    raise DomainError(
        "not_allowed", permission=permission, label=permissions.label(permission), area=area or ""
    )


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    area_code: str = areas.EVERYWHERE,
    actor: User | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    note: str = "",
) -> Grant:
    """Give a role over an area; giving the same grant from the same day again returns the one there is.

    ``actor`` None is the installation itself (the first administrator, the demo). Raises ``not_allowed``,
    ``area_invalid``, ``grant_days_invalid``; an unknown role code is a crash.
    """
    area, known_role = areas.code(area_code), roles.role(role)
    if actor is not None:
        require(actor, policies.GRANT_ROLE, area)
    first = valid_from or timezone.localdate()
    if valid_to is not None and valid_to < first:
        raise DomainError("grant_days_invalid", valid_from=first, valid_to=valid_to)
    User.objects.select_for_update().get(pk=user.pk)
    key = {"user": user, "role": known_role.code, "area_code": area, "valid_from": first}
    there = Grant.objects.filter(**key, revoked_at__isnull=True).first()
    if there is not None:
        return there
    grant = Grant.objects.create(**key, valid_to=valid_to, granted_by=actor, note=note)
    trail.record(
        actor=actor, verb="access.role_granted", thing=grant, area=area,
        user=user.username, role=role, valid_from=first, valid_to=valid_to,
    )  # fmt: skip
    selectors.forget(user)
    return grant


@transaction.atomic
def revoke_role(*, grant: Grant, actor: User | None) -> Grant:
    """Take a grant back at once; taking it back twice changes nothing. Raises ``not_allowed``."""
    if actor is not None:
        require(actor, policies.GRANT_ROLE, grant.area_code)
    locked = Grant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_by = timezone.now(), actor
        locked.save(update_fields=["revoked_at", "revoked_by"])
        trail.record(
            actor=actor, verb="access.role_revoked", thing=locked, area=locked.area_code,
            user=locked.user.username, role=locked.role,
        )  # fmt: skip
        selectors.forget(grant.user)
    return locked
