"""What the council's papers share: the heads, how points and people are written. Papers are Vietnamese."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import override

from cungcau.domain.council.models import Item, Session
from cungcau.domain.council.rounding import exact
from cungcau.domain.council.selectors.results import average_of, shown_average
from cungcau.kernel.vntext import show_number
from cungcau.platform.documents.paper import TableColumn
from cungcau.reference.geography.selectors import counted_at

MISSING = "……"
VIETNAMESE = "vi"

NO = TableColumn("TT", "center", 2)
PRODUCT = TableColumn("Sản phẩm", "left", 7)
ENTITY = TableColumn("Chủ thể", "left", 7)


def province_of(area_code: str) -> str:
    """The province's name without its kind: "Lạng Sơn"; dots where it is not known."""
    unit = counted_at(area_code)
    return unit.name if unit is not None else MISSING


def committee(area_code: str) -> str:
    """The people's committee of the province, as heads of papers write it."""
    return f"ỦY BAN NHÂN DÂN TỈNH {province_of(area_code).upper()}"


def head(session: Session, day: date) -> dict[str, object]:
    """The head of a paper of the council."""
    return {
        "parent_organisation": committee(session.area_code),
        "organisation": session.council.name.upper(),
        "place": province_of(session.area_code),
        "day": day,
    }


def day_of(session: Session) -> date:
    """The day of a session's papers: the day it was closed, opened, or is planned for."""
    moment = session.closed_at or session.opened_at
    return timezone.localtime(moment).date() if moment is not None else session.held_on


def demo_note(session: Session) -> str:
    """What a paper of made-up data says of itself."""
    return " Số liệu minh hoạ." if session.is_demo else ""


def points(item: Item) -> str:
    """A kept average as its council shows it; its fraction beside it where rounding lost something."""
    with override(VIETNAMESE):
        found = shown_average(item)
    if found is None:
        return "–"
    return f"{found.text} ({found.exact})" if found.exact else found.text


def exactly(item: Item) -> str:
    """A kept average exactly."""
    average = average_of(item)
    with override(VIETNAMESE):
        return exact(average) if average is not None else "–"


def stars(item: Item) -> str:
    """A kept star."""
    if item.result_star:
        return f"{item.result_star} sao"
    return "Bị loại" if item.result.get("rejections") or item.result.get("rejected") else "Không xếp sao"


def whole(value: int | Fraction | None) -> str:
    """A number as it is written here."""
    return "–" if value is None else show_number(value)
