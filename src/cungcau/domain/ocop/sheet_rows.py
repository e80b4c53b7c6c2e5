"""A score sheet as pages draw it: lines, levels to tick, what stands for each; and what a form of it sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from cungcau.domain.ocop.services.choices import Said, option_value
from cungcau.engines import scoring

BEFORE = "p-"
"""A criterion's radio buttons are named ``p-3.5``; their values are ``3`` or, in a branch, ``3:a``."""

NO_POINTS = -1
"""Stands for points that are no number: no sheet has an option of so many."""


@dataclass(frozen=True, slots=True)
class Level:
    """An option as a radio button."""

    value: str
    option: scoring.Option
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet: a heading that only sums up, or a criterion with its levels and what stands for it.

    ``clash`` is what somebody else chose meanwhile, in words, where the person has to choose between the two.
    """

    criterion: scoring.Criterion
    depth: int
    levels: tuple[Level, ...]
    points: int | None
    explanation: str
    evidence: int
    flags: tuple[str, ...]
    clash: str

    @property
    def heading(self) -> int:
        """The level of its heading below the part's (h3 to h6)."""
        return min(6, 3 + self.depth)

    @property
    def chosen(self) -> scoring.Option | None:
        """The option ticked."""
        return next((level.option for level in self.levels if level.chosen), None)


@dataclass(frozen=True, slots=True)
class PartRows:
    """A part of the sheet with its lines."""

    part: scoring.Part
    rows: tuple[Row, ...]


def part_rows(
    sheet: scoring.Sheet,
    ticked: Mapping[str, Said],
    *,
    evidence: Mapping[str, int],
    theirs: Mapping[str, str] | None = None,
) -> Iterator[PartRows]:
    """The sheet's parts; ``evidence`` counts citations by criterion, ``theirs`` are clashing values by criterion."""
    doubts = flags_by_criterion(sheet)
    for part in sheet.parts:
        rows = []
        for one in part.criteria:
            said = ticked.get(one.code, Said())
            clashing = (theirs or {}).get(one.code)
            rows.append(
                Row(
                    criterion=one, depth=depth_of(one, sheet), levels=levels_of(one, said),
                    points=said.points, explanation=said.explanation, evidence=evidence.get(one.code, 0),
                    flags=doubts.get(one.code, ()),
                    clash=in_words(one, clashing) if clashing is not None else "",
                )
            )  # fmt: skip
        yield PartRows(part, tuple(rows))


def levels_of(row: scoring.Criterion, said: Said) -> tuple[Level, ...]:
    """The options of a criterion, the one that stands ticked."""
    now = option_value(said)
    values = [option_value(Said(one.points, one.case or "")) for one in row.options]
    return tuple(Level(value, one, value == now) for value, one in zip(values, row.options, strict=True))


def flags_by_criterion(sheet: scoring.Sheet) -> dict[str, tuple[str, ...]]:
    """Doubts about the printed source by criterion; "" for the sheet as a whole."""
    found: dict[str, list[str]] = {}
    for flag in sheet.flags:
        found.setdefault(flag.criterion or "", []).append(flag.text)
    return {code: tuple(texts) for code, texts in found.items()}


def depth_of(row: scoring.Criterion, sheet: scoring.Sheet) -> int:
    """How deep a line stands below its part, 0 at the top."""
    return len(parents_of(row, sheet))


def parents_of(row: scoring.Criterion, sheet: scoring.Sheet) -> list[scoring.Criterion]:
    """The headings above a criterion, the topmost first."""
    found: list[scoring.Criterion] = []
    while row.parent is not None:
        row = sheet.criterion(row.parent)
        found.insert(0, row)
    return found


def said_of(value: str, explanation: str = "") -> Said:
    """The option a form sent."""
    if not value:
        return Said(None, "", explanation)
    points, _colon, case = value.partition(":")
    sound = points.isascii() and points.isdecimal() and len(points) < 4
    return Said(int(points) if sound else NO_POINTS, case[:4], explanation)


def posted(data: QueryDict, sheet: scoring.Sheet) -> dict[str, Said]:
    """The options a form sent, of the criteria the sheet scores; those it did not send are not in it."""
    return {
        row.code: said_of(str(data[BEFORE + row.code])) for row in sheet.scorable if BEFORE + row.code in data
    }


def sound_points(sheet: scoring.Sheet, ticked: Mapping[str, Said]) -> dict[str, int]:
    """Points by criterion as the engine takes them; what is no option of the sheet is left out."""
    return {
        code: one.points
        for code, one in ticked.items()
        if one.points is not None and one.points in sheet.criterion(code).ladder
    }


def in_words(row: scoring.Criterion, value: str) -> str:
    """An option value as people read it: its points and what it says."""
    if not value:
        return _("chưa chọn")
    labels = [one.option.label for one in levels_of(row, said_of(value)) if one.chosen]
    return _("%(points)s điểm: %(label)s") % {"points": said_of(value).points, "label": "; ".join(labels)}


def neighbours(sheet: scoring.Sheet, code: str) -> tuple[str, str, int]:
    """The scorable criteria before and after one ("" at the ends), and its place from 1."""
    codes: Sequence[str] = [row.code for row in sheet.scorable]
    place = codes.index(code)
    after = codes[place + 1] if place + 1 < len(codes) else ""
    return (codes[place - 1] if place else ""), after, place + 1
