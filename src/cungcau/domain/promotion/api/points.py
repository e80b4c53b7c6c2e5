"""Display points over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.network.models import Market
from cungcau.domain.promotion import selectors
from cungcau.domain.promotion.api import shapes
from cungcau.domain.promotion.api.shared import chosen, id_of, narrowed, unit_id
from cungcau.domain.promotion.filters import PointFilter
from cungcau.domain.promotion.models import DisplayPoint
from cungcau.domain.promotion.services import displays as services
from cungcau.domain.promotion.services.keeping import enter
from cungcau.domain.promotion.views import frame
from cungcau.domain.registry.selectors import organisations
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["xúc tiến thương mại"])
ONE = {200: shapes.PromotionPointOut, **PROBLEMS}


@router.get("", response={200: list[shapes.PromotionPointOut], **PROBLEMS}, summary="Điểm trưng bày")
def list_points(
    request: HttpRequest, wanted: Query[shapes.PromotionPointPageIn]
) -> list[shapes.PromotionPointOut]:
    """The display points of one's area by name, with the number of products on show today."""
    rows = selectors.points_shown(frame.reader(request), clock.today())
    found = chosen(PointFilter(narrowed(wanted), queryset=rows)).order_by("name", "pk")
    return [shapes.PromotionPointOut.of(one) for one in found[wanted.offset : wanted.offset + wanted.limit]]


@router.get("/{int:number}", response=ONE, summary="Một điểm trưng bày")
def show_point(request: HttpRequest, number: shapes.Number) -> shapes.PromotionPointOut:
    """One display point."""
    return shapes.PromotionPointOut.of(_point(frame.reader(request), number))


@router.post("", response={201: shapes.PromotionPointOut, **PROBLEMS}, summary="Ghi điểm trưng bày")
def enter_point(request: HttpRequest, wanted: shapes.PromotionPointIn) -> Status[shapes.PromotionPointOut]:
    """Write a display point down."""
    user = frame.writer(request)

    def work() -> dict[str, object]:
        facts = wanted.dict(exclude={"area", "keeper", "market"})
        facts["unit_id"] = unit_id(wanted.area)
        if wanted.keeper:
            facts["keeper_id"] = id_of(organisations(), "keeper", wanted.keeper, "cần mã một tổ chức đã có")
        if wanted.market:
            rows = Market.objects.all()
            facts["market_id"] = id_of(rows, "market", wanted.market, "cần mã một thị trường đã có")
        return {"pk": enter(services.POINT, facts=facts, actor=user).pk}

    done = editing.once(once_token(request), user, "promotion.point.api", work, content=wanted.dict())
    return Status(201, shapes.PromotionPointOut.of(_point(user, int(str(done.result["pk"])))))


@router.post("/{int:number}/close", response=ONE, summary="Đóng điểm trưng bày")
def close_point(
    request: HttpRequest, number: shapes.Number, wanted: shapes.PromotionCloseIn
) -> shapes.PromotionPointOut:
    """Say its last day and why."""
    user = frame.writer(request)
    services.close(point=_point(user, number), on=wanted.closes_on, reason=wanted.reason, actor=user)
    return shapes.PromotionPointOut.of(_point(user, number))


def _point(user: User, number: int) -> DisplayPoint:
    found: DisplayPoint = frame.found(selectors.point_for(user, number))
    return found
