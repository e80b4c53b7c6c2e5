"""A paper as the answer to a request."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cungcau.kernel.errors import DomainError
from cungcau.platform.documents.paper import Paper
from cungcau.platform.documents.pdf import to_pdf
from cungcau.platform.documents.word import to_docx

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper_response(paper: Paper, name: str, kind: str) -> HttpResponse:
    """``<name>.pdf``, shown in the browser, or ``<name>.docx``, downloaded; raises ``format_unknown``."""
    if kind == "pdf":
        response = HttpResponse(to_pdf(paper), content_type="application/pdf")
    elif kind == "docx":
        response = HttpResponse(to_docx(paper), content_type=_DOCX)
    else:
        raise DomainError("format_unknown", value=kind)
    response["Content-Disposition"] = content_disposition_header(kind == "docx", f"{name}.{kind}") or "inline"
    response["Cache-Control"] = "no-store"
    return response
