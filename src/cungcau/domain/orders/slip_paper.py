"""Slips on paper: several on a page, to be cut along the lines, each with a code that opens its link."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import segno
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Slip
from cungcau.domain.orders.selectors.slips import told_of
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.documents.paper import clean
from cungcau.platform.documents.typeset import pdf_of
from cungcau.reference.catalogue.selectors import SeasonWords

MOST_PRINTED = 300
_TEMPLATE = Path(__file__).parent / "templates" / "orders" / "slips.typ"


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip as finished text; ``said`` blank while there is no yes, ``qr`` an SVG, blank without a public address."""

    code: str
    household: str
    goods: str
    kg: str
    day: str
    point: str
    slot: str
    price: str
    until: str
    seller: str
    phone: str
    link: str
    demo: bool
    said: str
    qr: str

    @property
    def qr_html(self) -> SafeString:
        """The code drawn by ourselves, safe to stand in a page."""
        return mark_safe(self.qr)  # noqa: S308 - made by segno of our own link


def printed(slips: Sequence[Slip], names: SeasonWords) -> list[Printed]:
    """Slips with what stands beside them, as they are printed."""
    return [_printed(slip, names) for slip in slips]


def to_pdf(papers: Sequence[Printed]) -> bytes:
    """The slips as an A4 PDF, six a page with lines to cut along; raises ``paper_invalid``."""
    rows = [
        {name: clean(v) if isinstance(v, str) and name != "qr" else v for name, v in asdict(p).items()}
        for p in papers
    ]
    inputs = {"slips": json.dumps(rows, ensure_ascii=False)}
    return pdf_of(_TEMPLATE, inputs)


def qr_of(link: str) -> str:
    """The code of a link as an SVG; blank for none."""
    if not link:
        return ""
    file = io.BytesIO()
    segno.make(link, micro=False, error="m").save(
        file, kind="svg", xmldecl=False, svgclass="slip-qr", lineclass=None, omitsize=True
    )
    return file.getvalue().decode()


def _printed(slip: Slip, names: SeasonWords) -> Printed:
    told = told_of(slip, names)
    slot = ""
    if told.slot_from and told.slot_to:
        slot = f"{timezone.localtime(told.slot_from):%H:%M} – {timezone.localtime(told.slot_to):%H:%M}"
    until = timezone.localtime(told.until) if told.until else None
    said = f"Đã nhận lời {show_number(slip.confirmed_kg)} kg" if slip.state == states.ACCEPTED else ""
    return Printed(
        code=slip.code, household=slip.producer.name, goods=" ".join(filter(None, (told.goods, told.grade.lower()))),
        kg=f"{show_number(told.kg)} kg", day=show_date(told.day), point=told.point, slot=slot,
        price=f"{show_number(told.price_vnd_per_kg)} đ/kg",
        until=f"{until:%H:%M} ngày {show_date(until.date())}" if until else "", seller=slip.line.order.seller.name,
        phone=told.phone, link=told.link, demo=slip.line.order.is_demo,
        said=said, qr=qr_of(told.link),
    )  # fmt: skip
