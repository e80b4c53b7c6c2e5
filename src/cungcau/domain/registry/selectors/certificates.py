"""Questions about certificates, answered for a day: an expired one stops counting when it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.models import Certificate, Organisation


class Standing(Enum):
    """What a paper is worth on a day."""

    VALID = "valid"
    SOON = "soon"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"


STANDING_LABELS = {
    Standing.VALID: _("còn hạn"),
    Standing.SOON: _("sắp hết hạn"),
    Standing.NOT_YET: _("chưa đến ngày cấp"),
    Standing.EXPIRED: _("hết hạn"),
    Standing.REVOKED: _("đã thu hồi"),
}
SOON_DAYS = 60


class Proof(Enum):
    """What is known of a certificate somebody claims: ``có giấy``, ``hết hạn``, ``chưa thấy giấy``."""

    SEEN = "seen"
    EXPIRED = "expired"
    UNSEEN = "unseen"


PROOF_LABELS = {
    Proof.SEEN: _("có giấy"),
    Proof.EXPIRED: _("hết hạn"),
    Proof.UNSEEN: _("chưa thấy giấy"),
}


def counting(on: date) -> Q:
    """Certificates that count on a day: issued, not run out, not revoked."""
    return (
        (Q(issued_on=None) | Q(issued_on__lte=on))
        & (Q(expires_on=None) | Q(expires_on__gte=on))
        & (Q(revoked_on=None) | Q(revoked_on__gt=on))
    )


def standing(one: Certificate, on: date) -> Standing:
    """What one paper is worth on a day."""
    if one.revoked_on is not None and one.revoked_on <= on:
        return Standing.REVOKED
    if one.expires_on is not None and one.expires_on < on:
        return Standing.EXPIRED
    if one.issued_on is not None and one.issued_on > on:
        return Standing.NOT_YET
    soon = one.expires_on is not None and one.expires_on <= on + timedelta(days=SOON_DAYS)
    return Standing.SOON if soon else Standing.VALID


def certificates_valid(
    organisation_ids: Iterable[int], on: date, *, commodity_id: int | None = None
) -> dict[int, frozenset[str]]:
    """Codes of the certificate kinds each organisation holds that count on a day; one question in all.

    With ``commodity_id`` papers made out for other goods are left out (those naming no goods stay). Ids
    without any are absent.
    """
    rows = Certificate.objects.filter(counting(on), organisation__in=set(organisation_ids))
    if commodity_id is not None:
        rows = rows.filter(Q(commodity=None) | Q(commodity=commodity_id))
    held: dict[int, set[str]] = defaultdict(set)
    for organisation, code in rows.values_list("organisation_id", "kind__code"):
        held[organisation].add(code)
    return {pk: frozenset(codes) for pk, codes in held.items()}


def proofs(
    claims: Iterable[tuple[int, str]], on: date, *, commodity_id: int | None = None
) -> dict[tuple[int, str], Proof]:
    """For each (organisation id, certificate kind's code) claimed: is there a paper that counts on the day?

    A member may show the paper of the cooperative: ask for that organisation too and take the better answer.
    """
    asked = set(claims)
    rows = Certificate.objects.filter(
        organisation__in={pk for pk, _ in asked}, kind__code__in={code for _, code in asked}
    )
    if commodity_id is not None:
        rows = rows.filter(Q(commodity=None) | Q(commodity=commodity_id))
    found = dict.fromkeys(asked, Proof.UNSEEN)
    for one in rows.select_related("kind"):
        claim = (one.organisation_id, one.kind.code)
        if claim not in found or found[claim] is Proof.SEEN:
            continue
        worth = standing(one, on)
        if worth in (Standing.VALID, Standing.SOON):
            found[claim] = Proof.SEEN
        elif worth in (Standing.EXPIRED, Standing.REVOKED):
            found[claim] = Proof.EXPIRED
    return found


def certificates_of(organisation: Organisation) -> QuerySet[Certificate]:
    """Every paper of an organisation, those that run out last first."""
    rows = Certificate.objects.filter(organisation=organisation).select_related(
        "kind", "commodity", "growing_area"
    )
    return rows.defer("growing_area__words").order_by(
        F("expires_on").desc(nulls_first=True), "kind__name", "pk"
    )


def running_out(on: date, days: int) -> QuerySet[Certificate]:
    """Papers that count on a day and run out within so many days, the next first."""
    rows = Certificate.objects.filter(
        counting(on), expires_on__lte=on + timedelta(days=days), organisation__merged_into=None
    )
    return (
        rows.select_related("organisation", "kind").defer("organisation__words").order_by("expires_on", "pk")
    )


def holding(rows: QuerySet[Organisation], on: date, kind: str | None = None) -> QuerySet[Organisation]:
    """The organisations that hold a certificate (of this kind) that counts on a day."""
    papers = Certificate.objects.filter(counting(on), organisation=OuterRef("pk"))
    return rows.filter(Exists(papers.filter(kind__code=kind) if kind else papers))


def holding_soon_expired(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """The organisations with a certificate that runs out within :data:`SOON_DAYS`, or ran out in as many."""
    papers = Certificate.objects.filter(
        organisation=OuterRef("pk"),
        revoked_on=None,
        expires_on__range=(on - timedelta(days=SOON_DAYS), on + timedelta(days=SOON_DAYS)),
    )
    return rows.filter(Exists(papers))
