"""The list of lots as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

from cungcau.domain.supply.models import Channel, Lot, PriceAt, Urgency
from cungcau.domain.supply.selectors import EXPIRED, PRICE, PriceSight, condition
from cungcau.domain.supply.states import OFFERED, WITHDRAWN
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.reference.catalogue.selectors import SeasonWords
from cungcau.reference.geography.models import title_of

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_WHOLE = {"td": {"class": "nowrap"}}

SHEET = (
    Column("code", "Mã lô"),
    Column("producer_code", "Mã người bán"),
    Column("producer", "Người bán"),
    Column("representative", "Đại diện"),
    Column("commodity", "Nông sản"),
    Column("grade", "Loại"),
    Column("certificates", "Chứng nhận"),
    Column("quantity", "Khối lượng (kg)", "kg"),
    Column("harvest_from", "Thu hoạch từ", "date"),
    Column("harvest_to", "Đến hết", "date"),
    Column("max_per_day", "Nhiều nhất mỗi ngày (kg)", "kg"),
    Column("shelf_life", "Giữ được (ngày)", "int"),
    Column("place_code", "Mã địa bàn"),
    Column("place", "Địa bàn"),
    Column("area", "Mã địa bàn hiện nay"),
    Column("floor_price", "Giá thấp nhất (đ/kg)", "money"),
    Column("variety", "Giống"),
    Column("size_class", "Cỡ"),
    Column("sold", "Đã bán trước đó (kg)", "kg"),
    Column("offered_price", "Giá chào (đ/kg)", "money"),
    Column("price_at", "Giá chào tính"),
    Column("freight", "Cước vận chuyển (đ/kg)", "money"),
    Column("point", "Điểm tập kết gần nhất"),
    Column("truck", "Xe lớn nhất vào được (kg)", "kg"),
    Column("urgency", "Mức gấp"),
    Column("state", "Tình trạng"),
    Column("expires", "Chào bán đến hết", "date"),
    Column("confirmed", "Xác nhận lúc", "datetime"),
    Column("entered_by", "Người nhập"),
    Column("channel", "Cách nhập"),
    Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
    Column("updated", "Cập nhật lúc", "datetime"),
)

STATE_WORDS = {OFFERED: _("Đang chào bán"), EXPIRED: _("Hết hạn chào bán"), WITHDRAWN: _("Đã rút")}
TONES = {OFFERED: "good", EXPIRED: "warn", WITHDRAWN: ""}
_PRICE_AT, _URGENCY, _CHANNEL = dict(PriceAt.choices), dict(Urgency.choices), dict(Channel.choices)


class LotData(TableQuerysetData):
    """Lots for a page out of very many: keys first, from the nearer end, then the page's rows alone."""

    def __init__(self, lots: QuerySet[Lot], count: int) -> None:
        super().__init__(lots)
        self._length = count

    def __getitem__(self, key: Any) -> Any:
        """A slice as a list of lots, one lot for an index."""
        if not isinstance(key, slice):
            return self.data[key]
        start, stop = key.start or 0, min(self._length if key.stop is None else key.stop, self._length)
        keys = self.data.prefetch_related(None).values_list("pk", flat=True)
        if start > self._length // 2:
            wanted = list(keys.reverse()[self._length - stop : self._length - start])[::-1]
        else:
            wanted = list(keys[start:stop])
        found = {lot.pk: lot for lot in self.data.order_by().filter(pk__in=wanted)}
        return [found[pk] for pk in wanted if pk in found]


class LotTable(tables.Table):
    """Lots of a season; sorting by place goes by today's area, then by day."""

    code = tables.Column(
        verbose_name=_("Lô"), linkify=("supply:lot", [tables.A("pk")]), order_by=("code", "id"), attrs=_WHOLE
    )
    producer = tables.Column(
        verbose_name=_("Người bán"), accessor="producer__name", order_by=("folded", "id")
    )
    place = tables.Column(
        verbose_name=_("Địa bàn"), accessor="place__title", order_by=("area_code", "harvest_from", "id")
    )
    grade = tables.Column(verbose_name=_("Loại, chứng nhận"), empty_values=(), order_by=("grade", "id"))
    quantity_kg = tables.Column(verbose_name=_("Khối lượng"), attrs=_NUMBER, order_by=("quantity_kg", "id"))
    harvest_from = tables.Column(verbose_name=_("Thu hoạch"), order_by=("harvest_from", "id"))
    floor_price_vnd_per_kg = tables.Column(
        verbose_name=_("Giá thấp nhất"), attrs=_NUMBER, order_by=("floor_price_vnd_per_kg", "id")
    )
    representative = tables.Column(
        verbose_name=_("Đại diện"), accessor="representative__name", orderable=False
    )
    confirmed_at = tables.Column(
        verbose_name=_("Tình trạng"), empty_values=(), order_by=("confirmed_at", "id")
    )

    caption = _("Các lô hàng của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "harvest_from"
        empty_text = _("Không có lô nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(
        self, data: LotData, *, words: SeasonWords, stale_days: int, sight: PriceSight, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._sight = sight
        self.columns[PRICE].column.orderable = sight.everything
        self._words, self._stale_days, self._today = words, stale_days, clock.today()

    def render_grade(self, record: Lot) -> str:
        """What the grade is called, and the certificates."""
        names = [
            self._words.grade(record.commodity_id, record.grade),
            *map(self._words.certificate, record.certificates),
        ]
        return ", ".join(filter(None, names)) or "–"

    def render_quantity_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_harvest_from(self, record: Lot, value: date) -> str:
        """The window, or the one day."""
        first, last = figures.date(value), figures.date(record.harvest_to)
        return first if first == last else f"{first} – {last}"

    def render_floor_price_vnd_per_kg(self, record: Lot, value: int) -> str:
        """Đồng per kg; a dash where it is not shown to this reader."""
        shown = self._sight.sees(record.producer_id, record.area_code)
        return f"{figures.money(value)}/kg" if shown else "—"

    def render_confirmed_at(self, record: Lot) -> str:
        """Whether the offer stands, and how long ago somebody said it is right."""
        state = condition(record, self._today)
        context = {
            "label": STATE_WORDS[state], "tone": TONES[state], "offered": state == OFFERED,
            "confirmed_at": record.confirmed_at, "stale_days": self._stale_days,
        }  # fmt: skip
        return render_to_string("supply/parts/freshness.html", context)


_READ = (
    "code", "producer__code", "producer__name", "representative__name", "commodity_id", "commodity__name_vi", "grade",
    "certificates", "quantity_kg", "harvest_from", "harvest_to", "max_kg_per_day", "shelf_life_days", "place__code",
    "place__kind", "place__name", "area_code", "floor_price_vnd_per_kg", "note", "source", "updated_at",
    "variety", "size_class", "already_sold_kg", "offered_price_vnd_per_kg", "price_at", "freight_vnd_per_kg",
    "point_code", "largest_truck_kg", "urgency", "state", "expires_on", "confirmed_at",
    "entered_by__full_name", "channel", "producer_id",
)  # fmt: skip


def sheet_rows(lots: QuerySet[Lot], words: SeasonWords, sight: PriceSight) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions and without making a lot of each: there may be very many."""
    today = clock.today()
    for row in lots.prefetch_related(None).values_list(*_READ).iterator(chunk_size=5000):
        lot = dict(zip(_READ, row, strict=True))
        yield {
            "code": lot["code"],
            "producer_code": lot["producer__code"],
            "producer": lot["producer__name"],
            "representative": lot["representative__name"],
            "commodity": lot["commodity__name_vi"],
            "grade": words.grade(lot["commodity_id"], lot["grade"]),
            "certificates": "; ".join(lot["certificates"]),
            "quantity": lot["quantity_kg"],
            "harvest_from": lot["harvest_from"],
            "harvest_to": lot["harvest_to"],
            "max_per_day": lot["max_kg_per_day"],
            "shelf_life": lot["shelf_life_days"],
            "place_code": lot["place__code"],
            "place": title_of(lot["place__kind"], lot["place__name"]),
            "area": lot["area_code"],
            "floor_price": lot[PRICE] if sight.sees(lot["producer_id"], lot["area_code"]) else None,
            **_more(lot, today),
            "note": lot["note"],
            "source": lot["source"],
            "updated": lot["updated_at"],
        }


def _more(lot: dict[str, Any], today: date) -> dict[str, Any]:
    """What was added to a lot beside its first columns."""
    until = lot["expires_on"]
    state = EXPIRED if lot["state"] == OFFERED and until and until < today else lot["state"]
    return {
        "variety": lot["variety"],
        "size_class": lot["size_class"],
        "sold": lot["already_sold_kg"],
        "offered_price": lot["offered_price_vnd_per_kg"],
        "price_at": _PRICE_AT[lot["price_at"]] if lot["offered_price_vnd_per_kg"] is not None else "",
        "freight": lot["freight_vnd_per_kg"],
        "point": lot["point_code"],
        "truck": lot["largest_truck_kg"],
        "urgency": _URGENCY[lot["urgency"]],
        "state": str(STATE_WORDS[state]),
        "expires": until,
        "confirmed": lot["confirmed_at"],
        "entered_by": lot["entered_by__full_name"],
        "channel": _CHANNEL[lot["channel"]],
    }
