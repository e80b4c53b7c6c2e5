"""A door over a real table, for tests: commodities by code, with rules of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from openpyxl import Workbook

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COORDINATOR
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.catalogue.services import CommodityRow, record_commodities

RECORD = register("test.record_goods", "Ghi nông sản thử", roles=(COORDINATOR,))
COLUMNS = (
    Column("code", "Mã nông sản", required=True),
    Column("name", "Tên nông sản", required=True, also=("Tên hàng",)),
    Column("output_kg", "Sản lượng (kg)", "kg"),
    Column("area_m2", "Diện tích (m²)", "area"),
    Column("price", "Giá (đ/kg)", "money"),
    Column("grade", "Loại"),
    Column("picked", "Ngày hái", "date"),
)
GRADES = ("Loại 1", "Loại 2")


@dataclass
class Hooks:
    """What a test wants to happen inside the door."""

    before: Callable[[Sequence[Row]], None] | None = None
    after: Callable[[Sequence[Row]], None] | None = None


HOOKS = Hooks()


class Answers(forms.Form):
    season = forms.CharField(label="Mùa vụ", max_length=20)


def record(rows: Sequence[Row], context: Context) -> Outcome:
    access.require(context.actor, RECORD)
    if HOOKS.before:
        HOOKS.before(rows)
    if context.options["season"] == "đóng":
        raise DomainError("season_unknown", value="đóng")
    faults = [
        Fault(row.sheet, row.line, "grade", str(row.values["grade"]), "cần Loại 1 hoặc Loại 2")
        for row in rows
        if row.values["grade"] not in (None, *GRADES)
    ]
    if faults:
        raise InputInvalid(faults)
    done = record_commodities(
        rows=[
            CommodityRow(
                str(row.values["code"]),
                f"{row.values['name']} {row.values['output_kg'] or ''}".strip(),
                context.source,
            )
            for row in rows
        ],
        actor=None,
    )
    if HOOKS.after:
        HOOKS.after(rows)
    return Outcome(done.created, done.changed, done.unchanged)


def propose(column: str, value: str, context: Context) -> str:
    return "Loại 1" if column == "grade" and value.strip().upper().endswith(" I") else ""


GOODS = open_door(
    Door(
        "test.goods", "Nông sản thử", "Bảng nông sản để thử.", COLUMNS, RECORD, record, propose=propose,
        options=Answers, done_url="intake:doors", examples=({"code": "hong", "name": "Hồng", "output_kg": 1500},),
        choices=lambda context: {"grade": GRADES},
    )
)  # fmt: skip

HEADER = "Mã nông sản,Tên nông sản,Sản lượng (tấn),Loại,Ghi chú"
SEASON = {"season": "2021"}


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def codes() -> set[str]:
    return set(Commodity.objects.filter(code__startswith="n").values_list("code", flat=True))


def workbook(
    sheets: dict[str, Sequence[Sequence[Any]]], merged: dict[str, Sequence[str]] | None = None
) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for block in (merged or {}).get(name, ()):
            page.merge_cells(block)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
