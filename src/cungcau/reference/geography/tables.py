"""The list of units as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import Today, path_of, today_of_all

SHEET = (
    Column("code", "Mã đơn vị"),
    Column("kind", "Loại"),
    Column("name", "Tên"),
    Column("parent", "Mã cấp trên"),
    Column("path", "Địa chỉ đầy đủ"),
    Column("valid_from", "Có từ ngày", "date"),
    Column("valid_to", "Đến hết ngày", "date"),
    Column("decree", "Nghị quyết"),
    Column("lat", "Vĩ độ"),
    Column("lon", "Kinh độ"),
    Column("today", "Nay là"),
    Column("area", "Mã địa bàn hiện nay"),
    Column("source", "Nguồn"),
)
_PORTION = 1000


class UnitTable(tables.Table):
    """Units, with what each that ended is today."""

    name = tables.Column(
        verbose_name=_("Đơn vị"), linkify=("geography:unit", [tables.A("pk")]), accessor="title",
        order_by=("folded", "code"),
    )  # fmt: skip
    parent = tables.Column(verbose_name=_("Thuộc"), empty_values=(), order_by=("parent__folded", "folded"))
    code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "nowrap"}})
    valid_from = tables.Column(verbose_name=_("Hiệu lực"), empty_values=(), order_by=("valid_from", "code"))
    today = tables.Column(verbose_name=_("Nay là"), empty_values=(), orderable=False)

    caption = _("Đơn vị hành chính")

    class Meta:
        attrs = {"class": "table-cards"}
        empty_text = _("Không có nơi nào khớp. Thử ghi ít chữ hơn, hoặc bỏ ngày.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today: dict[int, tuple[Today, ...]] | None = None

    def render_parent(self, record: Unit) -> str:
        """The units above."""
        return path_of(record.parent) if record.parent else "–"

    def render_valid_from(self, record: Unit) -> str:
        """The days, open ends left out."""
        return days_of(record)

    def render_today(self, record: Unit) -> str | SafeString:
        """What the unit is today; looked up once for the rows of the page."""
        if record.valid_to is None:
            return __("chính nơi này")
        if self._today is None:
            shown = [row.record for row in self.paginated_rows]
            self._today = today_of_all([unit for unit in shown if unit.valid_to is not None])
        return format_html_join(
            format_html("{}", "; "), "{}", ((_now(now),) for now in self._today.get(record.pk, ()))
        )


def days_of(unit: Unit) -> str:
    """``từ 01/7/2025``, ``đến 30/6/2025``, or both; a first day that is not known is left out."""
    first = figures.date(unit.valid_from) if unit.valid_from else ""
    last = figures.date(unit.valid_to) if unit.valid_to else ""
    if first and last:
        return f"{first} – {last}"
    if first or last:
        return (__("từ %(day)s") if first else __("đến %(day)s")) % {"day": first or last}
    return __("còn hiệu lực")


def _now(now: Today) -> str:
    return now.unit.title if now.whole else f"{__('một phần')} {now.unit.title}"


def sheet_rows(units: QuerySet[Unit]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    portion: list[Unit] = []
    for unit in units.iterator(chunk_size=_PORTION):
        portion.append(unit)
        if len(portion) == _PORTION:
            yield from _sheet_portion(portion)
            portion = []
    yield from _sheet_portion(portion)


def _sheet_portion(units: Iterable[Unit]) -> Iterator[dict[str, Any]]:
    known = list(units)
    today = today_of_all([unit for unit in known if unit.valid_to is not None])
    for unit in known:
        yield {
            "code": unit.code,
            "kind": unit.kind,
            "name": unit.name,
            "parent": unit.parent.code if unit.parent else "",
            "path": path_of(unit),
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "decree": unit.decree,
            "lat": "" if unit.lat is None else str(unit.lat),
            "lon": "" if unit.lon is None else str(unit.lon),
            "today": "; ".join(_now(now) for now in today.get(unit.pk, ())),
            "area": unit.area_code,
            "source": unit.source,
        }
