"""The table of what every member gave every product of a session, of closed scorings alone."""

from __future__ import annotations

from cungcau.domain.council import states
from cungcau.domain.council.models import Item, Seat, Session
from cungcau.domain.council.papers.parts import NO, PRODUCT, day_of, demo_note, head, points, stars
from cungcau.domain.council.selectors.sessions import chairs, programme
from cungcau.domain.council.selectors.sheets import given
from cungcau.platform.documents.paper import Paper, Paragraph, Signature, Table, TableColumn


def summary(session: Session) -> Paper:
    """Members are numbered; their names stand below."""
    seats = [one.seat for one in chairs(session) if one.seat.scores]
    rows = tuple(_row(item, session, seats) for item in programme(session))
    columns = (
        NO, PRODUCT, *(TableColumn(f"({n})", "right", 2) for n in range(1, len(seats) + 1)),
        TableColumn("Trung bình", "right", 4), TableColumn("Xếp hạng", "center", 3),
    )  # fmt: skip
    names = "; ".join(
        f"({n}) {seat.user.full_name}, {seat.get_post_display()}" for n, seat in enumerate(seats, 1)
    )
    return Paper(
        **head(session, day_of(session)),  # type: ignore[arg-type]
        kind="BẢNG TỔNG HỢP",
        subject=f"Điểm đánh giá sản phẩm OCOP, phiên {session.code}",
        symbol="TH-HĐ",
        body=(
            Paragraph("Điểm của từng thành viên ở lần chấm cuối đã khép." + demo_note(session)),
            Table(columns, rows or (("–",) * len(columns),)),
            Paragraph(f"Thành viên: {names}."),
            Paragraph("Dấu –: vắng, đứng ngoài, hoặc việc chấm chưa khép."),
        ),
        signature=Signature(("THƯ KÝ",)),
        recipients=("Hội đồng", "Lưu: hồ sơ phiên họp"),
    )


def _row(item: Item, session: Session, seats: list[Seat]) -> tuple[str, ...]:
    item.session = session
    totals: dict[int, int] = {}
    if item.closed_attempt:
        totals = {one.sheet.seat_id: one.total for one in given(item, item.closed_attempt)}
    done = item.state == states.DONE
    return (
        str(item.no), item.dossier.product.name,
        *(str(totals[seat.pk]) if seat.pk in totals else "–" for seat in seats),
        points(item) if done else "–", stars(item) if done else str(states.ITEM_LABELS[item.state]),
    )  # fmt: skip
