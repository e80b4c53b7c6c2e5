"""How long goods keep, from a table such as cold-store handbooks print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.reference.catalogue import policies
from cungcau.reference.catalogue.doors.cells import Cells, code_from, finish
from cungcau.reference.catalogue.models import Confidence
from cungcau.reference.catalogue.reading import confidence_named, is_ambient, span_of
from cungcau.reference.catalogue.selectors import CommodityNames
from cungcau.reference.catalogue.services import (
    CommodityRow,
    ShelfLifeRow,
    record_commodities,
    record_shelf_lives,
)
from cungcau.reference.search import words

KEEP, CREATE, ASK = "keep", "create", "ask"
NEW = "tạo mới"


class Unknown(forms.Form):
    """What to do with goods that are not in the catalogue."""

    unknown = forms.ChoiceField(
        label=_("Nông sản chưa có trong danh mục"),
        choices=(
            (KEEP, _("Giữ tên như trong bảng, gắn với nông sản sau")),
            (CREATE, _("Tạo nông sản mới")),
            (ASK, _("Hỏi từng dòng (cột «Gắn với»)")),
        ),
        initial=KEEP,
        widget=forms.RadioSelect,
    )


def record_rows(rows: Sequence[Row], context: Context) -> Outcome:
    """Write the observations; goods are recognised by any of their names, unknown ones treated as chosen."""
    faults: list[Fault] = []
    names = CommodityNames()
    wish = str(context.options.get("unknown") or KEEP)
    found: list[ShelfLifeRow] = []
    new: dict[str, CommodityRow] = {}
    open_names: set[str] = set()
    for row in rows:
        cells = Cells(row, faults)
        code, made = _commodity(cells, names, wish, context)
        if made is not None:
            new.setdefault(made.code, made)
        read = _observation(cells, code, context)
        if read is not None:
            found.append(read)
            if not code:
                open_names.add(words(read.goods))
    if faults:
        raise InputInvalid(faults)
    if new:
        record_commodities(rows=list(new.values()), actor=context.actor)
    done = finish(rows, faults, lambda: record_shelf_lives(rows=found, actor=context.actor))
    return replace(done, questions=len(open_names))


def _commodity(
    cells: Cells, names: CommodityNames, wish: str, context: Context
) -> tuple[str, CommodityRow | None]:
    """The code of the goods and the commodity to make, if any; both blank for a free name."""
    goods, linked = cells.text("goods"), cells.text("commodity")
    said = linked or goods
    if words(linked) == words(NEW) or (wish == CREATE and not linked):
        sure = next((one for one in names.named(goods) if one.sure), None)
        if sure is not None:
            return sure.commodity.code, None
        code = code_from(goods)
        return code, CommodityRow(code, goods[:120], cells.text("source") or context.source)
    sure = next((one for one in names.named(said) if one.sure), None)
    if sure is not None:
        return sure.commodity.code, None
    if linked:
        cells.refuse("commodity", "cần tên hoặc mã một nông sản đã có, hoặc «tạo mới»")
    elif wish == ASK:
        near = names.named(goods)
        hint = f", có phải là {near[0].commodity.name_vi}?" if near else ""
        cells.refuse("goods", f"chưa có nông sản này{hint} Ghi ở cột «Gắn với» tên nông sản, hoặc «tạo mới»")
    return "", None


def _observation(cells: Cells, code: str, context: Context) -> ShelfLifeRow | None:
    temp = _span(cells, "temp", "cần nhiệt độ như «0-2», «-1 - 1», hoặc «thường»")
    damp = _span(cells, "humidity", "cần độ ẩm như «90-95»")
    least, most = cells.whole("days_min"), cells.whole("days_max")
    least, most = (most if least is None else least), (least if most is None else most)
    if least is None or most is None:
        cells.refuse("days_min", "cần số ngày giữ được")
    said = cells.text("confidence")
    confidence = confidence_named(said) if said else Confidence.MEDIUM
    if confidence is None:
        cells.refuse("confidence", "cần: cao, trung bình hoặc thấp")
    goods = cells.text("goods")
    if not goods:
        cells.refuse("goods", "cần tên hàng")
    if least is None or most is None or confidence is None or not goods:
        return None
    return ShelfLifeRow(
        goods, least, most, cells.text("source") or context.source, code, cells.text("goods_in_source"),
        temp[0] if temp else None, temp[1] if temp else None, int(damp[0]) if damp else None,
        int(damp[1]) if damp else None, cells.day("observed_on"), confidence, cells.text("note"),
    )  # fmt: skip


def _span(cells: Cells, key: str, expected: str) -> tuple[Decimal, Decimal] | None:
    text = cells.text(key)
    if is_ambient(text):
        return None
    span = span_of(text)
    if span is None or max(map(abs, span)) > 1000:
        cells.refuse(key, expected)
        return None
    return span


def propose(column: str, value: str, context: Context) -> str:
    """The nearest known goods, or that they are new."""
    if column not in {"goods", "commodity"}:
        return ""
    found = CommodityNames().named(value)
    return found[0].commodity.name_vi if found else NEW


open_door(
    Door(
        kind="catalogue.shelf_lives",
        title=_("Thời gian giữ được"),
        help=_(
            "Mỗi dòng một số liệu: hàng gì, nhiệt độ (0-2, -1 - 1, thường), giữ được bao nhiêu ngày, nguồn nào. "
            "Các số liệu trái nhau được giữ cạnh nhau."
        ),
        columns=(
            Column(
                "goods", "Mặt hàng", required=True, also=("mat hang vi", "mat hang", "nong san", "ten hang")
            ),
            Column("commodity", "Gắn với", also=("gan voi", "nong san trong danh muc", "ma nong san")),
            Column("goods_in_source", "Tên trong bảng", also=("ten trong bang", "ten goc")),
            Column("temp", "Nhiệt độ (°C)", also=("nhiet do c", "nhiet do", "nhiet do bao quan")),
            Column("humidity", "Độ ẩm (%)", also=("do am pct", "do am")),
            Column(
                "days_min", "Số ngày ít nhất", "int", also=("so ngay min", "ngay min", "tu ngay", "so ngay")
            ),
            Column("days_max", "Số ngày nhiều nhất", "int", also=("so ngay max", "ngay max", "den ngay")),
            Column("observed_on", "Ngày của số liệu", "date", also=("ngay so lieu", "ngay")),
            Column("confidence", "Độ tin cậy", also=("do tin cay", "tin cay")),
            Column("source", "Nguồn", also=("nguon url", "nguon", "source")),
            Column("note", "Ghi chú", also=("ghi chu", "note")),
        ),
        permission=policies.RECORD,
        record=record_rows,
        propose=propose,
        options=Unknown,
        done_url="catalogue:shelf-lives",
        examples=({"goods": "Vải", "temp": "1", "humidity": "90-95", "days_min": 21, "days_max": 35},),
    )
)
