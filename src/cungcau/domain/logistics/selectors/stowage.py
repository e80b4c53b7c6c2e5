"""Questions about crates."""

from __future__ import annotations

from django.db.models import QuerySet

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.models import Stowage
from cungcau.platform.access.selectors import Somebody, allows


def stowages_shown(user: Somebody) -> QuerySet[Stowage]:
    """The crates somebody may see, by commodity and pack: all of them for whoever sees vehicles."""
    rows = Stowage.objects.select_related("commodity").defer("words", "folded")
    rows = rows.order_by("commodity__name_vi", "pack_key", "pk")
    return rows if allows(user, policies.VIEW_FLEET) else rows.none()
