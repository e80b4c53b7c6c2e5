"""Commodities from a table: name, other names, group."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import Fault
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.reference.catalogue import policies
from cungcau.reference.catalogue.doors.cells import Cells, code_from, finish, listed
from cungcau.reference.catalogue.selectors import CommodityNames
from cungcau.reference.catalogue.services import CommodityRow, record_commodities


def record_rows(rows: Sequence[Row], context: Context) -> Outcome:
    """Known goods are recognised by code, else by a name nobody else bears; others are new."""
    faults: list[Fault] = []
    known = CommodityNames()
    found = []
    for row in rows:
        cells = Cells(row, faults)
        name, code = cells.text("name"), cells.text("code")
        candidates = known.named(name) if not code and name else []
        sure = next((one.commodity for one in candidates if one.sure), None)
        code = code or (sure.code if sure else code_from(name))
        if not name or not code:
            cells.refuse("name", "cần tên nông sản")
        found.append(
            CommodityRow(
                code, sure.name_vi if sure else name, cells.text("source") or context.source,
                cells.text("english") or (sure.name_en if sure else ""),
                cells.text("group") or (sure.group if sure else ""),
                aliases=_aliases(cells, sure.aliases if sure else []),
            )
        )  # fmt: skip
    return finish(rows, faults, lambda: record_commodities(rows=found, actor=context.actor))


def _aliases(cells: Cells, known: Sequence[str]) -> tuple[str, ...] | None:
    said = listed(cells.text("aliases"))
    return (*known, *said) if said else None


def propose(column: str, value: str, context: Context) -> str:
    """The name of the goods that are written nearly so."""
    found = CommodityNames().named(value) if column == "name" else []
    return found[0].commodity.name_vi if found else ""


open_door(
    Door(
        kind="catalogue.commodities",
        title=_("Nông sản"),
        help=_(
            "Tên nông sản, tên khác người ta hay gọi (cách nhau bằng dấu phẩy), nhóm. Tên đã có thì được cập nhật."
        ),
        columns=(
            Column("name", "Nông sản", required=True, also=("ten", "ten nong san", "mat hang", "name")),
            Column("code", "Mã", also=("ma", "ma nong san", "code")),
            Column("aliases", "Tên khác", also=("ten goi khac", "ten thuong goi", "aliases")),
            Column("english", "Tên tiếng Anh", also=("ten tieng anh", "english")),
            Column("group", "Nhóm", also=("nhom", "nhom hang", "group")),
            Column("source", "Nguồn", also=("nguon", "nguon url", "source")),
        ),
        permission=policies.RECORD,
        record=record_rows,
        propose=propose,
        done_url="catalogue:commodities",
        examples=({"name": "Na", "aliases": "mãng cầu dai, na dai", "group": "Trái cây"},),
    )
)
