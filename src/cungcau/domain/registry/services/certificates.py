"""Certificates: recorded, corrected, revoked; people reminded before they run out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from cungcau.domain.registry import messages, policies
from cungcau.domain.registry.models import Certificate, GrowingArea, Organisation
from cungcau.domain.registry.selectors.certificates import running_out
from cungcau.domain.registry.selectors.people import people_to_tell
from cungcau.domain.registry.services.gates import locked, require_edit
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.notify.services import tell
from cungcau.reference.catalogue.models import CertificateKind, Commodity

_LONGEST = {"number": 80, "issuer": 200, "scope": 500, "document": 300, "source": 300}
REMIND_DAYS = (60, 30, 7)
"""How many days before the last one people are reminded, once each."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a certificate says; days are inclusive, None where none is printed."""

    kind: CertificateKind
    source: str
    number: str = ""
    issuer: str = ""
    scope: str = ""
    commodity: Commodity | None = None
    growing_area: GrowingArea | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    document: str = ""

    def columns(self) -> dict[str, object]:
        """By attribute name."""
        return {
            "kind_id": self.kind.pk,
            "number": self.number,
            "issuer": self.issuer,
            "scope": self.scope,
            "commodity_id": self.commodity.pk if self.commodity else None,
            "growing_area_id": self.growing_area.pk if self.growing_area else None,
            "issued_on": self.issued_on,
            "expires_on": self.expires_on,
            "document": self.document,
            "source": self.source,
        }


@transaction.atomic
def add_certificate(
    *, organisation: Organisation, paper: Paper, actor: User | None, on: date, is_demo: bool = False
) -> Certificate:
    """Record a paper an organisation holds; raises ``certificate_twice``, ``not_allowed``."""
    holder = locked(organisation.pk)
    require_edit(actor, holder, on)
    one = Certificate(organisation=holder, is_demo=is_demo, **_trimmed(paper.columns()))
    _check(one)
    one.save(force_insert=True)
    record(
        actor=actor, verb=messages.CERTIFICATE_ADDED, thing=holder, kind=one.kind.name, number=one.number,
        expires_on=one.expires_on,
    )  # fmt: skip
    return one


@transaction.atomic
def change_certificate(
    *,
    pk: int,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User | None,
    on: date,
) -> Certificate:
    """Write what a form changed; a new last day is reminded of anew. Raises ``EditedMeanwhile``."""
    one = _locked(pk)
    holder = locked(one.organisation_id)
    require_edit(actor, holder, on)
    fresh = take(one, version=version, seen=seen, mine=_trimmed(mine))
    if not fresh:
        return one
    before = {name: str(getattr(one, name)) for name in fresh}
    for name, value in fresh.items():
        setattr(one, name, value)
    _check(one)
    if "expires_on" in fresh:
        one.reminded_days = None
    one.version += 1
    one.save()
    changes = {name: [before[name], str(value)] for name, value in fresh.items()}
    record(
        actor=actor, verb=messages.CERTIFICATE_CHANGED, thing=holder, kind=one.kind.name, number=one.number,
        changes=changes,
    )  # fmt: skip
    return one


@transaction.atomic
def revoke_certificate(*, pk: int, first: date, reason: str, actor: User, on: date) -> Certificate:
    """From ``first`` on the paper no longer counts; officers alone may, with a reason."""
    one = _locked(pk)
    holder = locked(one.organisation_id)
    policies.require_record(actor, kind=holder.kind, area=holder.area_code)
    if one.revoked_on is not None:
        raise DomainError("certificate_revoked", number=one.number, on=one.revoked_on)
    if not reason.strip():
        raise DomainError("registry_reason_missing")
    one.revoked_on, one.revoke_reason = first, reason.strip()[:300]
    one.version += 1
    one.save()
    record(
        actor=actor, verb=messages.CERTIFICATE_REVOKED, thing=holder, kind=one.kind.name, number=one.number,
        revoked_on=first, reason=one.revoke_reason,
    )  # fmt: skip
    return one


@transaction.atomic
def remind_of_certificates(*, on: date) -> int:
    """Tell officers and agents of papers running out within 60, 30 or 7 days; returns how many papers.

    Each step is told once, however often this runs and however many workers run it.
    """
    told = 0
    rows = running_out(on, REMIND_DAYS[0]).select_for_update(of=("self",), skip_locked=True)
    for one in rows:
        left = ((one.expires_on or on) - on).days
        step = min(days for days in REMIND_DAYS if left <= days)
        if one.reminded_days is not None and one.reminded_days <= step:
            continue
        one.reminded_days = step
        one.save(update_fields=["reminded_days"])
        tell(
            people_to_tell(one.organisation, on), messages.CERTIFICATE_RUNS_OUT,
            link=reverse("registry:organisation", args=[one.organisation_id]), kind=one.kind.name, number=one.number,
            name=one.organisation.name, days=left, last=one.expires_on,
        )  # fmt: skip
        told += 1
    return told


def _locked(pk: int) -> Certificate:
    one = Certificate.objects.select_for_update().filter(pk=pk).first()
    if one is None:
        raise DomainError("certificate_not_found", number=pk)
    return one


def _trimmed(values: Mapping[str, object]) -> dict[str, object]:
    """Texts as they are kept."""
    return {
        name: str(value or "").strip()[: _LONGEST[name]] if name in _LONGEST else value
        for name, value in values.items()
    }


def _check(one: Certificate) -> None:
    """Raise what cannot be: days out of order, no source, the same number twice, land of another."""
    if one.issued_on and one.expires_on and one.expires_on < one.issued_on:
        raise DomainError("registry_days_out_of_order", first=one.issued_on, last=one.expires_on)
    if not one.source:
        raise DomainError("registry_source_missing")
    twins = Certificate.objects.filter(
        organisation_id=one.organisation_id, kind_id=one.kind_id, number=one.number
    ).exclude(pk=one.pk)
    if twins.exists():
        raise DomainError("certificate_twice", kind=one.kind.name, number=one.number or "–")
    if one.growing_area is not None and one.growing_area.organisation_id != one.organisation_id:
        raise DomainError("growing_area_of_another", name=one.growing_area.name)
