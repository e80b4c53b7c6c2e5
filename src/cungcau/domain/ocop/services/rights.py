"""Who may do what with a product or a file: officers of its area, and whoever acts for the entity."""

from __future__ import annotations

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Dossier, Product
from cungcau.domain.ocop.selectors.dossiers import acts_for, may_see
from cungcau.domain.ocop.selectors.products import products_shown
from cungcau.domain.registry.selectors import acting_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock


def may_dossier(
    user: User | None, dossier: Dossier, permission: str, own_permission: str = policies.WRITE_OWN
) -> bool:
    """Whether :func:`require_dossier` would let them pass."""
    if user is None or access.allows(user, permission, dossier.area_code):
        return True
    return bool(own_permission) and access.allows(user, own_permission) and acts_for(user, dossier)


def require_dossier(
    user: User | None, dossier: Dossier, permission: str, own_permission: str = policies.WRITE_OWN
) -> None:
    """Let pass who holds ``permission`` over the file's area, or ``own_permission`` and acts for its entity.

    ``own_permission`` "" lets officers alone pass; ``user`` None is the system. Raises ``not_found`` where the
    file is not for their eyes at all, else ``not_allowed``.
    """
    if may_dossier(user, dossier, permission, own_permission):
        return
    assert user is not None, "the system may do everything"
    if not may_see(user, dossier):
        raise DomainError("not_found")
    access.require(user, permission, dossier.area_code)


def standing(
    actor: User | None, dossier: Dossier, permission: str, own_permission: str = policies.WRITE_OWN
) -> tuple[str, str]:
    """The (permission, area) for ``advance`` after :func:`require_dossier`: the officer's, else the entity's own."""
    if actor is None or access.allows(actor, permission, dossier.area_code):
        return permission, dossier.area_code
    held = areas_with(actor, own_permission)
    return own_permission, min(held) if held else dossier.area_code


def may_entity(user: User | None, entity_id: int, area: str, permission: str) -> bool:
    """Whether somebody may write for an organisation: an officer of its area, or its representative."""
    if user is None or access.allows(user, permission, area):
        return True
    return access.allows(user, policies.WRITE_OWN) and entity_id in acting_for(user, clock.today())


def require_product(user: User | None, product: Product) -> None:
    """Let pass who may record products there or acts for the entity. Raises ``not_found``, ``not_allowed``."""
    if may_entity(user, product.entity_id, product.area_code, policies.RECORD_PRODUCTS):
        return
    assert user is not None, "the system may do everything"
    if not products_shown(user).filter(pk=product.pk).exists():
        raise DomainError("not_found")
    access.require(user, policies.RECORD_PRODUCTS, product.area_code)
