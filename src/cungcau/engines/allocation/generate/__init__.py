"""Synthetic scenarios: lifelike, labelled as such, the same bytes for the same seed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from cungcau.engines.allocation.generate.land import lay_out
from cungcau.engines.allocation.generate.needs import demands
from cungcau.engines.allocation.generate.sizes import SIZES, START
from cungcau.engines.allocation.generate.supply import lots, producers
from cungcau.engines.allocation.generate.ways import build_ways
from cungcau.engines.allocation.model import DEFAULT_ORDER, Scenario
from cungcau.engines.allocation.read.head import Head
from cungcau.engines.allocation.write import write_scenario_rows
from cungcau.kernel.vntext import show_number

__all__ = [
    "SIZES",
    "SYNTHETIC",
    "Synthetic",
    "generate",
    "generate_scenario",
    "is_synthetic",
    "write_synthetic",
]

SYNTHETIC = "minh hoạ"
"""How the name of every synthetic scenario begins."""

_NAME = re.compile(rf"{SYNTHETIC}: [\w ]+, [\d.]+ lô, hạt giống -?\d+")


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A scenario to be: ``tables`` in the order of ``Scenario``, made anew whenever iterated once."""

    head: Head
    tables: tuple[Iterable[Any], ...]


def is_synthetic(name: str) -> bool:
    """Was a scenario of this name made here?"""
    return _NAME.fullmatch(name) is not None


def generate(size: str, seed: int, lot_count: int | None = None) -> Synthetic:
    """A synthetic scenario of a size of ``SIZES``; lots and producers are made as they are asked for.

    ``lot_count`` overrides the size's number of lots (at least 1); demands and capacities follow it.
    """
    spec = SIZES[size]
    count = spec.lots if lot_count is None else lot_count
    land = lay_out(spec, seed, count)
    points, access, lanes, closures = build_ways(land)
    name = f"{SYNTHETIC}: {spec.label}, {show_number(count)} lô, hạt giống {seed}"
    head = Head(name, START, START + timedelta(days=spec.days - 1), DEFAULT_ORDER)
    tables = (lots(land), producers(land), demands(land), points, access, lanes, closures, (), ())
    return Synthetic(head, tables)


def generate_scenario(size: str, seed: int, lot_count: int | None = None) -> Scenario:
    """The same in memory, as ``read_scenario`` would read it from the folder."""
    made = generate(size, seed, lot_count)
    head = made.head
    values: list[Any] = [head.name, head.start, head.end, head.order, *map(tuple, made.tables)]
    return Scenario(*values)


def write_synthetic(size: str, seed: int, folder: Path, lot_count: int | None = None) -> Synthetic:
    """Write the scenario as a folder, rows made while they are written; its head is returned."""
    made = generate(size, seed, lot_count)
    write_scenario_rows(made.head, made.tables, folder)
    return made
