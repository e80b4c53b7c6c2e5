"""Why goods stay behind and what is wrong with a trip, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cungcau.domain.logistics.planning import problem
from cungcau.domain.logistics.planning.doubts import words_of
from cungcau.engines.routing import Code
from cungcau.platform.ui import figures

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and where it belongs: a stop's number (0: the whole trip), a line's label."""

    text: str
    stop: int = 0
    line: str = ""


def minute(value: object) -> str:
    """A minute of the planned day as people read it: "14:05", "02:30 hôm sau", "02:30 sau 3 ngày"."""
    if not isinstance(value, int):
        return "…"
    days, rest = divmod(value, _DAY)
    said = f"{rest // 60:02d}:{rest % 60:02d}"
    if days == 0:
        return said
    if days == 1:
        return _("%(time)s hôm sau") % {"time": said}
    return _("%(time)s sau %(days)s ngày") % {"time": said, "days": days}


def span(value: object) -> str:
    """A span of minutes: "45 phút", "3 giờ 20 phút"."""
    if not isinstance(value, int):
        return "…"
    hours, rest = divmod(value, 60)
    if not hours:
        return _("%(minutes)s phút") % {"minutes": rest}
    return _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": rest}


def _kg(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    return figures.kg(value) if isinstance(value, int) else "…"


def _number(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    return figures.number(value) if isinstance(value, int) else "…"


def reason(code: str, facts: Mapping[str, Any]) -> str:
    """Why no trip takes goods; an unknown code is said as it is."""
    first = _("Chặng sau trung chuyển: ") if facts.get("leg") == 2 else ""
    if code in (Code.HOURS, Code.FRESHNESS):
        return first + _time_reason(code, facts)
    if code == Code.TOO_HEAVY_FOR_STOP:
        said = _("%(stop)s chỉ nhận xe đến %(limit)s; xe nhỏ nhất còn rảnh chở %(lightest)s.") % {
            "stop": facts.get("stop", "…"), "limit": _kg(facts, "limit_kg"), "lightest": _kg(facts, "lightest_kg"),
        }  # fmt: skip
        return first + said
    if code == Code.CAPACITY:
        said = _("Phần hàng %(kg)s lớn hơn xe lớn nhất vào được (%(largest)s).") % {
            "kg": _kg(facts, "kg"), "largest": _kg(facts, "largest_kg"),
        }  # fmt: skip
        return first + said
    if code == Code.BUSY:
        said = _(
            "%(count)s xe chở được hàng này, nhưng đều đã kín chuyến, không kịp ghép thêm, hoặc điểm không còn chỗ cho"
            " xe vào."
        ) % {"count": _number(facts, "vehicles")}
        return first + said
    return first + _plain().get(code, code)


def _time_reason(code: str, facts: Mapping[str, Any]) -> str:
    least = span(facts.get("least_min"))
    if code == Code.FRESHNESS:
        return _("Xếp, chạy và dỡ mất ít nhất %(least)s; hàng chỉ giữ được %(fresh)s.") % {
            "least": least, "fresh": span(facts.get("fresh_min")),
        }  # fmt: skip
    said = _("Hàng sẵn sàng lúc %(ready)s, xếp, chạy và dỡ mất ít nhất %(least)s") % {
        "ready": minute(facts.get("ready_min")), "least": least,
    }  # fmt: skip
    parts = [said]
    if "drop_opens_min" in facts:
        parts.append(
            _("nơi nhận mở %(opens)s – %(closes)s")
            % {"opens": minute(facts["drop_opens_min"]), "closes": minute(facts.get("drop_closes_min"))}
        )
    if "works_to_min" in facts:
        parts.append(_("xe chạy đến %(works)s") % {"works": minute(facts["works_to_min"])})
    return "; ".join(parts) + "."


def _plain() -> dict[str, str]:
    return {
        Code.NO_VEHICLE: _("Không có xe nào rảnh."),
        Code.NO_WAY: _("Không có đường (hoặc đường thuỷ) từ nơi lấy đến nơi trả cho xe, tàu còn rảnh."),
        Code.BODY: _("Không xe nào còn rảnh có thùng phù hợp (thùng kín, thùng lạnh)."),
        Code.VOLUME: _("Hàng đóng sọt cồng kềnh hơn thùng của mọi xe còn rảnh."),
        problem.NO_POINT: _("Chưa biết hàng tập kết ở điểm nào."),
        problem.POINT_UNPLACED: _("Điểm tập kết chưa có toạ độ."),
        problem.NO_MARKET: _("Đơn chưa ghi nơi giao là thị trường nào."),
        problem.MARKET_UNPLACED: _("Nơi giao chưa có toạ độ."),
        problem.TOO_OLD: _("Giao đúng ngày thì hàng không còn đủ hạn bên mua đòi."),
        "taken_meanwhile": _("Trong lúc tính, hàng đã được xếp vào chuyến khác."),
        "vehicle_taken": _("Trong lúc tính, xe đã nhận chuyến khác."),
    }


def fault(kept: Mapping[str, Any]) -> Told:
    """What is wrong with a trip, from a fault as kept with it."""
    code, facts = str(kept.get("code", "")), kept.get("facts", {})
    where = int(kept.get("stop", 0)), str(kept.get("line", ""))
    doubt = words_of(code, facts, minute)
    if doubt is not None:
        return Told(doubt, *where)
    said: Mapping[str, str] = {
        Code.CAPACITY: _("Xe chở %(kg)s, quá sức chở %(capacity)s.")
        % {"kg": _kg(facts, "kg"), "capacity": _kg(facts, "capacity_kg")},
        Code.VOLUME: _("%(crates)s sọt, thùng chiếm %(volume)s lít, quá thùng xe %(capacity)s lít.")
        % {
            "crates": _number(facts, "crates"), "volume": _number(facts, "volume_l"),
            "capacity": _number(facts, "capacity_l"),
        },
        Code.TOO_HEAVY_FOR_STOP: _("Điểm này chỉ nhận xe đến %(limit)s; xe này chở %(gross)s.")
        % {"limit": _kg(facts, "limit_kg"), "gross": _kg(facts, "gross_kg")},
        Code.BODY: _("Thùng xe không phù hợp với hàng (cần thùng kín hoặc lạnh)."),
        Code.HOURS: _("Đến ngoài giờ: phục vụ từ %(start)s đến %(end)s.")
        % {"start": minute(facts.get("start_min")), "end": minute(facts.get("end_min"))},
        Code.DUE: _("Trả hàng xong lúc %(end)s, muộn hơn hạn %(due)s.")
        % {"end": minute(facts.get("end_min")), "due": minute(facts.get("due_min"))},
        Code.READY: _("Đến lúc hàng chưa sẵn sàng (%(ready)s mới có hàng).")
        % {"ready": minute(facts.get("ready_min"))},
        Code.FRESHNESS: _("Hàng không còn đủ hạn bên mua đòi khi tới nơi."),
        Code.WORKING_HOURS: _("Xong lúc %(over)s, quá giờ xe chạy (%(from)s – %(to)s).")
        % {
            "over": minute(facts.get("over_min")), "from": minute(facts.get("from_min")),
            "to": minute(facts.get("to_min")),
        },
        Code.HULL: _("Chưa đủ hàng để tàu chạy: còn thiếu %(missing)s.") % {"missing": _kg(facts, "missing_kg")},
        Code.BAYS: _("Điểm đã kín chỗ cho xe vào lúc này."),
        Code.NO_WAY: _("Không có đường đến điểm này."),
        Code.NOT_PICKED: _("Trả hàng trước khi lấy."),
        Code.NOT_DROPPED: _("Lấy hàng mà không trả ở đâu."),
    }  # fmt: skip
    text = said.get(code, _("Chuyến có chỗ chưa ổn (%(code)s).") % {"code": code})
    return Told(text, *where)
