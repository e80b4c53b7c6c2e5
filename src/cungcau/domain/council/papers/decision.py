"""The draft of a decision with its list, or the letter that sends products up to the Ministry."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.domain.council.models import Decision, DecisionLine
from cungcau.domain.council.papers.parts import ENTITY, MISSING, NO, PRODUCT, committee, exactly, province_of
from cungcau.domain.council.selectors.decisions import MINISTRY_STAR, Purpose, lines_of, purpose_of
from cungcau.domain.council.selectors.sheets import bands_for
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.ui import clock

_COLUMNS = (
    NO, PRODUCT, ENTITY, TableColumn("Mã sản phẩm", "left", 5), TableColumn("Điểm trung bình", "right", 4),
)  # fmt: skip


def decision_paper(decision: Decision) -> Paper:
    """The province's own paper; a decision of the Ministry is its own to write: ``decision_of_others``."""
    lines = list(lines_of(decision))
    purpose = purpose_of(decision, lines)
    if purpose is Purpose.MINISTRY:
        raise DomainError("decision_of_others")
    return _recognition(decision, lines) if purpose is Purpose.RECOGNISE else _letter(decision, lines)


def _recognition(decision: Decision, lines: Sequence[DecisionLine]) -> Paper:
    session, on = decision.session, decision.signed_on or clock.today()
    terms = terms_on(on)
    province = province_of(decision.area_code)
    body: list[Block] = [
        Paragraph(
            f"Điều 1. Công nhận {len(lines)} sản phẩm OCOP của tỉnh {province} như danh sách kèm theo. "
            f"Giấy chứng nhận có giá trị {terms.months} tháng."
            + (" Số liệu minh hoạ." if decision.is_demo else "")
        ),
        Paragraph(
            "Điều 2. Chủ thể được in, dán nhãn sao OCOP trong thời hạn của giấy chứng nhận và giữ các điều kiện "
            "đã được công nhận; Văn phòng OCOP tỉnh theo dõi, kiểm tra."
        ),
        Paragraph(
            "Điều 3. Chánh Văn phòng UBND tỉnh, các sở, ngành liên quan, UBND các xã, phường và chủ thể có sản phẩm "
            "thi hành Quyết định này."
        ),
        Heading("DANH SÁCH SẢN PHẨM ĐƯỢC CÔNG NHẬN"),
    ]  # fmt: skip
    body += _by_star(lines)
    return Paper(
        organisation=committee(decision.area_code),
        kind="QUYẾT ĐỊNH",
        subject="Về việc công nhận sản phẩm OCOP",
        symbol="QĐ-UBND",
        number=_number(decision.number),
        place=province,
        day=on,
        bases=(
            "Luật Tổ chức chính quyền địa phương",
            f"Quyết định số {terms.number} của Thủ tướng Chính phủ",
            f"Biên bản phiên {session.code} của {session.council.name} ngày {show_date(session.held_on)}",
        ),
        body=tuple(body),
        signature=Signature(("CHỦ TỊCH",), decision.signer),
        recipients=("Như Điều 3", "Bộ Nông nghiệp và Môi trường (để báo cáo)", "Lưu: VT"),
    )


def _letter(decision: Decision, lines: Sequence[DecisionLine]) -> Paper:
    session, on = decision.session, decision.signed_on or clock.today()
    least = next((one.lower for one in bands_for(lines[0].item) if one.star == MINISTRY_STAR), MISSING)
    return Paper(
        organisation=committee(decision.area_code),
        kind="TỜ TRÌNH",
        subject="Đề nghị đánh giá, công nhận sản phẩm OCOP 5 sao",
        symbol="TTr-UBND",
        number=_number(decision.number),
        place=province_of(decision.area_code),
        day=on,
        addressees=("Bộ Nông nghiệp và Môi trường",),
        body=(
            Paragraph(
                f"{session.council.name} đã đánh giá tại phiên {session.code} ngày {show_date(session.held_on)}; các "
                f"sản phẩm dưới đây đạt từ {least} điểm và đủ mức tối thiểu của 5 sao. "
                "UBND tỉnh đề nghị Bộ xem xét, đánh giá." + (" Số liệu minh hoạ." if decision.is_demo else "")
            ),
            *_by_star(lines),
        ),
        signature=Signature(("CHỦ TỊCH",), decision.signer),
        recipients=("Như trên", "Lưu: VT"),
    )


def _by_star(lines: Sequence[DecisionLine]) -> list[Block]:
    tables: list[Block] = []
    for star in sorted({one.star for one in lines}, reverse=True):
        rows = tuple(
            (
                str(no), one.item.dossier.product.name, one.item.dossier.product.entity.name,
                one.item.dossier.product.code or "–", exactly(one.item),
            )
            for no, one in enumerate((one for one in lines if one.star == star), 1)
        )  # fmt: skip
        tables.append(Table(_COLUMNS, rows, f"Hạng {star} sao"))
    return tables


def _number(text: str) -> int | None:
    """The number in front of the symbol; None leaves it to be filled in."""
    first = text.partition("/")[0]
    return int(first) if first.isascii() and first.isdigit() else None
