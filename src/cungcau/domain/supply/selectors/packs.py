"""What a counted pack holds, for the quantity boxes."""

from __future__ import annotations

from cungcau.reference.catalogue.selectors import pack_kg


def packs_named(commodity: str) -> dict[str, int]:
    """Kg in a counted pack ("20 sọt") of the commodity a form names by its number; none for anything else."""
    known = commodity.isascii() and commodity.isdigit() and len(commodity) < 10
    return pack_kg(int(commodity)) if known else {}
