"""The star badge and QR of a valid certificate, drawn by us.

The official OCOP logo and star mark belong to the Ministry; they are not copied here. The badge says stars, number and
last day, and its QR leads to the page that tells whether it still counts.
"""

from __future__ import annotations

import io
import math
from pathlib import Path
from xml.sax.saxutils import escape

import segno
import typst
from django.conf import settings
from django.urls import reverse

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.ocop.selectors.certificates import STANDING_LABELS, VALID, standing
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.ui import clock

_PICTURE = Path(__file__).parent / "templates" / "recognition" / "picture.typ"
_GOLD, _GREEN, _QUIET = "#d98f00", "#1d5c36", "#4a4f4a"
_WIDTH, _HEIGHT = 320, 420


def require_valid(certificate: Certificate) -> None:
    """Let pass while the certificate counts; raises ``badge_not_valid`` with the reason."""
    today = clock.today()
    word = standing(certificate, today)
    if word != VALID:
        raise DomainError("badge_not_valid", why=why_not(certificate, word))


def why_not(certificate: Certificate, word: str) -> str:
    """Why a certificate does not count, in a few words with the day."""
    label = str(STANDING_LABELS[word]).lower()
    if word == "lapsed":
        return f"{label} ngày {show_date(certificate.last_day)}"
    if word == "revoked" and certificate.revoked_on is not None:
        return f"{label} ngày {show_date(certificate.revoked_on)}"
    return label


def public_url(certificate: Certificate, site: str = "") -> str:
    """The whole address of a certificate's public page; ``site`` is used where ``SITE_URL`` is not set."""
    base = (str(getattr(settings, "SITE_URL", "")) or site).rstrip("/")
    return f"{base}{reverse('recognition:public', args=[certificate.key])}"


def qr_svg(text: str, *, scale: int = 4) -> str:
    """A QR as an SVG of its own, black on white, error level M."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=scale, border=2, xmldecl=False, svgns=True, light="#fff"
    )
    return out.getvalue().decode()


def qr_png(text: str) -> bytes:
    """A QR as a picture of about 700 points a side, for labels."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="png", scale=max(4, 700 // code.symbol_size(border=2)[0]), border=2, light="#fff")
    return out.getvalue()


def badge_svg(certificate: Certificate, site: str = "") -> str:
    """The badge: stars, what they say, the last day, the number, and the QR of the public page."""
    code = segno.make(public_url(certificate, site), error="m", micro=False)
    side = 168
    modules = code.symbol_size(border=0)[0]
    cell = side / modules
    squares = "".join(
        f"M{column * cell:.2f} {row * cell:.2f}h{cell:.2f}v{cell:.2f}h-{cell:.2f}z"
        for row, line in enumerate(code.matrix)
        for column, dark in enumerate(line)
        if dark
    )
    last = f"Đến hết ngày {show_date(certificate.last_day)}"
    number = certificate.number or certificate.decision_no
    label = f"Sản phẩm OCOP {certificate.star} sao, {last.lower()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{escape(label)}">'
        f'<rect x="3" y="3" width="{_WIDTH - 6}" height="{_HEIGHT - 6}" rx="22" fill="#fff" stroke="{_GREEN}" '
        f'stroke-width="6"/>'
        f"{_stars(certificate.star)}"
        f"{_text('SẢN PHẨM OCOP', 118, 25, _GREEN, bold=True)}"
        f"{_text(f'{certificate.star} SAO', 152, 30, _GOLD, bold=True)}"
        f'<g transform="translate({(_WIDTH - side) / 2:.1f} 172)"><rect x="-8" y="-8" width="{side + 16}" '
        f'height="{side + 16}" fill="#fff"/><path d="{squares}" fill="#000"/></g>'
        f"{_text(last, 372, 17, _QUIET)}{_text(number, 396, 14, _QUIET)}</svg>"
    )


def badge_png(certificate: Certificate, site: str = "") -> bytes:
    """The badge as a picture, 1,067 × 1,400 points."""
    made = typst.compile(
        _PICTURE, root=_PICTURE.parent, format="png", ppi=240,
        sys_inputs={"svg": badge_svg(certificate, site), "width": f"{_WIDTH}", "height": f"{_HEIGHT}"},
    )  # fmt: skip
    assert isinstance(made, bytes), "one page, one picture"
    return made


def _stars(count: int) -> str:
    """So many five-pointed stars in a row, centred."""
    outer, gap = 22.0, 52.0
    first = _WIDTH / 2 - gap * (count - 1) / 2
    return "".join(
        f'<path d="{_star(first + gap * number, 60.0, outer)}" fill="{_GOLD}"/>' for number in range(count)
    )


def _star(x: float, y: float, outer: float) -> str:
    points = [
        (x + radius * math.sin(angle), y - radius * math.cos(angle))
        for number in range(10)
        for angle, radius in [(math.pi * number / 5, outer if number % 2 == 0 else outer * 0.45)]
    ]
    return "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + "z"


def _text(text: str, y: int, size: int, fill: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    fonts = "Be Vietnam Pro, DejaVu Sans, Arial, sans-serif"
    return (
        f'<text x="{_WIDTH / 2:.0f}" y="{y}" text-anchor="middle" font-family="{fonts}" font-size="{size}"{weight} '
        f'fill="{fill}">{escape(text)}</text>'
    )
