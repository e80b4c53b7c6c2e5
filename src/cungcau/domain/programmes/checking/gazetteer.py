"""The units of the country from the data files that came with the product: for checks without a database."""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from cungcau.domain.programmes.checking.sheet import Place
from cungcau.kernel.vntext import fold
from cungcau.reference.geography.services.files import SUCCESSIONS_FILE, UNITS_FILE


def shipped_places() -> Mapping[str, tuple[Place, ...]]:
    """Every unit by folded "kind name"; a district's heirs are those of its communes."""
    units = list(_rows(UNITS_FILE.read_bytes()))
    title = {(row["code"], row["valid_from"]): f"{row['kind']} {row['name']}" for row in units}
    now = {row["code"]: f"{row['kind']} {row['name']}" for row in units if not row["valid_to"]}
    heirs: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    decrees: dict[str, str] = {row["code"]: row["decree"] for row in units if not row["valid_to"]}
    for row in _rows(SUCCESSIONS_FILE.read_bytes()):
        heirs[row["old"]].append((row["main"] != "1", row["new"]))
    above = {row["code"]: row["parent"] for row in units if row["valid_to"]}
    children: dict[str, list[str]] = defaultdict(list)
    for code, parent in above.items():
        children[parent].append(code)
    found: dict[str, list[Place]] = defaultdict(list)
    for row in units:
        code, ended = row["code"], row["valid_to"]
        own = [new for _main, new in sorted(heirs.get(code, ()))] if ended else []
        if ended and not own:
            own = [new for child in children.get(code, ()) for _main, new in sorted(heirs.get(child, ()))]
        names = tuple(dict.fromkeys(now[new] for new in own if new in now))
        place = Place(
            title=title[(code, row["valid_from"])],
            provinces=_provinces(code, row["parent"], above, own),
            ends_on=date.fromisoformat(ended) if ended else None,
            heirs=names,
            decree=next((decrees[new] for new in own if new in decrees), ""),
        )
        found[f"{fold(row['kind'])} {fold(row['name'])}"].append(place)
    return {key: tuple(places) for key, places in found.items()}


def _rows(packed: bytes) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))


def _provinces(code: str, parent: str, above: Mapping[str, str], own: list[str]) -> frozenset[str]:
    """The province a unit stood in. Codes of today's units begin with no province, so heirs are not asked."""
    step = parent or code
    while len(step) > 2 and step in above:
        step = above[step]
    return frozenset({step, *(new for new in own if len(new) == 2)})
