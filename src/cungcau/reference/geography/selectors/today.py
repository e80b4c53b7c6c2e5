"""What became of units: those in force that took their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cungcau.reference.geography.models import Level, Succession, Unit


@dataclass(frozen=True, slots=True)
class Today:
    """A unit in force that took over a place: all of it or a part; ``is_main`` is where records count."""

    unit: Unit
    whole: bool
    is_main: bool
    decree: str


def today_of(unit: Unit) -> tuple[Today, ...]:
    """The units in force that took over a place, the main one first; itself when it never ended."""
    return today_of_all([unit])[unit.pk]


def today_of_all(asked: Sequence[Unit]) -> dict[int, tuple[Today, ...]]:
    """:func:`today_of` for many units, in a few questions however many there are.

    A district ended without a successor of its own: its communes' successors stand for it.
    """
    stands = _stand_ins(asked)
    led = _led_to({unit.pk: unit for members in stands.values() for unit in members})
    answers: dict[int, tuple[Today, ...]] = {}
    for unit in asked:
        merged: dict[int, Today] = {}
        for member in stands[unit.pk]:
            for now in led[member.pk]:
                merged.setdefault(now.unit.pk, now)
        answers[unit.pk] = tuple(sorted(merged.values(), key=lambda now: (not now.is_main, now.unit.code)))
    return answers


def _stand_ins(asked: Sequence[Unit]) -> dict[int, list[Unit]]:
    districts = [unit.pk for unit in asked if unit.level == Level.DISTRICT and unit.valid_to is not None]
    stands = {unit.pk: [unit] for unit in asked}
    if districts:
        own = set(Succession.objects.filter(old__in=districts).values_list("old_id", flat=True))
        communes: dict[int, list[Unit]] = defaultdict(list)
        for child in Unit.objects.filter(parent__in=districts).order_by("code"):
            communes[child.parent_id or 0].append(child)
        stands |= {pk: communes[pk] for pk in districts if pk not in own}
    return stands


def _led_to(start: Mapping[int, Unit]) -> dict[int, list[Today]]:
    """Follow successions to units in force; one question per link of the longest chain."""
    answers: dict[int, list[Today]] = {pk: [] for pk in start}
    frontier: dict[int, list[tuple[int, bool, bool]]] = defaultdict(list)
    for pk, unit in start.items():
        if unit.valid_to is None:
            answers[pk].append(Today(unit, True, True, unit.decree))
        else:
            frontier[pk].append((pk, True, True))
    seen: set[tuple[int, int]] = {(pk, pk) for pk in frontier}
    while frontier:
        onward: dict[int, list[tuple[int, bool, bool]]] = defaultdict(list)
        links = Succession.objects.filter(old__in=frontier).select_related("new__parent__parent")
        for link in links:
            for pk, whole, main in frontier[link.old_id]:
                reached = (pk, whole and link.extent == Succession.Extent.WHOLE, main and link.is_main)
                if link.new.valid_to is None:
                    answers[pk].append(Today(link.new, reached[1], reached[2], link.decree))
                elif (pk, link.new_id) not in seen:
                    seen.add((pk, link.new_id))
                    onward[link.new_id].append(reached)
        frontier = onward
    return answers
