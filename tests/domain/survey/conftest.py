"""Places and people that tests of figures need, and the source tables as the intake reads them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Door, Row
from cungcau.reference.catalogue import services as catalogue
from cungcau.reference.geography import services as geography
from tests.domain.season_rows import SOURCE, person

TABLES = Path(__file__).resolve().parents[3] / "examples" / "source-tables"
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def record_units() -> None:
    """The provinces, districts and communes that the source tables name, as before and after 1/7/2025."""
    U = geography.UnitRow
    units = [
        U("20", "tỉnh", "Lạng Sơn"),
        U("178", "thành phố", "Lạng Sơn", "20", None, LAST),
        U("180", "huyện", "Tràng Định", "20", None, LAST),
        U("182", "huyện", "Văn Lãng", "20", None, LAST),
        U("184", "huyện", "Văn Quan", "20", None, LAST),
        U("06253", "thị trấn", "Văn Quan", "184", None, LAST),
        U("186", "huyện", "Hữu Lũng", "20", None, LAST),
        U("187", "huyện", "Chi Lăng", "20", None, LAST),
        U("06172", "xã", "Tân Mỹ", "182", None, LAST),
        U("06172", "xã", "Hoàng Văn Thụ", "20", FIRST),
        U("24", "tỉnh", "Bắc Giang", "", None, LAST),
        U("218", "huyện", "Lục Nam", "24", None, LAST),
        U("22", "tỉnh", "Quảng Ninh"),
        U("205", "thị xã", "Đông Triều", "22", None, LAST),
        U("30", "tỉnh", "Hải Dương", "", None, LAST),
        U("290", "thành phố", "Chí Linh", "30", None, LAST),
        U("72", "tỉnh", "Tây Ninh"),
        U("77", "tỉnh", "Bà Rịa - Vũng Tàu", "", None, LAST),
        U("91", "tỉnh", "An Giang"),
        U("30292", "xã", "Bình Đức", "91"),
    ]
    geography.record_units(rows=units, source=SOURCE, actor=None)
    geography.record_successions(
        rows=[geography.SuccessionRow("06172", LAST, "06172")], source=SOURCE, actor=None
    )


@pytest.fixture
def places(db: None) -> None:
    record_units()


@pytest.fixture
def goods(db: None) -> None:
    rows = [
        catalogue.CommodityRow("hong", "Hồng vành khuyên", SOURCE),
        catalogue.CommodityRow("na", "Na", SOURCE),
    ]
    catalogue.record_commodities(rows=rows, actor=None)


@pytest.fixture
def officer(places: None) -> User:
    """A coordinator of Lạng Sơn."""
    return person("dieu-phoi", "coordinator", "20")


def rows_of(door: Door, name: str) -> list[Row]:
    """A source table as typed rows, its headers matched to the door's columns by their names."""
    known = {alias: column.key for column in door.columns for alias in (column.header, *column.also)}
    with (TABLES / name).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return [
            Row(name, line, {known[head]: value or None for head, value in row.items() if head in known})
            for line, row in enumerate(reader, 2)
        ]


def bring(door: Door, name: str, actor: User) -> object:
    """A source table through a door."""
    return door.record(rows_of(door, name), Context(actor, {}, name))
