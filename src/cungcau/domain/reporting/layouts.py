"""Report templates as data: what sections and figures a report of a kind has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from cungcau.domain.programmes import figures
from cungcau.kernel.errors import DomainError

REPORTED, QUERY, INDICATORS = "reported", "query", "indicators"
SOURCES = (REPORTED, QUERY, INDICATORS)


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """One figure. ``source`` ``query`` counts ``figure`` with ``arguments``; ``reported`` is typed by who has nobody
    below and summed from the reports below by who has; ``indicators`` stands for every indicator of the duty's plan.
    ``so_far``: counted from the beginning of the duty's season, or of the year.
    """

    key: str
    source: str
    name: str = ""
    unit: str = ""
    figure: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    so_far: bool = False

    @property
    def label(self) -> str:
        """What the figure is called."""
        if self.name or not self.figure:
            return self.name
        called = figures.described(self.figure, self.arguments)
        return f"{called} (luỹ kế)" if self.so_far else called


@dataclass(frozen=True, slots=True)
class LayoutSection:
    """A section: its heading as printed, what to write there, its figures; ``gathers``: takes words in from below."""

    key: str
    heading: str
    guide: str = ""
    text: str = ""
    gathers: bool = False
    lines: tuple[LayoutLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A template. ``subject`` may hold ``{period}``, ``{plan}``, ``{request}``; ``bases`` are grounds as printed."""

    code: str
    name: str
    subject: str
    sections: tuple[LayoutSection, ...]
    bases: tuple[str, ...] = ()
    about: str = ""


@cache
def layouts() -> Mapping[str, Layout]:
    """All templates by code, in the order of their names; a file that does not fit is a crash at first use."""
    folder = files("cungcau.domain.reporting") / "data"
    found = [
        _layout(json.loads(file.read_text(encoding="utf-8")))
        for file in folder.iterdir()
        if file.name.startswith("layout_") and file.name.endswith(".json")
    ]
    return {one.code: one for one in sorted(found, key=lambda one: one.name)}


def layout(code: str) -> Layout:
    """One template; raises ``report_layout_unknown``."""
    found = layouts().get(code)
    if found is None:
        raise DomainError("report_layout_unknown", value=code, known=", ".join(layouts()))
    return found


def choices() -> list[tuple[str, str]]:
    """(code, name) of all templates."""
    return [(one.code, one.name) for one in layouts().values()]


def _layout(said: Mapping[str, Any]) -> Layout:
    sections = tuple(
        LayoutSection(
            **{
                **{name: value for name, value in part.items() if name != "lines"},
                "lines": tuple(LayoutLine(**line) for line in part.get("lines", ())),
            }
        )
        for part in said["sections"]
    )
    given = {name: value for name, value in said.items() if name not in ("sections", "bases")}
    made = Layout(**given, sections=sections, bases=tuple(said.get("bases", ())))
    _check(made)
    return made


def _check(made: Layout) -> None:
    keys = [part.key for part in made.sections]
    lines = [line for part in made.sections for line in part.lines]
    names = [line.key for line in lines]
    if len(set(keys)) != len(keys) or len(set(names)) != len(names) or not keys:
        raise ValueError(f"report layout {made.code}: a key stands twice, or no section")
    for line in lines:
        if line.source not in SOURCES or (line.source == QUERY) != bool(line.figure):
            raise ValueError(f"report layout {made.code}: line {line.key} has no sensible source")
        if line.source == REPORTED and not (line.name and line.unit):
            raise ValueError(f"report layout {made.code}: line {line.key} has no name or unit")
