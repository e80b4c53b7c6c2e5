"""Official papers as files."""

from cungcau.platform.documents.paper import (
    Align,
    Block,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from cungcau.platform.documents.pdf import to_pdf, to_png
from cungcau.platform.documents.word import to_docx

__all__ = [
    "Align",
    "Block",
    "Heading",
    "Paper",
    "Paragraph",
    "Signature",
    "Table",
    "TableColumn",
    "to_docx",
    "to_pdf",
    "to_png",
]
