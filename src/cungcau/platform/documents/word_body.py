"""The body of a paper in Word: paragraphs, headings, tables."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from cungcau.platform.documents.paper import Block, Heading, Paragraph, Table, clean

_WIDTH_MM = 160
_ALIGN = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}


def write(document: Document, body: Iterable[Block]) -> None:
    """Write the blocks one after the other."""
    for block in body:
        if isinstance(block, Paragraph):
            for text in filter(None, map(clean, block.text.splitlines())):
                indented(document).add_run(text)
        elif isinstance(block, Heading):
            _heading(document, block)
        else:
            _table(document, block)


def indented(document: Document) -> Line:
    """A new body paragraph: justified, first line drawn in, 6 pt after."""
    line = document.add_paragraph()
    line.alignment = ALIGN.JUSTIFY
    line.paragraph_format.first_line_indent = Mm(10)
    line.paragraph_format.space_after = Pt(6)
    return line


def _heading(document: Document, heading: Heading) -> None:
    """A heading Word lists in its outline, without its blue."""
    line = document.add_paragraph(style=f"Heading {heading.level}")
    line.paragraph_format.first_line_indent = Mm(10)
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(6)
    run = line.add_run(clean(heading.text))
    run.font.name, run.font.size = "Times New Roman", Pt(14)
    run.bold, run.italic = True, heading.level == 3
    run.font.color.rgb = RGBColor(0, 0, 0)


def _table(document: Document, table: Table) -> None:
    if table.caption:
        caption = document.add_paragraph()
        caption.alignment, caption.paragraph_format.keep_with_next = ALIGN.CENTER, True
        caption.add_run(clean(table.caption)).bold = True
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    shares = sum(column.share for column in table.columns)
    widths = [Mm(_WIDTH_MM * column.share / shares) for column in table.columns]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.header, ALIGN.CENTER, bold=True)
    for texts in table.rows:
        row = made.add_row()
        for cell, text, column in zip(row.cells, texts, table.columns, strict=True):
            _fill(cell, text, _ALIGN[column.align])
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: _Cell, text: str, align: ALIGN, *, bold: bool = False) -> None:
    line = cell.paragraphs[0]
    line.alignment = align
    run = line.add_run(clean(text))
    run.font.size, run.bold = Pt(12), bold
