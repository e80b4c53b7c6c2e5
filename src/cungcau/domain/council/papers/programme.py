"""The programme of a session."""

from __future__ import annotations

from cungcau.domain.council.models import Session
from cungcau.domain.council.papers.parts import ENTITY, NO, PRODUCT, demo_note, head, whole
from cungcau.domain.council.selectors.sessions import programme as items_of
from cungcau.kernel.vntext import show_date
from cungcau.platform.documents.paper import Paper, Paragraph, Signature, Table, TableColumn

_COLUMNS = (
    NO, PRODUCT, ENTITY, TableColumn("Loại hồ sơ", "left", 4), TableColumn("Bộ tiêu chí", "left", 6),
    TableColumn("Mẫu đã nhận", "right", 2),
)  # fmt: skip


def programme(session: Session) -> Paper:
    """What a session is about, for those invited and for the door."""
    items = list(items_of(session))
    written = session.mode == Session.Mode.WRITTEN
    place = "Hình thức: lấy ý kiến bằng văn bản." if written else f"Địa điểm: {session.place}."
    until = f" Hạn trả lời: {show_date(session.answer_by)}." if session.answer_by else ""
    rows = tuple(
        (
            str(item.no), item.dossier.product.name, item.dossier.product.entity.name,
            item.dossier.get_kind_display(), item.dossier.criteria_set.name, whole(getattr(item, "samples", None)),
        )
        for item in items
    )  # fmt: skip
    return Paper(
        **head(session, session.held_on),  # type: ignore[arg-type]
        kind="CHƯƠNG TRÌNH",
        subject=f"Phiên {session.code} đánh giá, phân hạng sản phẩm OCOP",
        symbol="CTr-HĐ",
        body=(
            Paragraph(
                f"Ngày {show_date(session.held_on)}. {place}{until} Đánh giá {len(items)} sản phẩm."
                + demo_note(session)
            ),
            Paragraph(
                "Thứ tự làm việc: điểm danh, công bố quy chế; với từng sản phẩm: giới thiệu hồ sơ, xem mẫu, thành viên "
                "chấm độc lập, khép việc chấm, thảo luận nếu điểm lệch quá mức, thống nhất tiêu chí tối thiểu, công bố "
                "kết quả; kết luận và thông qua biên bản."
            ),
            Table(_COLUMNS, rows or (("–",) * len(_COLUMNS),), "Danh sách sản phẩm"),
        ),
        signature=Signature(("TM. HỘI ĐỒNG",)),
        recipients=("Thành viên Hội đồng", "Lưu: VT"),
    )
