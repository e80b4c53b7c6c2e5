"""What messages about slips are about, in the words people know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders.models import Order, Slip
from cungcau.platform.notify import things
from cungcau.reference.search import matching


def _found(text: str) -> Sequence[int]:
    """Slips by their code, order, household and goods, and by what their order is found by: both sides, the market."""
    own = matching(Slip.objects.all(), text).order_by("-pk").values_list("pk", flat=True)
    orders = matching(Order.objects.all(), text).order_by("-pk").values_list("pk", flat=True)[: things.MOST]
    beside = Slip.objects.filter(line__order__in=list(orders)).order_by("-pk").values_list("pk", flat=True)
    return list(dict.fromkeys([*own[: things.MOST], *beside[: things.MOST]]))[: things.MOST]


def _named(ids: Collection[int]) -> Mapping[int, str]:
    rows = Slip.objects.filter(pk__in=ids).order_by().values_list("pk", "code", "producer__name")
    return {pk: f"{code}, {household}" for pk, code, household in rows}


def _url(pk: int) -> str:
    return reverse("orders:slip", args=[pk])


SLIP = things.Kind("slip", _("Phiếu hái"), _found, _named, _url)
