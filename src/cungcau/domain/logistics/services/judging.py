"""Judging a trip once more where nobody else can change what it was judged by; and what no judge lets pass."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from cungcau.domain.logistics.planning.by_hand import Around, judge, refreshed
from cungcau.domain.logistics.planning.drafts import Judged, TripDraft
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.engines import routing
from cungcau.kernel.errors import DomainError

_BAYS_LOCK = 0x7220
_INT4 = 2**31


def hold_bays(points: Iterable[int]) -> None:
    """Hold the bays of points until the transaction ends: after trips are locked, before orders and lines are."""
    with connection.cursor() as cursor:
        for point in sorted(set(points)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_BAYS_LOCK, point % _INT4))


def judged_now(draft: TripDraft, settings: PlanSettings, seen: Around) -> Judged:
    """A draft judged beside what other trips do now, their bays held; in the caller's transaction."""
    hold_bays(draft.points)
    return judge(draft, settings, refreshed(seen, draft))


def refuse_impossible(draft: TripDraft, judged: Judged) -> None:
    """Refuse what no vehicle can do: more kg than it carries, more than its box holds.

    Raises ``trip_over_capacity``, ``trip_over_volume``, naming vehicle, stop and figures.
    """
    names = {number: stop.place.name for number, stop in enumerate(draft.stops, 1)}
    for one in judged.faults:
        facts, plate = one["facts"], draft.vehicle.plate
        if one["code"] == routing.Code.CAPACITY:
            raise DomainError(
                "trip_over_capacity", plate=plate, stop=names.get(one["stop"], ""), kg=facts["kg"],
                capacity_kg=facts["capacity_kg"], over_kg=facts["kg"] - facts["capacity_kg"],
            )  # fmt: skip
        if one["code"] == routing.Code.VOLUME:
            raise DomainError(
                "trip_over_volume", plate=plate, stop=names.get(one["stop"], ""), crates=facts["crates"],
                volume_l=facts["volume_l"], capacity_l=facts["capacity_l"],
            )  # fmt: skip
