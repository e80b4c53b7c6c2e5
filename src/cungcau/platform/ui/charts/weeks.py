"""Supply against need, week by week: what was offered and asked, and how much of each the plan joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.scale import Scale
from cungcau.platform.ui.charts.svg import amount, el, hatch, ident_of, join, pct

HIGH = 200.0
WIDTH_PER_WEEK_REM = 2.9
WEEKS_ON_A_PHONE = 7


class WeekFigures(Protocol):
    """What a week must tell; quantities in whole kg."""

    @property
    def start(self) -> dt.date:
        """Its Monday."""

    @property
    def offered_kg(self) -> int:
        """Offered for sale."""

    @property
    def asked_kg(self) -> int:
        """Asked for by buyers."""

    @property
    def picked_kg(self) -> int:
        """Picked by plan."""

    @property
    def delivered_kg(self) -> int:
        """Delivered by plan."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week as plain values."""

    start: dt.date
    offered_kg: int
    asked_kg: int
    picked_kg: int
    delivered_kg: int

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Week:
        """The week from a mapping of the same names, ``start`` an ISO date; other keys are left aside."""
        start, *figures_ = (kept[name] for name in _NAMES)
        return cls(start if isinstance(start, dt.date) else dt.date.fromisoformat(start), *map(int, figures_))


_NAMES = ("start", "offered_kg", "asked_kg", "picked_kg", "delivered_kg")


def bars_supply_need(weeks: Sequence[WeekFigures], *, title: str = "", note: str = "") -> SafeString:
    """Two bars a week: supply (placed by the plan, then what is left) and need (met, then what is short).

    Raises ValueError for no weeks or a negative quantity, naming the week.
    """
    if not weeks:
        raise ValueError("weeks: cần ít nhất một tuần")
    for week in weeks:
        for name in _NAMES[1:]:
            amount(getattr(week, name), f"{week.start}.{name}")
    top = max(max(w.asked_kg, w.offered_kg, w.picked_kg, w.delivered_kg) for w in weeks)
    scale = Scale.up_to(top, HIGH)
    pattern = ident_of("weeks", *(f"{w.start}{w.offered_kg}" for w in weeks))
    columns = join(_column(week, i, len(weeks), scale, pattern) for i, week in enumerate(weeks))
    plot = el("svg", scale.grid(), columns, class_="chart__plot", x=46, width="86%", height=scale.height)
    drawing = Drawing(
        join((hatch(pattern), scale.labels(), plot)),
        height=int(scale.height),
        min_rem=int(len(weeks) * WIDTH_PER_WEEK_REM) if len(weeks) > WEEKS_ON_A_PHONE else 0,
    )
    return Chart(
        kind="weeks",
        name=_("Cung và cầu theo tuần"),
        title=title,
        description=_summary(weeks),
        note=note,
        drawing=drawing,
        table=_table(weeks),
        legend=_legend(pattern),
    ).render()


def _column(week: WeekFigures, place: int, count: int, scale: Scale, pattern: str) -> SafeString:
    """The two bars of a week, side by side in its share of the width, with the week's name below."""
    width = 100 / count
    middle, bar = (place + 0.5) * width, width * 0.36
    left, right = middle - bar - width * 0.02, middle + width * 0.02
    supply, need = week.offered_kg, week.asked_kg
    placed, met = week.picked_kg, week.delivered_kg
    end = week.start + dt.timedelta(days=6)
    parts = [
        scale.bar(x, bar, low, high, css, f"{name}: {figures.kg(high - low)}", fill)
        for x, low, high, css, name, fill in (
            (left, min(placed, supply), supply, "c-hatched", _("Cung chưa có nơi bán"), f"url(#{pattern})"),
            (left, 0, placed, "c-planned", _("Cung đã có nơi bán"), None),
            (right, min(met, need), need, "c-short", _("Cầu còn thiếu"), None),
            (right, 0, met, "c-met", _("Cầu đã đáp ứng"), None),
        )
    ]
    for line, day in enumerate((figures.day_month(week.start), f"–{figures.day_month(end)}")):
        y = scale.y(0) + 18 + 15 * line
        css = "t-quiet t-small" if line else "t-small"
        parts.append(el("text", day, class_=css, x=pct(middle), y=y, text_anchor="middle"))
    return join(parts)


def _legend(pattern: str) -> list[tuple[SafeString, str]]:
    box: dict[str, str | float | None] = {"x": 1, "y": 1, "width": 22, "height": 14, "rx": 2}
    return [
        (el("rect", class_="c-planned", **box), _("Cung đã có nơi bán")),
        (el("rect", class_="c-hatched", **box, fill=f"url(#{pattern})"), _("Cung chưa có nơi bán")),
        (el("rect", class_="c-met", **box), _("Cầu đã đáp ứng")),
        (el("rect", class_="c-short", **box), _("Cầu còn thiếu")),
    ]


def _summary(weeks: Sequence[WeekFigures]) -> str:
    return _("%(weeks)s tuần: chào bán %(offered)s, cần mua %(asked)s, kế hoạch giao %(planned)s.") % {
        "weeks": len(weeks),
        "offered": figures.kg(sum(w.offered_kg for w in weeks)),
        "asked": figures.kg(sum(w.asked_kg for w in weeks)),
        "planned": figures.kg(sum(w.delivered_kg for w in weeks)),
    }


def _table(weeks: Sequence[WeekFigures]) -> Table:
    headers = (
        _("Tuần"),
        _("Chào bán"),
        _("Thu hái theo kế hoạch"),
        _("Cần mua"),
        _("Giao theo kế hoạch"),
        _("Còn thiếu"),
    )
    rows = [
        (
            f"{figures.day_month(w.start)}–{figures.date(w.start + dt.timedelta(days=6))}",
            *(figures.kg(kg) for kg in (w.offered_kg, w.picked_kg, w.asked_kg, w.delivered_kg)),
            figures.kg(max(0, w.asked_kg - w.delivered_kg)),
        )
        for w in weeks
    ]
    return Table(headers, rows)
