"""Numbers a commune keeps: the serial in a product's code, the number of a registration slip.

Source: 26/2026/QĐ-TTg, form 01: product code ``T-X-STT-20YY``, slip number ``{so}/PĐK-{T}-{X}-{nam}``; T and X are the
codes of province and commune of decision 19/2025/QĐ-TTg (the statistics office's).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Max

from cungcau.domain.ocop.models import Dossier, Product
from cungcau.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Place:
    """The commune whose numbers these are: statistics codes of its province (2 digits) and itself (5 digits)."""

    province: str
    commune: str


def place_of(product: Product) -> Place:
    """Where a product's numbers are kept today; raises ``ocop_commune_missing`` where no commune is known."""
    province, _dot, commune = product.area_code.partition(".")
    if len(province) != 2 or len(commune) != 5:
        raise DomainError("ocop_commune_missing", product=product.name)
    return Place(province, commune)


def give_code(product: Product, year: int) -> bool:
    """Give a product without a code the next one of its commune; the caller saves. False where it has one."""
    if product.code is not None:
        return False
    place = place_of(product)
    _hold(f"ocop.product {place.commune}")
    last = Product.objects.filter(commune_code=place.commune).aggregate(last=Max("serial"))["last"] or 0
    product.province_code, product.commune_code = place.province, place.commune
    product.serial, product.code_year = last + 1, year
    product.code = f"{place.province}-{place.commune}-{last + 1}-{year}"
    return True


def next_slip(product: Product, year: int) -> tuple[int, str]:
    """The next number of a commune's registration slips of a year, and how it is written.

    Held until the transaction ends: of two files sent at once the second waits and gets the number after.
    """
    place = place_of(product)
    tail = f"/PĐK-{place.province}-{place.commune}-{year}"
    _hold(f"ocop.slip {tail}")
    rows = Dossier.objects.filter(slip_year=year, code__endswith=tail)
    number = (rows.aggregate(last=Max("slip_no"))["last"] or 0) + 1
    return number, f"{number}{tail}"


def _hold(what: str) -> None:
    """Wait for whoever takes a number of this row now, and keep others waiting until the transaction ends."""
    if not connection.in_atomic_block:
        raise DomainError("audit_outside_transaction", verb=what)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
