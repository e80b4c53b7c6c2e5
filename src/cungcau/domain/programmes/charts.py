"""Pictures of a plan: its tasks over time, a target against what was reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.bullet import bullet
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.svg import el, join, pct

MOST_BARS = 60
"""Tasks one timeline draws; the table of tasks has all of them."""
_HEAD, _ROW, _LABEL = 26, 36, 78
_CLASSES = {"done": "c-bar", "doing": "c-met", "open": "c-track", "late": "c-short", "dropped": "c-missing"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One task of a timeline; ``first`` None begins with the plan, ``ended`` is the day it was done.

    ``how`` is a state of a task, or "late".
    """

    label: str
    first: date | None
    last: date
    how: str
    words: str
    ended: date | None = None


def timeline(bars: Sequence[Bar], *, first: date, last: date, today: date, note: str = "") -> SafeString:
    """Tasks as bars over the days of a plan, a line at today; at most :data:`MOST_BARS` of them."""
    drawn = list(bars)[:MOST_BARS]
    begin = min([first, *(one.first for one in drawn if one.first), *(one.last for one in drawn)])
    end = max([last, *(one.last for one in drawn)])
    days = max(1, (end - begin).days + 1)

    def place(day: date) -> float:
        return 100 * (day - begin).days / days

    height = _HEAD + _ROW * len(drawn)
    body = [_months(begin, end, place, height)]
    body += [_bar(one, _HEAD + _ROW * n, place, first) for n, one in enumerate(drawn)]
    if begin <= today <= end:
        x = pct(place(today))
        body.append(el("line", class_="c-today", x1=x, x2=x, y1=_HEAD - 6, y2=height))
    body += [_label(one, _HEAD + _ROW * n) for n, one in enumerate(drawn)]
    rows = [
        (one.label, figures.date(one.first) if one.first else "–", figures.date(one.last), one.words)
        for one in drawn
    ]
    return Chart(
        kind="timeline",
        name=_("Nhiệm vụ theo thời gian"),
        title="",
        description=_("%(count)s nhiệm vụ từ %(first)s đến %(last)s.")
        % {"count": len(drawn), "first": figures.date(begin), "last": figures.date(end)},
        note=note,
        drawing=Drawing(join(body), height=height + 6, min_rem=40),
        table=Table((_("Nhiệm vụ"), _("Bắt đầu"), _("Hạn"), _("Trạng thái")), rows),
        legend=_legend(),
    ).render()


def _months(begin: date, end: date, place: Callable[[date], float], height: int) -> SafeString:
    """A thin line and a name at the first of each month, each quarter where there are many."""
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    step = 1 if months <= 14 else 3 if months <= 42 else 12
    parts = []
    for n in range(months):
        year, month = divmod(begin.month - 1 + n, 12)
        day = max(begin, date(begin.year + year, month + 1, 1))
        if step > 1 and month % step and n:
            continue
        x = pct(place(day))
        parts.append(el("line", class_="c-grid", x1=x, x2=x, y1=_HEAD - 6, y2=height))
        name = str(day.year) if step == 12 else _("T%(month)s") % {"month": month + 1}
        parts.append(el("text", name + (f"/{day.year}" if step == 3 else ""),
                        class_="t-quiet t-small", x=x, y=14, dx=2))  # fmt: skip
    return join(parts)


def _bar(one: Bar, top: int, place: Callable[[date], float], first: date) -> SafeString:
    end = min(one.ended or one.last, one.last)
    left, right = place(min(one.first or first, end)), place(end + timedelta(days=1))
    return el(
        "rect", class_=_CLASSES[one.how], x=pct(left), y=top + 17, width=pct(max(0.6, right - left)), height=11, rx=3
    )  # fmt: skip


def _label(one: Bar, top: int) -> SafeString:
    text = one.label if len(one.label) <= _LABEL else one.label[: _LABEL - 1] + "…"
    return el("text", f"{text} · {one.words}", class_="t-small t-halo", x="0%", y=top + 12, dx=2)


def _legend() -> list[tuple[SafeString, str]]:
    words = {
        "done": _("Xong"), "doing": _("Đang làm"), "open": _("Chưa làm"), "late": _("Quá hạn"),
        "dropped": _("Thôi làm"),
    }  # fmt: skip
    keys = [
        (el("rect", class_=_CLASSES[how], x=1, y=4, width=22, height=9, rx=3), said)
        for how, said in words.items()
    ]
    return [*keys, (el("line", class_="c-today", x1=12, x2=12, y1=1, y2=15), _("Hôm nay"))]


def against(target: float, value: float, unit: str, note: str = "") -> SafeString:
    """A value against its target, both in the unit printed."""
    return bullet(target, value, note=note, show=lambda number: f"{figures.number(number)} {unit}".strip())


def spent(planned_vnd: int, spent_vnd: int, title: str) -> SafeString:
    """Money spent against what was planned, in short words; the mark across the track is the plan."""
    planned, paid = figures.money(planned_vnd, short=True), figures.money(spent_vnd, short=True)
    part = figures.percent(spent_vnd / planned_vnd) if planned_vnd else ""
    reach = max(planned_vnd, spent_vnd) * 1.04 or 1.0
    mark = 100 * planned_vnd / reach
    body = join(
        (
            el("text", _("Đã chi %(sum)s") % {"sum": paid}, class_="t-strong", x="0%", y=14),
            el("text", part, class_="t-quiet", x="100%", y=14, text_anchor="end"),
            el("rect", class_="c-track", x="0%", y=24, width="100%", height=18, rx=5),
            el("rect", class_="c-bar", x="0%", y=28, width=pct(100 * spent_vnd / reach), height=10, rx=3),
            el("line", class_="c-target", x1=pct(mark), x2=pct(mark), y1=20, y2=46),
            el("text", _("Kế hoạch %(sum)s") % {"sum": planned}, class_="t-quiet t-small", x=pct(mark), y=61,
               text_anchor="end" if mark > 50 else "start"),
        )
    )  # fmt: skip
    rows = [(_("Kế hoạch"), figures.money(planned_vnd)), (_("Đã chi"), figures.money(spent_vnd))]
    return Chart(
        kind="bullet",
        name=_("Đã chi so với kế hoạch"),
        title=title,
        description=_("Đã chi %(paid)s trên %(planned)s.") % {"paid": paid, "planned": planned},
        drawing=Drawing(body, height=68),
        table=Table((_("Khoản"), _("Số tiền")), rows),
    ).render()
