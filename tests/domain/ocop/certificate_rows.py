"""Certificates of every standing, for tests of the rooms that have to do with them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Certificate, Dossier, DossierKind, Instrument, Product
from cungcau.domain.ocop.services.certificates import issue_certificate, record_old_certificate
from tests.domain.ocop import ocop_rows as rows
from tests.domain.season_rows import SOURCE

AUTHORITY = "Chủ tịch UBND tỉnh Lạng Sơn"


def scored(entity: rows.Entity | None = None, average: Fraction = Fraction(83), **facts: Any) -> Dossier:
    """A file the council has scored."""
    dossier = rows.ready(entity, **facts)
    Dossier.objects.filter(pk=dossier.pk).update(
        state=states.SCORED, result_num=average.numerator, result_den=average.denominator, result_star=4
    )
    dossier.refresh_from_db()
    return dossier


def issue(dossier: Dossier | None = None, **facts: Any) -> Certificate:
    """The certificate of a scored file, four stars at 83 points decided today unless said otherwise."""
    given: dict[str, Any] = {
        "star": 4, "average": Fraction(83), "decision_no": "812/QĐ-UBND", "decided_on": rows.DAY,
        "authority": AUTHORITY, "actor": None, **facts,
    }  # fmt: skip
    dossier = dossier or scored()
    made = issue_certificate(dossier=dossier, **given)
    Dossier.objects.filter(pk=dossier.pk).update(state=states.RECOGNISED)
    return made


def old(product: Product | None = None, starts_on: date = date(2023, 7, 1), **facts: Any) -> Certificate:
    """A certificate known from a list: three stars from 1/7/2023 unless said otherwise."""
    given: dict[str, Any] = {"star": 3, "source": SOURCE, "actor": None, **facts}
    if "instrument" not in given:
        given["instrument"] = Instrument.objects.get(code="QD148_2023")
    return record_old_certificate(
        product=product or rows.entity_with_product().product, starts_on=starts_on, **given
    )


def renewal(certificate: Certificate, entity: rows.Entity, filed_on: date = rows.DAY) -> Dossier:
    """A re-evaluation file sent for a certificate on a day."""
    dossier = rows.submitted(entity, kind=DossierKind.RENEWAL, renews=certificate)
    Dossier.objects.filter(pk=dossier.pk).update(submitted_at=rows.at(filed_on))
    dossier.refresh_from_db()
    return dossier
