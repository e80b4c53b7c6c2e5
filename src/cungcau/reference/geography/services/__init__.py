"""Recording administrative units and what became of them; the only writers of this app."""

from cungcau.reference.geography.services import areas
from cungcau.reference.geography.services.areas import follow, refresh_areas, renew
from cungcau.reference.geography.services.decrees import DecreeOutcome, DecreeRow, record_decree
from cungcau.reference.geography.services.files import SOURCE, SUCCESSIONS_FILE, UNITS_FILE, load_files
from cungcau.reference.geography.services.lists import Compared, ListedUnit, compare_units, kind_meant
from cungcau.reference.geography.services.rows import (
    SuccessionRow,
    UnitRow,
    record_successions,
    record_units,
)

__all__ = [
    "SOURCE",
    "SUCCESSIONS_FILE",
    "UNITS_FILE",
    "Compared",
    "DecreeOutcome",
    "DecreeRow",
    "ListedUnit",
    "SuccessionRow",
    "UnitRow",
    "areas",
    "compare_units",
    "follow",
    "kind_meant",
    "load_files",
    "record_decree",
    "record_successions",
    "record_units",
    "refresh_areas",
    "renew",
]
