"""A member's score sheet."""

from __future__ import annotations

from django.utils import timezone

from cungcau.domain.council import states
from cungcau.domain.council.models import Item, Score, ScoreSheet
from cungcau.domain.council.papers.parts import day_of, demo_note, head
from cungcau.domain.council.selectors.sheets import points_of, sheet_for
from cungcau.engines.scoring import Criterion, Part
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn

_COLUMNS = (
    TableColumn("Mã", "left", 2), TableColumn("Tiêu chí", "left", 8), TableColumn("Tối đa", "right", 2),
    TableColumn("Mức đã chọn", "left", 9), TableColumn("Điểm", "right", 2),
)  # fmt: skip


def score_sheet(item: Item, sheet: ScoreSheet) -> Paper:
    """The sheet as its member filled it in; the caller has passed the gate to it."""
    printed, scores = sheet_for(item), points_of(sheet)
    product, session = item.dossier.product, item.session
    total = sum(one.points for one in scores.values())
    handed_in = sheet.state == states.SUBMITTED and sheet.submitted_at is not None
    when = f"nộp lúc {timezone.localtime(sheet.submitted_at):%H:%M %d/%m/%Y}" if handed_in else "chưa nộp"
    body: list[Block] = [
        Paragraph(
            f"Sản phẩm: {product.name}. Chủ thể: {product.entity.name}. Hồ sơ: {item.dossier}. "
            f"Bộ tiêu chí: {printed.name} ({item.dossier.criteria_set.book.instrument.number})."
        ),
        Paragraph(
            f"Người chấm: {sheet.seat.user.full_name}, {sheet.seat.get_post_display()}, {sheet.seat.agency}. "
            f"Phiên {session.code}, lần chấm {sheet.attempt}, {when}." + demo_note(session)
        ),
    ]
    for part in printed.parts:
        body += _part(part, scores)
    body.append(Paragraph(f"TỔNG ĐIỂM: {total}/{printed.most}."))
    body.append(Paragraph(f"Nhận xét: {sheet.remark or 'không có.'}"))
    return Paper(
        **head(session, day_of(session)),  # type: ignore[arg-type]
        kind="PHIẾU CHẤM ĐIỂM",
        subject=f"Sản phẩm {product.name}",
        symbol="PC-HĐ",
        body=tuple(body),
        signature=Signature(("NGƯỜI CHẤM",), sheet.seat.user.full_name),
        recipients=("Hội đồng", "Lưu: hồ sơ phiên họp"),
    )


def _part(part: Part, scores: dict[str, Score]) -> list[Block]:
    rows = tuple(_row(row, scores.get(row.code)) for row in part.criteria if row.scorable)
    given = sum(scores[row.code].points for row in part.criteria if row.code in scores)
    title = f"Phần {part.code}. {part.name}: {given}/{part.most} điểm"
    return [Heading(title, 2), Table(_COLUMNS, rows)]


def _row(row: Criterion, score: Score | None) -> tuple[str, ...]:
    if score is None:
        return (row.code, row.name, str(row.most), "chưa chấm", "–")
    chosen = next(
        (one.label for one in row.options if (one.points, one.case or "") == (score.points, score.case)),
        "",
    )
    said = f"{chosen} (ghi chú: {score.note})" if score.note else chosen
    return (row.code, row.name, str(row.most), said, str(score.points))
