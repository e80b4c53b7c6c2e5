"""What is grown and sold: commodities and what belongs to them, certificates, measures, seasons."""

from cungcau.reference.catalogue.models.certificates import CertificateKind
from cungcau.reference.catalogue.models.commodities import Commodity, GradeName, Pack, SizeClass, Variety
from cungcau.reference.catalogue.models.key_products import KeyProduct
from cungcau.reference.catalogue.models.measures import UnitFactor
from cungcau.reference.catalogue.models.seasons import Season
from cungcau.reference.catalogue.models.shelf_lives import Confidence, ShelfLife

__all__ = [
    "CertificateKind",
    "Commodity",
    "Confidence",
    "GradeName",
    "KeyProduct",
    "Pack",
    "Season",
    "ShelfLife",
    "SizeClass",
    "UnitFactor",
    "Variety",
]
