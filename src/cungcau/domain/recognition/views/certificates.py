"""Certificates: the list, the page of one, its paper, badge and QR, recording an old one, the transition rule."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop import policies as ocop_policies
from cungcau.domain.ocop.models import Certificate
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.ocop.selectors.certificates import (
    STANDING_LABELS,
    STANDING_TONES,
    VALID,
    certificates_shown,
    standing,
)
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.ocop.services.certificates import record_old_certificate
from cungcau.domain.ocop.services.extensions import extend_certificate, filed_renewal, refuse_extension
from cungcau.domain.recognition import badges, certificate_paper, policies, states
from cungcau.domain.recognition.filters.after import CertificateFilter
from cungcau.domain.recognition.forms.after import OldCertificateForm, WhyForm
from cungcau.domain.recognition.models import Revocation
from cungcau.domain.recognition.selectors.inspections import inspections
from cungcau.domain.recognition.selectors.renewals import renewals_of
from cungcau.domain.recognition.selectors.shown import sees_area
from cungcau.domain.recognition.tables import after as tables
from cungcau.domain.recognition.views.frame import certificate_for, do, file_of, product_for, reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.views.entering import enter
from cungcau.reference.listing import Sheet, show_list

_HEAVY = ("product__words", "product__entity__words", "product__unit__words")
_SHOWN_INSPECTIONS = 10


@require_safe
def certificates(request: HttpRequest) -> HttpResponseBase:
    """The certificates of one's area; those who act for an entity are led to their own."""
    user = reader(request)
    if not sees_area(user):
        return redirect("recognition:mine")
    rows = certificates_shown(user).select_related("product__entity", "product__unit")
    rows = rows.defer(*_HEAVY).annotate(last=LAST_DAY)
    chosen = CertificateFilter(request.GET, queryset=rows)
    table = tables.CertificateTable(chosen.qs)
    today = clock.today()
    sheet = Sheet("giấy chứng nhận OCOP", tables.CERTIFICATES, partial(tables.certificate_rows, today=today))
    context: dict[str, Any] = {
        "title": _("Giấy chứng nhận OCOP"), "tab": "certificates", "is_empty": not rows.exists(),
        "may_record": access.allows(user, ocop_policies.CERTIFY),
    }  # fmt: skip
    return show_list(request, "recognition/certificates.html", chosen, table, sheet, context)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """All a certificate says, how it stands today, what comes next, what may be done."""
    user, found = certificate_for(request, pk)
    today = clock.today()
    word = standing(found, today)
    site = request.build_absolute_uri("/")
    revokes = access.allows(user, policies.REVOKE, found.area_code)
    others = Certificate.objects.filter(product=found.product).exclude(pk=found.pk)
    cases = Revocation.objects.filter(certificate=found).order_by("-id")
    context = {
        "certificate": found, "product": found.product, "word": word, "label": STANDING_LABELS[word],
        "tone": STANDING_TONES[word], "valid": word == VALID,
        "why": badges.why_not(found, word) if word != VALID else "",
        "renewal": renewals_of([found], today)[0] if found.state == "in_force" else None,
        "qr": mark_safe(badges.qr_svg(badges.public_url(found, site))) if word == VALID else "",  # noqa: S308
        "public_url": badges.public_url(found, site), "others": [(one, *_stands(one)) for one in others[:20]],
        "cases": [(one, states.REVOCATION_LABELS[one.state], states.REVOCATION_TONES[one.state]) for one in cases],
        "may_revoke": revokes and found.state == "in_force" and not _has_open(cases),
        "may_inspect": access.allows(user, policies.INSPECT, found.area_code),
        "inspections": _inspections(user, found), "may_start": _may_start(user, found),
        **_extension(user, found), "changes": changes_of(found)[:20],
    }  # fmt: skip
    return render(request, "recognition/certificate.html", context)


@require_safe
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The certificate as PDF or Word, while it counts."""
    _user, found = certificate_for(request, pk)
    return certificate_paper.certificate_response(found, kind, request.build_absolute_uri("/"))


@require_safe
def badge(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The star badge or the QR as a drawing or a picture, while the certificate counts."""
    _user, found = certificate_for(request, pk)
    badges.require_valid(found)
    site = request.build_absolute_uri("/")
    name = f"ocop-{found.star}-sao-{found.key.hex[:8]}"
    if kind == "tem.svg":
        return file_of(badges.badge_svg(found, site), "image/svg+xml", f"{name}.svg")
    if kind == "tem.png":
        return file_of(badges.badge_png(found, site), "image/png", f"{name}.png")
    if kind == "qr.svg":
        return file_of(badges.qr_svg(badges.public_url(found, site)), "image/svg+xml", f"{name}-qr.svg")
    if kind == "qr.png":
        return file_of(badges.qr_png(badges.public_url(found, site)), "image/png", f"{name}-qr.png")
    raise DomainError("format_unknown", value=kind)


@require_http_methods(["GET", "POST"])
def new_certificate(request: HttpRequest) -> HttpResponse:
    """Record a certificate of a product (``?san-pham=``) known from a list."""
    user = reader(request)
    access.require(user, ocop_policies.CERTIFY)
    product = product_for(user, request.GET.get("san-pham", ""))
    access.require(user, ocop_policies.CERTIFY, product.area_code)
    form = OldCertificateForm(request.POST or None, initial={"kind": "first"})
    made: list[Certificate] = []

    def save() -> None:
        made.append(record_old_certificate(product=product, actor=user, **form.cleaned_data))

    back = reverse("recognition:certificates")
    return enter(
        request, form, save, title=_("Ghi giấy chứng nhận đã có: %(product)s") % {"product": product.name},
        back=back, draft=f"recognition.certificate.{product.pk}", crumbs=((_("Giấy chứng nhận OCOP"), back),),
        after=lambda: reverse("recognition:certificate", args=[made[0].pk]) if made else back,
    )  # fmt: skip


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry an old certificate on until the result of its re-evaluation."""
    user, found = certificate_for(request, pk)
    reason = request.POST.get("reason", "").replace("\x00", "")
    return do(
        request, lambda: extend_certificate(certificate=found, why=reason, actor=user),
        _("Đã kéo dài giấy chứng nhận theo điều khoản chuyển tiếp."), "recognition:certificate", pk=pk,
    )  # fmt: skip


def _stands(certificate: Certificate) -> tuple[str, str]:
    word = standing(certificate, clock.today())
    return str(STANDING_LABELS[word]), STANDING_TONES[word]


def _has_open(cases: Any) -> bool:
    return any(one.state == states.OPEN for one in cases)


def _inspections(user: User, certificate: Certificate) -> list[Any]:
    rows = inspections(user).filter(product=certificate.product_id).order_by("-planned_on", "-pk")
    return [
        (one, states.INSPECTION_LABELS[one.state], states.INSPECTION_TONES[one.state])
        for one in rows[:_SHOWN_INSPECTIONS]
    ]


def _may_start(user: User, certificate: Certificate) -> bool:
    """Whether to offer beginning a file: officers who may write for entities, and the entity's own people."""
    if access.allows(user, ocop_policies.WRITE_DOSSIERS, certificate.area_code):
        return True
    return access.allows(user, ocop_policies.WRITE_OWN) and not sees_area(user)


def _extension(user: User, certificate: Certificate) -> dict[str, Any]:
    """The form of the transition rule where it can be used."""
    today = clock.today()
    if not access.allows(user, ocop_policies.CERTIFY, certificate.area_code):
        return {}
    terms = terms_on(today)
    try:
        refuse_extension(certificate, filed_renewal(certificate), terms, today)
    except DomainError:
        return {}
    return {"extend_form": WhyForm(), "extend_until": terms.longest_extension(certificate.expires_on)}
