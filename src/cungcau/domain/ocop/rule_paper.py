"""A score sheet as a paper to print: every criterion with its levels, boxes to tick."""

from __future__ import annotations

from datetime import date

from cungcau.engines import scoring
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn

_COLUMNS = (
    TableColumn("Mã", "left", 2), TableColumn("Tiêu chí và các mức", "left", 12),
    TableColumn("Điểm", "center", 2), TableColumn("Chọn", "center", 2),
)  # fmt: skip


def sheet_paper(sheet: scoring.Sheet, instrument: str, on: date) -> Paper:
    """The empty sheet of a set, as the office prints it."""
    return Paper(
        organisation="HỘI ĐỒNG ĐÁNH GIÁ SẢN PHẨM OCOP",
        kind="PHIẾU ĐÁNH GIÁ SẢN PHẨM",
        subject=f"Bộ {sheet.number}: {sheet.name} (theo {instrument})",
        symbol="PĐG-OCOP",
        place="……",
        day=on,
        body=(
            Paragraph("Sản phẩm: ……………………………………  Mã: ……………………  Chủ thể: ……………………………………"),
            *(block for part in sheet.parts for block in part_blocks(part)),
            Paragraph(f"Tổng điểm: ………… / {sheet.most}."),
            *_doubts(sheet),
        ),
        signature=Signature(capacity=("NGƯỜI CHẤM ĐIỂM",)),
    )


def part_blocks(part: scoring.Part) -> tuple[Block, ...]:
    """A part's heading and table."""
    rows: list[tuple[str, str, str, str]] = []
    for row in part.criteria:
        rows.append((row.code, row.name, f"tối đa {row.most}", ""))
        rows += [("", level_text(one), str(one.points), "☐") for one in row.options]
    return (
        Heading(f"PHẦN {part.code}. {part.name.upper()} ({part.most} ĐIỂM)"),
        Table(columns=_COLUMNS, rows=tuple(rows)),
    )


def level_text(one: scoring.Option) -> str:
    """A level's label with its branch and its star mark."""
    case = f"({one.case}) " if one.case else ""
    mark = f" {'*' * one.star}" if one.star else ""
    return f"– {case}{one.label}{mark}"


def _doubts(sheet: scoring.Sheet) -> tuple[Paragraph, ...]:
    marks = Paragraph("Dấu sao (*) sau một mức: mức tối thiểu của hạng sao đó.")
    if not sheet.flags:
        return (marks,)
    said = "; ".join(f"{flag.criterion or 'cả bộ'}: {flag.text}" for flag in sheet.flags)
    return (marks, Paragraph(f"Chỗ văn bản chưa rõ: {said}."))
