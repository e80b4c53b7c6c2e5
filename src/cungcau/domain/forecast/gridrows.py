"""One row per household in the grid: what it holds now, what was typed, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from cungcau.domain.forecast.models import Forecast, HarvestWindow
from cungcau.domain.forecast.spreading import WeekKg, Window, around, propose
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.quantities import read_kg
from cungcau.reference.catalogue.models import Season

DAYS = ("start", "peak_from", "peak_to", "end")
NAMES = ("kg", *DAYS)


@dataclass(slots=True)
class GridRow:
    """A household's row: texts as they stand in the boxes, its current forecast, errors by box."""

    producer: Organisation
    texts: dict[str, str]
    old: Forecast | None = None
    seen: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    total_kg: int | None = None
    window: Window | None = None

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """(name of the box, text, error) of each box."""
        return [(name, self.texts.get(name, ""), self.errors.get(name, "")) for name in NAMES]

    def weeks(self, confidence: str) -> tuple[WeekKg, ...]:
        """The total over the days; after :func:`read` without errors."""
        assert self.total_kg is not None and self.window is not None
        low, high = around(self.total_kg, confidence)
        return tuple(propose(low, self.total_kg, high, self.window))


def shown(
    producers: Sequence[Organisation],
    current: Mapping[int, Forecast],
    windows: Mapping[int, HarvestWindow],
    usual: HarvestWindow | None,
) -> list[GridRow]:
    """Rows as they stand: each household's total and days, the place's window where it has none of its own."""
    rows = []
    for one in producers:
        old, window = current.get(one.pk), windows.get(one.pk) or usual
        texts = {name: getattr(window, name).isoformat() if window else "" for name in DAYS}
        texts["kg"] = str(old.likely_kg) if old else ""
        rows.append(GridRow(one, texts, old, old.revision if old else 0))
    return rows


def read(rows: Sequence[GridRow], data: Mapping[str, str], season: Season) -> list[GridRow]:
    """Take in what was typed, note what is wrong, and return the rows in which something was changed."""
    changed = []
    for row in rows:
        if f"kg-{row.producer.pk}" not in data:
            continue
        typed = {name: str(data.get(f"{name}-{row.producer.pk}", "")).strip()[:60] for name in NAMES}
        same = typed == row.texts
        row.texts = typed
        seen = str(data.get(f"seen-{row.producer.pk}", row.seen))
        row.seen = int(seen) if seen.isdecimal() and len(seen) < 7 else row.seen
        if same or not typed["kg"]:
            if row.old is not None and not typed["kg"]:
                row.errors["kg"] = _("Không thu gì thì ghi 0; dự báo đã có không xoá được.")
                changed.append(row)
            continue
        _read_row(row, season)
        changed.append(row)
    return changed


def _read_row(row: GridRow, season: Season) -> None:
    if row.texts["kg"] in {"0", "0 kg"}:
        row.total_kg = 0
    else:
        said = read_kg(row.texts["kg"])
        row.total_kg = said.kg
        if said.kg is None:
            row.errors["kg"] = said.question
    days = [_day(row, name) for name in DAYS]
    known = [day for day in days if day is not None]
    if len(known) < len(DAYS):
        return
    window = Window(*known)
    if not window.in_order():
        row.errors["end"] = _("Bốn ngày phải theo thứ tự: bắt đầu, rộ từ, rộ đến, kết thúc.")
    elif window.start < season.start or window.end > season.end:
        row.errors["start"] = _("Những ngày này nằm ngoài mùa vụ.")
    row.window = window


def _day(row: GridRow, name: str) -> date | None:
    try:
        return date.fromisoformat(row.texts[name])
    except ValueError:
        row.errors[name] = _("Cần một ngày.")
        return None
