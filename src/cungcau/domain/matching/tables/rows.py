"""Tables of a plan's rows."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching import wording
from cungcau.domain.matching.models import Bottleneck, Fill, Line, Share, Unsold
from cungcau.domain.matching.selectors.names import Names
from cungcau.domain.matching.tables.columns import (
    NAME,
    NUMBER,
    WHOLE,
    DayColumn,
    KgColumn,
    MoneyColumn,
    ShareColumn,
)
from cungcau.platform.ui import figures


def _why(plan_id: int, lot_code: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("matching:why", args=[plan_id, lot_code]), lot_code)


class LineTable(tables.Table):
    """Who brings what where when, for whom."""

    dispatch_date = DayColumn(verbose_name=_("Xuất đi"), order_by=("dispatch_date", "id"))
    producer = tables.Column(attrs=NAME, verbose_name=_("Người bán"), order_by=("by_producer", "id"))
    lot = tables.Column(attrs=WHOLE, verbose_name=_("Lô"), order_by=("by_lot", "id"))
    kg = KgColumn(verbose_name=_("Khối lượng"), order_by=("kg", "id"))
    point = tables.Column(attrs=NAME, verbose_name=_("Điểm tập kết"), order_by=("by_point", "id"))
    market = tables.Column(attrs=NAME, verbose_name=_("Thị trường"), order_by=("by_market", "id"))
    need = tables.Column(
        attrs=NAME, verbose_name=_("Bên mua"), accessor="need__buyer__name", order_by=("by_buyer", "id")
    )
    harvest_date = DayColumn(verbose_name=_("Hái"), order_by=("harvest_date", "id"))
    delivery_date = DayColumn(verbose_name=_("Giao"), order_by=("delivery_date", "id"))
    price_vnd_per_kg = MoneyColumn(verbose_name=_("Giá/kg"), order_by=("price_vnd_per_kg", "id"))
    freight_vnd_per_kg = MoneyColumn(verbose_name=_("Cước/kg"), order_by=("freight_vnd_per_kg", "id"))
    change = tables.Column(verbose_name=_("Sửa tay"), empty_values=(), orderable=False)

    class Meta:
        model = Line
        fields = (
            "dispatch_date", "producer", "lot", "kg", "change", "point", "market", "need",
            "harvest_date", "delivery_date", "price_vnd_per_kg", "freight_vnd_per_kg",
        )  # fmt: skip
        attrs = {"class": "table-cards"}
        empty_text = _("Không có dòng nào khớp. Hãy bỏ bớt điều kiện tìm.")

    def render_lot(self, record: Line) -> SafeString:
        """The lot leads to its "why"."""
        return _why(record.plan_id, record.lot.code)

    def render_change(self, record: Line) -> SafeString:
        """Each line leads to deciding on it by hand."""
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
            reverse("matching:override", args=[record.plan_id, record.pk]),
            _("Sửa"),
            record.lot.code,
        )


class ShareTable(tables.Table):
    """Each producer's part."""

    producer = tables.Column(attrs=NAME, verbose_name=_("Người bán"), order_by=("by_producer", "id"))
    representative = tables.Column(
        attrs=NAME,
        verbose_name=_("Đại diện"),
        accessor="producer__representative__name",
        order_by=("by_representative", "id"),
    )
    place = tables.Column(verbose_name=_("Địa bàn"), accessor="producer__unit__name", orderable=False)
    offered_kg = KgColumn(verbose_name=_("Chào bán"), order_by=("offered_kg", "id"))
    sold_kg = KgColumn(verbose_name=_("Bán được"), order_by=("sold_kg", "id"))
    share = ShareColumn(verbose_name=_("Tỷ lệ"), order_by=("share", "id"))
    season_share = ShareColumn(verbose_name=_("Tỷ lệ cả vụ (theo trọng số)"), order_by=("season_share", "id"))

    class Meta:
        model = Share
        fields = ("producer", "representative", "place", "offered_kg", "sold_kg", "share", "season_share")
        attrs = {"class": "table-cards"}
        empty_text = _("Không có người bán nào khớp.")


class UnsoldTable(tables.Table):
    """What is left, and why."""

    lot = tables.Column(attrs=WHOLE, verbose_name=_("Lô"), order_by=("by_lot", "id"))
    producer = tables.Column(
        attrs=NAME,
        verbose_name=_("Người bán"),
        accessor="lot__producer__name",
        order_by=("by_producer", "id"),
    )
    place = tables.Column(verbose_name=_("Địa bàn"), accessor="lot__place__name", orderable=False)
    unsold_kg = KgColumn(verbose_name=_("Còn lại"), order_by=("unsold_kg", "id"))
    reason = tables.Column(attrs=NAME, verbose_name=_("Vì sao"), order_by=("reason", "id"))
    resource = tables.Column(attrs=NAME, verbose_name=_("Vướng ở"), orderable=False)

    class Meta:
        model = Unsold
        fields = ("lot", "producer", "place", "unsold_kg", "reason", "resource")
        attrs = {"class": "table-cards"}
        empty_text = _("Mọi lô đều bán hết, hoặc không có lô nào khớp điều kiện.")

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        self.names = names
        super().__init__(*args, **kwargs)

    def render_lot(self, record: Unsold) -> SafeString:
        """The lot leads to its "why"."""
        return _why(record.plan_id, record.lot.code)

    def render_reason(self, value: str) -> str:
        """The reason in words."""
        return wording.reason_label(value)

    def render_resource(self, value: str) -> str:
        """What binds, by name."""
        return self.names.resource(value)


class FillTable(tables.Table):
    """How far each need is filled."""

    need = tables.Column(attrs=NAME, verbose_name=_("Nhu cầu"), order_by=("need__code", "id"))
    buyer = tables.Column(
        attrs=NAME,
        verbose_name=_("Bên mua"),
        accessor="need__buyer__name",
        order_by=("need__buyer__name", "id"),
    )
    market = tables.Column(
        attrs=NAME,
        verbose_name=_("Thị trường"),
        accessor="need__market__name",
        order_by=("need__market__name", "id"),
    )
    window = tables.Column(
        verbose_name=_("Nhận"), accessor="need__deliver_from", order_by=("need__deliver_from", "id")
    )
    asked_kg = KgColumn(verbose_name=_("Hỏi mua"), order_by=("asked_kg", "id"))
    filled_kg = KgColumn(verbose_name=_("Đáp ứng"), order_by=("filled_kg", "id"))
    short_kg = KgColumn(verbose_name=_("Còn thiếu"), order_by=("short_kg", "id"))
    reason = tables.Column(attrs=NAME, verbose_name=_("Vì sao chưa đủ"), order_by=("reason", "id"))

    class Meta:
        model = Fill
        fields = ("need", "buyer", "market", "window", "asked_kg", "filled_kg", "short_kg", "reason")
        attrs = {"class": "table-cards"}
        empty_text = _("Không có nhu cầu nào khớp.")

    def render_window(self, record: Fill) -> str:
        """The delivery window."""
        return f"{figures.date(record.need.deliver_from)} – {figures.date(record.need.deliver_to)}"

    def render_reason(self, value: str) -> str:
        """The reason in words."""
        return wording.reason_label(value) if value else ""


class BottleneckTable(tables.Table):
    """Full capacities."""

    kind = tables.Column(verbose_name=_("Loại"), order_by=("kind", "id"))
    ref = tables.Column(attrs=NAME, verbose_name=_("Ở đâu"), order_by=("ref", "id"))
    date = DayColumn(verbose_name=_("Ngày"), order_by=("date", "id"))
    used_kg = KgColumn(verbose_name=_("Đã dùng"), order_by=("used_kg", "id"))
    capacity_kg = KgColumn(verbose_name=_("Sức nhận"), order_by=("capacity_kg", "id"))
    gain_kg_per_kg = tables.Column(
        verbose_name=_("Thêm 1 kg thì bán thêm"), attrs=NUMBER, order_by=("gain_kg_per_kg", "id")
    )

    class Meta:
        model = Bottleneck
        fields = ("kind", "ref", "date", "used_kg", "capacity_kg", "gain_kg_per_kg")
        attrs = {"class": "table-cards"}
        empty_text = _("Không có điểm nghẽn nào: mọi sức nhận còn dư.")

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        self.names = names
        super().__init__(*args, **kwargs)

    def render_kind(self, value: str) -> str:
        """What is full."""
        return str(wording.KINDS.get(value, value))

    def render_ref(self, value: str, record: Bottleneck) -> SafeString | str:
        """Its name; a point or lane leads to trying another capacity."""
        name = self.names.resource(value)
        key = {"point": "diem", "lane": "tuyen"}.get(record.kind)
        if key is None:
            return name
        return format_html(
            '<a href="{}?{}={}">{}</a>', reverse("matching:what-if", args=[record.plan_id]), key, value, name
        )

    def render_gain_kg_per_kg(self, value: Any) -> str:
        """Kg per kg with two decimals."""
        return f"{figures.number(value)} kg"
