"""A province's key products, as a document lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import Fault
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.platform.ui import clock
from cungcau.reference.catalogue import policies
from cungcau.reference.catalogue.doors.cells import Cells, finish
from cungcau.reference.catalogue.services import KeyProductRow, record_key_products


class ListFacts(forms.Form):
    """What the whole list shares where its rows do not say."""

    area_code = forms.RegexField(
        r"^[0-9]{2}(\.[0-9]{5})?$", label=_("Mã địa bàn (Lạng Sơn: 20)"), max_length=40, initial="20"
    )
    document = forms.CharField(label=_("Văn bản"), max_length=120)
    valid_from = forms.DateField(
        label=_("Từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )


def record_rows(rows: Sequence[Row], context: Context) -> Outcome:
    """Write the list; groups and places come in the order of the rows where no number is given."""
    faults: list[Fault] = []
    groups: dict[str, int] = {}
    counted: dict[str, int] = {}
    options = context.options
    usual = str(options.get("valid_from") or clock.today().isoformat())[:10]
    found = []
    for row in rows:
        cells = Cells(row, faults)
        group, name = cells.text("group"), cells.text("name")
        for key, text in (("group", group), ("name", name)):
            if not text:
                cells.refuse(key, "không được để trống")
        number = groups.setdefault(group, len(groups) + 1)
        counted[group] = counted.get(group, 0) + 1
        document = cells.text("document") or str(options.get("document") or "")
        if not document:
            cells.refuse("document", "cần số văn bản")
        found.append(
            KeyProductRow(
                cells.text("area_code") or str(options.get("area_code") or "20"), group,
                cells.whole("group_rank") or number, cells.whole("rank") or counted[group], name, document,
                cells.day("valid_from") or date.fromisoformat(usual), cells.text("source") or context.source,
                cells.day("valid_to"),
            )
        )  # fmt: skip
    return finish(rows, faults, lambda: record_key_products(rows=found, actor=context.actor))


open_door(
    Door(
        kind="catalogue.key_products",
        title=_("Sản phẩm chủ lực"),
        help=_(
            "Danh mục sản phẩm chủ lực của tỉnh theo một văn bản: nhóm và tên, đúng thứ tự trong văn bản."
        ),
        columns=(
            Column("group", "Nhóm", required=True, also=("nhom", "nhom san pham", "group")),
            Column("name", "Sản phẩm", required=True, also=("san pham", "ten san pham", "ten", "name")),
            Column("group_rank", "Thứ tự nhóm", "int", also=("group rank", "tt nhom")),
            Column("rank", "Thứ tự", "int", also=("thu tu", "tt", "stt", "rank")),
            Column("area_code", "Mã địa bàn", also=("area code", "ma tinh")),
            Column("document", "Văn bản", also=("van ban", "so van ban", "document")),
            Column("valid_from", "Từ ngày", "date", also=("tu ngay", "valid from")),
            Column("valid_to", "Đến hết ngày", "date", also=("den ngay", "valid to")),
            Column("source", "Nguồn", also=("nguon", "nguon url", "source")),
        ),
        permission=policies.RECORD,
        record=record_rows,
        options=ListFacts,
        done_url="catalogue:key-products",
        examples=({"group": "Nhóm sản phẩm nông nghiệp", "name": "Na"},),
    )
)
