"""Which old commune went to which new one, without the namesakes the source mixed up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from cungcau.reference.geography.edition.source import Source, Unit, km


@dataclass(slots=True)
class Edge:
    """An old commune goes to a new one, wholly or in part; ``main`` marks where most of it is counted."""

    old: str
    new: str
    whole: bool
    main: bool


def edges_of(source: Source) -> list[Edge]:
    """Old commune → new commune, as the conversion table has it (an island district stands for one)."""
    found = [
        Edge(old.removesuffix("_"), f"{province}/{ward}", True, True)
        for province, wards in source.whole.items()
        for ward, olds in wards.items()
        for old in olds
    ]
    found += [
        Edge(old, f"{province}/{part['newWardKey']}", False, bool(part["isDefaultNewWard"]))
        for province, olds in source.divided.items()
        for old, parts in olds.items()
        for part in parts
    ]
    return found


def drop_namesakes(edges: list[Edge], before: Mapping[str, Unit], today: Mapping[str, Unit]) -> list[Edge]:
    """Of two old communes of one name led to one new commune, keep the one that lies there.

    The resolutions name communes without their district; the conversion table then took both. The right one
    shares a district with the others that went there, else it is the nearer.
    """
    by_new: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_new[edge.new].append(edge)
    dropped: set[int] = set()
    for new, group in by_new.items():
        namesakes: dict[str, list[Edge]] = defaultdict(list)
        for edge in group:
            namesakes[edge.old.rsplit("_", 1)[-1]].append(edge)
        doubtful = [edge for same in namesakes.values() if len(same) > 1 for edge in same]
        sure = {edge.old.rsplit("_", 1)[0] for edge in group if all(edge is not other for other in doubtful)}
        for same in namesakes.values():
            best = min(same, key=lambda e: rank(e, sure, before, today[new]))
            dropped |= {id(edge) for edge in same if edge is not best}
    kept = [edge for edge in edges if id(edge) not in dropped]
    return settle(kept, before, today)


def rank(edge: Edge, sure: set[str], before: Mapping[str, Unit], new: Unit) -> tuple[bool, bool, float]:
    """Smaller is likelier: wholly there, in a district that is there, near."""
    old = before[edge.old]
    far = km(old.spot, new.spot) if old.spot and new.spot else math.inf
    return not edge.whole, edge.old.rsplit("_", 1)[0] not in sure, far


def settle(edges: list[Edge], before: Mapping[str, Unit], today: Mapping[str, Unit]) -> list[Edge]:
    """After dropping: one successor left means wholly; several have exactly one main."""
    by_old: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_old[edge.old].append(edge)
    for old, group in by_old.items():
        main = next((e for e in group if e.main), None) or min(
            group, key=lambda e: rank(e, set(), before, today[e.new])
        )
        for edge in group:
            edge.main, edge.whole = edge is main, len(group) == 1
        if old not in before:
            raise ValueError(f"unknown old unit {old}")
    return edges
