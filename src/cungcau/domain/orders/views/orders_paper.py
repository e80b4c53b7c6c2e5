"""The order sheet as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cungcau.domain.orders.paper_of_order import paper
from cungcau.domain.orders.views.orders_frame import order_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.documents.services import to_docx, to_pdf

_KINDS = {
    "pdf": ("application/pdf", to_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
}


@require_safe
def sheet(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """An order's sheet as PDF or docx."""
    _user, found = order_for(request, pk)
    if kind not in _KINDS:
        raise DomainError("not_found")
    mime, make = _KINDS[kind]
    answer = HttpResponse(make(paper(found)), content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.{kind}"'
    return answer
