"""Pages of the catalogue, and what every list within a season shares."""

from cungcau.reference.catalogue.views.choosing import (
    EXPORT,
    PER_PAGE,
    SEASON,
    Choice,
    Sheet,
    choose_season,
    show_list,
)

__all__ = ["EXPORT", "PER_PAGE", "SEASON", "Choice", "Sheet", "choose_season", "show_list"]
