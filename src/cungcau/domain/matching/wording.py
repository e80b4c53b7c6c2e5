"""What people read for the engine's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cungcau.kernel.vntext import show_date

_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_PLACE = re.compile(r"\b(kho ở điểm|điểm|tuyến) ([^\s,>]+)(?:>([^\s,]+))?")


_BARE = re.compile(r"^(\S+)(?= đóng ngày| không được đưa hàng)")
_MARKET = re.compile(r"\bthị trường (\S+)")
_GOODS = re.compile(r"\b(lô là|cần) ([^\s,]+)(?=,|$)")


def named(
    said: str,
    points: Mapping[str, str],
    markets: Mapping[str, str],
    places: Mapping[str, str] | None = None,
    goods: Mapping[str, str] | None = None,
) -> str:
    """A sentence of the plan's checker with places and goods by name, needs by that word, days as people write them.

    Each mapping is code → name; a code that is not there stays.
    """
    units, crops = places or {}, goods or {}

    def place(found: re.Match[str]) -> str:
        kind, code, market = found.groups()
        name = points.get(code, code)
        if market:
            return f"{kind} {name} → {markets.get(market, market)}"
        return f"kho ở {name}" if kind.startswith("kho") else name if code in points else f"{kind} {name}"

    def day(found: re.Match[str]) -> str:
        try:
            return show_date(date(*map(int, found.groups())))
        except ValueError:
            return found.group()

    said = _BARE.sub(lambda found: f"{units[found[1]]} ({found[1]})" if found[1] in units else found[1], said)
    said = _GOODS.sub(lambda found: f"{found[1]} {crops.get(found[2], found[2])}", said)
    said = _PLACE.sub(place, said.replace("đơn ", "nhu cầu "))
    return _DAY.sub(day, _MARKET.sub(lambda found: f"thị trường {markets.get(found[1], found[1])}", said))


@dataclass(frozen=True, slots=True)
class ReasonText:
    """A reason in a few words, and what can be done about it."""

    label: str | Promise
    remedy: str | Promise


REASONS: dict[str, ReasonText] = {
    "no_demand": ReasonText(_("Không ai hỏi mua mặt hàng này"), _("Tìm người mua mặt hàng này.")),
    "grade": ReasonText(_("Loại thấp hơn mọi nhu cầu"), _("Tìm người mua loại này, hoặc phân loại lại.")),
    "certificate": ReasonText(
        _("Thiếu chứng nhận người mua yêu cầu"),
        _("Bổ sung chứng nhận, hoặc hỏi người mua có thể bỏ yêu cầu."),
    ),
    "price": ReasonText(_("Giá mong muốn cao hơn giá mua"), _("Thương lượng lại giá sàn hoặc giá mua.")),
    "dates": ReasonText(_("Ngày thu hái không khớp ngày giao"), _("Xin người mua dời ngày nhận.")),
    "shelf_life": ReasonText(_("Không giữ được đến ngày giao"), _("Chọn tuyến nhanh hơn hoặc kho lạnh.")),
    "no_access": ReasonText(
        _("Chưa có điểm tập kết và tuyến đến người mua"), _("Mở điểm tập kết hoặc tuyến.")
    ),
    "point_capacity": ReasonText(_("Điểm tập kết đầy"), _("Tăng sức nhận hoặc mở thêm điểm.")),
    "lane_capacity": ReasonText(_("Tuyến vận chuyển đầy"), _("Thêm xe trên tuyến này.")),
    "demand_filled": ReasonText(_("Nhu cầu đã đủ"), _("Tìm thêm người mua.")),
    "closure": ReasonText(_("Bị đóng trong những ngày này"), _("Xin mở lại, hoặc đi điểm khác.")),
    "daily_limit": ReasonText(
        _("Vượt giới hạn mỗi ngày"), _("Thêm người hái, hoặc xin nhận nhiều hơn một ngày.")
    ),
    "no_supply": ReasonText(_("Không đủ nguồn cung phù hợp"), _("Tìm thêm nguồn hàng.")),
}

KINDS: dict[str, str | Promise] = {
    "point": _("Điểm tập kết"),
    "storage": _("Kho của điểm"),
    "lane": _("Tuyến"),
    "demand": _("Nhu cầu"),
    "demand_day": _("Mức nhận mỗi ngày"),
}


UNKEPT: dict[str, str | Promise] = {
    "lot_gone": _("Lô không còn chào bán"),
    "lot_smaller": _("Lô nay ít hơn số đã nhận bán"),
    "need_gone": _("Nhu cầu không còn"),
    "need_smaller": _("Nhu cầu nay ít hơn số đã nhận"),
    "lane_gone": _("Không còn tuyến từ điểm này đến nơi nhận"),
    "outside_season": _("Ngày nằm ngoài mùa vụ"),
    "smaller": _("Lô hoặc nhu cầu nay ít hơn số đã định"),
    "point": _("Vượt sức nhận của điểm tập kết trong ngày"),
    "storage": _("Vượt sức chứa của kho ở điểm"),
    "lane": _("Vượt sức chở của tuyến trong ngày"),
    "demand": _("Vượt số bên mua hỏi mua"),
    "demand_day": _("Vượt mức bên mua nhận trong ngày"),
    "lot": _("Vượt số lượng của lô"),
    "lot_day": _("Vượt mức hái mỗi ngày của lô"),
    "commodity": _("Khác mặt hàng bên mua cần"),
    "grade": _("Loại thấp hơn loại bên mua cần"),
    "certificate": _("Thiếu chứng nhận bên mua yêu cầu"),
    "price": _("Giá mua thấp hơn giá người bán chấp nhận"),
    "no_access": _("Chưa có đường từ nơi hái đến điểm tập kết"),
    "dates": _("Ngày hái hoặc ngày giao không còn phù hợp"),
    "shelf_life": _("Hàng không giữ được đến ngày giao"),
    "closure": _("Điểm, tuyến hoặc chợ đóng trong những ngày này"),
}
"""Why a line that was ordered or decided cannot be kept, by code."""


def unkept_label(code: str) -> str:
    """The reason in words; an unknown code is shown as it is."""
    return str(UNKEPT.get(code, code))


def reason_label(code: str) -> str:
    """The reason in words; an unknown code is shown as it is."""
    text = REASONS.get(code)
    return str(text.label) if text else code


def reason_remedy(code: str) -> str:
    """What can be done about it; empty for an unknown code."""
    text = REASONS.get(code)
    return str(text.remedy) if text else ""
