"""A calendar of days shaded by quantity; a day without a report is drawn as missing, never as zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.svg import amount, el, join, pct

HEAD, ROW, GAP = 24.0, 52.0, 4.0
COLUMN = 100 / 7
LEVELS = 4


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its date, whole kg (None: no report), and words to add to its tip."""

    date: dt.date
    kg: int | None
    note: str = ""

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Day:
        """The day from a mapping of the same names, ``date`` an ISO date; other keys are left aside."""
        day = kept["date"]
        return cls(
            day if isinstance(day, dt.date) else dt.date.fromisoformat(day), kept["kg"], kept.get("note", "")
        )


def level(kg: int, top: int) -> int:
    """The shade of a quantity: 0 for none, else 1 to 4 by quarters of ``top``, the largest quantity shown."""
    return 0 if kg <= 0 else min(LEVELS, 1 + (LEVELS * kg - 1) // top)


def calendar_heat(
    days: Sequence[Day], *, title: str = "", note: str = "", today: dt.date | None = None
) -> SafeString:
    """Draw ``days`` (any order, each date once) as weeks from Monday to Sunday.

    ``today`` is ringed. Raises ValueError for no days, a date given twice or a negative quantity.
    """
    if not days:
        raise ValueError("days: cần ít nhất một ngày")
    by_date = {day.date: day for day in days}
    if len(by_date) != len(days):
        raise ValueError("days: có ngày ghi hai lần")
    for day in days:
        amount(day.kg or 0, f"{day.date}.kg")
    first = min(by_date) - dt.timedelta(days=min(by_date).weekday())
    rows = (max(by_date) - first).days // 7 + 1
    top = max((day.kg or 0 for day in days), default=0) or 1
    unit, show = figures.axis(top)
    cells = (
        _cell(day, first, top, show=show, today=today, names_month=not i)
        for i, day in enumerate(sorted(days, key=lambda d: d.date))
    )
    body = join((_head(), *cells))
    return Chart(
        kind="calendar",
        name=_("Lịch theo ngày"),
        title=title,
        description=_summary(days),
        note=note or _("Số trong ô tính bằng %(unit)s.") % {"unit": unit},
        drawing=Drawing(body, height=int(HEAD + rows * ROW)),
        table=_table(days),
        legend=_legend(top),
    ).render()


def weekday_names() -> tuple[str, ...]:
    """Monday to Sunday as Vietnamese calendars head them."""
    return (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))


def _head() -> SafeString:
    return join(
        el("text", name, class_="t-quiet t-small", x=pct((i + 0.5) * COLUMN), y=14, text_anchor="middle")
        for i, name in enumerate(weekday_names())
    )


def _cell(
    day: Day, first: dt.date, top: int, *, show: figures.Show, today: dt.date | None, names_month: bool
) -> SafeString:
    """One day: a rounded box in its week's row, the day in its corner, the quantity below."""
    row, column = divmod((day.date - first).days, 7)
    x, y = column * COLUMN, HEAD + row * ROW
    name = figures.day_month(day.date) if day.date.day == 1 or names_month else str(day.date.day)
    css = "c-missing" if day.kg is None else f"c-heat-{level(day.kg, top)}"
    ink = "t-quiet" if day.kg is None else f"t-heat-{level(day.kg, top)}"
    words = _("chưa có số liệu") if day.kg is None else figures.kg(day.kg)
    tip = " · ".join(filter(None, (f"{figures.date(day.date)}: {words}", day.note)))
    box: dict[str, str | float | None] = {
        "x": pct(x + 0.4),
        "y": y + GAP / 2,
        "width": pct(COLUMN - 0.8),
        "height": ROW - GAP,
        "rx": 7,
    }
    parts = [
        el("rect", el("title", tip), class_=css, **box),
        el("text", name, class_=f"{ink} t-small", x=pct(x + 1.6), y=y + 17),
        el(
            "text",
            "–" if day.kg is None else show(day.kg),
            class_=f"{ink} t-strong",
            x=pct(x + COLUMN - 1.6),
            y=y + ROW - 12,
            text_anchor="end",
        ),
    ]
    if day.date == today:
        parts.append(el("rect", class_="c-today", **box))
    return el("g", *parts)


def _legend(top: int) -> list[tuple[SafeString, str]]:
    box: dict[str, str | float | None] = {"x": 1, "y": 1, "width": 22, "height": 14, "rx": 3}
    entries = [(el("rect", class_="c-missing", **box), _("Chưa có số liệu"))]
    entries.append((el("rect", class_="c-heat-0", **box), _("Không có")))
    for shade in range(1, LEVELS + 1):
        words = _("đến %(kg)s") % {"kg": figures.mass(top * shade / LEVELS)}
        entries.append((el("rect", class_=f"c-heat-{shade}", **box), words))
    return entries


def _summary(days: Sequence[Day]) -> str:
    known = [day for day in days if day.kg is not None]
    if not known:
        return _("%(days)s ngày, chưa ngày nào có số liệu.") % {"days": len(days)}
    peak = max(known, key=lambda day: day.kg or 0)
    return _(
        "%(days)s ngày, tổng %(total)s, cao nhất %(peak)s ngày %(date)s, %(missing)s ngày chưa có số liệu."
    ) % {
        "days": len(days),
        "total": figures.kg(sum(day.kg or 0 for day in known)),
        "peak": figures.kg(peak.kg or 0),
        "date": figures.date(peak.date),
        "missing": len(days) - len(known),
    }


def _table(days: Sequence[Day]) -> Table:
    rows = [
        (figures.date(day.date), _("chưa có số liệu") if day.kg is None else figures.kg(day.kg), day.note)
        for day in sorted(days, key=lambda d: d.date)
    ]
    if not any(day.note for day in days):
        return Table((_("Ngày"), _("Khối lượng")), [row[:2] for row in rows])
    return Table((_("Ngày"), _("Khối lượng"), _("Ghi chú")), rows)
