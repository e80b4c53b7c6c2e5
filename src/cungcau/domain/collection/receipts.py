"""Tickets on paper: a strip for the printer at the scale, an A5 sheet; both with the QR code that checks them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cungcau.domain.collection import wording
from cungcau.domain.collection.models import Ticket
from cungcau.domain.collection.selectors.tickets import seal_of
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.documents.typeset import pdf_of

_TEMPLATE = Path(__file__).parent / "templates" / "collection" / "receipt.typ"


def check_url(request: HttpRequest, ticket: Ticket) -> str:
    """The address the QR code leads to."""
    path = reverse("collection:check", args=[seal_of(ticket)])
    return f"{settings.SITE_URL.rstrip('/')}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def qr_svg(request: HttpRequest, ticket: Ticket) -> SafeString:
    """The code for a page."""
    made = segno.make(check_url(request, ticket), error="m", micro=False)
    drawn = made.svg_inline(scale=3, border=2, svgclass="qr", lineclass=None, title="QR")
    return mark_safe(drawn)  # noqa: S308 - drawn from the address alone


def receipt(request: HttpRequest, ticket: Ticket, size: str) -> bytes:
    """The ticket as a PDF: ``size`` "80" (a strip of 80 mm, as long as it needs) or "a5"."""
    drawn = io.BytesIO()
    segno.make(check_url(request, ticket), error="m", micro=False).save(drawn, kind="svg", border=1, scale=4)
    inputs = {
        "size": size,
        "qr": drawn.getvalue().decode(),
        "ticket": json.dumps(_facts(ticket), ensure_ascii=False),
    }
    return pdf_of(_TEMPLATE, inputs)


def _facts(ticket: Ticket) -> dict[str, object]:
    names = wording.grades_of([ticket.commodity_id])
    at = timezone.localtime(ticket.weighed_at)
    later = getattr(ticket, "voided_by", None)
    lines = [
        ("Người mang hàng", wording.who_brought(ticket)),
        ("Phiếu hái", ticket.slip.code if ticket.slip else "ngoài đơn"),
        ("Nông sản", ticket.commodity.name_vi),
        ("Loại", wording.grade_name(names, ticket.commodity_id, ticket.grade)),
        ("Cả bì", f"{show_number(ticket.gross_kg)} kg"),
        ("Bì", f"{show_number(ticket.tare_kg)} kg"),
        *((("Số sọt, thùng", show_number(ticket.crates)),) if ticket.crates is not None else ()),
        ("Tịnh", f"{show_number(ticket.net_kg)} kg"),
        *((("Loại ra", f"{show_number(ticket.rejected_kg)} kg"), ("Lý do", wording.why_rejected(ticket)))
          if ticket.rejected_kg else ()),
        *((("Giá đã chốt", f"{show_number(ticket.slip.price_vnd_per_kg)} đ/kg"),) if ticket.slip else ()),
    ]  # fmt: skip
    return {
        "point": ticket.point.name,
        "code": ticket.code,
        "at": f"{at:%H:%M} {show_date(at.date())}",
        "lines": lines,
        "accepted": f"{show_number(ticket.accepted_kg)} kg",
        "keeper": ticket.weighed_by.full_name if ticket.weighed_by else "",
        "state": f"ĐÃ THAY BẰNG PHIẾU {later.code}" if later else "PHIẾU HUỶ" if ticket.net_kg == 0 else "",
        "replaces": f"Thay phiếu {ticket.voids.code}: {ticket.void_reason}" if ticket.voids else "",
        "demo": "Số liệu minh hoạ" if ticket.is_demo else "",
    }
