"""Tables of the catalogue that come in: goods, how long they keep, units of measure, key products."""

from cungcau.reference.catalogue.doors import goods, key_products, measures, shelf_lives

__all__ = ["goods", "key_products", "measures", "shelf_lives"]
