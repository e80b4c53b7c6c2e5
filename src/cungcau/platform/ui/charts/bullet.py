"""One figure against its target: a bar on a track, the target a mark across it."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.platform.ui.charts.frame import Chart, Drawing, Table
from cungcau.platform.ui.charts.svg import amount, el, join, pct


def bullet(
    target: float, value: float, *, title: str = "", note: str = "", show: figures.Show = figures.mass
) -> SafeString:
    """Draw ``value`` against ``target``, both ≥ 0 in the unit that ``show`` prints (kg by default).

    The track reaches a little past the larger of the two; a target of zero shows no percentage.
    """
    amount(target, "target")
    amount(value, "value")
    part = figures.percent(value / target) if target else ""
    reached = _("%(value)s trên %(target)s") % {"value": show(value), "target": show(target)}
    rows = [(_("Đạt được"), show(value)), (_("Mục tiêu"), show(target))]
    if part:
        rows.append((_("Tỷ lệ"), part))
    return Chart(
        kind="bullet",
        name=_("So với mục tiêu"),
        title=title,
        description=f"{reached} ({part})." if part else f"{reached}.",
        note=note,
        drawing=Drawing(_body(target, value, part, show), height=68),
        table=Table((_("Chỉ tiêu"), _("Giá trị")), rows),
    ).render()


def _body(target: float, value: float, part: str, show: figures.Show) -> SafeString:
    """The figures above, the bar on its track, the target's mark across it and its words below."""
    reach = max(target, value) * 1.04 or 1.0
    mark = 100 * target / reach
    words = _("Mục tiêu %(target)s") % {"target": show(target)}
    side = "end" if mark > 50 else "start"
    return join(
        (
            el("text", show(value), class_="t-strong", x="0%", y=14),
            el("text", part, class_="t-quiet", x="100%", y=14, text_anchor="end"),
            el("rect", class_="c-track", x="0%", y=24, width="100%", height=18, rx=5),
            el("rect", class_="c-bar", x="0%", y=28, width=pct(100 * value / reach), height=10, rx=3),
            el("line", class_="c-target", x1=pct(mark), x2=pct(mark), y1=20, y2=46),
            el("text", words, class_="t-quiet t-small", x=pct(mark), y=61, text_anchor=side),
        )
    )
