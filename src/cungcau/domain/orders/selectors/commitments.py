"""What orders hold of a season's lots, as the planner and the page of what can be promised ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from cungcau.domain.demand.models import Need
from cungcau.domain.matching.commitments import Named, Ordered, Unsplit
from cungcau.domain.matching.models import Line as PlanLine
from cungcau.domain.matching.states import PUBLISHED
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Order, OrderLine, Slip
from cungcau.engines.allocation.model import Commitment
from cungcau.reference.catalogue.models import Season

STANDING = (states.AGREED, states.CLOSED)


class Held:
    """The orders' side of ``matching.commitments``: live slips of agreed orders are what is sold of a lot."""

    def held(self, season: Season) -> QuerySet[Any]:
        """Live slips with ``held_kg``: what they hold, or what was picked where that is more."""
        rows = Slip.objects.filter(
            season=season,
            lot__isnull=False,
            state__in=states.LIVE_SLIPS,
            line__order__state__in=STANDING,
        )
        return rows.annotate(held_kg=Greatest("allocated_kg", "harvested_kg")).filter(held_kg__gt=0)

    def ordered(self, season: Season) -> Ordered:
        """Each live slip once: towards its order's need, or as sold where the order answers none."""
        days = _delivery_needs(season)
        promised: dict[tuple[str, str, str, Any, Any], int] = defaultdict(int)
        sold: dict[str, int] = defaultdict(int)
        rows = self.held(season).order_by("pk").values_list(
            "lot__code", "line__order__need_id", "line__order__need__code", "line__order__point__code",
            "line__harvest_date", "line__dispatch_date", "line__delivery_date", "held_kg",
        )  # fmt: skip
        for lot, need_id, need, point, harvest, dispatch, delivery, kg in rows.iterator(chunk_size=5000):
            if need is None or point is None:
                sold[lot] += kg
            else:
                promised[lot, days.get((need_id, delivery), need), point, harvest, dispatch] += kg
        lines = PlanLine.objects.filter(plan__season=season, plan__state=PUBLISHED)
        became = lines.filter(_became_order()).order_by().values_list("lot__code", "need__code").distinct()
        return Ordered(
            tuple(Commitment(*key, kg) for key, kg in sorted(promised.items())), dict(sold), frozenset(became)
        )

    def unsplit(self, season: Season, commodity_id: int) -> Iterable[Unsplit]:
        """What is asked of agreed lines, before goods came, beyond what households hold."""
        rows = OrderLine.objects.filter(
            season=season, order__state=states.AGREED, order__commodity=commodity_id,
            state__in=(states.OPEN, states.ALLOCATED, states.CONFIRMED), asked_kg__gt=F("allocated_kg"),
        )  # fmt: skip
        columns = (
            "order__seller__code",
            "order__seller__name",
            "area_code",
            "harvest_date",
            "asked_kg",
            "allocated_kg",
        )
        for code, name, area, day, asked, held in rows.order_by().values_list(*columns):
            yield Unsplit(code, name, area, day, asked - held)

    def named(self, season: Season, lots: Collection[str]) -> Mapping[tuple[str, str, date], Sequence[Named]]:
        """The orders whose live slips hold these lots, by the lot's and the need's codes and the day of picking."""
        days = _delivery_needs(season)
        found: dict[tuple[str, str, date], dict[int, Named]] = defaultdict(dict)
        rows = self.held(season).filter(lot__code__in=lots, line__order__need__isnull=False)
        columns = (
            "lot__code", "line__order__need_id", "line__order__need__code", "line__delivery_date",
            "line__harvest_date", "line__order_id", "line__order__code",
        )  # fmt: skip
        for lot, need_id, need, delivery, day, pk, code in rows.order_by("line__order_id").values_list(
            *columns
        ):
            key = (lot, days.get((need_id, delivery), need), day)
            found[key][pk] = Named(code, reverse("orders:order", args=[pk]))
        return {key: list(some.values()) for key, some in found.items()}

    def unordered(self, lines: QuerySet[PlanLine]) -> QuerySet[PlanLine]:
        """Of a plan's lines those without an agreed order of their need, seller and point."""
        return lines.exclude(_became_order())


def _became_order() -> Exists:
    mine = Order.objects.filter(
        Q(need=OuterRef("need")) | Q(need=OuterRef("need__line_of")),
        point=OuterRef("point"), state__in=STANDING, seller=_outer_seller(),
    )  # fmt: skip
    return Exists(mine)


def _outer_seller() -> Coalesce:
    return Coalesce(
        OuterRef("lot__representative"), OuterRef("producer__representative"), OuterRef("producer")
    )


def _delivery_needs(season: Season) -> dict[tuple[int, Any], str]:
    """(need's id, day) → code of the delivery the planner knows, for needs planned by delivery."""
    rows = Need.objects.filter(season=season, line_of__isnull=False, planned=True).order_by()
    return {(whole, day): code for whole, day, code in rows.values_list("line_of_id", "deliver_from", "code")}
