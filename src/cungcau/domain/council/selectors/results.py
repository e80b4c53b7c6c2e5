"""What a product's closed scoring comes to: the council's table, the result computed from it, as pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cungcau.domain.council import agreeing
from cungcau.domain.council.agreeing import Matter
from cungcau.domain.council.models import AgreedValue, Item, ItemRejection
from cungcau.domain.council.regulation import Regulation, regulation_of
from cungcau.domain.council.rounding import Shown, shown
from cungcau.domain.council.selectors.sheets import Given, bands_for, given, sheet_for
from cungcau.engines import scoring
from cungcau.engines.scoring import Criterion, Result, Sheet
from cungcau.engines.scoring.plain import plain


@dataclass(frozen=True, slots=True)
class Table:
    """Everything a closed scoring leaves on the council's table.

    ``agreed`` is what the engine is given, ``left`` what the council has still to agree on, ``result`` None where
    the scoring was stopped before anybody had handed in.
    """

    sheet: Sheet
    regulation: Regulation
    sheets: Sequence[Given]
    matters: Sequence[Matter]
    said: Mapping[str, AgreedValue]
    agreed: Mapping[str, int]
    left: Sequence[Criterion]
    rejections: Sequence[ItemRejection]
    result: Result | None

    @property
    def members(self) -> dict[str, Mapping[str, int]]:
        """Points by member and criterion."""
        return {one.name: one.points for one in self.sheets}

    @property
    def spread(self) -> int:
        """Points between the highest and the lowest total."""
        totals = [one.total for one in self.sheets]
        return max(totals) - min(totals) if totals else 0


def table_of(item: Item, attempt: int | None = None) -> Table:
    """The table of a closed scoring, the last one unless said; raises ``scoring_open`` while it is not closed."""
    number = item.attempt if attempt is None else attempt
    sheets = given(item, number)
    sheet, bands, regulation = sheet_for(item), bands_for(item), regulation_of(item.session)
    said = {one.criterion: one for one in AgreedValue.objects.filter(item=item)}
    rejections = list(ItemRejection.objects.filter(item=item).select_related("recorded_by"))
    members = {one.name: one.points for one in sheets}
    if not members:
        return Table(sheet, regulation, sheets, (), said, {}, (), rejections, None)
    rule = regulation.minimum_rule
    found = agreeing.matters(sheet, bands, members, rule)
    points = {code: one.points for code, one in said.items()}
    agreed = agreeing.values(found, points, rule)
    codes = [one.code for one in rejections]
    result = scoring.score(sheet, bands, members, agreed, codes)
    left = agreeing.missing(found, points)
    return Table(sheet, regulation, sheets, found, said, agreed, left, rejections, result)


def as_data(item: Item, table: Table) -> dict[str, object]:
    """A result as it is kept with its product for ever: the engine's answer, who gave what, why not more."""
    kept: dict[str, object] = {
        "attempt": item.attempt,
        "rule": table.regulation.minimum_rule,
        "members": [
            {"seat": one.sheet.seat_id, "name": one.name, "total": one.total} for one in table.sheets
        ],
        "spread": table.spread,
        "agreed": dict(table.agreed),
        "rejections": [{"code": one.code, "reason": one.reason} for one in table.rejections],
    }
    result = table.result
    if result is None:
        return kept
    bands = bands_for(item)
    return {
        **plain(result), **kept,
        "standing": result.standing,
        "why": [_shortfall(one) for one in scoring.why_not_higher(table.sheet, bands, result)],
        "ways": [_ascent(one) for one in scoring.ways_up(table.sheet, bands, levels_of(table))],
    }  # fmt: skip


def levels_of(table: Table) -> dict[str, int]:
    """The level a product stands at in each criterion: the agreed one, else the highest the average reaches."""
    if table.result is None:
        return {}
    found = {}
    for row in table.sheet.scorable:
        value = table.result.values[row.code]
        reached = [points for points in row.ladder if points <= value]
        if reached:
            found[row.code] = reached[-1]
    return found


def average_of(item: Item) -> Fraction | None:
    """The kept average, exactly."""
    if item.result_num is None or item.result_den is None:
        return None
    return Fraction(item.result_num, item.result_den)


def shown_average(item: Item) -> Shown | None:
    """The kept average as its council shows it, with a note where rounding would mislead."""
    average = average_of(item)
    if average is None:
        return None
    return shown(average, regulation_of(item.session).shown_decimals, bands_for(item))


def _shortfall(one: scoring.Shortfall) -> dict[str, object]:
    return {
        "star": one.star, "lower": one.lower, "short": [one.short.numerator, one.short.denominator],
        "needs": [
            {
                "criterion": need.criterion, "name": need.name, "star": need.star, "need": need.need,
                "have": [need.have.numerator, need.have.denominator], "labels": list(need.labels),
            }
            for need in one.needs
        ],
    }  # fmt: skip


def _ascent(one: scoring.Ascent) -> dict[str, object]:
    way = one.by_steps
    moves = [] if way is None else [
        {
            "criterion": move.criterion, "name": move.name, "before": move.before, "after": move.after,
            "label": " / ".join(move.after_labels), "forced": move.forced,
        }
        for move in way.moves
    ]  # fmt: skip
    return {
        "star": one.star, "lower": one.lower, "reachable": way is not None, "best_total": one.best_total,
        "blocked": list(one.blocked), "steps": way.steps if way else None, "total": way.total if way else None,
        "moves": moves,
    }  # fmt: skip
