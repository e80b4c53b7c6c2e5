"""The transition rule: an old certificate that could not make the filing window lives until the result."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import certificates as said
from cungcau.domain.ocop.models import Certificate, Dossier, DossierKind, Product
from cungcau.domain.ocop.selectors.terms import Terms, terms_on
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

FILED = tuple(state for state in states.LIVE_DOSSIERS if state != states.DRAFT)
"""States of a file that was sent and waits for its result."""


@transaction.atomic
def extend_certificate(*, certificate: Certificate, why: str, actor: User | None) -> Certificate:
    """Carry an old certificate past its last day until the result of its re-evaluation, at most 180 days.

    Only for one issued before the present decision, not lapsed when that took effect, whose filing window had begun
    before; only with a re-evaluation file that was sent, after the window closed. Raises ``ocop_extension_…`` with
    the reason, ``ocop_certificate_not_in_force``, ``not_allowed``. Source: 26/2026/QĐ-TTg, article 12(3).
    """
    row = _locked(certificate)
    if actor is not None:
        access.require(actor, policies.CERTIFY, row.area_code)
    if not why.strip():
        raise DomainError("ocop_extension_why_missing")
    today = clock.today()
    terms = terms_on(today)
    refuse_extension(row, filed_renewal(row), terms, today)
    row.extended_until, row.extended_why = terms.longest_extension(row.expires_on), why.strip()[:300]
    row.save(update_fields=["extended_until", "extended_why"])
    record(
        actor=actor, verb=said.EXTENDED, thing=row, product=row.product.name, until=row.extended_until,
        reason=row.extended_why,
    )  # fmt: skip
    return row


def refuse_extension(row: Certificate, dossier: Dossier | None, terms: Terms, today: date) -> None:
    """Raise why a certificate cannot be extended; see :func:`extend_certificate`."""
    if row.state != states.IN_FORCE:
        raise DomainError("ocop_certificate_not_in_force")
    if row.extended_until is not None:
        raise DomainError("ocop_extension_already", until=row.extended_until)
    if row.starts_on >= terms.effective_from:
        raise DomainError("ocop_extension_not_old", instrument=terms.number)
    if row.expires_on < terms.effective_from:
        raise DomainError("ocop_extension_lapsed_before", expires_on=row.expires_on, instrument=terms.number)
    opens_on, closes_on = terms.window(row.expires_on)
    if opens_on >= terms.effective_from:
        raise DomainError(
            "ocop_extension_window_was_open", opens_on=opens_on, closes_on=closes_on, instrument=terms.number
        )
    if dossier is None or dossier.submitted_at is None:
        raise DomainError("ocop_extension_needs_dossier")
    filed_on = timezone.localdate(dossier.submitted_at)
    if filed_on <= closes_on:
        raise DomainError(
            "ocop_extension_in_time", dossier=str(dossier), filed_on=filed_on, closes_on=closes_on
        )
    if today > terms.longest_extension(row.expires_on):
        raise DomainError("ocop_extension_over", days=terms.extension_days, expires_on=row.expires_on)


def filed_renewal(certificate: Certificate) -> Dossier | None:
    """The re-evaluation file sent for a certificate that still waits for its result."""
    rows = Dossier.objects.filter(renews=certificate, kind=DossierKind.RENEWAL, state__in=FILED)
    return rows.defer("words").order_by("-id").first()


@transaction.atomic
def end_extension(*, dossier: Dossier, on: date, actor: User | None) -> Certificate | None:
    """The result of a re-evaluation came (not recognised, rejected, taken back): the extension ends with that day.

    Nothing happens where the certificate was not extended, or past ``on`` already. A recognition needs no call:
    :func:`~cungcau.domain.ocop.services.certificates.issue_certificate` replaces the certificate.
    """
    if dossier.renews_id is None or dossier.renews is None:
        return None
    row = _locked(dossier.renews)
    if row.state != states.IN_FORCE or row.extended_until is None or row.extended_until <= on:
        return None
    row.extended_until = on if on > row.expires_on else None
    row.save(update_fields=["extended_until"])
    record(
        actor=actor, verb=said.EXTENSION_ENDED, thing=row, product=row.product.name, on=on,
        reason=f"hồ sơ {dossier}: {states.DOSSIER_LABELS[dossier.state]}, {show_date(on)}",
    )  # fmt: skip
    return row


def end_finished_extensions() -> int:
    """End every extension whose re-evaluation file has had its result; returns how many. For a nightly task."""
    rows = Dossier.objects.filter(
        renews__state=states.IN_FORCE, renews__extended_until__gt=clock.today(), kind=DossierKind.RENEWAL
    ).exclude(state__in=states.LIVE_DOSSIERS)
    ended = 0
    for dossier in rows.select_related("renews").defer("words").order_by("pk"):
        if dossier.renews is None or filed_renewal(dossier.renews) is not None:
            continue
        on = timezone.localdate(dossier.decided_at) if dossier.decided_at else clock.today()
        ended += end_extension(dossier=dossier, on=on, actor=None) is not None
    return ended


def _locked(certificate: Certificate) -> Certificate:
    """The certificate under lock, its product's before it, as everybody takes them."""
    Product.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=certificate.product_id)
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("product", "instrument")
    return rows.get(pk=certificate.pk)
