"""Looking certificates up over the API without signing in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from cungcau.domain.recognition.api.shapes import OcopPublicIn, OcopPublicOut
from cungcau.domain.recognition.selectors import public as selectors
from cungcau.domain.recognition.views.public import PAGES_A_MINUTE, SEARCHES_A_MINUTE, TOO_OFTEN
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.platform.ui.throttle import slow_down

router = Router(tags=["OCOP: tra cứu công khai"], auth=None)


@router.get("", response={200: list[OcopPublicOut], **PROBLEMS}, summary="Tra cứu giấy chứng nhận OCOP")
def search(request: HttpRequest, wanted: Query[OcopPublicIn]) -> list[OcopPublicOut]:
    """At most 30 certificates by code (old ones too), product, entity or number, the valid ones first; 30 a minute."""
    slow_down(request, "recognition.search", most=SEARCHES_A_MINUTE, code=TOO_OFTEN)
    return [OcopPublicOut.of(one) for one in selectors.search(wanted.q, clock.today())]


@router.get(
    "/{uuid:key}", response={200: OcopPublicOut, **PROBLEMS}, summary="Một giấy chứng nhận, theo mã QR"
)
def certificate(request: HttpRequest, key: UUID) -> OcopPublicOut:
    """Whether the certificate behind a QR counts today."""
    slow_down(request, "recognition.public", most=PAGES_A_MINUTE, code=TOO_OFTEN)
    found = selectors.by_key(key, clock.today())
    if found is None:
        raise DomainError("public_certificate_not_found")
    return OcopPublicOut.of(found)
