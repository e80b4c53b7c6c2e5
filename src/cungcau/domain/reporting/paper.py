"""A report as an official paper, in the layout of Decree 30/2020, and its figures as an annex sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cungcau.domain.reporting import states
from cungcau.domain.reporting.models import Line, Report
from cungcau.domain.reporting.selectors.comparing import Compared, Part
from cungcau.domain.reporting.wording import REACHED, figure, percent
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.exchange.services import Column

_FINAL = (states.SIGNED, states.SENT, states.REPLACED)

ANNEX = (
    Column("section", "Phần"), Column("name", "Chỉ tiêu"), Column("unit", "Đơn vị tính"),
    Column("shown", "Số liệu", "decimal"), Column("computed", "Số tính được", "decimal"),
    Column("entered", "Số ghi thay", "decimal"), Column("reason", "Lý do, căn cứ"),
    Column("last_year", "Cùng kỳ năm trước", "decimal"), Column("change", "Tăng, giảm", "decimal"),
    Column("target", "Mục tiêu", "decimal"), Column("target_high", "Mục tiêu đến", "decimal"),
    Column("reached", "So với mục tiêu"), Column("source", "Nguồn"), Column("first", "Từ ngày", "date"),
    Column("last", "Đến hết ngày", "date"), Column("below", "Báo cáo cấp dưới đã có số"),
)  # fmt: skip


def paper(report: Report, parts: Sequence[Part]) -> Paper:
    """The report as its agency issues it; one not signed yet says in its name that it is a draft."""
    draft = "" if report.state in _FINAL else " (dự thảo)"
    capacity = tuple(filter(None, report.capacity.splitlines())) or ("NGƯỜI KÝ",)
    return Paper(
        organisation=report.organisation,
        parent_organisation=report.parent_organisation,
        kind="BÁO CÁO",
        subject=f"{report.subject}{draft}",
        number=report.number,
        symbol=report.symbol,
        place=report.place,
        day=report.paper_day,
        addressees=_texts(report.addressees),
        bases=_texts(report.bases),
        body=(
            Paragraph(_opening(report)),
            *(block for part in parts for block in _part(part)),
            Paragraph(f"Trên đây là báo cáo của {report.organisation}, kính gửi {_to(report)}./."),
        ),
        signature=Signature(capacity=capacity, name=report.signer),
        recipients=_texts(report.recipients),
    )


def _texts(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _to(report: Report) -> str:
    return ", ".join(_texts(report.addressees)) or report.due.duty.to_agency.name


def _opening(report: Report) -> str:
    due = report.due
    revised = f" Bản này sửa đổi bản đã gửi trước; lý do: {report.changes}." if report.changes else ""
    demo = " Số liệu minh hoạ." if due.is_demo else ""
    return (
        f"{report.organisation} báo cáo {due.label} (từ {show_date(due.period_from)} đến hết "
        f"{show_date(due.period_to)}); số liệu tính đến hết ngày {show_date(report.as_of)}.{revised}{demo} "
        "Cụ thể như sau:"
    )


def _part(part: Part) -> Iterator[Block]:
    yield Heading(part.section.heading)
    if part.section.text.strip():
        yield Paragraph(part.section.text)
    elif not part.figures:
        yield Paragraph("Không có nội dung phát sinh.")
    if part.figures:
        yield _table(part.figures)
        notes = list(_notes(part.figures))
        if notes:
            yield Paragraph("Ghi chú: " + ". ".join(notes) + ".")


def _table(figures: Sequence[Compared]) -> Table:
    with_target = any(one.line.target is not None for one in figures)
    columns = [
        TableColumn("Chỉ tiêu", "left", 5), TableColumn("Đơn vị", "left", 2), TableColumn("Số liệu", "right", 2),
        TableColumn("Cùng kỳ năm trước", "right", 2),
    ]  # fmt: skip
    columns += (
        [TableColumn("Mục tiêu", "right", 2), TableColumn("Đạt (%)", "right", 2)]
        if with_target
        else [TableColumn("Tăng, giảm", "right", 2)]
    )
    rows = []
    for one in figures:
        line = one.line
        said = figure(line.shown) + (" (*)" if line.is_overridden else "")
        last = [target_text(line), percent(one.share)] if with_target else [_signed(one)]
        rows.append((line.name, line.unit, said, figure(line.last_year), *last))
    return Table(columns=tuple(columns), rows=tuple(rows))


def target_text(line: Line) -> str:
    """A target as papers write it: "50", "60–70", a dash without one."""
    if line.target is None or line.target_high is None:
        return figure(line.target)
    return f"{figure(line.target)}–{figure(line.target_high)}"


def _signed(one: Compared) -> str:
    if one.change is None:
        return "–"
    mark = "+" if one.change > 0 else ""
    return f"{mark}{show_number(one.change)}"


def _notes(figures: Sequence[Compared]) -> Iterator[str]:
    """What a reader must know of the figures: written over, summed from some only, not known; alike ones together."""
    for one in figures:
        line = one.line
        if line.is_overridden:
            was = f"{figure(line.computed)} {line.unit}"
            yield f"(*) {line.name}: số hệ thống tính được là {was}; ghi khác vì {line.reason}"
    some: dict[str, list[str]] = {}
    for one in figures:
        line = one.line
        if line.source == Line.Source.ROLLED and one.below_missing and not one.is_missing:
            of = f"{show_number(line.below_sent or 0)}/{show_number(line.below_all or 0)}"
            some.setdefault(of, []).append(line.name)
    for of, names in some.items():
        yield f"Mới cộng từ {of} báo cáo cấp dưới: {'; '.join(names)}"
    unknown = [one.line.name for one in figures if one.is_missing]
    if unknown:
        yield f"Chưa có số liệu: {'; '.join(unknown)}"


def annex_rows(parts: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`ANNEX`: every figure with what stands behind it."""
    for part in parts:
        for one in part.figures:
            line = one.line
            rolled = line.source == Line.Source.ROLLED
            yield {
                "section": part.section.heading, "name": line.name, "unit": line.unit, "shown": line.shown,
                "computed": line.computed, "entered": line.entered, "reason": line.reason,
                "last_year": line.last_year, "change": one.change, "target": line.target,
                "target_high": line.target_high, "reached": str(REACHED.get(one.reached, "")),
                "source": line.where_from or str(line.get_source_display()), "first": line.first, "last": line.last,
                "below": f"{line.below_sent}/{line.below_all}" if rolled else "",
            }  # fmt: skip
