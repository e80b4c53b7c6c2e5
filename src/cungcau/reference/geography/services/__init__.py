"""Recording administrative units and what became of them; the only writers of this app."""

from cungcau.reference.geography.services.areas import refresh_areas
from cungcau.reference.geography.services.files import SOURCE, SUCCESSIONS_FILE, UNITS_FILE, load_files
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
    "SuccessionRow",
    "UnitRow",
    "load_files",
    "record_successions",
    "record_units",
    "refresh_areas",
]
