"""The list the gate works by: when, who, what, how much, which number, and a code that opens the arrival."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cungcau.domain.collection import states
from cungcau.domain.collection.models import Booking
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.documents.paper import clean
from cungcau.platform.documents.typeset import pdf_of
from cungcau.platform.exchange.services import Column

COLUMNS = (
    Column("time", "Giờ"),
    Column("bay", "Ô", "int"),
    Column("who", "Hộ, xe"),
    Column("goods", "Hàng"),
    Column("kg", "Khối lượng (kg)", "kg"),
    Column("number", "Số phiếu hái, biển số"),
    Column("state", "Trạng thái"),
    Column("link", "Mở lượt"),
)
_TEMPLATE = Path(__file__).parent / "templates" / "collection" / "gate.typ"


def arrival_url(request: HttpRequest, booking: Booking) -> str:
    """The address a row's code leads to: the keeper's phone shows the arrival at once."""
    path = reverse("collection:coming", args=[booking.pk])
    return f"{settings.SITE_URL.rstrip('/')}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def gate_rows(bookings: Iterable[Booking], request: HttpRequest) -> Iterator[dict[str, Any]]:
    """One row a booking, in the order of the turns; its slips must be read along."""
    for one in bookings:
        slips = list(one.slips.all())
        goods = dict.fromkeys(slip.line.order.commodity.name_vi for slip in slips)
        start, end = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
        yield {
            "time": f"{start:%H:%M}–{end:%H:%M}", "bay": one.bay, "who": one.label, "goods": ", ".join(goods),
            "kg": one.kg, "number": ", ".join(slip.code for slip in slips) or one.plate,
            "state": str(states.BOOKING_LABELS[one.state]), "booking": one, "link": arrival_url(request, one),
        }  # fmt: skip


def qr_html(link: str) -> SafeString:
    """The code of a row for the page."""
    drawn = segno.make(link, error="m", micro=False).svg_inline(
        scale=2, border=2, svgclass="qr", lineclass=None, light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - drawn from an address of this site


def gate_pdf(point: CollectionPoint, day: date, rows: Iterable[dict[str, Any]]) -> bytes:
    """The list as a PDF (A4, tagged) to hang at the gate; raises ``paper_invalid``."""
    printed = [
        {
            "time": row["time"], "bay": str(row["bay"]), "who": clean(row["who"]), "goods": clean(row["goods"]) or "–",
            "kg": show_number(row["kg"]), "number": clean(row["number"]), "qr": _svg(row["link"]),
        }
        for row in rows
    ]  # fmt: skip
    facts = {
        "point": clean(point.name), "place": clean(point.unit.title), "day": show_date(day),
        "hours": clean(point.hours) or "chưa ghi", "demo": point.is_demo, "rows": printed,
    }  # fmt: skip
    inputs = {"gate": json.dumps(facts, ensure_ascii=False)}
    return pdf_of(_TEMPLATE, inputs)


def _svg(link: str) -> str:
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="svg", xmldecl=False, border=1, omitsize=True)
    return file.getvalue().decode()
