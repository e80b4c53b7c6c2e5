"""Trade promotion on a site on show: the Chi Lăng conference of 2021, the point at 211 Trần Đăng Ninh, a memorandum.

The conference's facts are those of its announcement, which tells what was planned, not what came of it; so it stays
planned. What is made up is marked ("minh hoạ").
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cungcau.domain.network.models import Market
from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Order
from cungcau.domain.promotion.models import DisplayPoint, Event, PartyRole, SiteKind
from cungcau.domain.promotion.services.displays import POINT
from cungcau.domain.promotion.services.events import EVENT, add_party, add_site, hold
from cungcau.domain.promotion.services.keeping import enter
from cungcau.domain.promotion.services.memoranda import MEMORANDUM, tie
from cungcau.domain.registry.models import Organisation
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.selectors import counted_at

AREA, SHOWN = "20", "minh hoạ"
CONFERENCE = (
    "Hội nghị trực tuyến xúc tiến thương mại sản phẩm na Chi Lăng và sản phẩm OCOP tỉnh Lạng Sơn năm 2021"
)
_SAID = "Báo Công Thương 09/7/2021: kế hoạch của Sở NN&PTNT tỉnh Lạng Sơn"
_MADE_UP = "Hội nghị kết nối tiêu thụ hồng vành khuyên (minh hoạ)"
_POINT = "Điểm giới thiệu và bán sản phẩm OCOP"
_ADDRESS = "số 211, đường Trần Đăng Ninh, TP. Lạng Sơn"
_MARKET, _KEEPER, _SELLER = "ocop-211-tran-dang-ninh", "diem-ocop-211", "HV-DD01"
_HALLS = (
    ("Hội trường UBND huyện Chi Lăng", "huyện Chi Lăng, tỉnh Lạng Sơn"),
    (
        "Trung tâm trưng bày giới thiệu phân phối nông sản thực phẩm an toàn",
        "số 489, Hoàng Quốc Việt, Hà Nội",
    ),
)
_PROVINCES = (
    "Bắc Ninh", "Hải Phòng", "Hải Dương", "Hưng Yên", "Nam Định", "Vĩnh Phúc", "Bắc Giang", "Thanh Hóa", "Nghệ An",
)  # fmt: skip
_CHANNELS = ("Sendo (FPT)", "Voso (Viettel Post)", "Tiki – BigC/GO", "Postmart (VnPost)")
_PARTIES = (
    (PartyRole.HOST, "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lạng Sơn"),
    (PartyRole.PARTNER, "Sở Công Thương tỉnh Lạng Sơn"),
    (PartyRole.PARTNER, "Sở Thông tin và Truyền thông tỉnh Lạng Sơn"),
    (PartyRole.PARTNER, "Trung tâm Xúc tiến thương mại nông nghiệp"),
    (PartyRole.PARTNER, "UBND huyện Chi Lăng"),
    (PartyRole.PARTNER, "UBND huyện Hữu Lũng"),
    (PartyRole.PARTNER, "Viễn thông Lạng Sơn (VNPT)"),
)


@transaction.atomic
def show_promotion() -> bool:
    """Write the demo's promotion down once; False where it is there already or the province is not."""
    province = counted_at(AREA)
    if province is None or Event.objects.filter(title=CONFERENCE).exists():
        return False
    _conference(province.pk)
    _point(province.pk)
    _made_up(province.pk)
    return True


def _conference(unit: int) -> None:
    """The conference of 19/7/2021 as announced: two main halls, nine provinces, four online channels."""
    day = date(2021, 7, 19)
    event = _event(
        unit, day, title=CONFERENCE, way="both", place_text=_HALLS[0][0],
        held_by="Sở Nông nghiệp và Phát triển nông thôn tỉnh Lạng Sơn",
        goods="Na Chi Lăng, hồng giòn không hạt, sản phẩm OCOP", source=_SAID,
        purpose="Đẩy mạnh tiêu thụ nông sản đặc sản của tỉnh, nhất là na Chi Lăng niên vụ 2021; cung cấp thông tin sản "
        "lượng; kết nối người sản xuất, hợp tác xã với doanh nghiệp phân phối các tỉnh, thành.",
    )  # fmt: skip
    for name, address in _HALLS:
        add_site(event=event, kind=SiteKind.MAIN, name=name, address=address, actor=None)
    for name in _PROVINCES:
        place = f"phòng họp trực tuyến VNPT {name}"
        add_site(event=event, kind=SiteKind.PROVINCE, name=name, address=place, actor=None)
    for name in _CHANNELS:
        add_site(event=event, kind=SiteKind.ONLINE, name=name, actor=None)
    for role, name in _PARTIES:
        add_party(event=event, role=role, name=name, actor=None)


def _event(unit: int, day: date, **facts: Any) -> Event:
    given = {
        "kind": "conference",
        "starts_on": day,
        "ends_on": day,
        "unit_id": unit,
        "is_demo": True,
        **facts,
    }
    return enter(EVENT, facts=given, actor=None)


def _point(unit: int) -> None:
    """The shop of OCOP products; from when it is open no source tells, so it is from the season's first day."""
    season = _season()
    if season is None or DisplayPoint.objects.filter(name=_POINT, address=_ADDRESS).exists():
        return
    market = Market.objects.filter(code=_MARKET).first()
    facts = {
        "name": _POINT, "address": _ADDRESS, "unit_id": unit, "opens_on": season.start, "is_demo": True,
        "keeper_id": _organisation(_KEEPER), "market_id": market.pk if market else None,
        "lat": market.lat if market else None, "lon": market.lon if market else None,
        "note": "Ngày mở là ngày đầu mùa hồng; toạ độ gần đúng (minh hoạ).",
        "source": "Kế hoạch phối hợp của Tổ công tác 1669 (2021), giải pháp tiêu thụ trong tỉnh",
    }  # fmt: skip
    enter(POINT, facts=facts, actor=None)


def _made_up(unit: int) -> None:
    """A conference that was held and a memorandum fulfilled by the demo season's orders; all made up."""
    season, seller, buyer = _season(), _organisation(_SELLER), _organisation(_KEEPER)
    if season is None or seller is None or buyer is None or not season.start < clock.today() <= season.end:
        return
    event = _event(
        unit, season.start, title=_MADE_UP, way="in_person", place_text="Nhà văn hoá xã (minh hoạ)", source=SHOWN,
        held_by="Tổ công tác 1669 (minh hoạ)", goods="Hồng vành khuyên", visitors=45,
        result="Ký một biên bản ghi nhớ với điểm OCOP 211 Trần Đăng Ninh (minh hoạ).",
    )  # fmt: skip
    hold(event=event, actor=None)
    memorandum = enter(
        MEMORANDUM,
        facts={
            "number": "01/BBGN (minh hoạ)", "event_id": event.pk, "seller_id": seller, "buyer_id": buyer,
            "commodity_id": season.commodities.get().pk, "kg": 20_000, "signed_on": season.start,
            "starts_on": season.start, "ends_on": season.end, "source": SHOWN, "is_demo": True,
            "text": "Điểm OCOP nhận hồng loại 1 theo tuần; giá chốt trong từng đơn hàng (minh hoạ).",
        },
        actor=None,
    )  # fmt: skip
    tied = Order.objects.filter(season=season, seller=seller, buyer=buyer, is_demo=True)
    for order in tied.exclude(state=orders.CANCELLED).order_by("pk"):
        tie(memorandum=memorandum, order=order, actor=None)


def _season() -> Season | None:
    return Season.objects.filter(code="van-lang-2021").first()


def _organisation(code: str) -> int | None:
    return Organisation.objects.filter(code=code, merged_into=None).values_list("pk", flat=True).first()
