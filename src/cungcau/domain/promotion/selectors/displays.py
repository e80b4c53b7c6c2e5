"""Which display points somebody sees, and which are open."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from cungcau.domain.promotion import policies
from cungcau.domain.promotion.models import Displayed, DisplayPoint
from cungcau.platform.access.selectors import Somebody, visible


def open_on(day: date) -> Q:
    """The display points open on a day."""
    return Q(opens_on__lte=day) & (Q(closes_on=None) | Q(closes_on__gte=day))


def shown_on(day: date) -> Q:
    """The products shown on a day."""
    return Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))


def points_shown(user: Somebody, day: date) -> QuerySet[DisplayPoint]:
    """The display points somebody may see, with the number of products on show that day (``on_show``)."""
    rows = visible(DisplayPoint.objects.all(), user, policies.VIEW).defer("words", "note")
    on_show = Count("displayed", filter=Q(displayed__from_on__lte=day) & _still(day))
    return (
        rows.select_related("keeper", "unit").defer("keeper__words", "unit__words").annotate(on_show=on_show)
    )


def _still(day: date) -> Q:
    return Q(displayed__to_on=None) | Q(displayed__to_on__gte=day)


def point_for(user: Somebody, pk: int) -> DisplayPoint | None:
    """One of them, None where there is none or it is not theirs."""
    if pk >= 2**63:
        return None
    rows = visible(DisplayPoint.objects.all(), user, policies.VIEW)
    return rows.select_related("keeper", "unit__parent", "market").filter(pk=pk).first()


def displayed_at(point: DisplayPoint) -> QuerySet[Displayed]:
    """What is or was shown there, what still is first."""
    rows = Displayed.objects.filter(point=point).select_related("product__entity")
    return rows.defer("product__words", "product__entity__words").order_by("to_on", "product__folded", "-pk")
