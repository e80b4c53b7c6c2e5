"""The commune's report on a file (form 03) as a paper in Decree 30/2020's layout.

Source: 26/2026/QĐ-TTg, Appendix III, form 03; the wording is ours.
"""

from __future__ import annotations

from django.utils.translation import override

from cungcau.domain.ocop.models import CommuneReport, Dossier
from cungcau.domain.ocop.selectors.completeness import GAP, LOOK, completeness
from cungcau.domain.ocop.services.report import POINTS
from cungcau.kernel.vntext import show_date
from cungcau.platform.documents.paper import Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.ui import clock

_COLUMNS = (TableColumn("Nội dung kiểm tra", "left", 3), TableColumn("Kết quả", "left", 4))
_STANDING = {GAP: "chưa đủ", LOOK: "cần xem"}


def paper(dossier: Dossier, report: CommuneReport) -> Paper:
    """The report as the commune wrote it; the checklist is listed while the report is being written only.

    Once it went up, what the commune found counts, not what the file holds today.
    """
    unit = dossier.product.unit
    place = unit.name if unit is not None else "……"
    commune = f"ỦY BAN NHÂN DÂN {unit.title.upper()}" if unit is not None else "ỦY BAN NHÂN DÂN XÃ ……"
    product, entity = dossier.product, dossier.product.entity
    demo = " Số liệu minh hoạ." if dossier.is_demo else ""
    sent = (
        f"Kèm công văn số {report.letter_no} ngày {show_date(report.letter_on)}." if report.letter_on else ""
    )
    return Paper(
        organisation=commune,
        subject=f"Kết quả kiểm tra hồ sơ sản phẩm OCOP “{product.name}”",
        kind="BÁO CÁO",
        symbol="BC-UBND",
        place=place,
        day=report.letter_on or clock.today(),
        addressees=("Văn phòng OCOP tỉnh",),
        bases=(f"Căn cứ {dossier.criteria_set.book.instrument.number}",),
        body=(
            Heading("I. HỒ SƠ"),
            Paragraph(f"Sản phẩm: {product.name}{f' (mã {product.code})' if product.code else ''}.{demo}"),
            Paragraph(f"Chủ thể: {entity.name}. Loại hồ sơ: {str(dossier.get_kind_display()).lower()}."),
            Paragraph(f"Số phiếu đăng ký: {dossier.code or '……'}. {sent}".strip()),
            Heading("II. TÍNH ĐẦY ĐỦ CỦA HỒ SƠ"),
            Paragraph(
                "Hồ sơ đầy đủ, đúng mẫu quy định." if report.complete else "Hồ sơ chưa đầy đủ theo quy định."
            ),
            *(() if report.letter_no else (_checklist(dossier),)),
            Heading("III. NHẬN XÉT VỀ BỐN NỘI DUNG"),
            *_points(report),
            Heading("IV. Ý KIẾN CỦA UỶ BAN NHÂN DÂN CẤP XÃ"),
            Paragraph(report.opinion or "Đề nghị tỉnh tiếp nhận, đánh giá theo quy định."),
        ),
        signature=Signature(capacity=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        recipients=("Như trên", "Chủ thể", "Lưu: VT"),
    )  # fmt: skip


def _points(report: CommuneReport) -> list[Paragraph]:
    found = []
    for no, (name, label) in enumerate(POINTS.items(), 1):
        fits = "đúng như hồ sơ" if getattr(report, f"{name}_ok") else "chưa đúng như hồ sơ"
        found.append(Paragraph(f"{no}. {label[:1].upper()}{label[1:]}: {fits}."))
        found.append(Paragraph(getattr(report, name)))
    return found


def _checklist(dossier: Dossier) -> Table:
    rows = []
    with override("vi"):
        for point in completeness(dossier).points:
            said = "; ".join(note.text for note in point.notes)
            standing = _STANDING.get(point.standing, "đủ")
            rows.append((point.label, f"{standing}: {said}" if said else standing))
    return Table(columns=_COLUMNS, rows=tuple(rows), caption="Bảng kiểm tra của phần mềm")
