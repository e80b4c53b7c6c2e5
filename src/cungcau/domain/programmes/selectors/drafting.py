"""Texts somebody read in, and the agencies their names are matched with."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cungcau.domain.programmes import policies
from cungcau.domain.programmes.drafting.proposals import Known
from cungcau.domain.programmes.models import Agency, Manuscript
from cungcau.domain.programmes.selectors.agencies import standing_on
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

_MOST = 3_000


def known_agencies(user: User) -> list[Known]:
    """The agencies a text's names are matched with: those of the areas somebody writes in, and those of none."""
    held = areas_with(user, policies.WRITE)
    rows = standing_on(clock.today()).filter(
        (areas.within("area_code", held) or Q(pk__isnull=False)) | Q(area_code="")
    )
    return [
        Known(pk, tuple(filter(None, names)))
        for pk, *names in rows.values_list("pk", "name", "short_name")[:_MOST]
    ]


def manuscripts_of(user: User) -> QuerySet[Manuscript]:
    """The texts somebody read in, the newest first."""
    return (
        Manuscript.objects.filter(owner=user)
        .defer("lines", "proposals")
        .select_related("plan")
        .order_by("-pk")
    )


def manuscript_for(user: User, pk: int) -> Manuscript:
    """One of one's own; raises ``not_found``."""
    row = Manuscript.objects.filter(owner=user, pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise DomainError("not_found")
    return row


def names_offered(user: User) -> list[str]:
    """The names of agencies a list offers while one types."""
    keys = [one.key for one in known_agencies(user)]
    return list(Agency.objects.filter(pk__in=keys).order_by("name").values_list("name", flat=True))
