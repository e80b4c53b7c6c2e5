"""How many fall where: counts of values in equal steps, each bar with its count above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.svg import amount, el, join, pct

TOP, HIGH = 20.0, 150.0
MOST_ON_A_PHONE = 10


def counts(values: Sequence[float], *, bins: int, low: float, high: float) -> list[int]:
    """How many ``values`` fall into each of ``bins`` equal steps from ``low`` to ``high``.

    A step holds its lower edge, the last one both; values outside go to the first or last step.
    """
    if bins < 1 or not high > low:
        raise ValueError(f"bins = {bins}, low = {low}, high = {high}: cần ít nhất một khoảng và low < high")
    found = [0] * bins
    for i, value in enumerate(values):
        place = int((amount(value, f"values[{i}]") - low) / (high - low) * bins + 1e-9)
        found[min(bins - 1, max(0, place))] += 1
    return found


def histogram(
    values: Sequence[float],
    *,
    bins: int = 10,
    low: float = 0.0,
    high: float = 1.0,
    title: str = "",
    note: str = "",
    show: figures.Show = figures.percent,
) -> SafeString:
    """Draw how ``values`` (≥ 0) are spread from ``low`` to ``high``; the lowest step with any is marked.

    ``show`` prints an edge (percent of a ratio by default).
    """
    found = counts(values, bins=bins, low=low, high=high)
    edges = [show(low + (high - low) * i / bins) for i in range(bins + 1)]
    spans = [f"{first} – {last}" for first, last in pairwise(edges)]
    axis = el("line", class_="c-axis", x1="0%", x2="100%", y1=TOP + HIGH, y2=TOP + HIGH)
    most, rows = max(found), [(span, figures.number(count)) for span, count in zip(spans, found, strict=True)]
    summary = _("%(all)s giá trị trong %(bins)s khoảng; đông nhất %(most)s, ở %(span)s.") % {
        "all": figures.number(len(values)),
        "bins": bins,
        "most": figures.number(most),
        "span": spans[found.index(most)],
    }
    return Chart(
        kind="histogram",
        name=_("Phân bố"),
        title=title,
        description=summary,
        note=note,
        drawing=Drawing(
            join((axis, *_bars(found, spans), *_edges(edges))),
            height=int(TOP + HIGH + 28),
            min_rem=int(bins * 2.2) if bins > MOST_ON_A_PHONE else 0,
        ),
        table=Table((_("Khoảng"), _("Số lượng")), rows),
    ).render()


def _bars(found: Sequence[int], spans: Sequence[str]) -> Iterator[SafeString]:
    """A bar with its count above for each step; the lowest step with any is marked."""
    width, most = 100 / len(found), max(found) or 1
    marked = next((i for i, count in enumerate(found) if count), None)
    for i, (count, span) in enumerate(zip(found, spans, strict=True)):
        y, text = TOP + HIGH * (1 - count / most), figures.number(count)
        if count:
            yield el(
                "rect",
                el("title", f"{span}: {text}"),
                class_="c-bar--marked" if i == marked else "c-bar",
                x=pct((i + 0.07) * width),
                y=y,
                width=pct(0.86 * width),
                height=HIGH * count / most,
                rx=3,
            )
        middle = pct((i + 0.5) * width)
        yield el("text", text, class_="t-strong t-small", x=middle, y=y - 5, text_anchor="middle")


def _edges(edges: Sequence[str]) -> list[SafeString]:
    """The steps' edges below the axis; every second one where there are many."""
    last = len(edges) - 1
    every = 2 if last > 6 else 1
    anchors = {0: "start", last: "end"}
    return [
        el(
            "text",
            edges[i],
            class_="t-quiet t-small",
            x=pct(100 * i / last),
            y=TOP + HIGH + 18,
            text_anchor=anchors.get(i, "middle"),
        )
        for i in range(0, last + 1, every)
    ]
