"""Questions about dossiers: who sees which."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.selectors.products import own_q
from cungcau.domain.registry.selectors import acting_for
from cungcau.platform.access.areas import EVERYWHERE, within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock

BEFORE_COUNCIL = (
    states.DRAFT, states.SUBMITTED, states.RETURNED, states.FORWARDED, states.REVIEWING, states.WITHDRAWN,
)  # fmt: skip
"""States in which a file is not yet the council's business."""


def dossiers_shown(user: Somebody) -> QuerySet[Dossier]:
    """The files somebody may see.

    Officers who may write for entities (commune, provincial office): all of their area, drafts too, since they help
    with them. Advisers: those the commune has forwarded. Others who may see files (the council): those that are
    ready for it or past it. An entity's representative: those of the organisations they act for.
    """
    return Dossier.objects.filter(shown_q(user))


def shown_q(user: Somebody, prefix: str = "") -> Q:
    """The same as a condition: ``prefix`` leads to the file ("dossier__" from a request or a citation)."""
    area = f"{prefix}area_code"
    wide = areas_with(user, policies.WRITE_DOSSIERS)
    if EVERYWHERE in wide:
        return Q()
    seen = within(area, wide) if wide else Q(pk__in=[])
    if reviewing := areas_with(user, policies.REVIEW) - wide:
        seen |= within(area, reviewing) & Q(**{f"{prefix}forwarded_at__isnull": False})
    if reading := areas_with(user, policies.VIEW_DOSSIERS) - wide - areas_with(user, policies.REVIEW):
        seen |= within(area, reading) & ~Q(**{f"{prefix}state__in": BEFORE_COUNCIL})
    if allows(user, policies.WRITE_OWN):
        seen |= own_q(user, f"{prefix}product__entity")
    return seen


def may_see(user: Somebody, dossier: Dossier) -> bool:
    """Is this file among those?"""
    return dossiers_shown(user).filter(pk=dossier.pk).exists()


def acts_for(user: Somebody, dossier: Dossier) -> bool:
    """Whether somebody speaks for the entity of a file today."""
    if not allows(user, policies.WRITE_OWN):
        return False
    return dossier.product.entity_id in acting_for(user, clock.today())
