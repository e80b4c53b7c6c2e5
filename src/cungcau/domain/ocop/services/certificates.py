"""Issuing certificates, recording those known from lists, revoking and replacing them.

One product holds at most one certificate in force. Everybody who changes a product's certificates locks the product
first, then the certificate, so that of two deeds at once the second sees what the first left.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.db import connection, transaction
from django.db.models.functions import Length

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import certificates as said
from cungcau.domain.ocop.models import Certificate, CertificateKind, Dossier, Instrument, Product
from cungcau.domain.ocop.selectors.rules import bands_of, instrument_on
from cungcau.domain.ocop.selectors.terms import months_later, terms_on
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_number
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

_WITH_RESULT = (states.SCORED, states.AT_MINISTRY, states.RECOGNISED)
_LEAST_STAR = 3
_OLD_MONTHS = 36


@transaction.atomic
def issue_certificate(
    *,
    dossier: Dossier,
    star: int,
    average: Fraction,
    decision_no: str,
    decided_on: date,
    authority: str,
    starts_on: date | None = None,
    actor: User | None,
) -> Certificate:
    """Certify what a signed decision recognised: valid from its day (``starts_on``) for the decision's 36 months.

    The certificate the product holds is replaced in the same transaction. Raises
    ``ocop_certificate_dossier_not_scored``, ``ocop_certificate_already_issued``,
    ``ocop_certificate_star_too_low``, ``ocop_certificate_star_above_average``,
    ``ocop_certificate_decision_missing``, ``ocop_certificate_days_wrong``, ``not_allowed``.
    """
    product = _locked_product(dossier.product_id)
    file = Dossier.objects.select_related("criteria_set__book__instrument").defer("words").get(pk=dossier.pk)
    if actor is not None:
        access.require(actor, policies.CERTIFY, file.area_code)
    there = Certificate.objects.filter(dossier=file).first()
    if there is not None:
        raise DomainError("ocop_certificate_already_issued", dossier=str(file), number=str(there))
    if file.state not in _WITH_RESULT:
        raise DomainError("ocop_certificate_dossier_not_scored", dossier=str(file))
    instrument = file.criteria_set.book.instrument
    _check_star(instrument, star, average)
    first = starts_on or decided_on
    if not decision_no.strip() or not authority.strip():
        raise DomainError("ocop_certificate_decision_missing")
    if not decided_on <= first <= clock.today():
        raise DomainError("ocop_certificate_days_wrong", decided_on=decided_on, starts_on=first)
    _replace_held(product, actor)
    made = Certificate.objects.create(
        product=product, dossier=file, instrument=instrument, number=_next_number(product.area_code, first.year),
        kind=file.kind, star=star, average_num=average.numerator, average_den=average.denominator,
        decision_no=decision_no.strip()[:80], decided_on=decided_on, authority=authority.strip()[:200],
        starts_on=first, expires_on=terms_on(first).last_day(first), area_code=product.area_code,
        source=f"Quyết định {decision_no.strip()}"[:300], is_demo=file.is_demo,
    )  # fmt: skip
    record(
        actor=actor, verb=said.ISSUED, thing=made, star=star, product=product.name, decision=made.decision_no
    )
    return made


@transaction.atomic
def record_old_certificate(
    *,
    product: Product,
    star: int,
    starts_on: date,
    source: str,
    actor: User | None,
    instrument: Instrument | None = None,
    expires_on: date | None = None,
    kind: str = CertificateKind.FIRST,
    number: str = "",
    decision_no: str = "",
    decided_on: date | None = None,
    authority: str = "",
    average: Fraction | None = None,
    is_demo: bool = False,
) -> Certificate:
    """Write down a certificate known from a list, under the decision of its day (1048, 781, 148, 1489) and its bands.

    ``expires_on`` is its 36 months where the list does not say. Of several known of one product only the latest stays
    in force, whatever the order they are written in. Raises ``ocop_certificate_known`` for the same product, day and
    star again, ``ocop_certificate_instrument_unknown``, ``ocop_certificate_star_too_low``,
    ``ocop_certificate_star_above_average``, ``ocop_certificate_days_wrong``, ``ocop_certificate_last_day_wrong``,
    ``ocop_certificate_source_missing``, ``not_allowed``.
    """
    row = _locked_product(product.pk)
    if actor is not None:
        access.require(actor, policies.CERTIFY, row.area_code)
    under = instrument or instrument_on(starts_on)
    if under is None:
        raise DomainError("ocop_certificate_instrument_unknown", on=starts_on)
    _check_star(under, star, average)
    last = expires_on or months_later(starts_on, _OLD_MONTHS)
    _check_old(row, star, starts_on, last, decided_on, source)
    held = Certificate.objects.filter(product=row, state=states.IN_FORCE).first()
    made = Certificate(
        product=row, instrument=under, number=number.strip()[:60], kind=kind, star=star,
        average_num=average.numerator if average is not None else None,
        average_den=average.denominator if average is not None else None,
        decision_no=decision_no.strip()[:80], decided_on=decided_on, authority=authority.strip()[:200],
        starts_on=starts_on, expires_on=last, area_code=row.area_code, source=source.strip()[:300], is_demo=is_demo,
    )  # fmt: skip
    if held is not None and held.starts_on > starts_on:
        made.state = states.REPLACED
    elif held is not None:
        _replace_held(row, actor)
    made.save(force_insert=True)
    record(
        actor=actor, verb=said.RECORDED, thing=made, product=row.name, star=star, starts_on=starts_on,
        source=made.source,
    )  # fmt: skip
    return made


@transaction.atomic
def revoke_certificate(
    *,
    certificate: Certificate,
    on: date,
    decision_no: str,
    reason: str,
    actor: User | None,
    permission: str = policies.CERTIFY,
) -> Certificate:
    """Take a certificate back: it, its badge and its QR count no more from this moment.

    Raises ``verb_not_allowed`` for one revoked or replaced already, ``ocop_certificate_decision_missing``,
    ``ocop_certificate_days_wrong``, ``not_allowed``.
    """
    product = _locked_product(certificate.product_id)
    if not decision_no.strip():
        raise DomainError("ocop_certificate_decision_missing")
    if not certificate.starts_on <= on <= clock.today():
        raise DomainError("ocop_certificate_days_wrong", decided_on=on, starts_on=certificate.starts_on)
    return advance(
        certificate, "revoke", actor=actor, permission=permission, fields={"revoked_on": on}, product=product.name,
        reason=f"{reason} (quyết định {decision_no.strip()})"[:400],
    )  # fmt: skip


def _locked_product(pk: int) -> Product:
    return Product.objects.select_for_update(no_key=True, of=("self",)).defer("words").get(pk=pk)


def _replace_held(product: Product, actor: User | None) -> None:
    """End what the product holds, within the transaction that gives it the next."""
    held = Certificate.objects.filter(product=product, state=states.IN_FORCE).first()
    if held is not None:
        advance(held, "replace", actor=actor, permission=policies.CERTIFY, product=product.name)


def _check_star(instrument: Instrument, star: int, average: Fraction | None) -> None:
    """A star that is certified, and that the average reaches by the instrument's own bands, where it has some."""
    bands = {band.star: band for band in bands_of(instrument)}
    band = bands.get(star)
    certified = band.certifiable if band is not None else star >= _LEAST_STAR
    if not certified or star > 5:
        raise DomainError("ocop_certificate_star_too_low", star=star)
    if average is not None and band is not None and average < band.lower:
        raise DomainError(
            "ocop_certificate_star_above_average", average=show_number(average), lower=band.lower, star=star,
            instrument=instrument.number,
        )  # fmt: skip


def _check_old(
    product: Product, star: int, starts_on: date, last: date, decided_on: date | None, source: str
) -> None:
    if not source.strip():
        raise DomainError("ocop_certificate_source_missing")
    if not (decided_on or starts_on) <= starts_on <= clock.today():
        raise DomainError(
            "ocop_certificate_days_wrong", decided_on=decided_on or starts_on, starts_on=starts_on
        )
    if last < starts_on:
        raise DomainError("ocop_certificate_last_day_wrong", expires_on=last, starts_on=starts_on)
    if Certificate.objects.filter(product=product, starts_on=starts_on, star=star).exists():
        raise DomainError("ocop_certificate_known", product=product.name, star=star, starts_on=starts_on)


def _next_number(area_code: str, year: int) -> str:
    """The next number of a province's year: 0007/2026/GCN-OCOP-20. Two at one moment follow each other."""
    tail = f"/{year}/GCN-OCOP-{area_code.split('.')[0] or 'VN'}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ocop.certificate{tail}"])
    given = Certificate.objects.filter(number__endswith=tail, dossier__isnull=False)
    last = given.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return f"{int(last.split('/')[0]) + 1 if last else 1:04d}{tail}"
