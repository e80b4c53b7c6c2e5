"""A transit paper to print, A4 or A5, with the QR a checkpoint scans."""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cungcau.domain.logistics.models import PaperStop, StopKind, TransitPaper
from cungcau.domain.logistics.services.signing import shown_on_code
from cungcau.kernel.vntext import show_date, show_kg
from cungcau.platform.documents.paper import MOTTO, NATION, clean
from cungcau.platform.documents.typeset import pdf_of

_TEMPLATE = Path(__file__).parent / "templates" / "logistics" / "transit_paper.typ"
SIZES = ("a4", "a5")


def code_url(paper: TransitPaper, site: str = "") -> str:
    """The whole address a paper's QR holds; plate and days stand in it to be read without a network.

    Only the page behind it can tell whether they are true: the signature is made with a key the site keeps.
    ``site`` is used where ``SITE_URL`` is not set.
    """
    base = (str(getattr(settings, "SITE_URL", "")) or site).rstrip("/")
    return f"{base}{reverse('logistics:verify', args=[paper.code])}?{urlencode(shown_on_code(paper))}"


def qr_svg(text: str) -> str:
    """A QR as an SVG of its own, black on white, error level M."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, light="#fff"
    )
    return out.getvalue().decode()


def to_pdf(paper: TransitPaper, *, size: str, site: str = "") -> bytes:
    """The paper as a PDF; one not approved yet says so and bears no QR. Raises ``paper_invalid``."""
    inputs = {"paper": json.dumps(_content(paper, site), ensure_ascii=False), "size": size}
    return pdf_of(_TEMPLATE, inputs)


def _content(paper: TransitPaper, site: str) -> dict[str, object]:
    signed = paper.signed_at is not None
    stops = list(paper.stops.all())
    proofs = [
        [
            str(proof.get_kind_display()),
            clean(proof.number),
            show_date(proof.valid_to) if proof.valid_to else "–",
        ]
        for proof in paper.proofs.all()
    ]
    rows = [
        ["Đơn vị vận tải", clean(paper.carrier.name)],
        ["Biển số xe", paper.plate + (f"; rơ-moóc {paper.trailer_plate}" if paper.trailer_plate else "")],
        ["Hàng hoá", clean(paper.goods)],
        ["Khối lượng", show_kg(paper.load_kg) if paper.load_kg else "–"],
        ["Nhận hàng tại", _places(stops, StopKind.PICK_UP)],
        ["Giao hàng tại", _places(stops, StopKind.DROP)],
        ["Chiều về", _places(stops, StopKind.RETURN) if paper.wants_return else "không xin"],
        ["Lộ trình", clean(paper.route_text)],
        ["Ngày đi – ngày về", f"{show_date(paper.leaves_on)} – {show_date(paper.back_on)}"],
        ["Lái xe", clean(paper.driver_name)],
    ]
    return {
        "nation": NATION,
        "motto": MOTTO,
        "code": paper.code,
        "demo": paper.is_demo,
        "plate": paper.plate,
        "valid": f"{show_date(paper.valid_from)} – {show_date(paper.valid_to)}",
        "rows": rows,
        "proofs": proofs,
        "signed": signed,
        "signer": clean(paper.signer),
        "signed_at": f"{timezone.localtime(paper.signed_at):%H:%M %d/%m/%Y}" if paper.signed_at else "",
        "signature": f"{paper.key_id}:{paper.signature[:16]}…" if signed else "",
        "qr": qr_svg(code_url(paper, site)) if signed else "",
    }


def _places(stops: list[PaperStop], kind: str) -> str:
    found = [clean(stop.place) for stop in stops if stop.kind == kind]
    return "; ".join(f"{no}. {place}" for no, place in enumerate(found, 1)) or "–"
