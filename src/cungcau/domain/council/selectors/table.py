"""The council's table as its page draws it: who gave what, where they differ, what is to be agreed, the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from cungcau.domain.council.agreeing import Matter
from cungcau.domain.council.models import AgreedValue, Item, ItemRejection
from cungcau.domain.council.rounding import Shown, exact, shown
from cungcau.domain.council.selectors.results import Table, shown_average, table_of
from cungcau.domain.council.selectors.sheets import Given, bands_for, given, sheet_for
from cungcau.engines.scoring import Criterion, Sheet
from cungcau.engines.scoring.notes import exact as exactly


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion over all members; ``differs`` where they gave different points."""

    criterion: Criterion
    points: Sequence[int]
    average: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion to agree on, with what was said of it already; ``needs`` in words."""

    matter: Matter
    said: AgreedValue | None
    needs: str

    @property
    def value(self) -> int | None:
        """The level that stands ticked."""
        return self.said.points if self.said is not None else self.matter.proposed

    @property
    def spread(self) -> str:
        """Who gave what, counted: "3 × 2 điểm, 5 × 1 điểm"."""
        counts: dict[int, int] = {}
        for points in self.matter.given:
            counts[points] = counts.get(points, 0) + 1
        parts = [
            _("%(count)s người chấm %(points)s điểm") % {"count": count, "points": points}
            for points, count in sorted(counts.items(), reverse=True)
        ]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the page of a closed scoring draws."""

    table: Table
    rows: Sequence[Row]
    questions: Sequence[Question]
    average: Shown | None
    fraction: str
    notes: Sequence[str]

    @property
    def different(self) -> list[Row]:
        """The criteria members differ on."""
        return [row for row in self.rows if row.differs]

    @property
    def asked(self) -> list[Question]:
        """What the council has to say."""
        return [one for one in self.questions if one.matter.asked]

    @property
    def given(self) -> list[Question]:
        """What needs no saying: all gave alike, or the regulation counts what they gave."""
        return [one for one in self.questions if not one.matter.asked]

    @property
    def left(self) -> str:
        """Codes of the criteria still to be agreed on."""
        return ", ".join(row.code for row in self.table.left)


@dataclass(frozen=True, slots=True)
class Past:
    """The sheets of a scoring before the last one."""

    attempt: int
    sheets: Sequence[Given]
    spread: int


def picture(item: Item) -> Picture:
    """The table of the last closed scoring; raises ``scoring_open`` while there is none."""
    table = table_of(item)
    rows = _rows(table.sheet, table.sheets)
    questions = [Question(one, table.said.get(one.criterion.code), _needs(one)) for one in table.matters]
    result = table.result
    if result is None:
        return Picture(table, rows, questions, None, "", ())
    found = shown(result.average, table.regulation.shown_decimals, bands_for(item))
    notes = [note.text for note in result.notes if note.code not in ("rounded_below_band", "unanswered")]
    return Picture(table, rows, questions, found, exactly(result.average), notes)


def past_tables(item: Item) -> list[Past]:
    """The scorings before the last one, each closed."""
    found = []
    for attempt in range(1, item.closed_attempt + 1):
        if attempt == item.attempt:
            continue
        sheets = given(item, attempt)
        totals = [one.total for one in sheets]
        found.append(Past(attempt, sheets, max(totals) - min(totals) if totals else 0))
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of rejection that holds; ``row`` None where the points alone brought it about."""

    code: str
    label: str
    row: ItemRejection | None


def outcome(item: Item) -> dict[str, object]:
    """What stands, or is about to, for everybody who may look into the session: no member's points."""
    sheet = sheet_for(item)
    rows = {one.code: one for one in ItemRejection.objects.filter(item=item)}
    codes = list(dict.fromkeys([*item.result.get("rejected", ()), *rows]))
    return {
        "average": shown_average(item),
        "rejected": [Ground(code, sheet.grounds[code].label, rows.get(code)) for code in codes],
        "grounds_left": [one for code, one in sheet.grounds.items() if code not in rows],
        "missed": [
            {**one, "name": sheet.criterion(one["criterion"]).name, "have": _have(one)}
            for one in item.result.get("missed", ())
        ],
        "ways": item.result.get("ways", ()),
    }


def _have(missed: dict[str, Any]) -> str:
    """What a criterion has, exactly."""
    if "have_fraction" in missed:
        return exact(Fraction(*missed["have_fraction"]))
    return exact(Fraction(missed["have"]))


def _rows(sheet: Sheet, sheets: Sequence[Given]) -> list[Row]:
    found = []
    for row in sheet.scorable:
        points = [one.points.get(row.code, 0) for one in sheets]
        average = exact(Fraction(sum(points), len(points))) if points else ""
        found.append(Row(row, points, average, len(set(points)) > 1))
    return found


def _needs(matter: Matter) -> str:
    parts = [
        _("%(star)s sao cần từ %(points)s điểm") % {"star": star, "points": points}
        for star, points in sorted(matter.need.items())
    ]
    if matter.stops:
        parts.append(_("0 điểm thì dừng đánh giá"))
    return "; ".join(parts)
