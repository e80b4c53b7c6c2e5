"""Papers of what follows recognition: the proposal to revoke, the minutes of an inspection (Decree 30/2020)."""

from __future__ import annotations

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.recognition import states
from cungcau.domain.recognition.models import Finding, Inspection, Revocation
from cungcau.domain.recognition.selectors.revocations import MINISTERS_STAR, decided_by
from cungcau.kernel.vntext import show_date
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit

OFFICE = "Văn phòng điều phối OCOP"
_LETTERS = {
    "false_or_forged_dossier": "a",
    "no_longer_meets_criteria": "b",
    "law_violation": "c",
    "ocop_mark_misuse": "d",
    "stopped_production": "đ",
    "other_authority_conclusion": "e",
}
"""The points of article 8(1) of 26/2026/QĐ-TTg, ground by ground."""


def proposal(case: Revocation) -> Paper:
    """The proposal to revoke a certificate, from the office to whoever decides."""
    certificate = case.certificate
    product, entity = certificate.product, certificate.product.entity
    whom = decided_by(certificate.star)
    state = f"Vụ việc: {str(states.REVOCATION_LABELS[case.state]).lower()}."
    if case.state == states.DECIDED and case.decided_on is not None:
        state = f"Đã có Quyết định thu hồi số {case.decision_no} ngày {show_date(case.decided_on)}."
    return Paper(
        organisation=OFFICE,
        kind="TỜ TRÌNH",
        subject=f"đề nghị thu hồi giấy chứng nhận OCOP của sản phẩm {product.name}",
        symbol="TTr-OCOP",
        place=_province(certificate.area_code),
        day=clock.today(),
        addressees=(whom,),
        bases=(
            "Căn cứ Điều 8 Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ;",
        ),
        body=(
            Heading("1. Giấy chứng nhận"),
            _certificate(certificate),
            Heading("2. Căn cứ thu hồi"),
            Paragraph(
                f"Điểm {_LETTERS[case.ground]} khoản 1 Điều 8: {str(case.get_ground_display()).lower()}. "
                f"Kết luận ngày {show_date(case.concluded_on)}."
            ),
            Heading("3. Sự việc"),
            Paragraph(case.facts),
            *_from_inspection(case),
            Heading("4. Đề nghị"),
            Paragraph(
                f"Đề nghị {whom} xem xét, quyết định thu hồi giấy chứng nhận trước hoặc trong ngày "
                f"{show_date(case.due_on)} (15 ngày kể từ ngày kết luận, khoản 4 Điều 8). {state}"
            ),
        ),
        signature=Signature(capacity=("LÃNH ĐẠO VĂN PHÒNG",)),
        recipients=(
            "Như trên", *(("UBND tỉnh",) if certificate.star >= MINISTERS_STAR else ()), entity.name, "Lưu: VT",
        ),
    )  # fmt: skip


def minutes(inspection: Inspection, findings: list[Finding]) -> Paper:
    """The minutes of an inspection: a form to fill in before it, the record after it."""
    product = inspection.product
    done = inspection.done_on
    opening = (
        f"Hôm nay, ngày {show_date(done)}, tại cơ sở của {product.entity.name}, đoàn kiểm tra gồm: "
        f"{inspection.team or '……'}."
        if done
        else f"Dự kiến ngày {show_date(inspection.planned_on)}, tại cơ sở của {product.entity.name}. Đoàn kiểm tra: "
        f"{inspection.team or '……'}."
    )
    blocks: list[Block] = [
        Paragraph(opening),
        Paragraph(
            f"Sản phẩm: {product.name}" + (f" (mã {product.code})" if product.code else "") + ". Kiểm tra "
            f"{str(inspection.get_kind_display()).lower()}."
            + (f" Lý do: {inspection.why}." if inspection.why else "")
        ),
        Heading("1. Nội dung kiểm tra"),
        Paragraph(
            "Việc duy trì các tiêu chí theo hồ sơ đã được đánh giá; việc dùng nhãn hiệu, thông tin và quảng bá sản "
            "phẩm OCOP (khoản 3 Điều 9 Quyết định số 26/2026/QĐ-TTg)."
        ),
        Heading("2. Điều phải khắc phục"),
        _findings(findings, filled=done is not None),
        Heading("3. Kết luận"),
        Paragraph(inspection.conclusion or "……………………………………………………………………………………"),
        Heading("4. Ý kiến của chủ thể"),
        Paragraph("……………………………………………………………………………………"),
    ]
    return Paper(
        organisation=OFFICE,
        kind="BIÊN BẢN",
        subject=f"kiểm tra sau công nhận sản phẩm OCOP {product.name} ({inspection.code})",
        symbol="BB-OCOP",
        place=_province(inspection.area_code),
        day=done or inspection.planned_on,
        body=tuple(blocks),
        signature=Signature(capacity=("ĐẠI DIỆN ĐOÀN KIỂM TRA", "(ký, ghi rõ họ tên)")),
        recipients=(f"Chủ thể: {product.entity.name}", "Lưu: VT, hồ sơ kiểm tra"),
    )


def _certificate(certificate: Certificate) -> Table:
    product = certificate.product
    decided = f"{certificate.decision_no or '–'}" + (
        f" ngày {show_date(certificate.decided_on)}" if certificate.decided_on else ""
    )
    rows = (
        ("Sản phẩm", product.name + (f" (mã {product.code})" if product.code else "")),
        ("Chủ thể", product.entity.name),
        ("Địa bàn", product.unit.title if product.unit is not None else "–"),
        ("Hạng", f"{certificate.star} sao"),
        ("Số giấy", certificate.number or "–"),
        ("Quyết định công nhận", decided),
        ("Có giá trị", f"{show_date(certificate.starts_on)} – {show_date(certificate.last_day)}"),
    )
    return Table(columns=(TableColumn("Mục", "left", 2), TableColumn("Nội dung", "left", 5)), rows=rows)


def _from_inspection(case: Revocation) -> tuple[Paragraph, ...]:
    visit = case.inspection
    if visit is None or visit.done_on is None:
        return ()
    return (
        Paragraph(f"Theo biên bản kiểm tra {visit.code} ngày {show_date(visit.done_on)}: {visit.conclusion}"),
    )


def _findings(findings: list[Finding], *, filled: bool) -> Table:
    columns = (
        TableColumn("TT", "center", 1), TableColumn("Tiêu chí", "left", 2), TableColumn("Ghi nhận", "left", 5),
        TableColumn("Phải khắc phục", "left", 4), TableColumn("Hạn", "left", 2),
    )  # fmt: skip
    rows = tuple(
        (str(no), one.criterion or "–", one.text, one.to_do, show_date(one.due_on) if one.due_on else "–")
        for no, one in enumerate(findings, start=1)
    )
    if rows:
        return Table(columns=columns, rows=rows)
    if filled:
        return Table(columns=columns, rows=(("–", "–", "Không có điều phải khắc phục", "–", "–"),))
    return Table(columns=columns, rows=(("", "", "", "", ""),) * 4)


def _province(area_code: str) -> str:
    found = Unit.objects.filter(area_code=area_code.split(".")[0], valid_to=None).defer("words").first()
    return found.name if found is not None else "……"
