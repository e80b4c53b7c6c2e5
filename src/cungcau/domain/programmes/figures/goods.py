"""Figures over what was weighed, delivered and paid: sums of the entries the daily report sums too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.models import Channel
from cungcau.domain.orders.models import Entry, Kind
from cungcau.domain.programmes.figures.asking import Argument, Asked, Behind, Figure, Kept, kept_once
from cungcau.platform.exchange.services import Column
from cungcau.reference.catalogue.models import Commodity, Season

TONNE = Decimal(1000)
KINDS = (Kind.RECEIVED, Kind.DELIVERED, Kind.PAID)
Sums = Mapping[tuple[str, str, str], int]
"""(kind, commodity code, channel or "") → kg."""

COLUMNS = (
    Column("at", "Lúc", "datetime"), Column("kg", "Khối lượng (kg)", "int"), Column("order", "Đơn hàng"),
    Column("line", "Đợt", "int"), Column("commodity", "Nông sản"), Column("channel", "Kênh"),
    Column("market", "Thị trường"), Column("household", "Hộ"), Column("evidence", "Căn cứ"),
    Column("reason", "Lý do"),
)  # fmt: skip


def commodities() -> Sequence[tuple[str, str]]:
    """The commodities by name."""
    return list(Commodity.objects.order_by("name_vi").values_list("code", "name_vi"))


COMMODITY = Argument("commodity", _("Nông sản"), choices=commodities)
CHANNEL = Argument("channel", _("Kênh bán"), choices=lambda: Channel.choices)


def sums_of(asked: Asked, kept: Kept) -> Sums:
    """All kg of a frame by kind, commodity and channel: one question, whatever figures are made of it."""
    found: Sums = kept_once(kept, ("goods", asked.frame), lambda: _read(asked))
    return found


_SUMS = """
SELECT sums.kind, commodity.code, coalesce(market.channel, ''), sum(sums.kg)
FROM (
  SELECT entry.kind, ord.commodity_id, ord.market_id, sum(entry.kg) {part} AS kg
  FROM orders_entry AS entry JOIN orders_orderline AS line ON line.id = entry.line_id
  JOIN orders_order AS ord ON ord.id = line.order_id {slip}
  WHERE {where} GROUP BY 1, 2, 3
) AS sums
JOIN catalogue_commodity AS commodity ON commodity.id = sums.commodity_id
LEFT JOIN network_market AS market ON market.id = sums.market_id
GROUP BY 1, 2, 3
"""
_SLIP = "LEFT JOIN orders_slip AS slip ON slip.id = entry.slip_id"
_PLACE = "coalesce(slip.area_code, line.area_code)"
_PART = f"FILTER (WHERE {_PLACE} = %(area)s OR {_PLACE} LIKE %(below)s)"
"""The area narrows what is added, not which rows are joined: of that the planner cannot guess how many are left."""


def _read(asked: Asked) -> dict[tuple[str, str, str], int]:
    where = ["entry.kind = ANY(%(kinds)s)", "entry.at < %(ends)s"]
    given: dict[str, Any] = {"kinds": [str(kind) for kind in KINDS], "ends": asked.ends}
    if asked.begins is not None:
        where.append("entry.at >= %(begins)s")
        given["begins"] = asked.begins
    if asked.season is not None:
        where.append("line.season_id = %(season)s")
        given["season"] = asked.season
    slip, part = (_SLIP, _PART) if asked.area_code else ("", "")
    given |= {"area": asked.area_code, "below": asked.area_code + ".%"}
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(where=" AND ".join(where), slip=slip, part=part), given)
        return {(kind, code, channel): int(kg or 0) for kind, code, channel, kg in cursor.fetchall()}


def kg_of(kind: str, asked: Asked, kept: Kept) -> int:
    """The kg of one kind that fit the arguments."""
    commodity, channel = asked.arguments.get("commodity"), asked.arguments.get("channel")
    return sum(
        kg
        for (own, code, way), kg in sums_of(asked, kept).items()
        if own == kind and (not commodity or code == commodity) and (not channel or way == channel)
    )


def entries(kind: str, asked: Asked) -> QuerySet[Entry]:
    """The entries a figure sums, the newest first; they add up to it exactly."""
    rows = Entry.objects.filter(asked.moments("at"), kind=kind)
    if asked.season is not None:
        rows = rows.filter(line__season=asked.season)
    if asked.area_code:
        rows = rows.annotate(place=Coalesce(F("slip__area_code"), F("line__area_code"))).filter(
            asked.area("place")
        )
    if commodity := asked.arguments.get("commodity"):
        rows = rows.filter(line__order__commodity__code=commodity)
    if channel := asked.arguments.get("channel"):
        rows = rows.filter(line__order__market__channel=channel)
    return shown(rows)


def shown(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries with what a list reads of them."""
    return rows.select_related("line__order__commodity", "line__order__market", "slip__producer").order_by(
        "-at", "-pk"
    )


def cells(entry: Entry, names: bool) -> dict[str, Any]:
    """An entry as a row of :data:`COLUMNS`."""
    order = entry.line.order
    return {
        "at": entry.at, "kg": entry.kg, "order": order.code, "line": entry.line.no,
        "commodity": order.commodity.name_vi, "channel": order.market.get_channel_display() if order.market else "",
        "market": order.market.name if order.market else "",
        "household": entry.slip.producer.name if entry.slip and names else "",
        "evidence": entry.evidence, "reason": entry.reason,
    }  # fmt: skip


def day_page(kind: str) -> Callable[[Asked], str]:
    """The day's page of the daily report narrowed to the same figure; the orders where no season is asked for.

    The daily report sums a whole season: of a commune its own part, of a wider area all.
    """

    def address(asked: Asked) -> str:
        season = Season.objects.filter(pk=asked.season or 0).values_list("code", flat=True).first()
        if season is None:
            return reverse("orders:list")
        wanted = {"mua": season, "loai": kind, "luy-ke": "1"}
        if channel := asked.arguments.get("channel"):
            wanted["kenh"] = channel
        if code := asked.arguments.get("commodity"):
            commodity = Commodity.objects.filter(code=code).values_list("pk", flat=True).first()
            wanted["nong-san"] = str(commodity or 0)
        if "." in asked.area_code:
            wanted["xa"] = asked.area_code
        return f"{reverse('daily:behind', args=[asked.day])}?{urlencode(wanted)}"

    return address


def _tonnes(kind: str) -> Callable[[Asked, Kept], Decimal]:
    return lambda asked, kept: Decimal(kg_of(kind, asked, kept)) / TONNE


def _behind(kind: str) -> Callable[[Asked], Behind]:
    return lambda asked: Behind(
        COLUMNS, entries(kind, asked), cells, adds="kg", scale=1 / TONNE, has_names=kind != Kind.DELIVERED
    )


def _figure(name: str, kind: str, label: Any, how: Any) -> Figure:
    return Figure(
        name,
        label,
        _("tấn"),
        how,
        _tonnes(kind),
        _behind(kind),
        day_page(kind),
        arguments=(COMMODITY, CHANNEL),
    )


FIGURES = (
    _figure(
        "tonnes_delivered", Kind.DELIVERED, _("Sản lượng đã giao"),
        _("Cộng khối lượng các lần giao đã ghi, tính cả các lần sửa, trong kỳ."),
    ),
    _figure(
        "tonnes_received", Kind.RECEIVED, _("Sản lượng đã nhận tại điểm tập kết"),
        _("Cộng khối lượng các phiếu cân đã nhận, tính cả các lần sửa, trong kỳ."),
    ),
    _figure(
        "tonnes_paid", Kind.PAID, _("Sản lượng đã trả tiền cho hộ"),
        _("Cộng khối lượng đã trả tiền theo bảng kê, trừ các lần trả bị rút lại, trong kỳ."),
    ),
)  # fmt: skip
