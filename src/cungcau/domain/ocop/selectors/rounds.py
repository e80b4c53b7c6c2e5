"""Which rounds of evaluation somebody sees."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Round
from cungcau.domain.ocop.selectors.products import own_q
from cungcau.domain.ocop.selectors.road_terms import province_of
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.areas import EVERYWHERE
from cungcau.platform.access.selectors import Somebody, allows, areas_with


def rounds_shown(user: Somebody) -> QuerySet[Round]:
    """The rounds of the provinces somebody has to do with, the last asked for first, each with how many ``files``."""
    rows = Round.objects.annotate(files=Count("dossiers")).order_by("-request_before", "-pk")
    held = areas_with(user, policies.VIEW_DOSSIERS)
    if EVERYWHERE in held:
        return rows
    provinces = {province_of(area) for area in held}
    if allows(user, policies.WRITE_OWN):
        own = Organisation.objects.filter(own_q(user, "pk")).values_list("area_code", flat=True)
        provinces |= {province_of(area) for area in own if area}
    return rows.filter(area_code__in=provinces)


def area_of(user: Somebody) -> str:
    """The province whose rounds and terms somebody keeps; of several the first. Raises ``not_allowed`` for none."""
    held = sorted(areas_with(user, policies.OFFICE))
    if not held:
        raise DomainError("not_allowed", permission=policies.OFFICE, label="", area="")
    if held[0] != EVERYWHERE:
        return province_of(held[0])
    known = (
        Organisation.objects.exclude(area_code="").order_by("area_code").values_list("area_code", flat=True)
    )
    return province_of(known.first() or "")
