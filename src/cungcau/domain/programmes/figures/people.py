"""Figures over households and organisations: who was served, who sold least of what they offered, who took part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders.models import Entry
from cungcau.domain.orders.models import Kind as Quantity
from cungcau.domain.programmes.figures.addresses import rows_url
from cungcau.domain.programmes.figures.asking import (
    STOCK,
    Argument,
    Asked,
    Behind,
    Figure,
    Kept,
    Portions,
    number_of,
)
from cungcau.domain.programmes.figures.goods import COMMODITY
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.domain.supply.states import OFFERED
from cungcau.platform.exchange.services import Column

_PLACES = Decimal("0.001")
SERVED = (Column("code", "Mã"), Column("name", "Hộ"), Column("kg", "Đã nhận (kg)", "int"))
LEAST = (
    Column("code", "Mã"), Column("name", "Hộ, tổ chức"), Column("offered", "Đã chào bán (kg)", "int"),
    Column("sold", "Đã bán (kg)", "int"), Column("share", "Tỷ lệ (%)", "decimal"),
)  # fmt: skip
ACTIVE = (Column("code", "Mã"), Column("name", "Tên"), Column("kind", "Loại hình"))


def _received(asked: Asked) -> QuerySet[Entry]:
    """The entries that took households' goods in: of slips of the season and the area, which are their lines' own."""
    rows = Entry.objects.filter(asked.moments("at"), kind=Quantity.RECEIVED, slip__isnull=False)
    if asked.season is not None:
        rows = rows.filter(slip__season=asked.season)
    if asked.area_code:
        rows = rows.filter(asked.area("slip__area_code"))
    if commodity := asked.arguments.get("commodity"):
        rows = rows.filter(line__order__commodity__code=commodity)
    return rows.order_by()


def households(asked: Asked) -> QuerySet[Any]:
    """(producer id, code, name, kg) of the households that brought goods in, the most first."""
    rows = _received(asked).filter(slip__producer__kind=Kind.HOUSEHOLD)
    named = rows.values("slip__producer", "slip__producer__code", "slip__producer__name")
    return named.annotate(whole=Sum("kg")).filter(whole__gt=0).order_by("-whole", "slip__producer")


def _served(asked: Asked, kept: Kept) -> Decimal:
    rows = _received(asked).filter(slip__producer__kind=Kind.HOUSEHOLD).values("slip__producer")
    return Decimal(rows.annotate(whole=Sum("kg")).filter(whole__gt=0).count())


def _served_behind(asked: Asked) -> Behind:
    return Behind(SERVED, households(asked), _served_cells, has_names=True)


def _served_cells(row: dict[str, Any], names: bool) -> dict[str, Any]:
    name = row["slip__producer__name"] if names else ""
    return {"code": row["slip__producer__code"], "name": name, "kg": row["whole"]}


def shares(asked: Asked) -> dict[int, tuple[int, int]]:
    """Producer id → (kg offered, kg sold) of a season by the day, as dividing an order among households counts them.

    Offered: lots on offer and the season's ledger; sold: what points took in, and the ledger. Those of the area only.
    """
    lots = Lot.objects.filter(season=asked.season, state=OFFERED).order_by()
    ledger = SeasonLedger.objects.filter(season=asked.season).order_by()
    if asked.area_code:
        here = Organisation.objects.filter(asked.area()).order_by().values("pk")
        lots, ledger = lots.filter(producer__in=here), ledger.filter(producer__in=here)
    offered: dict[int, int] = defaultdict(int, lots.values_list("producer").annotate(Sum("quantity_kg")))
    sold: dict[int, int] = defaultdict(int)
    for producer, kg in (
        _received(replace(asked, area_code="")).values_list("slip__producer").annotate(Sum("kg"))
    ):
        sold[producer] += int(kg)
    for producer, more, gone in ledger.values_list("producer", "prior_offered_kg", "prior_sold_kg"):
        offered[producer] += more
        sold[producer] += gone
    return {producer: (int(kg), sold[producer]) for producer, kg in offered.items() if kg > 0}


def _percent(offered: int, sold: int) -> Decimal:
    return (Decimal(100) * sold / offered).quantize(_PLACES)


def _worst(asked: Asked, kept: Kept) -> Decimal | None:
    if asked.season is None:
        return None
    return min((_percent(*pair) for pair in shares(asked).values()), default=None)


def _worst_behind(asked: Asked) -> Behind:
    """The producers, those who sold least of their offer first; names are read for the rows shown alone."""
    found = shares(asked) if asked.season is not None else {}

    def read(some: Sequence[int]) -> list[Any]:
        there = Organisation.objects.defer("words", "folded", "note").in_bulk(some)
        return [(there[pk], *found[pk]) for pk in some]

    least = Portions(sorted(found, key=lambda pk: (_percent(*found[pk]), pk)), read)
    return Behind(LEAST, least, _worst_cells, is_mean=True, has_names=True)


def _worst_cells(row: tuple[Organisation, int, int], names: bool) -> dict[str, Any]:
    one, offered, sold = row
    shown = one.name if names or one.kind != Kind.HOUSEHOLD else ""
    return {
        "code": one.code,
        "name": shown,
        "offered": offered,
        "sold": sold,
        "share": _percent(offered, sold),
    }


def active(asked: Asked) -> QuerySet[Organisation]:
    """The organisations (no households) on either side of an order whose goods came in or were delivered."""
    moved = Entry.objects.filter(
        asked.moments("at"),
        asked.area("line__order__area_code"),
        kind__in=(Quantity.RECEIVED, Quantity.DELIVERED),
    )
    if asked.season is not None:
        moved = moved.filter(line__season=asked.season)
    pairs = moved.order_by().values_list("line__order__seller", "line__order__buyer").distinct()
    sides = {pk for pair in pairs for pk in pair}
    rows = Organisation.objects.filter(pk__in=sides).exclude(kind=Kind.HOUSEHOLD)
    return rows.filter(kind=asked.arguments["kind"]) if asked.arguments.get("kind") else rows


def _active_behind(asked: Asked) -> Behind:
    return Behind(ACTIVE, active(asked).defer("words", "note").order_by("folded", "pk"), _active_cells)


def _active_cells(one: Organisation, names: bool) -> dict[str, Any]:
    return {"code": one.code, "name": one.name, "kind": one.get_kind_display()}


_KIND = Argument(
    "kind", _("Loại hình"), choices=lambda: [choice for choice in Kind.choices if choice[0] != Kind.HOUSEHOLD]
)
FIGURES = (
    Figure(
        "households_served", _("Số hộ được hỗ trợ tiêu thụ"), _("hộ"),
        _("Số hộ có hàng được nhận tại điểm tập kết trong kỳ, mỗi hộ tính một lần."),
        _served, _served_behind, partial(rows_url, "households_served"), arguments=(COMMODITY,),
    ),
    Figure(
        "worst_share", _("Tỷ lệ đã bán của hộ bán được ít nhất"), "%",
        _("Trong các hộ, tổ chức đã chào bán mùa này: tỷ lệ đã nhận tại điểm trên tổng đã chào của bên thấp nhất."),
        _worst, _worst_behind, partial(rows_url, "worst_share"), time=STOCK,
    ),
    Figure(
        "organisations_active", _("Số tổ chức tham gia mua bán"), _("tổ chức"),
        _("Hợp tác xã, doanh nghiệp, cơ quan là bên bán hoặc bên mua của đơn có hàng nhận, giao trong kỳ."),
        lambda asked, kept: number_of(active(asked)), _active_behind, partial(rows_url, "organisations_active"),
        arguments=(_KIND,),
    ),
)  # fmt: skip
