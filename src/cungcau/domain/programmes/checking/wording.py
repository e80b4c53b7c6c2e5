"""What is said of a finding and of a mend. Facts become text as papers print them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness, short
from cungcau.kernel.vntext import show_date, show_kg, show_money, show_number

SERIOUSNESS = {
    Seriousness.ERROR: _("Sai"),
    Seriousness.WARNING: _("Cần xem lại"),
    Seriousness.NOTE: _("Lưu ý"),
}
TONES = {Seriousness.ERROR: "bad", Seriousness.WARNING: "warn", Seriousness.NOTE: ""}

SENTENCES: dict[str, Any] = {
    "period_reversed": _("Ngày bắt đầu %(first)s sau ngày kết thúc %(last)s."),
    "date_before_period": _("Ngày %(day)s trước thời gian thực hiện (%(first)s – %(last)s)."),
    "date_after_period": _("Ngày %(day)s sau thời gian thực hiện (%(first)s – %(last)s)."),
    "due_before_issue": _("Hạn %(day)s trước ngày ban hành %(issued)s."),
    "issued_after_period": _("Ngày ban hành %(issued)s sau ngày kết thúc %(last)s."),
    "year_outside_period": _("Năm %(year)s ngoài thời gian thực hiện (%(first)s – %(last)s)."),
    "row_reversed": _("Ngày bắt đầu %(first)s sau ngày kết thúc %(last)s."),
    "due_before_baseline": _("Hạn %(day)s không sau ngày của hiện trạng %(baseline)s."),
    "no_such_day": _("Trong lịch không có ngày “%(printed)s”."),
    "text_before_period": _("Hạn ghi “%(printed)s” trước thời gian thực hiện (%(first)s – %(last)s)."),
    "text_after_period": _("Hạn ghi “%(printed)s” sau thời gian thực hiện (%(first)s – %(last)s)."),
    "text_before_issue": _("Hạn ghi “%(printed)s” trước ngày ban hành %(issued)s."),
    "title_period": _("Tên kế hoạch ghi %(said)s, thời gian thực hiện là %(first)s – %(last)s."),
    "text_period": _("Nội dung ghi thời gian %(said)s, kế hoạch là %(first)s – %(last)s."),
    "total_not_stated": _("Chưa ghi tổng kinh phí; các dòng cộng lại là %(sum)s đồng."),
    "total_differs": _("Tổng kinh phí ghi %(stated)s đồng, các dòng cộng lại là %(sum)s đồng, lệch %(gap)s đồng."),
    "control_differs": _("Số tổng ghi %(stated)s đồng, các dòng của nó cộng lại là %(sum)s đồng, lệch %(gap)s đồng."),
    "overspent": _("Đã chi %(spent)s đồng, nhiều hơn dự toán %(amount)s đồng."),
    "scenario_differs": _("Tổng sản lượng ghi %(stated)s kg, các dòng %(level)s cộng lại là %(sum)s kg."),
    "split_differs": _("“%(market)s” ghi %(stated)s kg, các dòng %(level)s cộng lại là %(sum)s kg."),
    "parts_exceed_whole": _("Ghi %(stated)s nhưng các phần (%(parts)s) cộng lại là %(sum)s, nhiều hơn tổng."),
    "parts_below_whole": _("Ghi %(stated)s nhưng các phần (%(parts)s) cộng lại chỉ là %(sum)s."),
    "text_total_not_kept": _("Nội dung ghi tổng kinh phí %(printed)s, mục kinh phí chưa ghi tổng."),
    "text_total_differs": _("Nội dung ghi tổng kinh phí %(printed)s, mục kinh phí ghi %(stated)s đồng."),
    "task_twice": _("Nhiệm vụ trùng với nhiệm vụ %(other)s: “%(text)s”."),
    "task_alike": _("Nhiệm vụ gần giống nhiệm vụ %(other)s: “%(text)s”."),
    "indicator_twice": _("Chỉ tiêu trùng với chỉ tiêu %(other)s: “%(text)s”."),
    "passage_twice": _("Đoạn trùng với đoạn %(other)s: “%(text)s”."),
    "amount_twice": _("Dòng kinh phí trùng với dòng %(other)s: “%(text)s”."),
    "mark_twice": _("Số mục “%(mark)s” đã dùng ở đoạn %(other)s."),
    "mark_missing": _("Có mục “%(mark)s” mà không có mục “%(missing)s”."),
    "no_indicators": _("Kế hoạch chưa có chỉ tiêu nào."),
    "no_tasks": _("Kế hoạch chưa có nhiệm vụ nào."),
    "no_reporting": _("Kế hoạch chưa nói chế độ báo cáo."),
    "indicator_no_source": _("Chỉ tiêu chưa rõ lấy số liệu từ đâu."),
    "figure_unknown": _("Phép tính “%(query)s” không có trong danh mục."),
    "indicator_no_reporter": _("Chỉ tiêu do cơ quan báo số nhưng chưa ghi cơ quan nào."),
    "indicator_no_target": _("Chỉ tiêu chưa có con số mục tiêu."),
    "indicator_no_unit": _("Chỉ tiêu chưa có đơn vị tính."),
    "indicator_no_date": _("Chỉ tiêu chưa ghi phải đạt khi nào."),
    "indicator_no_range": _("Chỉ tiêu là khoảng nhưng chỉ có một đầu."),
    "target_behind_baseline": _("Mục tiêu %(target)s %(unit)s không hơn hiện trạng %(baseline)s %(unit)s."),
    "task_no_lead": _("Nhiệm vụ chưa có cơ quan chủ trì."),
    "task_no_date": _("Nhiệm vụ chưa có hạn."),
    "lead_helps": _("%(agency)s vừa chủ trì vừa phối hợp."),
    "agency_ended": _("%(agency)s không còn từ sau ngày %(ended)s."),
    "place_ended": _("%(place)s không còn từ sau ngày %(ended)s."),
    "outside_parent": _(
        "Thời gian %(first)s – %(last)s ra ngoài kế hoạch cấp trên %(plan)s (%(above_first)s – %(above_last)s)."
    ),
    "due_after_parent": _("Hạn %(day)s sau hạn %(theirs)s của cùng chỉ tiêu trong kế hoạch cấp trên %(plan)s."),
    "target_beyond_parent": _(
        "Mục tiêu %(target)s %(unit)s lớn hơn mục tiêu %(theirs)s của cả kế hoạch cấp trên %(plan)s."
    ),
    "money_beyond_parent": _(
        "Kinh phí %(amount)s đồng lớn hơn kinh phí %(theirs)s đồng của kế hoạch cấp trên %(plan)s."
    ),
    "baseline_differs": _("Hiện trạng %(baseline)s %(unit)s khác số cuối của kế hoạch trước %(plan)s: %(theirs)s."),
    "target_below_last": _("Mục tiêu %(target)s %(unit)s thấp hơn mục tiêu %(theirs)s của kế hoạch trước %(plan)s."),
    "target_differs": _(
        "Mục tiêu %(target)s %(unit)s khác mục tiêu %(theirs)s của cùng chỉ tiêu trong kế hoạch %(plan)s."
    ),
    "below_short": _("%(count)s kế hoạch cấp dưới cộng lại %(sum)s %(unit)s, chưa đủ mục tiêu %(target)s."),
}  # fmt: skip
"""One sentence per rule."""

ROWS = {
    "plan": _("Kế hoạch"), "passage": _("Đoạn"), "indicator": _("Chỉ tiêu"), "task": _("Nhiệm vụ"),
    "budget": _("Dòng kinh phí"), "scenario": _("Kịch bản"), "scenario_row": _("Dòng kịch bản"),
}  # fmt: skip
FIELDS = {
    "starts_on": _("ngày bắt đầu"), "ends_on": _("ngày kết thúc"), "due_on": _("hạn"), "from_on": _("từ ngày"),
    "to_on": _("đến ngày"), "year": _("năm"), "stated_total_vnd": _("tổng kinh phí"), "amount_vnd": _("số tiền"),
    "total_kg": _("tổng sản lượng"), "kg": _("khối lượng"), "source": _("nguồn số liệu"),
    "reporter": _("cơ quan báo số"),
    "lead": _("cơ quan chủ trì"), "issuer": _("nơi ban hành"), "baseline": _("hiện trạng"), "target": _("mục tiêu"),
    "target_high": _("mục tiêu đến"), "mark": _("số mục"), "direction": _("cách đạt"),
    "issued_on": _("ngày ban hành"),
}  # fmt: skip
_LEVELS = {
    "supply": _("nguồn cung"), "market": _("thị trường"), "channel": _("kênh trong nước"),
    "export": _("nước nhập khẩu"),
}  # fmt: skip
_DIRECTIONS = {"at_least": _("ít nhất"), "at_most": _("không quá"), "between": _("trong khoảng")}
_YEARS = {"year"}


def sentence(finding: Finding) -> str:
    """What is wrong, in one or two sentences."""
    said = str(SENTENCES[finding.rule]) % _shown(finding)
    if finding.rule == "place_ended" and finding.facts["heirs"]:
        heirs, more = finding.facts["heirs"], finding.facts["more"]
        if more:
            said += " " + gettext("Nay là %(heirs)s và %(more)s đơn vị khác.") % {
                "heirs": heirs,
                "more": more,
            }
        else:
            said += " " + gettext("Nay là %(heirs)s.") % {"heirs": heirs}
    if finding.rule == "agency_ended" and finding.facts["heir"]:
        said += " " + gettext("Việc của cơ quan này nay do %s làm.") % finding.facts["heir"]
    return said[:1].upper() + said[1:]


def where(row: Row) -> str:
    """The row as people find it: "Nhiệm vụ 12: …"; in a file by its line: "Dòng 29: …"."""
    text = short(row.text)
    if row.kind == "plan":
        found = str(ROWS["plan"])
    elif row.key or not row.number:
        found = f"{ROWS[row.kind]} {row.number}" if row.number else str(ROWS[row.kind])
    else:
        found = gettext("Dòng %(line)s (%(part)s)") % {
            "line": row.number,
            "part": str(ROWS[row.kind]).lower(),
        }
        text = text.lstrip("-–+• ")
    return f"{found}: {text}" if text else found


def offer(mend: Mend) -> str:
    """What the button of a mend says."""
    if mend.deed == "remove":
        return gettext("Bỏ dòng này")
    if mend.deed == "replace":
        return gettext("Đổi “%(before)s” thành “%(after)s”") % {"before": mend.before, "after": mend.after}
    named = {"source"} if any(name == "reporter" for name, _value in mend.changes) else set()
    said = [
        gettext("%(field)s thành %(value)s") % {
            "field": FIELDS[name], "value": mend.shown if mend.shown and isinstance(value, int) else _text(name, value),
        }
        for name, value in mend.changes if name not in named and value is not None
    ]  # fmt: skip
    return gettext("Sửa %s") % "; ".join(said)


def _shown(finding: Finding) -> Mapping[str, str]:
    return {name: _text(name, value) for name, value in finding.facts.items()}


def _text(name: str, value: object) -> str:
    if name == "level":
        return str(_LEVELS.get(str(value), value))
    if name == "direction":
        return str(_DIRECTIONS.get(str(value), value))
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, int) and name in ("amount_vnd", "stated_total_vnd"):
        return show_money(value)
    if isinstance(value, int) and name in ("kg", "total_kg"):
        return show_kg(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return (
            str(value)
            if name in _YEARS or (1900 <= value <= 2100 and name in ("first", "last"))
            else show_number(value)
        )
    if isinstance(value, Decimal):
        return show_number(value.normalize() if value == value.to_integral_value() else value)
    return "" if value is None else str(value)
