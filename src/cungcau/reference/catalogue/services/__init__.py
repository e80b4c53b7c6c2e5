"""Recording the catalogue and opening seasons; the only writers of this app."""

from cungcau.reference.catalogue.services.edits import edit_commodity, edit_season
from cungcau.reference.catalogue.services.goods import (
    record_certificates,
    record_commodities,
    record_grades,
)
from cungcau.reference.catalogue.services.key_products import (
    KeyProductRow,
    link_key_product,
    record_key_products,
)
from cungcau.reference.catalogue.services.measures import UnitFactorRow, record_unit_factors
from cungcau.reference.catalogue.services.parts import (
    PackRow,
    SizeRow,
    VarietyRow,
    record_packs,
    record_sizes,
    record_varieties,
)
from cungcau.reference.catalogue.services.rows import CertificateRow, CommodityRow, GradeRow
from cungcau.reference.catalogue.services.seasons import SeasonRow, record_season
from cungcau.reference.catalogue.services.shelf_lives import (
    ShelfLifeRow,
    choose_shelf_life,
    name_shelf_life,
    record_shelf_lives,
    withdraw_shelf_life,
)
from cungcau.reference.catalogue.services.shipped import load_shipped

__all__ = [
    "CertificateRow",
    "CommodityRow",
    "GradeRow",
    "KeyProductRow",
    "PackRow",
    "SeasonRow",
    "ShelfLifeRow",
    "SizeRow",
    "UnitFactorRow",
    "VarietyRow",
    "choose_shelf_life",
    "edit_commodity",
    "edit_season",
    "link_key_product",
    "load_shipped",
    "name_shelf_life",
    "record_certificates",
    "record_commodities",
    "record_grades",
    "record_key_products",
    "record_packs",
    "record_season",
    "record_shelf_lives",
    "record_sizes",
    "record_unit_factors",
    "record_varieties",
    "withdraw_shelf_life",
]
