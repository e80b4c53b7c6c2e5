"""The small chart of a forecast: low to high, likely, and what was really harvested, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.scale import Scale
from cungcau.platform.ui.charts.svg import el, hatch, ident_of, join, pct

_HIGH = 150.0
_WEEK_REM, _ON_A_PHONE = 2.9, 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: kg low, likely, high (None: no forecast), harvested (None: no report)."""

    start: date
    low_kg: int | None = None
    likely_kg: int | None = None
    high_kg: int | None = None
    harvested_kg: int | None = None


def weekly(bars: Sequence[Bar], *, title: str = "", note: str = "") -> SafeString:
    """The chart with its table of figures; nothing for no weeks. A week without a forecast bears a "?"."""
    if not bars:
        return SafeString("")
    top = max(max(bar.high_kg or 0, bar.harvested_kg or 0) for bar in bars)
    scale = Scale.up_to(top, _HIGH)
    pattern = ident_of("forecast", *(f"{bar.start}{bar.likely_kg}" for bar in bars))
    columns = join(_column(bar, place, len(bars), scale, pattern) for place, bar in enumerate(bars))
    plot = el("svg", scale.grid(), columns, class_="chart__plot", x=46, width="86%", height=scale.height)
    drawing = Drawing(
        join((hatch(pattern), scale.labels(), plot)),
        height=int(scale.height),
        min_rem=int(len(bars) * _WEEK_REM) if len(bars) > _ON_A_PHONE else 0,
    )
    return Chart(
        kind="forecast",
        name=_("Dự báo thu hoạch theo tuần"),
        title=title,
        description=_said(bars),
        note=note,
        drawing=drawing,
        table=_table(bars),
        legend=_legend(pattern),
    ).render()


def week_name(start: date) -> str:
    """``13/9–19/9/2021``."""
    return f"{figures.day_month(start)}–{figures.date(start + timedelta(days=6))}"


def _column(bar: Bar, place: int, count: int, scale: Scale, pattern: str) -> SafeString:
    width = 100 / count
    middle = (place + 0.5) * width
    left = middle - width * 0.36
    parts = []
    if bar.likely_kg is None:
        parts.append(el("text", "?", class_="t-quiet", x=pct(middle), y=scale.y(0) - 8, text_anchor="middle"))
    else:
        low, high = bar.low_kg or 0, bar.high_kg or 0
        likely, spread = bar.likely_kg, _tip(_("Từ thấp đến cao"), low, high)
        parts += [
            scale.bar(left, width * 0.4, low, high, "c-hatched", spread, f"url(#{pattern})"),
            scale.bar(left, width * 0.18, 0, likely, "c-planned", _tip(_("Nhiều khả năng"), 0, likely)),
        ]
    if bar.harvested_kg is not None:
        harvested = bar.harvested_kg
        tip = _tip(_("Đã thu"), 0, harvested)
        parts.append(scale.bar(middle + width * 0.08, width * 0.26, 0, harvested, "c-met", tip))
    for line, day in enumerate(
        (figures.day_month(bar.start), f"–{figures.day_month(bar.start + timedelta(days=6))}")
    ):
        css = "t-quiet t-small" if line else "t-small"
        y = scale.y(0) + 18 + 15 * line
        parts.append(el("text", day, class_=css, x=pct(middle), y=y, text_anchor="middle"))
    return join(parts)


def _tip(name: str, low: float, high: float) -> str:
    return f"{name}: {figures.kg(low)} – {figures.kg(high)}" if low else f"{name}: {figures.kg(high)}"


def _legend(pattern: str) -> list[tuple[SafeString, str]]:
    box: dict[str, str | float | None] = {"x": 1, "y": 1, "width": 22, "height": 14, "rx": 2}
    return [
        (el("rect", class_="c-planned", **box), _("Nhiều khả năng")),
        (el("rect", class_="c-hatched", **box, fill=f"url(#{pattern})"), _("Từ thấp đến cao")),
        (el("rect", class_="c-met", **box), _("Đã thu")),
        (el("text", "?", class_="t-quiet", x=12, y=13, text_anchor="middle"), _("Chưa ai dự báo")),
    ]


def _said(bars: Sequence[Bar]) -> str:
    told = [bar for bar in bars if bar.likely_kg is not None]
    return _("%(weeks)s tuần: thấp %(low)s, nhiều khả năng %(likely)s, cao %(high)s.") % {
        "weeks": len(told),
        "low": figures.kg(sum(bar.low_kg or 0 for bar in told)),
        "likely": figures.kg(sum(bar.likely_kg or 0 for bar in told)),
        "high": figures.kg(sum(bar.high_kg or 0 for bar in told)),
    }


def _table(bars: Sequence[Bar]) -> Table:
    headers = (_("Tuần"), _("Thấp"), _("Nhiều khả năng"), _("Cao"), _("Đã thu"))
    rows = [
        (
            week_name(bar.start),
            *(
                _("chưa có") if kg is None else figures.kg(kg)
                for kg in (bar.low_kg, bar.likely_kg, bar.high_kg, bar.harvested_kg)
            ),
        )
        for bar in bars
    ]
    return Table(headers, rows)
