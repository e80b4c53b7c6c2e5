"""Faults of people, papers, boxes and bays in words: what is wrong, where, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cungcau.domain.logistics.lateness import span_words
from cungcau.domain.logistics.planning import beside, crew, room
from cungcau.engines.routing import Code
from cungcau.platform.ui import figures

Facts = Mapping[str, Any]
BAY_WAITS = "bay_waits"


def words_of(code: str, facts: Facts, minute: Callable[[object], str]) -> str | None:
    """The sentence of a fault of this kind, None for another kind; ``minute`` says a minute of the planned day."""
    if code == BAY_WAITS or (code == Code.BAYS and "others" in facts):
        return _bays(code, facts, minute)
    if code in (beside.VEHICLE_BUSY, beside.DRIVER_BUSY):
        return _booked_twice(code, facts, minute)
    if code in (crew.LICENCE_OVER, crew.INSPECTION_OVER):
        return _paper_over(code, facts)
    if code == crew.DRIVING_LONG:
        return _(
            "Ngày %(on)s phải lái %(driven)s, quá %(most)s mỗi ngày của một lái xe: hãy cử hai lái xe, thêm chỗ nghỉ,"
            " hoặc tách chuyến. (%(source)s)"
        ) % {
            "on": figures.date(date.fromisoformat(str(facts["on"]))), "driven": span_words(facts["driven_min"]),
            "most": span_words(facts["most_min"]), "source": facts.get("source", ""),
        }  # fmt: skip
    if code == crew.LICENCE:
        return _licence(facts)
    if code == crew.LICENCE_UNSURE:
        return _licence_unsure(facts)
    if code == room.VOLUME_UNSURE:
        return _(
            "Có thể không xếp vừa: %(crates)s sọt, thùng chiếm khoảng %(volume)s lít, thùng xe %(capacity)s lít. Quy"
            " cách của đơn chưa khớp với bảng cỡ sọt, hãy xem lại."
        ) % {
            "crates": _number(facts, "crates"),
            "volume": _number(facts, "volume_l"),
            "capacity": _number(facts, "capacity_l"),
        }
    return None


def _bays(code: str, facts: Facts, minute: Callable[[object], str]) -> str:
    who = ", ".join(
        _("chuyến %(trip)s (%(plate)s, %(begins)s – %(ends)s)")
        % {"trip": trip, "plate": plate, "begins": minute(begins), "ends": minute(ends)}
        for trip, plate, begins, ends in facts["others"]
    )
    met = _("%(place)s nhận cùng lúc %(bays)s xe; lúc %(begins)s – %(ends)s đã có %(who)s.") % {
        "place": facts.get("place", ""), "bays": _number(facts, "bays"), "begins": minute(facts.get("begins_min")),
        "ends": minute(facts.get("ends_min")), "who": who,
    }  # fmt: skip
    if code == BAY_WAITS:
        return f"{met} " + _(
            "Để tránh nhau, chuyến này vào lúc %(start)s. Muốn giờ khác: đổi thứ tự điểm dừng, hoặc sửa chuyến kia."
        ) % {"start": minute(facts.get("start_min"))}
    return f"{met} " + _(
        "Chờ đến lượt thì không kịp giờ. Hãy đổi thứ tự điểm dừng, chuyển bớt hàng sang chuyến khác, hoặc sửa chuyến"
        " kia."
    )


def _booked_twice(code: str, facts: Facts, minute: Callable[[object], str]) -> str:
    said = {
        "who": facts.get("who", ""), "trip": facts.get("trip", ""), "begins": minute(facts.get("begins_min")),
        "ends": minute(facts.get("ends_min")),
    }  # fmt: skip
    if code == beside.VEHICLE_BUSY:
        return (
            _(
                "Xe %(who)s đang đi chuyến %(trip)s từ %(begins)s đến %(ends)s. Hãy chọn xe khác hoặc sửa chuyến ấy."
            )
            % said
        )
    return (
        _(
            "Lái xe %(who)s đang đi chuyến %(trip)s từ %(begins)s đến %(ends)s. Hãy chọn lái xe khác hoặc sửa chuyến"
            " ấy."
        )
        % said
    )


def _paper_over(code: str, facts: Facts) -> str:
    until = figures.date(date.fromisoformat(str(facts["until"])))
    if code == crew.LICENCE_OVER:
        return _("Giấy phép của lái xe %(driver)s hết hạn ngày %(until)s, trước khi chuyến xong.") % {
            "driver": facts.get("driver", ""), "until": until,
        }  # fmt: skip
    return _("Xe %(plate)s hết hạn đăng kiểm ngày %(until)s, trước khi chuyến xong.") % {
        "plate": facts.get("plate", ""), "until": until,
    }  # fmt: skip


def _licence(facts: Facts) -> str:
    return _(
        "Lái xe %(driver)s có giấy phép hạng %(classes)s, lái được %(can)s; xe %(plate)s %(what)s. Hãy chọn lái xe khác"
        " hoặc xe khác. (%(source)s)"
    ) % _said(facts)


def _licence_unsure(facts: Facts) -> str:
    """By why the licence is doubtful."""
    why, said = facts.get("why"), _said(facts)
    if why == "missing":
        return (
            _("Chưa ghi hạng giấy phép của lái xe %(driver)s: chưa biết có lái được xe %(plate)s không.")
            % said
        )
    if why == "unknown":
        return (
            _(
                "Hạng giấy phép “%(classes)s” của lái xe %(driver)s không có trong danh mục vào ngày chạy: hãy xem lại."
            )
            % said
        )
    if why == "gross":
        return (
            _(
                "Lái xe %(driver)s có giấy phép hạng %(classes)s, lái được %(can)s; chưa ghi khối lượng toàn bộ của xe"
                " %(plate)s nên chưa chắc. (%(source)s)"
            )
            % said
        )
    if why == "kind":
        return (
            _("Lái xe %(driver)s chỉ ghi hạng %(classes)s, xe %(plate)s %(what)s: hãy hỏi lại giấy phép.")
            % said
        )
    return (
        _(
            "Lái xe %(driver)s có giấy phép hạng %(classes)s, lái được %(can)s. Với xe %(plate)s cần xác nhận."
            " (%(source)s)"
        )
        % said
    )


def _said(facts: Facts) -> dict[str, str]:
    tongue = "en" if (get_language() or "vi").startswith("en") else "vi"
    plain = {name: str(facts.get(name, "")) for name in ("driver", "classes", "plate", "source")}
    return plain | {name: str(facts.get(f"{name}_{tongue}", "")) for name in ("can", "what")}


def _number(facts: Facts, name: str) -> str:
    value = facts.get(name)
    return figures.number(value) if isinstance(value, int) else "…"
