"""The certificate as a paper, PDF or Word; the law gives no template, the layout is our own."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.recognition.badges import public_url, qr_png, qr_svg, require_valid
from cungcau.domain.recognition.selectors.revocations import MINISTERS_STAR
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date, show_long_date
from cungcau.platform.documents.paper import MOTTO, NATION, clean
from cungcau.platform.documents.typeset import pdf_of
from cungcau.reference.geography.models import Unit

_TEMPLATE = Path(__file__).parent / "templates" / "recognition" / "certificate.typ"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Times New Roman"
_GOLD, _GREEN = RGBColor(0xC9, 0x82, 0x00), RGBColor(0x1D, 0x5C, 0x36)


def certificate_response(certificate: Certificate, kind: str, site: str) -> HttpResponse:
    """The certificate as a file, ``pdf`` or ``docx``, while it counts.

    Raises ``badge_not_valid``, ``certificate_made_elsewhere`` for one known from a list only, ``format_unknown``.
    """
    require_valid(certificate)
    if certificate.dossier_id is None:
        raise DomainError("certificate_made_elsewhere", source=certificate.source)
    if kind == "pdf":
        response = HttpResponse(to_pdf(certificate, site), content_type="application/pdf")
    elif kind == "docx":
        response = HttpResponse(to_docx(certificate, site), content_type=_DOCX)
    else:
        raise DomainError("format_unknown", value=kind)
    name = f"giay-chung-nhan-{certificate.number.split('/')[0]}-{certificate.starts_on.year}.{kind}"
    response["Content-Disposition"] = content_disposition_header(kind == "docx", name) or "inline"
    response["Cache-Control"] = "no-store"
    return response


def to_pdf(certificate: Certificate, site: str) -> bytes:
    """A4 across, with the QR of the public page. Raises ``paper_invalid``."""
    inputs = {"paper": json.dumps(content_of(certificate, site), ensure_ascii=False)}
    return pdf_of(_TEMPLATE, inputs)


def content_of(certificate: Certificate, site: str) -> dict[str, object]:
    """What the paper says, finished text."""
    product = certificate.product
    decided = f" ngày {show_date(certificate.decided_on)}" if certificate.decided_on else ""
    place = product.unit.title if product.unit is not None else ""
    code = f" Mã sản phẩm: {product.code}." if product.code else ""
    return {
        "title": f"Giấy chứng nhận {certificate.number}",
        "nation": NATION,
        "motto": MOTTO,
        "number": clean(certificate.number),
        "product": clean(product.name),
        "entity": clean(product.entity.name),
        "place": place,
        "star": certificate.star,
        "demo": certificate.is_demo,
        "authority": clean(certificate.authority),
        "signed": f"{_place(certificate)}, {show_long_date(certificate.decided_on or certificate.starts_on)}",
        "lines": [
            f"Theo Quyết định số {clean(certificate.decision_no)}{decided}.",
            f"Có giá trị từ ngày {show_date(certificate.starts_on)} đến hết ngày {show_date(certificate.last_day)}.",
            f"Phân hạng theo {certificate.instrument.number}.{code}",
        ],
        "qr": qr_svg(public_url(certificate, site)),
    }  # fmt: skip


def _place(certificate: Certificate) -> str:
    """Where it is signed: five stars in the capital, the others in their province."""
    if certificate.star >= MINISTERS_STAR:
        return "Hà Nội"
    province = certificate.area_code.split(".")[0]
    found = (
        Unit.objects.filter(area_code=province, valid_to=None).defer("words").first() if province else None
    )
    return found.name if found is not None else "…………"


def to_docx(certificate: Certificate, site: str) -> bytes:
    """The same as an editable Word file, A4 across."""
    said = content_of(certificate, site)
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.core_properties.title = str(said["title"])
    document.core_properties.language = "vi-VN"
    document.core_properties.author = str(said["authority"])
    _line(document, NATION, 13, bold=True)
    _line(document, MOTTO, 13, bold=True, after=8)
    _line(document, "GIẤY CHỨNG NHẬN", 26, bold=True, colour=_GREEN)
    _line(document, "KẾT QUẢ PHÂN HẠNG SẢN PHẨM OCOP", 15, bold=True)
    _line(document, f"Số: {said['number']}" + (" · minh hoạ" if said["demo"] else ""), 13, after=8)
    _line(document, "Chứng nhận sản phẩm", 14)
    _line(document, str(said["product"]), 22, bold=True)
    _line(document, f"của {said['entity']}" + (f", {said['place']}" if said["place"] else ""), 14, after=4)
    _line(document, "★ " * certificate.star, 24, colour=_GOLD)
    _line(document, f"đạt hạng {certificate.star} SAO", 17, bold=True, colour=_GOLD, after=6)
    _foot(document, said, qr_png(public_url(certificate, site)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _foot(document: Document, said: dict[str, object], picture: bytes) -> None:
    """The QR, what the decision says, and the space to sign."""
    cells = document.add_table(rows=1, cols=3).rows[0].cells
    for cell, width in zip(cells, (Mm(36), Mm(121), Mm(100)), strict=True):
        cell.width = width
    cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(picture), width=Mm(32))
    lines = said["lines"]
    assert isinstance(lines, list), "built above"
    cells[1].paragraphs[0].add_run(
        "\n".join([*lines, "Quét mã để biết giấy còn hiệu lực hay không."])
    ).font.size = Pt(11)
    first = cells[2].paragraphs[0]
    first.alignment = ALIGN.CENTER
    first.add_run(str(said["signed"])).italic = True
    second = cells[2].add_paragraph()
    second.alignment = ALIGN.CENTER
    second.add_run(str(said["authority"]).upper()).bold = True


def _line(
    document: Document,
    text: str,
    size: int,
    *,
    bold: bool = False,
    after: int = 0,
    colour: RGBColor | None = None,
) -> None:
    line = document.add_paragraph()
    line.alignment = ALIGN.CENTER
    line.paragraph_format.space_after = Pt(after)
    run = line.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
