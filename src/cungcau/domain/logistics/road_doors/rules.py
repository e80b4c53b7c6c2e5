"""Tables of the rules of transit papers: each a whole new edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.checklist import CHECKS, WHEN, RuleRow
from cungcau.domain.logistics.road_doors.cells import day, text
from cungcau.domain.logistics.services.rules import load_rules
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.platform.ui import clock


class EditionOptions(forms.Form):
    """From which day the rules count."""

    valid_from = forms.DateField(
        label=_("Áp dụng cho xe đi từ ngày"), initial=clock.today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


def record_rules(rows: Sequence[Row], context: Context) -> Outcome:
    """Keep the table as a new edition of the rules, whole or not at all; the same again is the edition there is."""
    made = [
        RuleRow(
            code=text(row, "code"), check=text(row, "check"), value=text(row, "value"), when=text(row, "when"),
            valid_from=day(row, "valid_from"), valid_to=day(row, "valid_to"), item_vi=text(row, "item_vi"),
            item_en=text(row, "item_en"), message_vi=text(row, "message_vi"), message_en=text(row, "message_en"),
            source=text(row, "source") or context.source,
        )
        for row in rows
    ]  # fmt: skip
    begins = date.fromisoformat(str(context.options.get("valid_from") or clock.today().isoformat())[:10])
    note = str(context.options.get("note") or "")
    try:
        edition, new = load_rules(
            rules=made, valid_from=begins, source=context.source, note=note, actor=context.actor
        )
    except InputInvalid as refused:
        placed = [
            Fault(rows[one.line - 1].sheet, rows[one.line - 1].line, one.column, one.value, one.expected)
            if one.line else one
            for one in refused.faults
        ]  # fmt: skip
        raise InputInvalid(placed) from None
    return Outcome(created=len(made)) if new else Outcome(unchanged=edition.rules.count())


COLUMNS = (
    Column("code", "Mã", required=True, also=("code",)),
    Column("check", "Phép kiểm", required=True, also=("check",)),
    Column("value", "Giá trị", also=("value",)),
    Column("when", "Khi nào", required=True, also=("when",)),
    Column("valid_from", "Từ ngày", "date", also=("valid_from",)),
    Column("valid_to", "Đến hết ngày", "date", also=("valid_to",)),
    Column("item_vi", "Mục", required=True, also=("item_vi",)),
    Column("item_en", "Mục (tiếng Anh)", required=True, also=("item_en",)),
    Column("message_vi", "Câu báo", required=True, also=("message_vi",)),
    Column("message_en", "Câu báo (tiếng Anh)", required=True, also=("message_en",)),
    Column("source", "Căn cứ", also=("source",)),
)  # fmt: skip
"""What a table of rules has; the screen's own export can be loaded again."""

PAPER_RULES = open_door(
    Door(
        "logistics.paper_rules",
        _("Quy định giấy đi đường"),
        _("Cả bảng thành một bản mới, áp dụng cho xe đi từ ngày đã chọn; các bản cũ vẫn giữ."),
        COLUMNS,
        policies.LOAD_RULES, record_rules, options=EditionOptions, done_url="logistics:paper-rules",
        choices=lambda context: {"check": sorted(CHECKS), "when": sorted(WHEN)}, whole=True,
    )
)  # fmt: skip
