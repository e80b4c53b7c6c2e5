"""What can be observed: the coded table of metrics, the unit each is kept in, and how a value is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cungcau.kernel.vntext import Kind, show_date_range
from cungcau.platform.ui import figures

KG, M2, VND, VND_PER_KG, KG_PER_HA, COUNT = "kg", "m2", "vnd", "vnd_per_kg", "kg_per_ha", "count"


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that is measured: its code, what people call it, the unit kept, the kind of text it is read from.

    ``entry`` is the unit meant where somebody types a bare number, ``step`` its size in the unit kept.
    ``adds_up`` says that places' values sum to the value of what contains them.
    """

    code: str
    label: Any
    unit: str
    kind: Kind
    entry: str
    step: int = 1
    adds_up: bool = True


def _metric(code: str, label: Any, unit: str, entry: str, step: int = 1, adds_up: bool = True) -> Metric:
    kinds = {
        KG: Kind.MASS, M2: Kind.AREA, VND: Kind.MONEY, VND_PER_KG: Kind.PRICE, KG_PER_HA: Kind.YIELD, COUNT: Kind.COUNT,
    }  # fmt: skip
    return Metric(code, label, unit, kinds[unit], entry, step, adds_up)


METRICS: dict[str, Metric] = {
    metric.code: metric
    for metric in (
        _metric("planted_area", gettext_lazy("Diện tích trồng"), M2, "ha", 10_000),
        _metric("bearing_area", gettext_lazy("Diện tích cho thu hoạch"), M2, "ha", 10_000),
        _metric("certified_area", gettext_lazy("Diện tích có chứng nhận"), M2, "ha", 10_000),
        _metric("yield", gettext_lazy("Năng suất"), KG_PER_HA, "tấn/ha", 1000, adds_up=False),
        _metric("output", gettext_lazy("Sản lượng"), KG, "tấn", 1000),
        _metric("price", gettext_lazy("Giá"), VND_PER_KG, "đ/kg", adds_up=False),
        _metric("value", gettext_lazy("Giá trị"), VND, "tỷ đồng", 1_000_000_000),
        _metric("households", gettext_lazy("Số hộ"), COUNT, "hộ"),
        _metric("demand", gettext_lazy("Nhu cầu mua"), KG, "tấn", 1000),
        _metric("local_sales", gettext_lazy("Tiêu thụ trong tỉnh"), KG, "tấn", 1000),
        _metric("outside_sales", gettext_lazy("Cần tiêu thụ ngoài tỉnh"), KG, "tấn", 1000),
        _metric("sold", gettext_lazy("Đã tiêu thụ"), KG, "tấn", 1000),
        _metric("stored", gettext_lazy("Đang bảo quản, tồn kho"), KG, "tấn", 1000),
    )
}


def metric(code: str) -> Metric:
    """The metric with this code; ``KeyError`` for none."""
    return METRICS[code]


def choices() -> list[tuple[str, Any]]:
    """(code, label), in the table's order."""
    return [(one.code, one.label) for one in METRICS.values()]


def show(value: int | Fraction, unit: str) -> str:
    """A value in its unit as people read it: "1.350 ha", "5.200 tấn", "72 tỷ đồng", "6 tấn/ha"."""
    if unit == KG:
        return figures.mass(value)
    if unit == M2:
        return (
            f"{figures.number(Fraction(value, 10_000))} ha"
            if value >= 10_000
            else f"{figures.number(value)} m²"
        )
    if unit == VND:
        return figures.money(value, short=True)
    if unit == VND_PER_KG:
        return f"{figures.money(value)}/kg"
    if unit == KG_PER_HA:
        return _("%(tonnes)s tấn/ha") % {"tonnes": figures.number(Fraction(value, 1000))}
    return figures.number(value)


def show_span(low: int | None, high: int | None, unit: str) -> str:
    """A range in its unit: "15.000 đ/kg – 25.000 đ/kg", "từ 35.000 tấn", "đến 500 ha", "–" for nothing."""
    if low is None and high is None:
        return "–"
    if high is None:
        return _("từ %(low)s trở lên") % {"low": show(low or 0, unit)}
    if low is None:
        return _("đến %(high)s") % {"high": show(high, unit)}
    return show(low, unit) if low == high else f"{show(low, unit)} – {show(high, unit)}"


def show_period(first: date | None, last: date | None, text: str) -> str:
    """A time in short: "2021", "2019–2021", "8–12/2021", days where no shorter form fits; else what was written."""
    if first is None or last is None:
        return text or show_date_range(first, last) or _("không rõ thời gian")
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and (last + timedelta(1)).day == 1 and first.year == last.year:
        months = str(first.month) if first.month == last.month else f"{first.month}–{last.month}"
        return f"{months}/{first.year}"
    return show_date_range(first, last)


def say(low: int | None, high: int | None, hedge: str, unit: str) -> str:
    """A value with its hedge: "khoảng 3.200 ha", "từ 35.000 tấn trở lên"."""
    said = show_span(low, high, unit)
    return _("khoảng %(value)s") % {"value": said} if hedge == "about" else said
