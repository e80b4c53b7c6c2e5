"""The data that comes with the catalogue: key products and units of measure, with their sources."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from cungcau.platform.audit.services import record
from cungcau.reference.catalogue import messages
from cungcau.reference.catalogue.models import KeyProduct, UnitFactor
from cungcau.reference.catalogue.reading import confidence_named, quantity_named
from cungcau.reference.catalogue.selectors import region_named, unit_key
from cungcau.reference.catalogue.services.key_products import KeyProductRow, write_key_products
from cungcau.reference.catalogue.services.measures import UnitFactorRow, write_unit_factors

_DATA = Path(__file__).resolve().parents[1] / "data"
KEY_PRODUCTS_FILE = _DATA / "key_products.csv"
UNITS_FILE = _DATA / "units_of_measure.csv"


@transaction.atomic
def load_shipped() -> tuple[int, int]:
    """Write the shipped rows that are not there yet, as the installation itself; how many of each.

    What people have corrected or added stays as it is; a second call finds nothing to do.
    """
    known = set(KeyProduct.objects.values_list("area_code", "document", "name"))
    products = [row for row in shipped_key_products() if (row.area_code, row.document, row.name) not in known]
    measures = set(UnitFactor.objects.values_list("folded", "region"))
    units = [row for row in shipped_units() if (unit_key(row.unit)[0], row.region) not in measures]
    if not products and not units:
        return 0, 0
    done = write_key_products(products), write_unit_factors(units)
    record(
        actor=None,
        verb=messages.SHIPPED_LOADED,
        thing=None,
        key_products=done[0].created,
        units=done[1].created,
    )
    return done[0].created, done[1].created


def shipped_key_products() -> list[KeyProductRow]:
    """The rows of the file."""
    return [
        KeyProductRow(
            cells["area_code"], cells["group"], int(cells["group_rank"]), int(cells["rank"]), cells["name"],
            cells["document"], date.fromisoformat(cells["valid_from"]), cells["source"],
            date.fromisoformat(cells["valid_to"]) if cells["valid_to"] else None,
        )
        for cells in _cells(KEY_PRODUCTS_FILE)
    ]  # fmt: skip


def shipped_units() -> list[UnitFactorRow]:
    """The rows of the file."""
    return [
        UnitFactorRow(
            cells["unit"], quantity_named(cells["quantity"]) or "", cells["standard"], cells["source"],
            region_named(cells["region"]) or "", Decimal(cells["factor"]) if cells["factor"] else None,
            confidence_named(cells["confidence"]) or "", note=cells["note"],
        )
        for cells in _cells(UNITS_FILE)
    ]  # fmt: skip


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
