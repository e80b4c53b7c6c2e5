"""Memoranda over the API, and the orders that fulfil them."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.orders.selectors.rights import orders_shown
from cungcau.domain.promotion import selectors
from cungcau.domain.promotion.api import shapes
from cungcau.domain.promotion.api.shared import chosen, id_of, narrowed, wrong
from cungcau.domain.promotion.filters import MemorandumFilter
from cungcau.domain.promotion.models import Memorandum
from cungcau.domain.promotion.services import memoranda as services
from cungcau.domain.promotion.services.keeping import enter
from cungcau.domain.promotion.views import frame
from cungcau.domain.registry.selectors import organisations
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue.models import Commodity

router = Router(tags=["xúc tiến thương mại"])
ONE = {200: shapes.PromotionMemorandumOut, **PROBLEMS}
_SIDE, _GOODS = "cần mã một tổ chức đã có", "cần mã một nông sản đã có"


@router.get("", response={200: list[shapes.PromotionMemorandumOut], **PROBLEMS}, summary="Biên bản ghi nhớ")
def list_memoranda(
    request: HttpRequest, wanted: Query[shapes.PromotionMemorandumPageIn]
) -> list[shapes.PromotionMemorandumOut]:
    """The memoranda of one's area, the latest first, with what was delivered."""
    rows = chosen(
        MemorandumFilter(narrowed(wanted), queryset=selectors.memoranda_shown(frame.reader(request)))
    )
    page = list(rows[wanted.offset : wanted.offset + wanted.limit])
    kg = selectors.delivered_of(one.pk for one in page)
    return [shapes.PromotionMemorandumOut.of(one, kg.get(one.pk, 0)) for one in page]


@router.get("/{int:number}", response=ONE, summary="Một biên bản ghi nhớ")
def show_memorandum(request: HttpRequest, number: shapes.Number) -> shapes.PromotionMemorandumOut:
    """One memorandum."""
    return _shown(_memorandum(frame.reader(request), number))


@router.post("", response={201: shapes.PromotionMemorandumOut, **PROBLEMS}, summary="Ghi biên bản ghi nhớ")
def enter_memorandum(
    request: HttpRequest, wanted: shapes.PromotionMemorandumIn
) -> Status[shapes.PromotionMemorandumOut]:
    """Write a memorandum down."""
    user = frame.writer(request)

    def work() -> dict[str, object]:
        facts = wanted.dict(exclude={"seller", "buyer", "commodity", "event"})
        facts["seller_id"] = id_of(organisations(), "seller", wanted.seller, _SIDE)
        facts["buyer_id"] = id_of(organisations(), "buyer", wanted.buyer, _SIDE)
        facts["commodity_id"] = id_of(Commodity.objects.all(), "commodity", wanted.commodity, _GOODS)
        if wanted.event is not None and selectors.event_for(user, wanted.event) is None:
            raise wrong("event", str(wanted.event), "cần số một sự kiện bạn được xem")
        facts["event_id"] = wanted.event
        return {"pk": enter(services.MEMORANDUM, facts=facts, actor=user).pk}

    done = editing.once(once_token(request), user, "promotion.memorandum.api", work, content=wanted.dict())
    return Status(201, _shown(_memorandum(user, int(str(done.result["pk"])))))


@router.post("/{int:number}/orders", response=ONE, summary="Gắn đơn hàng vào biên bản ghi nhớ")
def tie_order(
    request: HttpRequest, number: shapes.Number, wanted: shapes.PromotionTieIn
) -> shapes.PromotionMemorandumOut:
    """Let an order one sees fulfil the memorandum; tied already it stays so."""
    user = frame.writer(request)
    one = _memorandum(user, number)
    order = orders_shown(user).filter(code=wanted.order.strip()).first()
    if order is None:
        raise DomainError("memorandum_order_unknown", value=wanted.order)
    services.tie(memorandum=one, order=order, actor=user)
    return _shown(one)


def _memorandum(user: User, number: int) -> Memorandum:
    found: Memorandum = frame.found(selectors.memorandum_for(user, number))
    return found


def _shown(one: Memorandum) -> shapes.PromotionMemorandumOut:
    return shapes.PromotionMemorandumOut.of(one, selectors.delivered_of([one.pk]).get(one.pk, 0))
