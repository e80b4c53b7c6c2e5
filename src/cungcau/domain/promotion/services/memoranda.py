"""Writing memoranda and the orders that fulfil them: the only writers of both."""

from __future__ import annotations

from django.db import transaction

from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import Order
from cungcau.domain.promotion import messages, policies, states
from cungcau.domain.promotion.models import Event, Memorandum, MemorandumOrder
from cungcau.domain.promotion.services.events import FIRST_DAY, LAST_DAY
from cungcau.domain.promotion.services.keeping import Found, Noun, locked_row, require_reason
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.search import words

MOST_KG = 10_000_000_000


def end(*, memorandum: Memorandum, reason: str, actor: User | None) -> Memorandum:
    """Record that it is over, and why; raises ``promotion_reason_missing``, ``not_allowed``, ``verb_not_allowed``."""
    return _over(memorandum, "end", reason, actor)


def cancel(*, memorandum: Memorandum, reason: str, actor: User | None) -> Memorandum:
    """Record that it was cancelled, and why; it then counts for nothing promised."""
    return _over(memorandum, "cancel", reason, actor)


def resume(*, memorandum: Memorandum, actor: User | None) -> Memorandum:
    """Put it in force again."""
    return advance(memorandum, "resume", actor=actor, permission=policies.RECORD, fields={"reason": ""})


def _over(memorandum: Memorandum, verb: str, reason: str, actor: User | None) -> Memorandum:
    fields = {"reason": require_reason(reason)}
    return advance(memorandum, verb, actor=actor, permission=policies.RECORD, fields=fields, **fields)


@transaction.atomic
def tie(*, memorandum: Memorandum, order: Order, actor: User | None) -> MemorandumOrder:
    """Let an order fulfil a memorandum: the same two sides and goods; an order fulfils one memorandum alone.

    Both rows are locked, so that of two who tie the order at once the second is told by which it is taken. Raises
    ``promotion_not_open``, ``memorandum_order_differs``, ``memorandum_order_taken``, ``not_allowed``.
    """
    locked: Memorandum = locked_row(Memorandum, memorandum.pk)
    if actor is not None:
        access.require(actor, policies.RECORD, locked.area_code)
    if locked.state != states.SIGNED:
        raise DomainError("promotion_not_open")
    one = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    _refuse_other(locked, one)
    taken = MemorandumOrder.objects.filter(order=one).select_related("memorandum").first()
    if taken is not None:
        if taken.memorandum_id == locked.pk:
            return taken
        raise DomainError("memorandum_order_taken", order=one.code, number=taken.memorandum.number)
    made = MemorandumOrder.objects.create(memorandum=locked, order=one, by=actor)
    record(actor=actor, verb=messages.ORDER_TIED, thing=locked, order=one.code, number=locked.number)
    return made


@transaction.atomic
def untie(*, memorandum: Memorandum, pk: int, actor: User | None) -> None:
    """Take a tie away; the order stays what it is. Raises ``not_found``, ``not_allowed``."""
    locked: Memorandum = locked_row(Memorandum, memorandum.pk)
    if actor is not None:
        access.require(actor, policies.RECORD, locked.area_code)
    made = MemorandumOrder.objects.filter(memorandum=locked, pk=pk).select_related("order").first()
    if made is None:
        raise DomainError("not_found")
    record(actor=actor, verb=messages.ORDER_UNTIED, thing=locked, order=made.order.code, number=locked.number)
    made.delete()


def _refuse_other(memorandum: Memorandum, order: Order) -> None:
    if order.state == order_states.CANCELLED:
        raise DomainError(
            "memorandum_order_differs",
            order=order.code,
            what="trạng thái",
            theirs="đã huỷ",
            ours="đang thực hiện",
        )
    for what, name in (("bên bán", "seller"), ("bên mua", "buyer"), ("nông sản", "commodity")):
        if getattr(order, f"{name}_id") != getattr(memorandum, f"{name}_id"):
            theirs, ours = str(getattr(order, name)), str(getattr(memorandum, name))
            raise DomainError(
                "memorandum_order_differs", order=order.code, what=what, theirs=theirs, ours=ours
            )


def _faults(row: Memorandum, found: Found) -> None:
    for name in ("seller", "buyer"):
        there = Organisation.objects.filter(pk=getattr(row, f"{name}_id"), merged_into=None).exists()
        found.unless(there, name, "", "cần một tổ chức đã có")
    found.unless(row.seller_id != row.buyer_id, "buyer", "", "bên mua phải khác bên bán")
    found.unless(
        Commodity.objects.filter(pk=row.commodity_id).exists(), "commodity", "", "cần một nông sản đã có"
    )
    found.unless(0 < row.kg <= MOST_KG, "kg", row.kg, "cần số kg trên 0")
    fine = FIRST_DAY <= row.signed_on <= LAST_DAY
    found.unless(fine, "signed_on", row.signed_on, "cần ngày từ năm 2000 đến 2100")
    found.unless(row.ends_on >= row.starts_on, "ends_on", row.ends_on, "không được trước ngày bắt đầu")
    found.unless(row.ends_on >= row.signed_on, "ends_on", row.ends_on, "không được trước ngày ký")
    found.unless(row.ends_on <= LAST_DAY, "ends_on", row.ends_on, "cần ngày đến năm 2100")
    event = row.event_id is None or Event.objects.filter(pk=row.event_id).exists()
    found.unless(event, "event", row.event_id, "cần một sự kiện đã có")
    tied = row.pk is not None and MemorandumOrder.objects.filter(memorandum=row.pk).exists()
    if tied:
        before = Memorandum.objects.get(pk=row.pk)
        for name in ("seller", "buyer", "commodity"):
            same = getattr(before, f"{name}_id") == getattr(row, f"{name}_id")
            found.unless(same, name, "", "không đổi được khi đã gắn đơn hàng")


def _derive(row: Memorandum) -> None:
    people = Organisation.objects.in_bulk([row.seller_id, row.buyer_id])
    seller, buyer = people[row.seller_id], people[row.buyer_id]
    goods = Commodity.objects.values_list("name_vi", flat=True).get(pk=row.commodity_id)
    row.area_code = seller.area_code
    row.folded = words(row.number, seller.name, seller.code, buyer.name, buyer.code, goods)[:800]


MEMORANDUM: Noun[Memorandum] = Noun(
    Memorandum,
    ("number", "event_id", "seller_id", "buyer_id", "commodity_id", "kg", "signed_on", "starts_on", "ends_on", "text",
     "source", "is_demo"),
    ("number", "seller_id", "buyer_id", "commodity_id", "kg", "signed_on", "starts_on", "ends_on"),
    {"number": 60, "text": 4000, "source": 300},
    _faults, _derive, messages.MEMORANDUM_ENTERED, messages.MEMORANDUM_CHANGED, told=("number",),
    twice=("number", "đã có biên bản này"),
)  # fmt: skip
