"""A word-sized line of a figure over time; its description carries the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.svg import amount, el, ident_of, join, num

WIDTH, HEIGHT, PAD = 104.0, 28.0, 4.0


def sparkline(values: Sequence[float | None], *, title: str, show: figures.Show = figures.mass) -> SafeString:
    """Draw ``values`` (≥ 0, oldest first; None: no report, a gap in the line), the last one as a dot.

    ``title`` says what is shown. Raises ValueError for no values or a negative one.
    """
    if not values:
        raise ValueError("values: cần ít nhất một giá trị")
    known = [amount(v, f"values[{i}]") for i, v in enumerate(values) if v is not None]
    description = _description(known, len(values) - len(known), show)
    ident = ident_of("spark", title, description, *(str(v) for v in values))
    parts = [el("title", title, id=f"{ident}-t"), el("desc", description, id=f"{ident}-d")]
    low, high = min(known, default=0.0), max(known, default=1.0)
    spots = [(i, _spot(i, len(values), v, low, high)) for i, v in enumerate(values) if v is not None]
    parts.append(el("path", class_="c-curve", d=_path(spots)))
    if spots:
        x, y = spots[-1][1]
        parts.append(el("circle", class_="c-dot", cx=x, cy=y, r=3))
    return el(
        "svg",
        join(parts),
        class_="spark",
        viewBox=f"0 0 {num(WIDTH)} {num(HEIGHT)}",
        role="img",
        aria_labelledby=f"{ident}-t",
        aria_describedby=f"{ident}-d",
    )


def _spot(place: int, count: int, value: float, low: float, high: float) -> tuple[float, float]:
    """Where a value stands in the box; a flat or single series lies in the middle."""
    x = PAD + (WIDTH - 2 * PAD) * (place / (count - 1) if count > 1 else 1.0)
    height = (value - low) / (high - low) if high > low else 0.5
    return x, HEIGHT - PAD - (HEIGHT - 2 * PAD) * height


def _path(spots: Sequence[tuple[int, tuple[float, float]]]) -> str:
    """The line through neighbouring days; it breaks where a day is missing."""
    path, previous = "", -2
    for place, (x, y) in spots:
        path += f"{'L' if place == previous + 1 else 'M'}{num(x)} {num(y)}"
        previous = place
    return path


def _description(known: Sequence[float], missing: int, show: figures.Show) -> str:
    if not known:
        return _("Chưa có số liệu.")
    words = _("Từ %(first)s đến %(last)s, thấp nhất %(low)s, cao nhất %(high)s.") % {
        "first": show(known[0]),
        "last": show(known[-1]),
        "low": show(min(known)),
        "high": show(max(known)),
    }
    return words + (" " + _("%(missing)s kỳ chưa có số liệu.") % {"missing": missing} if missing else "")
