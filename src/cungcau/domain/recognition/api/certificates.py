"""Certificates and their renewal over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.ocop.models import Certificate, Instrument
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.ocop.selectors.certificates import certificates_shown
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.ocop.services.certificates import record_old_certificate
from cungcau.domain.ocop.services.extensions import extend_certificate
from cungcau.domain.recognition.api.shapes import (
    Number,
    OcopCalledIn,
    OcopCertificateOut,
    OcopCertificatePageIn,
    OcopCertificateReasonIn,
    OcopOldCertificateIn,
    OcopRenewalOut,
    OcopRenewalPageIn,
)
from cungcau.domain.recognition.filters.after import standing_so
from cungcau.domain.recognition.models import Reminder
from cungcau.domain.recognition.selectors import renewals as selectors
from cungcau.domain.recognition.selectors.shown import certificates_named
from cungcau.domain.recognition.services.reminders import mark_called
from cungcau.domain.recognition.views.frame import certificate_for, product_for, reader
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["OCOP: giấy chứng nhận"])


@router.get(
    "/certificates", response={200: list[OcopCertificateOut], **PROBLEMS}, summary="Giấy chứng nhận OCOP"
)
def list_certificates(request: HttpRequest, wanted: Query[OcopCertificatePageIn]) -> list[OcopCertificateOut]:
    """The certificates one may see, the latest first."""
    user = reader(request)
    rows = certificates_named(certificates_shown(user), wanted.q)
    if wanted.area:
        rows = rows.filter(area_code=wanted.area)
    if wanted.standing:
        rows = standing_so(rows, wanted.standing, clock.today())
    rows = rows.select_related("product__entity", "instrument").defer(
        "product__words", "product__entity__words"
    )
    page = rows.order_by("-starts_on", "-pk")[wanted.offset : wanted.offset + wanted.limit]
    return [OcopCertificateOut.of(one) for one in page]


@router.post(
    "/certificates", response={201: OcopCertificateOut, **PROBLEMS}, summary="Ghi giấy chứng nhận đã có"
)
def record_certificate(request: HttpRequest, wanted: OcopOldCertificateIn) -> Status[OcopCertificateOut]:
    """A certificate known from a list, under the decision of its day."""
    user = reader(request)
    product = product_for(user, str(wanted.product))
    instrument = Instrument.objects.filter(code=wanted.instrument).first() if wanted.instrument else None
    if wanted.instrument and instrument is None:
        fault = Fault("certificate", 1, "instrument", wanted.instrument, "cần mã một văn bản đã có")
        raise InputInvalid([fault])
    facts = wanted.dict(exclude={"product", "instrument"})

    def work() -> dict[str, object]:
        made = record_old_certificate(product=product, instrument=instrument, actor=user, **facts)
        return {"pk": made.pk}

    done = editing.once(once_token(request), user, "recognition.certificate.api", work, content=wanted.dict())
    return Status(201, OcopCertificateOut.of(certificate_for(request, int(str(done.result["pk"])))[1]))


@router.get(
    "/certificates/{int:number}",
    response={200: OcopCertificateOut, **PROBLEMS},
    summary="Một giấy chứng nhận",
)
def one_certificate(request: HttpRequest, number: Number) -> OcopCertificateOut:
    """One certificate."""
    return OcopCertificateOut.of(certificate_for(request, number)[1])


@router.post(
    "/certificates/{int:number}/extend", response={200: OcopCertificateOut, **PROBLEMS},
    summary="Kéo dài giấy cũ theo điều khoản chuyển tiếp",
)  # fmt: skip
def extend(request: HttpRequest, number: Number, wanted: OcopCertificateReasonIn) -> OcopCertificateOut:
    """Carry an old certificate on until the result of its re-evaluation, at most 180 days."""
    user, found = certificate_for(request, number)
    extend_certificate(certificate=found, why=wanted.reason, actor=user)
    return OcopCertificateOut.of(certificate_for(request, number)[1])


@router.get("/renewals", response={200: list[OcopRenewalOut], **PROBLEMS}, summary="Hạn đánh giá lại")
def list_renewals(request: HttpRequest, wanted: Query[OcopRenewalPageIn]) -> list[OcopRenewalOut]:
    """Certificates by their last day, with window, days left, file and who was reminded."""
    user = reader(request)
    today = clock.today()
    terms = terms_on(today)
    rows = certificates_named(selectors.renewable(user), wanted.q)
    if wanted.area:
        rows = rows.filter(area_code=wanted.area)
    if not wanted.stage:
        rows = selectors.due(rows, today, terms)
    elif wanted.stage != "all":
        rows = selectors.in_stage(rows, wanted.stage, today, terms)
    page: list[Certificate] = list(
        rows.order_by(LAST_DAY, "pk")[wanted.offset : wanted.offset + wanted.limit]
    )
    return [OcopRenewalOut.of(one) for one in selectors.renewals_of(page, today)]


@router.post(
    "/reminders/{int:number}/called", response={204: None, **PROBLEMS}, summary="Ghi đã gọi điện nhắc chủ thể"
)
def called(request: HttpRequest, number: Number, wanted: OcopCalledIn) -> Status[None]:
    """An entity without account was called."""
    user = reader(request)
    shown = selectors.renewable(user).values("pk")
    reminder = Reminder.objects.filter(pk=number, certificate__in=shown).first()
    if reminder is None:
        raise DomainError("reminder_not_found", number=number)
    mark_called(reminder=reminder, note=wanted.note, actor=user)
    return Status(204, None)
