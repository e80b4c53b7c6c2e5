"""Writing display points: the only writers of them and of what they show."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from cungcau.domain.network.models import Market
from cungcau.domain.ocop.models import Product
from cungcau.domain.promotion import messages, policies
from cungcau.domain.promotion.models import Displayed, DisplayPoint
from cungcau.domain.promotion.services.events import FIRST_DAY, LAST_DAY
from cungcau.domain.promotion.services.keeping import Found, Noun, locked_row, require_reason
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words


@transaction.atomic
def close(*, point: DisplayPoint, on: date, reason: str, actor: User | None) -> DisplayPoint:
    """Close a point after its last day ``on``; what it shows ends with it. Raises ``InputInvalid``."""
    locked = _locked(point, actor)
    why = require_reason(reason)
    if not locked.opens_on <= on <= LAST_DAY:
        raise InputInvalid([Fault("row", 1, "closes_on", on.isoformat(), "không được trước ngày mở")])
    locked.closes_on, locked.closed_reason = on, why
    locked.version += 1
    locked.save(update_fields=["closes_on", "closed_reason", "version", "updated_at"])
    showing = Displayed.objects.filter(point=locked, to_on=None)
    showing.filter(from_on__gt=on).delete()
    showing.update(to_on=on)
    record(actor=actor, verb=messages.POINT_CLOSED, thing=locked, closes_on=on, reason=why)
    return locked


@transaction.atomic
def reopen(*, point: DisplayPoint, actor: User | None) -> DisplayPoint:
    """Undo a closing; what it showed is not put back."""
    locked = _locked(point, actor)
    if locked.closes_on is None:
        return locked
    locked.closes_on, locked.closed_reason = None, ""
    locked.version += 1
    locked.save(update_fields=["closes_on", "closed_reason", "version", "updated_at"])
    record(actor=actor, verb=messages.POINT_REOPENED, thing=locked)
    return locked


@transaction.atomic
def show(*, point: DisplayPoint, product: Product, from_on: date, actor: User | None) -> Displayed:
    """Put a product on show; raises ``display_point_closed``, ``displayed_already``, ``InputInvalid``."""
    locked = _locked(point, actor)
    if locked.closes_on is not None and locked.closes_on < from_on:
        raise DomainError("display_point_closed", day=locked.closes_on)
    if not locked.opens_on <= from_on <= LAST_DAY:
        raise InputInvalid([Fault("row", 1, "from_on", from_on.isoformat(), "không được trước ngày mở điểm")])
    if Displayed.objects.filter(point=locked, product=product, to_on=None).exists():
        raise DomainError("displayed_already", product=product.name)
    shown = Displayed.objects.create(point=locked, product=product, from_on=from_on, to_on=locked.closes_on)
    record(actor=actor, verb=messages.PRODUCT_SHOWN, thing=locked, product=product.name)
    return shown


@transaction.atomic
def take_off(*, point: DisplayPoint, pk: int, actor: User | None) -> None:
    """End the showing of a product yesterday, so that it is not shown today; raises ``not_found``."""
    locked = _locked(point, actor)
    shown = Displayed.objects.select_related("product").filter(point=locked, pk=pk, to_on=None).first()
    if shown is None:
        raise DomainError("not_found")
    yesterday = clock.today() - timedelta(days=1)
    if yesterday < shown.from_on:
        shown.delete()
    else:
        shown.to_on = yesterday
        shown.save(update_fields=["to_on"])
    record(actor=actor, verb=messages.PRODUCT_TAKEN_OFF, thing=locked, product=shown.product.name)


def _locked(point: DisplayPoint, actor: User | None) -> DisplayPoint:
    locked: DisplayPoint = locked_row(DisplayPoint, point.pk)
    if actor is not None:
        access.require(actor, policies.RECORD, locked.area_code)
    return locked


def _faults(row: DisplayPoint, found: Found) -> None:
    found.unless(
        FIRST_DAY <= row.opens_on <= LAST_DAY, "opens_on", row.opens_on, "cần ngày từ năm 2000 đến 2100"
    )
    in_order = row.closes_on is None or row.closes_on >= row.opens_on
    found.unless(in_order, "opens_on", row.opens_on, "không được sau ngày đóng")
    whole = (row.lat is None) == (row.lon is None)
    found.unless(whole, "lat", row.lat, "cần cả vĩ độ và kinh độ, hoặc không")
    found.unless(row.lat is None or -90 <= row.lat <= 90, "lat", row.lat, "cần vĩ độ từ -90 đến 90")
    found.unless(row.lon is None or -180 <= row.lon <= 180, "lon", row.lon, "cần kinh độ từ -180 đến 180")
    keeper = row.keeper_id is None or Organisation.objects.filter(pk=row.keeper_id, merged_into=None).exists()
    found.unless(keeper, "keeper", row.keeper_id, "cần một tổ chức đã có")
    market = row.market_id is None or Market.objects.filter(pk=row.market_id).exists()
    found.unless(market, "market", row.market_id, "cần một thị trường đã có")


def _derive(row: DisplayPoint) -> None:
    unit = Unit.objects.get(pk=row.unit_id)
    keeper = Organisation.objects.filter(pk=row.keeper_id or 0).values_list("name", flat=True).first()
    row.area_code = unit.area_code
    row.folded = words(row.name, row.address, keeper or "", unit.name)[:800]


POINT: Noun[DisplayPoint] = Noun(
    DisplayPoint,
    ("name", "address", "unit_id", "keeper_id", "market_id", "opens_on", "lat", "lon", "note", "source", "is_demo"),
    ("name", "address", "unit_id", "opens_on"),
    {"name": 200, "address": 300, "note": 2000, "source": 300},
    _faults, _derive, messages.POINT_ENTERED, messages.POINT_CHANGED, told=("address",),
    twice=("name", "đã có một điểm cùng tên, cùng địa chỉ"),
)  # fmt: skip
