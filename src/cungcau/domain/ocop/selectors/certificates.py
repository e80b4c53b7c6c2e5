"""Questions about certificates: who sees which, how one stands on a day, what star a product may show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.ocop.models.certificate import LAST_DAY, valid_on
from cungcau.domain.ocop.selectors.products import own_q
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, areas_with

__all__ = [
    "LAPSED",
    "LAST_DAY",
    "NOT_YET",
    "REPLACED",
    "REVOKED",
    "STANDING_LABELS",
    "STANDING_TONES",
    "VALID",
    "Held",
    "certificate_in_force",
    "certificates_shown",
    "held_on",
    "standing",
    "valid_on",
]

VALID, NOT_YET, LAPSED, REVOKED, REPLACED = "valid", "not_yet", "lapsed", "revoked", "replaced"
STANDING_LABELS = {
    VALID: _("Còn hiệu lực"),
    NOT_YET: _("Chưa tới ngày có hiệu lực"),
    LAPSED: _("Đã hết hạn"),
    REVOKED: _("Đã bị thu hồi"),
    REPLACED: _("Đã thay bằng giấy mới"),
}
STANDING_TONES = {VALID: "good", NOT_YET: "warn", LAPSED: "bad", REVOKED: "bad", REPLACED: "warn"}


@dataclass(frozen=True, slots=True)
class Held:
    """The star a product may show on a day, by which certificate, up to which day."""

    certificate_id: int
    star: int
    last_day: date


def standing(certificate: Certificate, on: date) -> str:
    """How a certificate stands on a day: one of the words above; never kept, always read off its days."""
    if certificate.state == states.REVOKED:
        return REVOKED
    if certificate.state == states.REPLACED:
        return REPLACED
    if on < certificate.starts_on:
        return NOT_YET
    return VALID if certificate.is_valid(on) else LAPSED


def certificates_shown(user: Somebody) -> QuerySet[Certificate]:
    """The certificates somebody may see: of their areas for officers, of those they act for otherwise."""
    held = areas_with(user, policies.SEE_ALL_PRODUCTS)
    rows = Certificate.objects.filter(own_q(user, "product__entity"))
    return (
        Certificate.objects.filter(within("area_code", held) | own_q(user, "product__entity"))
        if held
        else rows
    )


def certificate_in_force(product: Product) -> Certificate | None:
    """The one certificate of a product neither revoked nor replaced; it may have lapsed."""
    rows = Certificate.objects.filter(product=product, state=states.IN_FORCE)
    return rows.select_related("instrument").first()


def held_on(products: Iterable[int], on: date) -> dict[int, Held]:
    """What products (ids) may show on a day; those without a valid certificate are not in it."""
    rows = Certificate.objects.filter(valid_on(on), product__in=list(products)).annotate(last=LAST_DAY)
    return {
        product: Held(pk, star, last)
        for product, pk, star, last in rows.values_list("product", "pk", "star", "last")
    }
