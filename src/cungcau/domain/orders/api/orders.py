"""Orders over the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.network.selectors import markets_of, points_of
from cungcau.domain.orders import policies
from cungcau.domain.orders.api.order_inputs import (
    ClosingIn,
    DraftIn,
    OrderCode,
    OrderIn,
    OrderNumber,
    OrderPageIn,
    OrderReasonIn,
    OrderTermsIn,
    Revision,
    TermsProposalIn,
    TermsRefusalIn,
    TermsYesIn,
)
from cungcau.domain.orders.api.order_shapes import (
    OrderOut,
    OrderPartOut,
    OrderTermsOut,
    PriceFlagOut,
    QuantityEntryOut,
)
from cungcau.domain.orders.models import Entry, Order, PriceFlag, Terms
from cungcau.domain.orders.selectors import flags as flag_selectors
from cungcau.domain.orders.selectors import orders as selectors
from cungcau.domain.orders.services import orders as services
from cungcau.domain.orders.services import terms as terms_services
from cungcau.domain.orders.services.checking import TERMS_FIELDS, Delivery
from cungcau.domain.orders.views.orders_frame import order_for, terms_for
from cungcau.domain.registry.selectors import by_code
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Season
from cungcau.reference.search import matching

router = Router(tags=["đơn hàng"])
_MOST_ENTRIES = 5000


@router.get("", response={200: list[OrderPartOut], **PROBLEMS}, summary="Đơn hàng của một mùa vụ")
def orders(request: HttpRequest, season: Query[OrderCode], page: Query[OrderPageIn]) -> list[Order]:
    """A season's orders, the newest first: of an officer's area, else of those one acts for."""
    found = _season(request, season)
    rows = matching(selectors.orders_of(found, signed_in(request)), page.q)
    if page.state:
        rows = rows.filter(state=page.state)
    rows = selectors.on_days(rows, page.first, page.last)
    return list(rows.order_by(*selectors.SORTS[page.sort])[page.offset : page.offset + page.limit])


@router.post("", response={201: OrderOut, **PROBLEMS}, summary="Lập đơn hàng")
def enter(request: HttpRequest, wanted: OrderIn) -> Status[Order]:
    """A new order; ``Idempotency-Key`` or ``client_uuid`` guard against a call sent twice."""
    user = signed_in(request)
    season = _season(request, wanted.season)
    facts = _facts(wanted, season)

    def work() -> Mapping[str, object]:
        made = services.enter_order(
            season=season, facts=facts, terms=_terms(wanted.terms), deliveries=_deliveries(wanted.terms),
            actor=user, as_draft=wanted.draft, client_uuid=wanted.client_uuid,
        )  # fmt: skip
        return {"pk": made.pk}

    done = editing.once(once_token(request), user, "orders.order.api", work, content=wanted.dict())
    return Status(201, order_for(request, int(str(done.result["pk"])))[1])


@router.get("/{int:number}", response={200: OrderOut, **PROBLEMS}, summary="Một đơn hàng")
def order(request: HttpRequest, number: OrderNumber) -> Order:
    """One order with its deliveries and every revision of its terms."""
    return order_for(request, number)[1]


@router.get(
    "/{int:number}/entries", response={200: list[QuantityEntryOut], **PROBLEMS}, summary="Bút toán khối lượng"
)
def entries(request: HttpRequest, number: OrderNumber) -> list[Entry]:
    """What changed its quantities, the latest first, at most 5,000."""
    return list(selectors.entries_of(order_for(request, number)[1])[:_MOST_ENTRIES])


@router.get(
    "/{int:number}/price-flags", response={200: list[PriceFlagOut], **PROBLEMS}, summary="Cảnh báo giá"
)
def price_flags(request: HttpRequest, number: OrderNumber) -> list[PriceFlag]:
    """Prices to look at: for the two sides and the coordinator alone."""
    user, found = order_for(request, number)
    if not flag_selectors.may_see_flags(user, found):
        raise DomainError("flag_not_found")
    return list(flag_selectors.flags_of(found))


@router.put("/{int:number}/draft", response={200: OrderOut, **PROBLEMS}, summary="Sửa bản soạn")
def change_draft(request: HttpRequest, number: OrderNumber, wanted: DraftIn) -> Order:
    """Write a draft anew, its terms too; 409 ``order_changed_meanwhile`` where it is another version now."""
    user, found = order_for(request, number)
    services.change_draft(
        order=found, version=wanted.version, facts=_facts(wanted, found.season), terms=_terms(wanted.terms),
        deliveries=_deliveries(wanted.terms), actor=user,
    )  # fmt: skip
    return order_for(request, number)[1]


@router.post("/{int:number}/close", response={200: OrderOut, **PROBLEMS}, summary="Khép đơn")
def close(request: HttpRequest, number: OrderNumber, wanted: ClosingIn) -> Order:
    """Close an order: everything paid, or a reason why it ends unfinished."""
    user, found = order_for(request, number)
    services.close_order(order=found, reason=wanted.reason, actor=user)
    return order_for(request, number)[1]


@router.post("/{int:number}/reopen", response={200: OrderOut, **PROBLEMS}, summary="Mở lại đơn")
def reopen(request: HttpRequest, number: OrderNumber, wanted: OrderReasonIn) -> Order:
    """Open a closed order again."""
    user, found = order_for(request, number)
    services.reopen_order(order=found, reason=wanted.reason, actor=user)
    return order_for(request, number)[1]


@router.post("/{int:number}/send", response={200: OrderOut, **PROBLEMS}, summary="Đưa hai bên chốt")
def send(request: HttpRequest, number: OrderNumber) -> Order:
    """Hand a draft to the two sides."""
    user, found = order_for(request, number)
    services.send_order(order=found, actor=user)
    return order_for(request, number)[1]


@router.post("/{int:number}/cancel", response={200: OrderOut, **PROBLEMS}, summary="Huỷ đơn")
def cancel(request: HttpRequest, number: OrderNumber, wanted: OrderReasonIn) -> Order:
    """Give an order up."""
    user, found = order_for(request, number)
    services.cancel_order(order=found, reason=wanted.reason, actor=user)
    return order_for(request, number)[1]


@router.post("/{int:number}/terms", response={201: OrderTermsOut, **PROBLEMS}, summary="Đề nghị điều khoản")
def propose(request: HttpRequest, number: OrderNumber, wanted: TermsProposalIn) -> Status[Terms]:
    """Other terms for an order; of an agreed one they need a reason and both sides."""
    user, found = order_for(request, number)
    waiting = None
    if wanted.instead_of is not None:
        waiting = terms_for(request, number, wanted.instead_of)[2]

    def work() -> Mapping[str, object]:
        made = terms_services.propose(
            order=found, facts=_terms(wanted), deliveries=_deliveries(wanted), actor=user,
            reason=wanted.reason, instead_of=waiting,
        )  # fmt: skip
        return {"revision": made.revision}

    token = once_token(request)
    done = editing.once(token, user, f"orders.terms.{number}.api", work, content=wanted.dict())
    return Status(201, terms_for(request, number, int(str(done.result["revision"])))[2])


@router.post(
    "/{int:number}/terms/{int:revision}/yes",
    response={200: OrderTermsOut, **PROBLEMS},
    summary="Đồng ý điều khoản",
)
def say_yes(request: HttpRequest, number: OrderNumber, revision: Revision, wanted: TermsYesIn) -> Terms:
    """A side agrees; the second yes freezes."""
    user, _order, terms = terms_for(request, number, revision)
    return terms_services.say_yes(terms=terms, side=wanted.side, actor=user, heard=wanted.heard)


@router.post(
    "/{int:number}/terms/{int:revision}/refuse",
    response={200: OrderTermsOut, **PROBLEMS},
    summary="Không đồng ý",
)
def refuse(request: HttpRequest, number: OrderNumber, revision: Revision, wanted: TermsRefusalIn) -> Terms:
    """A side does not agree."""
    user, _order, terms = terms_for(request, number, revision)
    return terms_services.refuse(terms=terms, side=wanted.side, reason=wanted.reason, actor=user)


def _season(request: HttpRequest, code: str) -> Season:
    user = signed_in(request)
    access.require(user, policies.VIEW)
    season = catalogue.season(code)
    if season is None or season not in catalogue.seasons_touching(areas_with(user, policies.VIEW)):
        raise DomainError("season_unknown", value=code)
    return season


def _terms(wanted: OrderTermsIn) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in TERMS_FIELDS}


def _deliveries(wanted: OrderTermsIn) -> list[Delivery]:
    found = []
    for one in wanted.days:
        dispatch = one.dispatch_date or one.harvest_date
        found.append(Delivery(one.harvest_date, dispatch, one.delivery_date or dispatch, one.kg, one.no or 0))
    return found


def _facts(wanted: OrderIn | DraftIn, season: Season) -> dict[str, Any]:
    """Values by attribute name; codes looked up."""
    sides = by_code([wanted.buyer, wanted.seller])
    goods = season.commodities.filter(code=wanted.commodity).first()
    point = points_of(season).filter(code=wanted.point).first() if wanted.point else None
    market = markets_of(season).filter(code=wanted.market).first() if wanted.market else None
    missing = [
        Fault("order", 1, column, code, "cần một mã đã có")
        for column, code, there in (
            ("buyer", wanted.buyer, wanted.buyer in sides),
            ("seller", wanted.seller, wanted.seller in sides),
            ("commodity", wanted.commodity, goods is not None),
            ("point", wanted.point, point is not None or not wanted.point),
            ("market", wanted.market, market is not None or not wanted.market),
        )
        if not there
    ]
    if missing:
        raise InputInvalid(missing)
    assert goods is not None
    return {
        "origin": wanted.origin, "buyer_id": sides[wanted.buyer].pk, "seller_id": sides[wanted.seller].pk,
        "commodity_id": goods.pk, "point_id": getattr(point, "pk", None),
        "market_id": getattr(market, "pk", None), "place_text": wanted.place_text,
        "agreed_at_text": wanted.agreed_at_text, "note": wanted.note,
    }  # fmt: skip
