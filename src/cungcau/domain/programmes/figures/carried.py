"""Figures over money and transport: what households were paid and how soon, trips that ran."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import ExpressionWrapper, F, Func, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import Trip
from cungcau.domain.logistics.states import ARRIVED, CLOSED, TRIP_LABELS, UNDER_WAY
from cungcau.domain.programmes.figures.asking import Asked, Behind, Figure, Kept, number_of
from cungcau.domain.settlement.models import Payment
from cungcau.platform.exchange.services import Column
from cungcau.reference.catalogue.models import Season

_TENTH = Decimal("0.1")
RAN = (UNDER_WAY, ARRIVED, CLOSED)
PAYMENTS = (
    Column("statement", "Bảng kê"), Column("paid_on", "Ngày trả", "date"), Column("amount", "Số tiền (đồng)", "int"),
    Column("delivered_on", "Ngày giao", "date"), Column("days", "Số ngày", "int"), Column("method", "Cách trả"),
)  # fmt: skip
TRIPS = (
    Column("code", "Chuyến"), Column("day", "Ngày", "date"), Column("carrier", "Nhà xe"), Column("state", "Trạng thái"),
)  # fmt: skip


def payments(asked: Asked) -> QuerySet[Payment]:
    """What was paid, and taken back, on days of the span."""
    rows = Payment.objects.filter(asked.days("paid_on"), asked.area("statement__area_code"))
    return rows if asked.season is None else rows.filter(statement__order__season=asked.season)


def kept_payments(asked: Asked) -> QuerySet[Payment]:
    """Those that stand, of goods whose day of delivery is known, with ``days`` (whole) from that day to this."""
    rows = payments(asked).filter(reverses=None, reversed_by=None, statement__delivered_on__isnull=False)
    waited = Func(
        F("paid_on"), F("statement__delivered_on"), template="(%(expressions)s)", arg_joiner=" - ",
        output_field=models.IntegerField(),
    )  # fmt: skip
    return rows.annotate(days=waited)


def _paid(asked: Asked, kept: Kept) -> Decimal:
    return Decimal(payments(asked).order_by().aggregate(whole=Sum("amount_vnd"))["whole"] or 0)


def _days(asked: Asked, kept: Kept) -> Decimal | None:
    weighed = ExpressionWrapper(F("days") * F("amount_vnd"), output_field=models.BigIntegerField())
    found = kept_payments(asked).order_by().aggregate(whole=Sum("amount_vnd"), weight=Sum(weighed))
    if not found["whole"]:
        return None
    return (Decimal(found["weight"]) / Decimal(found["whole"])).quantize(_TENTH)


def _shown(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("statement").defer("statement__words").order_by("-paid_on", "-pk")


def _paid_behind(asked: Asked) -> Behind:
    return Behind(PAYMENTS, _shown(payments(asked)), _payment_cells, adds="amount")


def _days_behind(asked: Asked) -> Behind:
    return Behind(PAYMENTS, _shown(kept_payments(asked)), _payment_cells, is_mean=True)


def _payment_cells(one: Payment, names: bool) -> dict[str, Any]:
    delivered = one.statement.delivered_on
    return {
        "statement": one.statement.code, "paid_on": one.paid_on, "amount": one.amount_vnd, "delivered_on": delivered,
        "days": None if delivered is None else (one.paid_on - delivered).days, "method": one.get_method_display(),
    }  # fmt: skip


def trips(asked: Asked) -> QuerySet[Trip]:
    """The trips of the span that left."""
    rows = Trip.objects.filter(asked.days("day"), asked.area(), state__in=RAN)
    return rows if asked.season is None else rows.filter(season=asked.season)


def _trips_behind(asked: Asked) -> Behind:
    rows = (
        trips(asked)
        .select_related("vehicle__carrier")
        .defer("words", "vehicle__words", "vehicle__carrier__words")
    )
    return Behind(TRIPS, rows.order_by("-day", "-pk"), _trip_cells)


def _trip_cells(one: Trip, names: bool) -> dict[str, Any]:
    return {
        "code": one.code, "day": one.day, "carrier": one.vehicle.carrier.name, "state": str(TRIP_LABELS[one.state]),
    }  # fmt: skip


def _settlement_page(asked: Asked) -> str:
    return reverse("settlement:list")


def _trips_page(asked: Asked) -> str:
    wanted = {"last": asked.day.isoformat()}
    if asked.first is not None:
        wanted["first"] = asked.first.isoformat()
    if season := Season.objects.filter(pk=asked.season or 0).values_list("code", flat=True).first():
        wanted["mua"] = season
    return f"{reverse('logistics:trips')}?{urlencode(wanted)}"


FIGURES = (
    Figure(
        "money_paid", _("Tiền đã trả cho hộ"), _("đồng"),
        _("Cộng các lần trả theo bảng kê trong kỳ, trừ các lần trả bị rút lại."),
        _paid, _paid_behind, _settlement_page,
    ),
    Figure(
        "days_to_pay", _("Số ngày bình quân từ giao hàng đến trả tiền"), _("ngày"),
        _("Các lần trả trong kỳ còn hiệu lực: số ngày từ ngày giao đến ngày trả, bình quân theo số tiền."),
        _days, _days_behind, _settlement_page,
    ),
    Figure(
        "trips_run", _("Số chuyến xe đã chạy"), _("chuyến"),
        _("Chuyến trong kỳ đã rời điểm: đang chạy, đã tới nơi hoặc đã xong."),
        lambda asked, kept: number_of(trips(asked)), _trips_behind, _trips_page,
    ),
)  # fmt: skip
