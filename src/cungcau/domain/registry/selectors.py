"""Questions about organisations and households."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from cungcau.domain.registry.models import Organisation

_HIDDEN = "•••"


def organisations() -> QuerySet[Organisation]:
    """All organisations with their place read along."""
    return Organisation.objects.select_related("unit__parent", "representative")


def by_code(codes: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by code; unknown codes are absent."""
    return {one.code: one for one in Organisation.objects.filter(code__in=set(codes))}


def ids_by_code(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code; unknown codes are absent."""
    return dict(Organisation.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def phone_for(organisation: Organisation) -> str:
    """The phone number as any reader may see it: the first and last digits, ``+8491•••78``; blank if none.

    The whole number is given by ``services.reveal_phone`` alone, which leaves an entry in the trail.
    """
    phone = organisation.phone
    return f"{phone[:5]}{_HIDDEN}{phone[-2:]}" if phone else ""
