"""A day's report as an official paper, in the layout of Decree 30/2020."""

from __future__ import annotations

from datetime import date
from typing import Any

from cungcau.domain.daily.models import DailyReport
from cungcau.domain.daily.selectors.figures import KINDS
from cungcau.domain.daily.selectors.missing import Missing
from cungcau.domain.daily.wording import GROUPS, KIND_LABELS
from cungcau.kernel.vntext import show_date, show_kg, show_money, show_number
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.reference.catalogue.models import Season


def paper(
    season: Season, day: date, figures: dict[str, Any], report: DailyReport | None, missing: list[Missing]
) -> Paper:
    """The report of a day: the issued figures where it was issued, else a draft that says so."""
    issued = report is not None and report.issued_at is not None
    return Paper(
        organisation="Tổ công tác hỗ trợ tiêu thụ nông sản",
        kind="BÁO CÁO",
        subject=f"Kết quả tiêu thụ nông sản ngày {show_date(day)}{'' if issued else ' (bản nháp)'}",
        symbol="BC-TCT",
        place="Lạng Sơn" if season.area_code.startswith("20") else "……",
        day=day,
        body=(
            Heading("I. KẾT QUẢ TRONG NGÀY"),
            Paragraph(_summary(season, figures)),
            *_missing(missing),
            _whole(figures),
            Heading("II. CHI TIẾT"),
            *(_group(figures, name, str(title)) for name, title, _key in GROUPS),
            *_elsewhere(figures),
            Heading("III. KHÓ KHĂN, KIẾN NGHỊ"),
            Paragraph((report.difficulties if report else "") or "Không nêu khó khăn."),
            Paragraph((report.proposals if report else "") or "Không có kiến nghị."),
        ),
        signature=Signature(capacity=("TỔ TRƯỞNG",)),
        recipients=("UBND tỉnh", "Các sở, ngành thành viên Tổ công tác", "Lưu: VT"),
    )


def _summary(season: Season, figures: dict[str, Any]) -> str:
    received, paid = figures["whole"]["received"], figures["whole"]["paid"]
    prices = "; ".join(
        f"{one['name']} {' – '.join(map(show_number, sorted({one['low'], one['high']})))} đồng/kg"
        for one in figures["prices"]
    )
    demo = " Số liệu minh hoạ, trừ các con số có dẫn nguồn." if season.is_demo else ""
    return (
        f"Mùa vụ {season.name}. Trong ngày có {show_number(figures['points'])} điểm cân, "
        f"{show_number(figures['tickets'])} phiếu cân, nhận {show_kg(received[0])} "
        f"(luỹ kế {show_kg(received[1])}), trị giá {show_money(figures['value_vnd'][0])} theo giá đã chốt. "
        f"Đã trả tiền {show_kg(paid[0])} trong ngày, luỹ kế {show_kg(paid[1])}. "
        + (
            f"Giá chốt của hàng nhận trong ngày: {prices}."
            if prices
            else "Trong ngày không có hàng nhận nên không có giá."
        )
        + demo
    )


def _missing(missing: list[Missing]) -> tuple[Paragraph, ...]:
    if not missing:
        return ()
    said = "; ".join(
        f"{one.name} ({show_number(one.slips)} phiếu hái, {show_kg(one.kg)} chưa cân)" if one.kind == "point"
        else f"{one.name} chưa báo số liệu"
        for one in missing
    )  # fmt: skip
    return (Paragraph(f"Còn thiếu số liệu: {said}. Các số dưới đây chưa gồm phần này."),)


def _whole(figures: dict[str, Any]) -> Table:
    columns = (
        TableColumn("Chỉ tiêu", "left", 4), TableColumn("Trong ngày (kg)", "right", 2),
        TableColumn("Luỹ kế (kg)", "right", 2),
    )  # fmt: skip
    rows = tuple(
        (str(KIND_LABELS[kind]), *(show_number(kg) for kg in figures["whole"][kind])) for kind in KINDS
    )
    return Table(columns=columns, rows=rows, caption="Kết quả chung")


def _group(figures: dict[str, Any], name: str, title: str) -> Table:
    columns = (
        TableColumn(title.removeprefix("Theo ").capitalize(), "left", 4),
        TableColumn("Nhận trong ngày (kg)", "right", 2), TableColumn("Nhận luỹ kế (kg)", "right", 2),
        TableColumn("Giao trong ngày (kg)", "right", 2), TableColumn("Giao luỹ kế (kg)", "right", 2),
    )  # fmt: skip
    rows = tuple(
        (row["name"], *(show_number(kg) for kind in ("received", "delivered") for kg in row["kg"][kind]))
        for row in figures[name]
    )
    return Table(columns=columns, rows=rows or (("–",) * len(columns),), caption=title)


_TOLD = ("kg", "trucks", "trucks_waiting", "boxes")


def _elsewhere(figures: dict[str, Any]) -> tuple[Block, ...]:
    rows = tuple(
        (
            row["market"], row["commodity"],
            *("–" if row[key] is None else show_number(row[key]) for key in _TOLD),
            row["source"],
        )
        for row in figures["elsewhere"]
    )  # fmt: skip
    if not rows:
        return ()
    columns = (
        TableColumn("Kênh, cửa khẩu", "left", 3), TableColumn("Nông sản", "left", 2),
        TableColumn("Khối lượng (kg)", "right", 2), TableColumn("Xe qua", "right", 1),
        TableColumn("Xe chờ", "right", 1), TableColumn("Thùng", "right", 1), TableColumn("Nguồn", "left", 3),
    )  # fmt: skip
    return (Table(columns=columns, rows=rows, caption="Số liệu kênh bán, cửa khẩu tự báo"),)
