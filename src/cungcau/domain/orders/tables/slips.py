"""Lists of slips, of whom to call, and of deliveries to split: on the page and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import states
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.orders.slip_reasons import in_words
from cungcau.domain.registry.selectors import masked
from cungcau.domain.supply.tables.lots import LotData
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state
from cungcau.reference.catalogue.selectors import SeasonWords

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_PORTION = 500

SLIP_SHEET = (
    Column("code", "Mã phiếu"),
    Column("state", "Trạng thái"),
    Column("day", "Ngày hái", "date"),
    Column("household", "Hộ"),
    Column("household_code", "Mã hộ"),
    Column("phone", "Điện thoại (đã che)"),
    Column("goods", "Nông sản"),
    Column("grade", "Loại"),
    Column("offered", "Đã hỏi (kg)", "kg"),
    Column("held", "Đang giữ (kg)", "kg"),
    Column("confirmed", "Nhận lời (kg)", "kg"),
    Column("received", "Đã nhận tại điểm (kg)", "kg"),
    Column("price", "Giá chốt (đ/kg)", "money"),
    Column("point", "Điểm tập kết"),
    Column("slot_from", "Lượt từ", "datetime"),
    Column("slot_to", "Lượt đến", "datetime"),
    Column("order", "Đơn hàng"),
    Column("buyer", "Bên mua"),
    Column("why", "Vì sao"),
    Column("until", "Trả lời trước", "datetime"),
    Column("answered", "Trả lời lúc", "datetime"),
    Column("answered_by", "Trả lời qua"),
    Column("note", "Hộ nói"),
)
SPLIT_SHEET = (
    Column("order", "Đơn hàng"),
    Column("no", "Đợt", "int"),
    Column("state", "Trạng thái"),
    Column("day", "Ngày hái", "date"),
    Column("seller", "Bên bán"),
    Column("buyer", "Bên mua"),
    Column("goods", "Nông sản"),
    Column("point", "Điểm tập kết"),
    Column("asked", "Đặt (kg)", "kg"),
    Column("most", "Nhiều nhất (kg)", "kg"),
    Column("allocated", "Đã chia (kg)", "kg"),
    Column("confirmed", "Hộ nhận lời (kg)", "kg"),
    Column("left", "Còn phải chia (kg)", "kg"),
)


def _badge(label: object, tone: str) -> str:
    return render_to_string("ui/parts/badge_state.html", badge_state(str(label), tone))


class _Slips(tables.Table):
    household = tables.Column(verbose_name=_("Hộ"), empty_values=(), order_by=("producer__folded", "id"))
    harvest_date = tables.Column(verbose_name=_("Ngày hái"), order_by=("harvest_date", "id"))
    offered_kg = tables.Column(verbose_name=_("Khối lượng"), attrs=_NUMBER, order_by=("offered_kg", "id"))
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))

    def __init__(self, data: Any, *, words: SeasonWords, may_answer: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._words, self._may_answer = words, may_answer

    def _cell(self, name: str, slip: Slip) -> str:
        grade = self._words.grade(slip.line.order.commodity_id, slip.grade)
        context = {
            "slip": slip, "order": slip.line.order, "grade": grade, "may_answer": self._may_answer,
            "phone": masked(slip.producer.phone),
        }  # fmt: skip
        return render_to_string(f"orders/slip_cells/{name}.html", context)

    def render_household(self, record: Slip) -> str:
        """Who, and where the slip's page is."""
        return self._cell("household", record)

    def render_harvest_date(self, record: Slip) -> str:
        """The day."""
        return figures.date(record.harvest_date)

    def render_offered_kg(self, record: Slip) -> str:
        """What was asked, and promised where that is less."""
        return self._cell("kg", record)

    def render_state(self, record: Slip) -> str:
        """The state in words, until when or by whom answered."""
        return self._cell("state", record)


class SlipTable(_Slips):
    """Slips by day of picking."""

    goods = tables.Column(verbose_name=_("Nông sản, đơn"), empty_values=(), orderable=False)
    point = tables.Column(verbose_name=_("Điểm, lượt"), empty_values=(), order_by=("point__name", "id"))

    caption = _("Phiếu hái")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "harvest_date"
        sequence = ("household", "state", "offered_kg", "harvest_date", "goods", "point")
        empty_text = _("Không có phiếu hái nào khớp. Hãy bỏ bớt điều kiện lọc hoặc chọn “Mọi ngày”.")

    def render_goods(self, record: Slip) -> str:
        """What to pick, for which order."""
        return self._cell("goods", record)

    def render_point(self, record: Slip) -> str:
        """Where to bring it, and when."""
        return self._cell("point", record)


class CallTable(_Slips):
    """Whom to call: number, state, and the answer in one tap."""

    phone = tables.Column(verbose_name=_("Gọi"), empty_values=(), orderable=False)
    answer = tables.Column(verbose_name=_("Ghi trả lời"), empty_values=(), orderable=False)

    caption = _("Danh sách gọi điện")
    rows_a_page = 25

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "harvest_date"
        sequence = ("household", "phone", "state", "offered_kg", "harvest_date", "answer")
        empty_text = _("Không còn hộ nào phải gọi trong bộ lọc này.")

    def render_phone(self, record: Slip) -> str:
        """The masked number, with a button that shows it."""
        return self._cell("phone", record)

    def render_answer(self, record: Slip) -> str:
        """One tap."""
        return self._cell("answer", record)


class SplitTable(tables.Table):
    """Deliveries by day of picking: what is asked, given to households, promised, left."""

    order = tables.Column(verbose_name=_("Đơn hàng"), empty_values=(), order_by=("order__code", "no"))
    harvest_date = tables.Column(verbose_name=_("Ngày hái"), order_by=("harvest_date", "id"))
    asked_kg = tables.Column(verbose_name=_("Đặt"), attrs=_NUMBER, order_by=("asked_kg", "id"))
    allocated_kg = tables.Column(verbose_name=_("Đã chia"), attrs=_NUMBER, order_by=("allocated_kg", "id"))
    confirmed_kg = tables.Column(verbose_name=_("Nhận lời"), attrs=_NUMBER, order_by=("confirmed_kg", "id"))
    left = tables.Column(verbose_name=_("Còn phải chia"), attrs=_NUMBER, empty_values=(), orderable=False)
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))

    caption = _("Các đợt giao để chia cho hộ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "harvest_date"
        sequence = ("order", "state", "...")
        empty_text = _("Không có đợt giao nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_order(self, record: OrderLine) -> str:
        """Which order, for whom, and the way to its split."""
        return render_to_string("orders/slip_cells/line.html", {"line": record, "order": record.order})

    def render_harvest_date(self, record: OrderLine) -> str:
        """The day."""
        return figures.date(record.harvest_date)

    def render_asked_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_allocated_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_confirmed_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_left(self, record: OrderLine) -> str:
        """Kilograms nobody has yet."""
        return figures.kg(max(0, record.asked_kg - record.allocated_kg))

    def render_state(self, record: OrderLine) -> str:
        """The state in words."""
        return _badge(states.LINE_LABELS[record.state], states.LINE_TONES[record.state])


def counted(slips: QuerySet[Slip], count: int) -> LotData:
    """The slips for a page out of very many, read as lots are; ``count`` is known already."""
    rows: Any = slips
    return LotData(rows, count)


def slip_rows(slips: QuerySet[Slip], words: SeasonWords) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SLIP_SHEET`, read in portions; phones stay masked."""
    for slip in slips.iterator(chunk_size=_PORTION):
        order = slip.line.order
        yield {
            "code": slip.code,
            "state": str(states.SLIP_LABELS[slip.state]),
            "day": slip.harvest_date,
            "household": slip.producer.name,
            "household_code": slip.producer.code,
            "phone": masked(slip.producer.phone),
            "goods": order.commodity.name_vi,
            "grade": words.grade(order.commodity_id, slip.grade),
            "offered": slip.offered_kg,
            "held": slip.allocated_kg,
            "confirmed": slip.confirmed_kg,
            "received": slip.received_kg,
            "price": slip.price_vnd_per_kg,
            "point": slip.point.name if slip.point else "",
            "slot_from": slip.slot_from,
            "slot_to": slip.slot_to,
            "order": order.code,
            "buyer": order.buyer.name,
            "why": in_words(slip.reason),
            "until": slip.answer_until,
            "answered": slip.answered_at,
            "answered_by": slip.get_answered_by_display() if slip.answered_by else "",
            "note": slip.answer_note,
        }


def split_rows(lines: QuerySet[OrderLine]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SPLIT_SHEET`, read in portions."""
    for line in lines.iterator(chunk_size=_PORTION):
        order = line.order
        yield {
            "order": order.code,
            "no": line.no,
            "state": str(states.LINE_LABELS[line.state]),
            "day": line.harvest_date,
            "seller": order.seller.name,
            "buyer": order.buyer.name,
            "goods": order.commodity.name_vi,
            "point": order.point.name if order.point else "",
            "asked": line.asked_kg,
            "most": line.most_kg,
            "allocated": line.allocated_kg,
            "confirmed": line.confirmed_kg,
            "left": max(0, line.asked_kg - line.allocated_kg),
        }
