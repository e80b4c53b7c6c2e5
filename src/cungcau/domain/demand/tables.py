"""The list of needs as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand import states
from cungcau.domain.demand.models import Need
from cungcau.domain.demand.wording import age_of, hours_of, rhythm_of
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge_state
from cungcau.reference.catalogue.selectors import SeasonWords

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_WHOLE = {"td": {"class": "nowrap"}}

SHEET = (
    Column("code", "Mã nhu cầu"),
    Column("state", "Trạng thái"),
    Column("kind", "Mức chắc chắn"),
    Column("buyer_code", "Mã bên mua"),
    Column("buyer", "Bên mua"),
    Column("commodity", "Nông sản"),
    Column("grade", "Loại thấp nhất"),
    Column("certificates", "Chứng nhận bắt buộc"),
    Column("preferred", "Chứng nhận ưu tiên"),
    Column("tests", "Kiểm nghiệm"),
    Column("pack", "Quy cách"),
    Column("quantity", "Khối lượng (kg)", "kg"),
    Column("quantity_low", "Thấp nhất (kg)", "kg"),
    Column("quantity_high", "Cao nhất (kg)", "kg"),
    Column("accepted", "Đã nhận chào (kg)", "kg"),
    Column("per_delivery", "Mỗi lần giao (kg)", "kg"),
    Column("rhythm", "Nhịp giao"),
    Column("hours", "Giờ giao"),
    Column("max_per_day", "Nhiều nhất mỗi ngày (kg)", "kg"),
    Column("deliver_from", "Nhận từ", "date"),
    Column("deliver_to", "Đến hết", "date"),
    Column("market", "Thị trường"),
    Column("place", "Nơi giao"),
    Column("price", "Giá (đ/kg)", "money"),
    Column("price_at", "Giá tính"),
    Column("freight", "Cước do"),
    Column("deposit", "Đặt cọc (đ)", "money"),
    Column("deposit_percent", "Đặt cọc (%)", "int"),
    Column("payment_days", "Trả tiền sau (ngày)", "int"),
    Column("tolerance_under", "Được thiếu (%)", "int"),
    Column("tolerance_over", "Được thừa (%)", "int"),
    Column("life_left", "Còn hạn ít nhất (ngày)", "int"),
    Column("ends_on", "Hết hiệu lực sau", "date"),
    Column("confirmed_on", "Xác nhận ngày", "date"),
    Column("confirmed_by", "Người xác nhận"),
    Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
)


class NeedTable(tables.Table):
    """Needs of a season."""

    code = tables.Column(
        verbose_name=_("Nhu cầu"),
        linkify=("demand:need", [tables.A("pk")]),
        order_by=("code", "id"),
        attrs=_WHOLE,
    )
    buyer = tables.Column(verbose_name=_("Bên mua"), accessor="buyer__name", order_by=("buyer__name", "id"))
    market = tables.Column(
        verbose_name=_("Thị trường"),
        accessor="market__name",
        order_by=("market__name", "id"),
        empty_values=(),
    )
    min_grade = tables.Column(
        verbose_name=_("Loại, chứng nhận"), empty_values=(), order_by=("min_grade", "id")
    )
    quantity_kg = tables.Column(verbose_name=_("Khối lượng"), attrs=_NUMBER, order_by=("quantity_kg", "id"))
    accepted_kg = tables.Column(verbose_name=_("Còn thiếu"), attrs=_NUMBER, orderable=False)
    deliver_from = tables.Column(verbose_name=_("Nhận hàng"), order_by=("deliver_from", "id"))
    price_vnd_per_kg = tables.Column(
        verbose_name=_("Giá"), attrs=_NUMBER, order_by=("price_vnd_per_kg", "id")
    )
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))

    caption = _("Các nhu cầu của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "deliver_from"
        sequence = ("code", "state", "...")
        empty_text = _("Không có nhu cầu nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, data: QuerySet[Need], *, words: SeasonWords, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._words = words

    def render_min_grade(self, record: Need) -> str:
        """The least grade that is taken, and the certificates that are required."""
        grade = self._words.grade(record.commodity_id, record.min_grade)
        least = gettext("từ %(grade)s") % {"grade": grade} if grade else ""
        return ", ".join(filter(None, [least, *map(self._words.certificate, record.certificates)])) or "–"

    def render_state(self, record: Need) -> str:
        """The state of the day in words, with its age."""
        today = clock.today()
        state = record.state_on(today)
        return format_html(
            "<div>{}{}</div>",
            render_to_string(
                "ui/parts/badge_state.html",
                badge_state(str(states.NEED_LABELS[state]), states.NEED_TONES[state]),
            ),
            format_html('<br><span class="muted small">{}</span>', age_of(record, today)),
        )

    def render_quantity_kg(self, record: Need, value: int) -> str:
        """Kilograms, the range they were taken from, the rhythm."""
        low, high = record.quantity_low_kg, record.quantity_high_kg
        said = f"{figures.number(low)} – {figures.kg(high)}" if low is not None and high is not None else ""
        rhythm = rhythm_of(record)
        more = ", ".join(filter(None, (said, rhythm)))
        return format_html("<div>{}{}</div>", figures.kg(value), _small(more)) if more else figures.kg(value)

    def render_accepted_kg(self, record: Need, value: int) -> str:
        """What nobody was taken for yet."""
        gap = max(0, record.quantity_kg - value)
        return figures.kg(gap) if gap else gettext("đủ")

    def render_market(self, record: Need) -> str:
        """The market, or the place in words."""
        return record.market.name if record.market is not None else record.place_text

    def render_deliver_from(self, record: Need, value: date) -> str:
        """The window, or the one day."""
        first, last = figures.date(value), figures.date(record.deliver_to)
        return first if first == last else f"{first} – {last}"

    def render_price_vnd_per_kg(self, record: Need, value: int) -> str:
        """Đồng per kg, and where that is meant."""
        return f"{figures.money(value)}/kg {record.get_price_at_display()}"


def sheet_rows(needs: QuerySet[Need], words: SeasonWords) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    today = clock.today()
    for need in needs.iterator(chunk_size=2000):
        yield {
            "code": need.code,
            "state": str(states.NEED_LABELS[need.state_on(today)]),
            "kind": need.get_kind_display(),
            "buyer_code": need.buyer.code,
            "buyer": need.buyer.name,
            "commodity": need.commodity.name_vi,
            "grade": words.grade(need.commodity_id, need.min_grade),
            "certificates": "; ".join(need.certificates),
            "preferred": "; ".join(need.certificates_preferred),
            "tests": "; ".join(need.tests),
            "pack": need.pack,
            "quantity": need.quantity_kg,
            "quantity_low": need.quantity_low_kg,
            "quantity_high": need.quantity_high_kg,
            "accepted": getattr(need, "accepted_kg", None),
            "per_delivery": need.kg_per_delivery,
            "rhythm": rhythm_of(need),
            "hours": hours_of(need),
            "max_per_day": need.max_kg_per_day,
            "deliver_from": need.deliver_from,
            "deliver_to": need.deliver_to,
            "market": need.market.name if need.market is not None else "",
            "place": need.place_text,
            "price": need.price_vnd_per_kg,
            "price_at": need.get_price_at_display() if need.price_vnd_per_kg is not None else "",
            "freight": need.get_freight_by_display() if need.freight_by else "",
            "deposit": need.deposit_vnd,
            "deposit_percent": need.deposit_percent,
            "payment_days": need.payment_days,
            "tolerance_under": need.tolerance_under,
            "tolerance_over": need.tolerance_over,
            "life_left": need.min_life_left_days,
            "ends_on": need.ends_on,
            "confirmed_on": need.confirmed_on,
            "confirmed_by": need.confirmed_by,
            "note": need.note,
            "source": need.source,
        }


def _small(text: str) -> SafeString:
    return format_html('<br><span class="muted small">{}</span>', text)
