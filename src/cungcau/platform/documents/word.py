"""The paper as an editable Word document, in the same layout as the PDF."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from cungcau.platform.documents import word_body
from cungcau.platform.documents.paper import MOTTO, NATION, Paper, clean

_FONT = "Times New Roman"


def to_docx(paper: Paper) -> bytes:
    """The paper as a .docx file (A4, Times New Roman, Vietnamese as its language)."""
    document = docx.Document()
    _lay_out(document, paper)
    _head(document, paper)
    if paper.kind:
        _name(document, paper)
    _openings(document, paper)
    word_body.write(document, paper.body)
    _foot(document, paper)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lay_out(document: Document, paper: Paper) -> None:
    """Page, margins, basic type, language, page number from page 2 on, properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    _basic_type(document)
    properties = document.core_properties
    properties.title = clean(f"{paper.kind} {paper.subject}")[:255]
    properties.author, properties.language = clean(paper.organisation)[:255], "vi-VN"
    properties.created = properties.modified = datetime.combine(paper.day, time.min)


def _basic_type(document: Document) -> None:
    """Times New Roman 14 in Vietnamese, single spacing, for the whole document and its headings."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    for size in (*defaults.iter(qn("w:sz")), *defaults.iter(qn("w:szCs"))):
        size.set(qn("w:val"), "28")
    next(defaults.iter(qn("w:lang"))).set(qn("w:val"), "vi-VN")
    spacing = next(defaults.iter(qn("w:spacing")))
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")
    headings = (document.styles[f"Heading {level}"].element for level in (1, 2, 3))
    for fonts in [
        *defaults.iter(qn("w:rFonts")),
        *(f for style in headings for f in style.iter(qn("w:rFonts"))),
    ]:
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), _FONT)


def _page_number(line: Line) -> None:
    line.alignment = ALIGN.CENTER
    run = line.add_run()
    run.font.name, run.font.size = _FONT, Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def _head(document: Document, paper: Paper) -> None:
    """Issuing body and number on the left, nation, motto, place and date on the right."""
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    for place, width in enumerate((Mm(60), Mm(102))):
        table.columns[place].width = width
        for row in table.rows:
            row.cells[place].width = width
    issuer, nation = table.rows[0].cells
    if paper.parent_organisation:
        _say(issuer, clean(paper.parent_organisation).upper(), 12)
    _say(issuer, clean(paper.organisation).upper(), 12, bold=True)
    _rule(issuer, Mm(18))
    _say(nation, NATION, 12, bold=True)
    _say(nation, MOTTO, 13, bold=True)
    _rule(nation, Mm(21))
    number, place = table.rows[1].cells
    _say(number, paper.numbering, 13)
    if not paper.kind:
        _say(number, f"V/v {clean(paper.subject)}", 12)
    _say(place, paper.place_and_day, 13, italic=True)


def _name(document: Document, paper: Paper) -> None:
    line = document.add_paragraph(style="Normal")
    line.alignment, line.paragraph_format.space_before = ALIGN.CENTER, Pt(12)
    line.add_run(clean(paper.kind).upper()).bold = True
    line = document.add_paragraph()
    line.alignment = ALIGN.CENTER
    line.add_run(clean(paper.subject)).bold = True
    rule = document.add_paragraph()
    _border_above(rule, Mm(62))
    rule.paragraph_format.space_after = Pt(6)


def _openings(document: Document, paper: Paper) -> None:
    """Addressees, then the legal grounds in italics."""
    names = [clean(name) for name in paper.addressees]
    if len(names) == 1:
        line = document.add_paragraph(f"Kính gửi: {names[0]}")
        line.alignment = ALIGN.CENTER
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(8)
    elif names:
        for place, text in enumerate(["Kính gửi:", *(f"- {name}" for name in names)]):
            line = document.add_paragraph(text)
            line.paragraph_format.left_indent = Mm(55 if place else 35)
            line.paragraph_format.space_before = Pt(2 if place else 8)
    for basis in paper.bases:
        line = word_body.indented(document)
        line.add_run(clean(basis)).italic = True


def _foot(document: Document, paper: Paper) -> None:
    """Recipients on the left, signature on the right; the row never breaks over two pages."""
    document.add_paragraph().paragraph_format.space_after = Pt(4)
    table = document.add_table(rows=1, cols=2)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    recipients, signature = table.rows[0].cells
    if paper.recipients:
        _say(recipients, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
        for text in paper.recipient_lines:
            _say(recipients, text, 11, align=ALIGN.LEFT)
    for text in paper.signature.capacity:
        _say(signature, clean(text).upper(), 14, bold=True)
    name = _say(signature, clean(paper.signature.name), 14, bold=True)
    name.paragraph_format.space_before = Pt(72)


def _say(
    cell: _Cell,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> Line:
    """Write a line in a cell; its first, empty paragraph is used first."""
    first = cell.paragraphs[0]
    line: Line = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
    line.alignment = align
    run = line.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return line


def _rule(cell: _Cell, indent: int) -> None:
    _border_above(cell.add_paragraph(), indent)


def _border_above(line: Line, indent: int) -> None:
    """A thin centred rule: an almost empty line with a border above, drawn in from both sides (EMU)."""
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = indent
    line.paragraph_format.space_before = Pt(2)
    line.paragraph_format.line_spacing = Pt(6)
    border, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    line._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
