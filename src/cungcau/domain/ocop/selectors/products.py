"""Questions about products."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Product
from cungcau.domain.registry.selectors import acting_for
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock


def products_shown(user: Somebody) -> QuerySet[Product]:
    """The products somebody may see: of their areas for officers, of those they act for otherwise."""
    if not allows(user, policies.VIEW_PRODUCTS):
        return Product.objects.none()
    return Product.objects.filter(_of_area(user) | own_q(user, "entity"))


def own_q(user: Somebody, field: str) -> Q:
    """Rows whose organisation (``field``) somebody acts for today, as an OCOP entity's representative does."""
    if not allows(user, policies.WRITE_OWN):
        return Q(pk__in=[])
    return Q(**{f"{field}__in": list(acting_for(user, clock.today()))})


def _of_area(user: Somebody) -> Q:
    held = areas_with(user, policies.SEE_ALL_PRODUCTS)
    return within("area_code", held) if held else Q(pk__in=[])
