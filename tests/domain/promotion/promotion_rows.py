"""An event, a display point and a memorandum of the small season, entered through the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from cungcau.domain.promotion.models import DisplayPoint, Event, Memorandum
from cungcau.domain.promotion.services.displays import POINT
from cungcau.domain.promotion.services.events import EVENT
from cungcau.domain.promotion.services.keeping import enter
from cungcau.domain.promotion.services.memoranda import MEMORANDUM
from cungcau.domain.registry.models import Organisation
from cungcau.platform.accounts.models import User
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.geography.models import Unit
from tests.domain.season_rows import SOURCE

TODAY = date(2021, 9, 27)


def place(name: str = "Hoàng Văn Thụ") -> Unit:
    return Unit.objects.get(name=name, valid_to=None)


def event(title: str = "Hội nghị kết nối hồng Tân Mỹ", actor: User | None = None, **facts: Any) -> Event:
    given: dict[str, Any] = {
        "kind": "conference", "title": title, "way": "both", "starts_on": date(2021, 9, 20),
        "ends_on": date(2021, 9, 20), "unit_id": place().pk, "place_text": "Hội trường UBND xã",
        "held_by": "Sở Công Thương", "goods": "Hồng vành khuyên", "source": SOURCE, **facts,
    }  # fmt: skip
    return enter(EVENT, facts=given, actor=actor)


def display_point(name: str = "Điểm OCOP Na Sầm", actor: User | None = None, **facts: Any) -> DisplayPoint:
    given: dict[str, Any] = {
        "name": name, "address": "Khu 1, Na Sầm", "unit_id": place("Na Sầm").pk, "opens_on": date(2021, 9, 1),
        "source": SOURCE, **facts,
    }  # fmt: skip
    return enter(POINT, facts=given, actor=actor)


def memorandum(number: str = "BB-01", actor: User | None = None, **facts: Any) -> Memorandum:
    given: dict[str, Any] = {
        "number": number, "seller_id": organisation("HTX").pk, "buyer_id": organisation("TL").pk,
        "commodity_id": Commodity.objects.get(code="hong").pk, "kg": 20_000, "signed_on": date(2021, 9, 20),
        "starts_on": date(2021, 9, 20), "ends_on": date(2021, 10, 31), "source": SOURCE, **facts,
    }  # fmt: skip
    return enter(MEMORANDUM, facts=given, actor=actor)


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)
