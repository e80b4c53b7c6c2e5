"""The picture of fairness: a Lorenz curve of the producers' shares, with its Gini and the worst-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.svg import amount, el, join, num

LEFT, TOP, WIDE, HIGH = 46.0, 22.0, 300.0, 280.0
VIEW = (360, 344)
MOST_POINTS = 200

Point = tuple[float, float]


def curve(shares: Sequence[float]) -> list[Point]:
    """The Lorenz curve of ``shares`` (each ≥ 0, any order): n + 1 points from (0, 0) to (1, 1).

    Point i is (part of the producers, part of the sum of shares they hold), the lowest shares first.
    Where all shares are zero nobody holds more than another, so the curve is the diagonal.
    """
    ordered = sorted(amount(share, f"shares[{i}]") for i, share in enumerate(shares))
    total = sum(ordered)
    points, held = [(0.0, 0.0)], 0.0
    for i, share in enumerate(ordered, start=1):
        held += share
        points.append((i / len(ordered), held / total if total else i / len(ordered)))
    return points


def gini(shares: Sequence[float]) -> float:
    """The Gini coefficient of ``shares``: 0 when all are equal, towards 1 when one holds all."""
    points = curve(shares)
    twice_area = sum((x1 - x0) * (y0 + y1) for (x0, y0), (x1, y1) in pairwise(points))
    return max(0.0, 1.0 - twice_area)


def lorenz(
    shares: Sequence[float],
    *,
    title: str = "",
    note: str = "",
    people: str = "",
    everyone: int | None = None,
    worst: int | None = None,
    inequality: float | None = None,
) -> SafeString:
    """Draw the Lorenz curve of ``shares`` (sold / offered of each producer, 0 to 1).

    ``people`` names who the shares belong to ("hộ" when blank). Where ``shares`` is a sample of many,
    ``everyone``, ``worst`` (how many share the lowest) and ``inequality`` (Gini) state the true figures.
    Raises ValueError for no shares, or one that is negative or not a number.
    """
    if not shares:
        raise ValueError("shares: cần ít nhất một giá trị")
    points, lowest = curve(shares), min(shares)
    at_lowest = sum(1 for share in shares if share <= lowest + 1e-9)
    said = _Said(
        people=people or _("hộ"),
        gini=gini(shares) if inequality is None else amount(inequality, "inequality"),
        lowest=lowest,
        worst=at_lowest if worst is None else worst,
        everyone=len(shares) if everyone is None else everyone,
    )
    body = join((_axes(said.people), _curve(points), _worst(points[at_lowest], said), _gini(said.gini)))
    return Chart(
        kind="lorenz",
        name=_("Công bằng giữa các hộ"),
        title=title,
        description=said.sentence,
        note=note,
        drawing=Drawing(body, view=VIEW, classes="chart__svg--square"),
        table=_table(points, said.people),
    ).render()


@dataclass(frozen=True, slots=True)
class _Said:
    """The figures the picture speaks of."""

    people: str
    gini: float
    lowest: float
    worst: int
    everyone: int

    @property
    def sentence(self) -> str:
        words = _(
            "Hệ số Gini %(gini)s. Thấp nhất bán được %(share)s, gồm %(count)s trong %(all)s %(people)s."
        )
        return words % self.facts

    @property
    def facts(self) -> dict[str, str]:
        return {
            "people": self.people,
            "gini": figures.decimal(self.gini, 2),
            "share": figures.percent(self.lowest),
            "count": figures.number(self.worst),
            "all": figures.number(self.everyone),
        }


def _x(part: float) -> float:
    return LEFT + WIDE * part


def _y(part: float) -> float:
    return TOP + HIGH * (1 - part)


def _axes(people: str) -> SafeString:
    parts = []
    for step in (0.0, 0.25, 0.5, 0.75, 1.0):
        label = figures.percent(step)
        parts.append(el("line", class_="c-grid", x1=_x(0), x2=_x(1), y1=_y(step), y2=_y(step)))
        parts.append(
            el("text", label, class_="t-quiet t-small", x=LEFT - 7, y=_y(step) + 4, text_anchor="end")
        )
        parts.append(
            el("text", label, class_="t-quiet t-small", x=_x(step), y=_y(0) + 18, text_anchor="middle")
        )
    parts.append(el("text", _("Phần cộng dồn"), class_="t-quiet t-small", x=0, y=11))
    caption = _("Số %(people)s, từ người bán được ít nhất") % {"people": people}
    parts.append(el("text", caption, class_="t-quiet t-small", x=_x(1), y=_y(0) + 38, text_anchor="end"))
    parts.append(el("line", class_="c-equal", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1)))
    return join(parts)


def _curve(points: Sequence[Point]) -> SafeString:
    """The curve and the area between it and equality, thinned to a bounded number of points."""
    step = max(1, len(points) // MOST_POINTS)
    kept = [*points[:-1:step], points[-1]]
    path = "M" + "L".join(f"{num(_x(x))} {num(_y(y))}" for x, y in kept)
    return el("path", class_="c-gap", d=path + "Z") + el("path", class_="c-curve", d=path)


def _worst(at: Point, said: _Said) -> SafeString:
    """The worst-off: a ring where their part of the curve ends, and what they sold in words."""
    alike = said.worst >= said.everyone
    words = (
        _("Mọi %(people)s như nhau: bán được %(share)s") if alike else _("Thấp nhất: bán được %(share)s")
    ) % said.facts
    x, y = _x(at[0]), _y(at[1])
    parts = [
        el("text", words, class_="t-strong t-halo", x=LEFT + 12, y=TOP + 66),
        el("circle", el("title", words), class_="c-worst", cx=x, cy=y, r=5.5),
    ]
    if not alike:
        count = _("%(count)s trong %(all)s %(people)s") % said.facts
        parts.insert(1, el("text", count, class_="t-quiet t-halo", x=LEFT + 12, y=TOP + 83))
        foot = min(max(x, LEFT + 16), LEFT + 60)
        parts.insert(0, el("path", class_="c-lead", d=f"M{num(foot)} {num(TOP + 90)}L{num(x)} {num(y - 6)}"))
    return join(parts)


def _gini(value: float) -> SafeString:
    words = _("Gini %(gini)s") % {"gini": figures.decimal(value, 2)}
    return el("text", words, class_="t-big t-halo", x=LEFT + 12, y=TOP + 24) + el(
        "text",
        _("0 là đều nhau, 1 là dồn cho một người"),
        class_="t-quiet t-small t-halo",
        x=LEFT + 12,
        y=TOP + 42,
    )


def _table(points: Sequence[Point], people: str) -> Table:
    """The curve at each tenth of the producers."""
    count = len(points) - 1
    rows = []
    for tenth in range(1, 11):
        place = tenth / 10 * count
        low = min(int(place), count - 1)
        (_x0, y0), (_x1, y1) = points[low], points[low + 1]
        rows.append((figures.percent(tenth / 10), figures.percent(y0 + (y1 - y0) * (place - low))))
    return Table((_("Số %(people)s (từ thấp lên)") % {"people": people}, _("Phần cộng dồn")), rows)
