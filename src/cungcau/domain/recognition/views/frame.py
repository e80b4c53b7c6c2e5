"""What the room's pages share: finding a row one may see, doing a deed and going back, files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.ocop.selectors.certificates import certificates_shown
from cungcau.domain.ocop.selectors.products import products_shown
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.models import Finding, Inspection, Revocation
from cungcau.domain.recognition.selectors import inspections, revocations
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.messages import answer

_HEAVY = ("product__words", "product__entity__words", "product__unit__words")


def reader(request: HttpRequest) -> User:
    """Who looks; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    return user


def certificate_for(request: HttpRequest, pk: int) -> tuple[User, Certificate]:
    """The certificate and who looks; ``ocop_certificate_not_found`` alike where it is not for these eyes."""
    user = reader(request)
    rows = certificates_shown(user).select_related(
        "product__entity", "product__unit", "instrument", "dossier"
    )
    found = rows.defer(*_HEAVY, "dossier__words").filter(pk=pk).first()
    if found is None:
        raise DomainError("ocop_certificate_not_found", number=pk)
    return user, found


def product_for(user: User, text: str) -> Product:
    """A product somebody may see, by its number as typed in an address; raises ``not_found``."""
    found = None
    if text.isascii() and text.isdecimal() and len(text) < 19:
        rows = products_shown(user).select_related("entity", "unit")
        found = rows.defer("words", "entity__words", "unit__words").filter(pk=int(text)).first()
    if found is None:
        raise DomainError("not_found")
    return found


def inspection_for(request: HttpRequest, pk: int) -> tuple[User, Inspection]:
    """The inspection and who looks; raises ``inspection_not_found``."""
    user = reader(request)
    found = inspections.inspection_for(user, pk)
    if found is None:
        raise DomainError("inspection_not_found", number=pk)
    return user, found


def finding_for(request: HttpRequest, pk: int) -> tuple[User, Finding]:
    """The finding and who looks; raises ``finding_not_found``."""
    user = reader(request)
    found = inspections.finding_for(user, pk)
    if found is None:
        raise DomainError("finding_not_found", number=pk)
    return user, found


def revocation_for(request: HttpRequest, pk: int) -> tuple[User, Revocation]:
    """The case and who looks; raises ``revocation_not_found``."""
    user = reader(request)
    found = revocations.revocation_for(user, pk)
    if found is None:
        raise DomainError("revocation_not_found", number=pk)
    return user, found


def do(request: HttpRequest, deed: Callable[[], Any], said: str, back: str, **at: Any) -> HttpResponse:
    """Do it, say so, and go back; a refusal is said on the page one goes back to."""
    try:
        deed()
    except DomainError as refused:
        if answer(refused).status in (403, 404):
            raise
        messages.error(request, answer(refused).text)
    else:
        messages.success(request, said)
    answered: HttpResponse = redirect(back, **at)
    return answered


def file_of(content: bytes | str, kind: str, name: str, *, attached: bool = True) -> HttpResponse:
    """A file, downloaded, kept by nobody; a drawing cannot run anything."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(attached, name) or "attachment"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
