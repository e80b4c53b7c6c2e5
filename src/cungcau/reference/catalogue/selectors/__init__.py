"""Questions about the catalogue: goods and their names, how long they keep, measures, seasons."""

from cungcau.reference.catalogue.selectors.goods import (
    certificates,
    commodity,
    groups,
    holding_words,
    key_products,
    listed_commodities,
    pack_kg,
    packs_for,
)
from cungcau.reference.catalogue.selectors.measures import factor, region_named, unit_factors, unit_key
from cungcau.reference.catalogue.selectors.naming import Candidate, CommodityNames, commodity_named
from cungcau.reference.catalogue.selectors.seasons import (
    SeasonWords,
    commodities,
    commodities_by_code,
    commodity_ids,
    commodity_words,
    season,
    season_of_day,
    season_words,
    seasons,
    seasons_touching,
)
from cungcau.reference.catalogue.selectors.shelf_lives import (
    Kept,
    comparable,
    judged,
    shelf_life,
    shelf_life_groups,
    shelf_lives,
)

__all__ = [
    "Candidate",
    "CommodityNames",
    "Kept",
    "SeasonWords",
    "certificates",
    "commodities",
    "commodities_by_code",
    "commodity",
    "commodity_ids",
    "commodity_named",
    "commodity_words",
    "comparable",
    "factor",
    "groups",
    "holding_words",
    "judged",
    "key_products",
    "listed_commodities",
    "pack_kg",
    "packs_for",
    "region_named",
    "season",
    "season_of_day",
    "season_words",
    "seasons",
    "seasons_touching",
    "shelf_life",
    "shelf_life_groups",
    "shelf_lives",
    "unit_factors",
    "unit_key",
]
