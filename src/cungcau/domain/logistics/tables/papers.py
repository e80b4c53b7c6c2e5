"""Lists of papers, events, arrivals and claims as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.lateness import late_words
from cungcau.domain.logistics.models import Arrival, Claim, RouteEvent, TransitPaper
from cungcau.domain.logistics.selectors.claims import left_until
from cungcau.domain.logistics.selectors.events import places_of
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge_state

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_WHOLE = {"td": {"class": "nowrap"}}

PAPERS = (
    Column("code", "Số giấy"), Column("state", "Trạng thái"), Column("carrier", "Đơn vị vận tải"),
    Column("plate", "Biển số"), Column("goods", "Hàng hoá"), Column("load", "Khối lượng (kg)", "kg"),
    Column("route", "Lộ trình"), Column("valid_from", "Hiệu lực từ", "date"), Column("valid_to", "Đến hết", "date"),
    Column("trip", "Chuyến"), Column("source", "Nguồn"),
)  # fmt: skip
EVENTS = (
    Column("code", "Mã tin"), Column("state", "Trạng thái"), Column("kind", "Loại"), Column("name", "Tên"),
    Column("first", "Từ ngày", "date"), Column("last", "Đến hết ngày", "date"), Column("left", "Còn lại (%)", "int"),
    Column("places", "Chạm tới"), Column("what", "Chuyện gì"), Column("source", "Nguồn"),
)  # fmt: skip
ARRIVALS = (
    Column("order", "Đơn hàng"), Column("no", "Đợt", "int"), Column("state", "Trạng thái"),
    Column("buyer", "Bên mua"), Column("goods", "Nông sản"), Column("trip", "Chuyến"),
    Column("due", "Ngày giao", "date"),
    Column("expected", "Gửi đi (kg)", "kg"), Column("arrived", "Tới (kg)", "kg"),
    Column("accepted", "Bên mua nhận (kg)", "kg"), Column("refused", "Không nhận (kg)", "kg"),
    Column("lost", "Hao hụt (kg)", "kg"), Column("carrier", "Nhà xe nói (kg)", "kg"),
    Column("at", "Tới lúc", "text"), Column("late", "Trễ (ngày)", "int"),
)  # fmt: skip
CLAIMS = (
    Column("code", "Mã"), Column("state", "Trạng thái"), Column("order", "Đơn hàng"), Column("side", "Bên khiếu nại"),
    Column("kind", "Về việc"), Column("kg", "Yêu cầu (kg)", "kg"), Column("vnd", "Yêu cầu (đồng)", "money"),
    Column("until", "Trả lời trước"), Column("outcome_kg", "Kết quả (kg)", "kg"),
    Column("outcome_vnd", "Bên bán trả bên mua (đồng)", "money"), Column("outcome", "Kết luận"),
)  # fmt: skip


def badge(label: object, tone: str) -> str:
    """A state in words."""
    return str(render_to_string("ui/parts/badge_state.html", badge_state(str(label), tone)))


class PaperTable(tables.Table):
    """Transit papers of a season."""

    code = tables.Column(
        verbose_name=_("Giấy"), linkify=("logistics:paper", [tables.A("pk")]), order_by=("id",), attrs=_WHOLE
    )
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))
    plate = tables.Column(verbose_name=_("Biển số"), order_by=("plate", "id"), attrs=_WHOLE)
    carrier = tables.Column(
        verbose_name=_("Đơn vị vận tải"), accessor="carrier__name", order_by=("carrier__name", "id")
    )
    load_kg = tables.Column(
        verbose_name=_("Hàng"), attrs=_NUMBER, order_by=("load_kg", "id"), empty_values=()
    )
    valid_from = tables.Column(verbose_name=_("Hiệu lực"), order_by=("valid_from", "id"))

    caption = _("Giấy đi đường của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-code"
        empty_text = _("Không có giấy nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_state(self, record: TransitPaper) -> str:
        """The state as it reads today."""
        state = record.state_on(clock.today())
        return badge(states.PAPER_LABELS[state], states.PAPER_TONES[state])

    def render_load_kg(self, record: TransitPaper) -> str:
        """Goods and kg."""
        load = figures.kg(record.load_kg) if record.load_kg else "–"
        return format_html("<div>{}<br><span class='muted small'>{}</span></div>", load, record.goods)

    def render_valid_from(self, record: TransitPaper) -> str:
        """The days it holds."""
        return f"{figures.date(record.valid_from)} – {figures.date(record.valid_to)}"


def paper_rows(rows: QuerySet[TransitPaper]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`PAPERS`, read in portions."""
    today = clock.today()
    for one in rows.iterator(chunk_size=2000):
        yield {
            "code": one.code, "state": str(states.PAPER_LABELS[one.state_on(today)]), "carrier": one.carrier.name,
            "plate": one.plate, "goods": one.goods, "load": one.load_kg, "route": one.route_text,
            "valid_from": one.valid_from, "valid_to": one.valid_to, "trip": one.trip.code if one.trip else "",
            "source": one.source,
        }  # fmt: skip


class EventTable(tables.Table):
    """Route events of a season."""

    name = tables.Column(
        verbose_name=_("Tin"), linkify=("logistics:event", [tables.A("pk")]), order_by=("name", "id")
    )
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))
    first = tables.Column(verbose_name=_("Từ ngày – đến hết ngày"), order_by=("first", "id"))
    percent_left = tables.Column(verbose_name=_("Còn lại"), attrs=_NUMBER, order_by=("percent_left", "id"))
    places = tables.Column(verbose_name=_("Chạm tới"), empty_values=(), orderable=False)
    source = tables.Column(verbose_name=_("Nguồn"), orderable=False)

    caption = _("Tin đường sá, cửa khẩu của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-first"
        empty_text = _("Không có tin nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_name(self, record: RouteEvent) -> str:
        """What, and its kind."""
        return f"{record.name} ({record.get_kind_display()})"

    def render_state(self, record: RouteEvent) -> str:
        """The state as it reads today."""
        state = record.state_on(clock.today())
        return badge(states.EVENT_LABELS[state], states.EVENT_TONES[state])

    def render_first(self, record: RouteEvent) -> str:
        """The days."""
        return f"{figures.date(record.first)} – {figures.date(record.last)}"

    def render_percent_left(self, value: int) -> str:
        """How much is left, shut where nothing is."""
        return f"{value} %" if value else gettext("đóng hẳn")

    def render_places(self, record: RouteEvent) -> str:
        """What it touches."""
        return "; ".join(place.name for place in places_of(record))


def event_rows(rows: QuerySet[RouteEvent]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`EVENTS`, read in portions."""
    today = clock.today()
    for one in rows.iterator(chunk_size=2000):
        yield {
            "code": one.code, "state": str(states.EVENT_LABELS[one.state_on(today)]), "kind": one.get_kind_display(),
            "name": one.name, "first": one.first, "last": one.last, "left": one.percent_left,
            "places": "; ".join(place.name for place in places_of(one)), "what": one.what, "source": one.source,
        }  # fmt: skip


class ArrivalTable(tables.Table):
    """Arrivals of a season."""

    line = tables.Column(
        verbose_name=_("Đơn hàng"),
        linkify=("logistics:arrival", [tables.A("pk")]),
        order_by=("line", "id"),
        attrs=_WHOLE,
    )
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))
    buyer = tables.Column(verbose_name=_("Bên mua"), accessor="line__order__buyer__name", orderable=False)
    due_on = tables.Column(verbose_name=_("Ngày giao"), order_by=("due_on", "id"))
    expected_kg = tables.Column(verbose_name=_("Gửi đi"), attrs=_NUMBER, order_by=("expected_kg", "id"))
    arrived_kg = tables.Column(verbose_name=_("Tới"), attrs=_NUMBER, order_by=("arrived_kg", "id"))
    accepted_kg = tables.Column(verbose_name=_("Nhận"), attrs=_NUMBER, order_by=("accepted_kg", "id"))
    lost_kg = tables.Column(verbose_name=_("Hao hụt"), attrs=_NUMBER, order_by=("lost_kg", "id"))

    caption = _("Hàng tới nơi của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-due_on"
        empty_text = _("Không có chuyến hàng nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_line(self, record: Arrival) -> str:
        """The order and its delivery."""
        return f"{record.line.order.code}/{record.line.no}"

    def render_state(self, record: Arrival) -> str:
        """The state in words."""
        return badge(states.ARRIVAL_LABELS[record.state], states.ARRIVAL_TONES[record.state])

    def render_due_on(self, record: Arrival) -> str:
        """The frozen day, and how late the goods were."""
        late = late_words(record)
        return format_html(
            "<div>{}<br><span class='muted small'>{}</span></div>", figures.date(record.due_on), late
        )

    def render_expected_kg(self, value: int) -> str:
        """kg sent."""
        return figures.kg(value)

    render_arrived_kg = render_accepted_kg = render_lost_kg = render_expected_kg


def arrival_rows(rows: QuerySet[Arrival]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`ARRIVALS`, read in portions."""
    for one in rows.iterator(chunk_size=2000):
        order = one.line.order
        late = one.late_days
        yield {
            "order": order.code, "no": one.line.no, "state": str(states.ARRIVAL_LABELS[one.state]),
            "buyer": order.buyer.name, "goods": order.commodity.name_vi,
            "trip": one.load.trip.code if one.load else "", "due": one.due_on, "expected": one.expected_kg,
            "arrived": one.arrived_kg, "accepted": one.accepted_kg, "refused": one.refused_kg, "lost": one.lost_kg,
            "carrier": one.carrier_kg,
            "at": timezone.localtime(one.arrived_at).strftime("%d/%m/%Y %H:%M") if one.arrived_at else "",
            "late": None if late is None else max(0, late),
        }  # fmt: skip


class ClaimTable(tables.Table):
    """Claims of a season one may see."""

    code = tables.Column(
        verbose_name=_("Khiếu nại"),
        linkify=("logistics:claim", [tables.A("pk")]),
        order_by=("id",),
        attrs=_WHOLE,
    )
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))
    arrival = tables.Column(verbose_name=_("Đơn hàng"), orderable=False)
    kind = tables.Column(verbose_name=_("Về việc"), order_by=("kind", "id"))
    asked_kg = tables.Column(verbose_name=_("Yêu cầu"), attrs=_NUMBER, order_by=("asked_kg", "id"))
    answer_until = tables.Column(verbose_name=_("Hạn trả lời"), order_by=("answer_until", "id"))

    caption = _("Khiếu nại của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-code"
        empty_text = _("Không có khiếu nại nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_state(self, record: Claim) -> str:
        """The state in words."""
        return badge(states.CLAIM_LABELS[record.state], states.CLAIM_TONES[record.state])

    def render_arrival(self, record: Claim) -> str:
        """The order and its two sides."""
        order = record.arrival.line.order
        return format_html(
            "<div>{}<br><span class='muted small'>{} – {}</span></div>",
            order.code,
            order.seller.name,
            order.buyer.name,
        )

    def render_kind(self, record: Claim) -> str:
        """About what, and who claims."""
        return f"{record.get_kind_display()} ({record.get_side_display()})"

    def render_asked_kg(self, record: Claim) -> str:
        """kg and đồng asked."""
        money = figures.money(record.asked_vnd) if record.asked_vnd else ""
        return format_html("<div>{} {}</div>", figures.kg(record.asked_kg) if record.asked_kg else "", money)

    def render_answer_until(self, record: Claim) -> str:
        """The clock, while it runs."""
        return left_until(record.answer_until) if record.state == states.OPEN_CLAIM else "–"


def claim_rows(rows: QuerySet[Claim]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`CLAIMS`, read in portions."""
    for one in rows.iterator(chunk_size=2000):
        yield {
            "code": one.code, "state": str(states.CLAIM_LABELS[one.state]), "order": one.arrival.line.order.code,
            "side": one.get_side_display(), "kind": one.get_kind_display(), "kg": one.asked_kg, "vnd": one.asked_vnd,
            "until": timezone.localtime(one.answer_until).strftime("%d/%m/%Y %H:%M"), "outcome_kg": one.outcome_kg,
            "outcome_vnd": one.outcome_vnd, "outcome": one.outcome,
        }  # fmt: skip
