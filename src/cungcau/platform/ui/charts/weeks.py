"""Supply against need, week by week: what was offered and asked, and how much of each the plan joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.svg import amount, el, hatch, ident_of, join, nice_ticks, pct

TOP, HIGH, BELOW = 14.0, 200.0, 40.0
WIDTH_PER_WEEK_REM = 2.9
WEEKS_ON_A_PHONE = 7


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its label ("Tuần 38"), days ("13–19/9"), and whole kg asked, offered and planned."""

    label: str
    days: str
    asked_kg: int
    offered_kg: int
    planned_kg: int

    @property
    def unsold_kg(self) -> int:
        """Offered and not in the plan, never below zero."""
        return max(0, self.offered_kg - self.planned_kg)

    @property
    def short_kg(self) -> int:
        """Asked and not in the plan, never below zero."""
        return max(0, self.asked_kg - self.planned_kg)


def bars_supply_need(weeks: Sequence[Week], *, title: str = "", note: str = "") -> SafeString:
    """Two bars a week: supply (planned, then what is left over) and need (met, then what is short).

    Raises ValueError for no weeks or a negative quantity, naming the week.
    """
    if not weeks:
        raise ValueError("weeks: cần ít nhất một tuần")
    for week in weeks:
        for name in ("asked_kg", "offered_kg", "planned_kg"):
            amount(getattr(week, name), f"{week.label}.{name}")
    top = max(max(w.asked_kg, w.offered_kg, w.planned_kg) for w in weeks)
    ticks = nice_ticks(top)
    pattern = ident_of("weeks", *(f"{w.label}{w.days}" for w in weeks))
    columns = join(_column(week, i, len(weeks), ticks[-1], pattern) for i, week in enumerate(weeks))
    plot = el("svg", _grid(ticks), columns, class_="chart__plot", x=46, width="86%", height=TOP + HIGH + BELOW)
    drawing = Drawing(
        join((hatch(pattern), _labels(ticks), plot)),
        height=int(TOP + HIGH + BELOW),
        min_rem=int(len(weeks) * WIDTH_PER_WEEK_REM) if len(weeks) > WEEKS_ON_A_PHONE else 0,
    )
    return Chart(
        kind="weeks",
        title=title or _("Cung và cầu theo tuần"),
        description=_summary(weeks),
        note=note,
        drawing=drawing,
        table=_table(weeks),
        legend=_legend(pattern),
    ).render()


def _y(kg: float, top: float) -> float:
    return TOP + HIGH * (1 - kg / top)


def _grid(ticks: Sequence[float]) -> SafeString:
    return join(
        el("line", class_="c-grid" if tick else "c-axis", x1="0%", x2="100%", y1=y, y2=y)
        for tick in ticks
        for y in (_y(tick, ticks[-1]),)
    )


def _labels(ticks: Sequence[float]) -> SafeString:
    unit, show = figures.axis(ticks[-1])
    marks = (
        el("text", show(tick), class_="t-quiet t-small", x=40, y=_y(tick, ticks[-1]) + 4, text_anchor="end")
        for tick in ticks
    )
    return join((*marks, el("text", unit, class_="t-quiet t-small", x=40, y=TOP + HIGH + 18, text_anchor="end")))


def _column(week: Week, place: int, count: int, top: float, pattern: str) -> SafeString:
    """The two bars of a week, side by side in its share of the width, with the week's name below."""
    width = 100 / count
    middle, bar = (place + 0.5) * width, width * 0.36
    left, right = middle - bar - width * 0.02, middle + width * 0.02
    sold = min(week.planned_kg, week.offered_kg)
    met = min(week.planned_kg, week.asked_kg)
    supply = (_("Cung"), week.offered_kg)
    need = (_("Cầu"), week.asked_kg)
    parts = [
        _bar(left, bar, sold, week.offered_kg, top, fill=f"url(#{pattern})", css="c-offered", words=supply),
        _bar(left, bar, 0, sold, top, css="c-planned", words=supply),
        _bar(right, bar, met, week.asked_kg, top, css="c-short", words=need),
        _bar(right, bar, 0, met, top, css="c-met", words=need),
    ]
    for line, (text, css) in enumerate(((week.label, "t-small"), (week.days, "t-quiet t-small"))):
        y = TOP + HIGH + 18 + 16 * line
        parts.append(el("text", text, class_=css, x=pct(middle), y=y, text_anchor="middle"))
    return join(parts)


def _bar(
    x: float, width: float, low: float, high: float, top: float, *, css: str, words: tuple[str, int], fill: str = ""
) -> SafeString:
    if high <= low:
        return SafeString("")
    tip = el("title", f"{words[0]}: {figures.kg(words[1])}")
    y = _y(high, top)
    attributes: dict[str, str | float | None] = {"class_": css, "x": pct(x), "width": pct(width), "y": y}
    return el("rect", tip, **attributes, height=_y(low, top) - y, fill=fill or None)


def _legend(pattern: str) -> list[tuple[SafeString, str]]:
    box: dict[str, str | float | None] = {"x": 1, "y": 1, "width": 22, "height": 14, "rx": 2}
    return [
        (el("rect", class_="c-planned", **box), _("Cung đã có nơi bán")),
        (el("rect", class_="c-offered", **box, fill=f"url(#{pattern})"), _("Cung chưa có nơi bán")),
        (el("rect", class_="c-met", **box), _("Cầu đã đáp ứng")),
        (el("rect", class_="c-short", **box), _("Cầu còn thiếu")),
    ]


def _summary(weeks: Sequence[Week]) -> str:
    return _("%(weeks)s tuần: chào bán %(offered)s, cần mua %(asked)s, đã xếp %(planned)s.") % {
        "weeks": len(weeks),
        "offered": figures.kg(sum(w.offered_kg for w in weeks)),
        "asked": figures.kg(sum(w.asked_kg for w in weeks)),
        "planned": figures.kg(sum(w.planned_kg for w in weeks)),
    }


def _table(weeks: Sequence[Week]) -> Table:
    headers = (_("Tuần"), _("Chào bán"), _("Cần mua"), _("Đã xếp"), _("Chưa có nơi bán"), _("Còn thiếu"))
    rows = [
        (
            f"{week.label} ({week.days})" if week.days else week.label,
            *(
                figures.kg(kg)
                for kg in (week.offered_kg, week.asked_kg, week.planned_kg, week.unsold_kg, week.short_kg)
            ),
        )
        for week in weeks
    ]
    return Table(headers, rows)
