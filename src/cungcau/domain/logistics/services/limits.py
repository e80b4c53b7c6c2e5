"""What trips together may take: rows locked in one order (trips by id, lines by id), sums checked under the locks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Trip, TripLoad
from cungcau.domain.logistics.planning.drafts import LoadDraft, TripDraft, label_of
from cungcau.domain.logistics.selectors.goods import HELD_KG
from cungcau.domain.orders.models import OrderLine
from cungcau.kernel.errors import DomainError


def lock(trip: Trip) -> Trip:
    """The trip's row, locked, still open to change; raises ``trip_not_editable``."""
    row = (
        Trip.objects.select_for_update(of=("self",))
        .select_related("vehicle", "driver", "day_plan", "season")
        .get(pk=trip.pk)
    )
    if row.state not in states.EDITABLE_TRIPS:
        raise DomainError("trip_not_editable", trip=row.code)
    return row


def lock_lines(ids: Iterable[int]) -> list[OrderLine]:
    """The lines, locked by id."""
    rows = OrderLine.objects.select_for_update(of=("self",)).filter(pk__in=set(ids))
    return list(rows.select_related("order").defer("order__words").order_by("pk"))


def check_room(draft: TripDraft, *, but: Iterable[int] = ()) -> None:
    """Lock a draft's lines, and see that they and the first legs of its onward loads hold its kg.

    ``but`` are the trips the draft stands for. Raises ``load_over_line``, ``load_onward_over_first``.
    """
    lines = lock_lines(load.line.pk for load in draft.loads)
    held = _held(TripLoad.objects.filter(line__in=lines, onward_of=None), "line_id", but)
    for line in lines:
        asked = sum(_kept(load) for load in draft.loads if load.line.pk == line.pk and load.onward is None)
        left = max(line.most_kg, line.received_kg) - held.get(line.pk, 0)
        if asked > left:
            raise DomainError(
                "load_over_line", line=label_of(line), over_kg=asked - left, left_kg=max(0, left)
            )
    firsts = {load.onward.pk for load in draft.loads if load.onward is not None}
    taken = _held(TripLoad.objects.filter(onward_of__in=firsts), "onward_of_id", but)
    for first in TripLoad.objects.select_for_update(of=("self",)).filter(pk__in=firsts).order_by("pk"):
        asked = sum(
            _kept(load) for load in draft.loads if load.onward is not None and load.onward.pk == first.pk
        )
        left = max(first.planned_kg, first.loaded_kg) - taken.get(first.pk, 0)
        if asked > left:
            raise DomainError("load_onward_over_first", over_kg=asked - left)


def _kept(load: LoadDraft) -> int:
    return max(load.kg, load.loaded_kg)


def _held(rows: QuerySet[TripLoad], by: str, but: Iterable[int]) -> dict[int, int]:
    """kg that live trips keep, but those named, by a column."""
    live = rows.exclude(trip__state=states.CANCELLED).exclude(trip__in=list(but))
    return {key: int(kg) for key, kg in live.order_by().values_list(by).annotate(kg=Sum(HELD_KG))}


def keeps_onward(trip: Trip, draft: TripDraft) -> None:
    """What another trip takes onward stays in this one, with at least its kg."""
    kept = {load.pk: load.kg for load in draft.loads}
    for load in trip.loads.filter(goes_on=True).prefetch_related("onward__trip"):
        every = load.onward.all()
        if every and load.pk not in kept:
            raise DomainError("trip_carries_onward", trip=every[0].trip.code)
        live = [one for one in every if one.trip.state != states.CANCELLED]
        if live and sum(one.planned_kg for one in live) > kept.get(load.pk, 0):
            raise DomainError("trip_carries_onward", trip=live[0].trip.code)
