"""The catalogue's lists as tables and as spreadsheets."""

from cungcau.reference.catalogue.tables.goods import (
    COMMODITY_SHEET,
    SHELF_LIFE_SHEET,
    CommodityTable,
    ShelfLifeTable,
    commodity_rows,
    days_kept,
    shelf_life_rows,
    temperature,
)
from cungcau.reference.catalogue.tables.lists import (
    CERTIFICATE_SHEET,
    KEY_PRODUCT_SHEET,
    SEASON_SHEET,
    UNIT_SHEET,
    CertificateTable,
    SeasonTable,
    UnitFactorTable,
    key_product_rows,
    season_rows,
    unit_rows,
)

__all__ = [
    "CERTIFICATE_SHEET",
    "COMMODITY_SHEET",
    "KEY_PRODUCT_SHEET",
    "SEASON_SHEET",
    "SHELF_LIFE_SHEET",
    "UNIT_SHEET",
    "CertificateTable",
    "CommodityTable",
    "SeasonTable",
    "ShelfLifeTable",
    "UnitFactorTable",
    "commodity_rows",
    "days_kept",
    "key_product_rows",
    "season_rows",
    "shelf_life_rows",
    "temperature",
    "unit_rows",
]
