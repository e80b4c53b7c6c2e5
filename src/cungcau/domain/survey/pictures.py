"""What each source says of a figure, as bars of one scale."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.domain.survey import metrics
from cungcau.domain.survey.models import Figure, Observation
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.svg import el, join, pct

_ROW = 40
MOST = 20
"""Observations drawn; the table on the page has all of them."""


def ranges(figure: Figure, observations: Sequence[Observation]) -> SafeString:
    """Each current observation as a bar from its low to its high end (a mark for one value), what is in use filled.

    An open end runs to the edge. Values are in the metric's unit; blank for fewer than two observations.
    """
    shown = list(observations)[:MOST]
    if len(shown) < 2:
        return SafeString("")
    ends = [end for one in shown for end in (one.low, one.high) if end is not None]
    low, high = min(ends), max(ends)
    margin = max((high - low) // 5, high // 50, 1)
    first, last = max(0, low - margin), high + margin
    rows = [
        (
            _short(one.source),
            metrics.say(one.low, one.high, one.hedge, figure.unit),
            _("đang dùng") if one.pk == figure.in_use_id else "",
        )
        for one in shown
    ]
    parts = [_bar(number, one, figure, first, last) for number, one in enumerate(shown)]
    return Chart(
        kind="ranges",
        name=_("Các nguồn trên cùng một thước"),
        title="",
        description="; ".join(f"{source}: {value}" for source, value, _mark in rows),
        drawing=Drawing(join(parts), height=_ROW * len(shown) + 4),
        table=Table((_("Nguồn"), _("Giá trị"), _("Tình trạng")), rows),
    ).render()


def _bar(number: int, one: Observation, figure: Figure, first: int, last: int) -> SafeString:
    top = number * _ROW
    width = max(last - first, 1)
    left = 0.0 if one.low is None else 100 * (one.low - first) / width
    right = 100.0 if one.high is None else 100 * (one.high - first) / width
    bar = max(right - left, 1.2)
    left = min(left, 100 - bar)
    used = one.pk == figure.in_use_id
    mark = f" · {_('đang dùng')}" if used else ""
    value = metrics.say(one.low, one.high, one.hedge, figure.unit)
    return join(
        (
            el(
                "text",
                f"{number + 1}. {value}{mark}",
                class_="t-strong" if used else "t-quiet",
                x="0%",
                y=top + 14,
            ),
            el("rect", class_="c-track", x="0%", y=top + 20, width="100%", height=12, rx=4),
            el("rect", class_="c-bar", x=pct(left), y=top + 20, width=pct(bar), height=12, rx=3),
        )
    )


def _short(source: str) -> str:
    return source if len(source) <= 60 else f"{source[:59]}…"
