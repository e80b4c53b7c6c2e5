"""Figures over trade promotion: events held, display points open, what memoranda promised and orders fulfilled."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders.models import Entry, Kind
from cungcau.domain.programmes.figures import goods
from cungcau.domain.programmes.figures.asking import STOCK, Argument, Asked, Behind, Figure, Kept, number_of
from cungcau.domain.promotion.models import DisplayPoint, Event, EventKind, Memorandum
from cungcau.domain.promotion.selectors import fulfilling, held_between, open_on
from cungcau.domain.promotion.states import HELD, OPEN
from cungcau.platform.exchange.services import Column

POINTS = (
    Column("name", "Điểm trưng bày"), Column("address", "Địa chỉ"), Column("opens", "Mở từ ngày", "date"),
    Column("closes", "Đến hết ngày", "date"), Column("source", "Nguồn"),
)  # fmt: skip
EVENTS = (
    Column("title", "Sự kiện"), Column("kind", "Loại"), Column("starts", "Từ ngày", "date"),
    Column("ends", "Đến hết ngày", "date"), Column("place", "Nơi tổ chức"), Column("source", "Nguồn"),
)  # fmt: skip
MEMORANDA = (
    Column("number", "Số biên bản"), Column("signed", "Ngày ký", "date"), Column("seller", "Bên bán"),
    Column("buyer", "Bên mua"), Column("commodity", "Nông sản"), Column("kg", "Khối lượng dự kiến (kg)", "int"),
)  # fmt: skip


def points(asked: Asked) -> QuerySet[DisplayPoint]:
    """The display points open on the day."""
    return DisplayPoint.objects.filter(asked.area(), open_on(asked.day))


def events(asked: Asked) -> QuerySet[Event]:
    """The events held that ended within the span."""
    rows = Event.objects.filter(asked.area(), held_between(asked.first, asked.day))
    return rows.filter(kind=asked.arguments["kind"]) if asked.arguments.get("kind") else rows


def memoranda(asked: Asked) -> QuerySet[Memorandum]:
    """The memoranda signed within the span, without those cancelled."""
    rows = Memorandum.objects.filter(asked.area(), asked.days("signed_on")).exclude(state="cancelled")
    return (
        rows.filter(commodity__code=asked.arguments["commodity"])
        if asked.arguments.get("commodity")
        else rows
    )


def deliveries(asked: Asked) -> QuerySet[Entry]:
    """The deliveries of orders tied to memoranda of the area."""
    rows = Entry.objects.filter(asked.moments("at"), fulfilling(asked.area("area_code")), kind=Kind.DELIVERED)
    if asked.season is not None:
        rows = rows.filter(line__season=asked.season)
    if commodity := asked.arguments.get("commodity"):
        rows = rows.filter(line__order__commodity__code=commodity)
    return rows


def _signed(asked: Asked, kept: Kept) -> Decimal:
    return Decimal(memoranda(asked).order_by().aggregate(kg=Sum("kg"))["kg"] or 0) / goods.TONNE


def _delivered(asked: Asked, kept: Kept) -> Decimal:
    return Decimal(deliveries(asked).order_by().aggregate(whole=Sum("kg"))["whole"] or 0) / goods.TONNE


def _points_behind(asked: Asked) -> Behind:
    return Behind(POINTS, points(asked).defer("words").order_by("name", "pk"), _point_cells)


def _point_cells(one: DisplayPoint, names: bool) -> dict[str, Any]:
    return {
        "name": one.name, "address": one.address, "opens": one.opens_on, "closes": one.closes_on,
        "source": one.source,
    }  # fmt: skip


def _events_behind(asked: Asked) -> Behind:
    return Behind(EVENTS, events(asked).defer("words").order_by("-starts_on", "-pk"), _event_cells)


def _event_cells(one: Event, names: bool) -> dict[str, Any]:
    return {
        "title": one.title, "kind": one.get_kind_display(), "starts": one.starts_on, "ends": one.ends_on,
        "place": one.place_text, "source": one.source,
    }  # fmt: skip


def _memoranda_behind(asked: Asked) -> Behind:
    rows = memoranda(asked).select_related("seller", "buyer", "commodity").order_by("-signed_on", "-pk")
    return Behind(MEMORANDA, rows.defer("words"), _memorandum_cells, adds="kg", scale=1 / goods.TONNE)


def _memorandum_cells(one: Memorandum, names: bool) -> dict[str, Any]:
    return {
        "number": one.number, "signed": one.signed_on, "seller": one.seller.name, "buyer": one.buyer.name,
        "commodity": one.commodity.name_vi, "kg": one.kg,
    }  # fmt: skip


def _delivered_behind(asked: Asked) -> Behind:
    return Behind(
        goods.COLUMNS, goods.shown(deliveries(asked)), goods.cells, adds="kg", scale=1 / goods.TONNE
    )


def _points_page(asked: Asked) -> str:
    wanted = {"day": asked.day.isoformat(), "standing": OPEN}
    return f"{reverse('promotion:points')}?{urlencode(wanted)}"


def _events_page(asked: Asked) -> str:
    wanted = {"state": HELD, "last": asked.day.isoformat(), "kind": asked.arguments.get("kind", "")}
    if asked.first is not None:
        wanted["first"] = asked.first.isoformat()
    return (
        f"{reverse('promotion:events')}?{urlencode({key: value for key, value in wanted.items() if value})}"
    )


def _memoranda_page(asked: Asked) -> str:
    return reverse("promotion:memoranda")


FIGURES = (
    Figure(
        "display_points", _("Điểm trưng bày, bán sản phẩm đang mở"), _("điểm"),
        _("Điểm trưng bày đang mở vào ngày tính."), lambda asked, kept: number_of(points(asked)), _points_behind,
        _points_page, time=STOCK,
    ),
    Figure(
        "events_held", _("Sự kiện xúc tiến đã tổ chức"), _("sự kiện"),
        _("Hội nghị, hội chợ, tuần sản phẩm đã ghi là tổ chức, kết thúc trong kỳ."),
        lambda asked, kept: number_of(events(asked)), _events_behind, _events_page,
        arguments=(Argument("kind", _("Loại sự kiện"), choices=lambda: EventKind.choices),),
    ),
    Figure(
        "mou_tonnes_signed", _("Sản lượng ghi trong biên bản ghi nhớ"), _("tấn"),
        _("Cộng khối lượng dự kiến của các biên bản ghi nhớ ký trong kỳ, trừ biên bản đã huỷ."),
        _signed, _memoranda_behind, _memoranda_page, arguments=(goods.COMMODITY,),
    ),
    Figure(
        "mou_tonnes_delivered", _("Sản lượng đã giao theo biên bản ghi nhớ"), _("tấn"),
        _("Cộng khối lượng đã giao trong kỳ của các đơn hàng gắn với biên bản ghi nhớ."),
        _delivered, _delivered_behind, _memoranda_page, arguments=(goods.COMMODITY,),
    ),
)  # fmt: skip
