"""``python -m cungcau.reference.geography.edition vietnamadminunits-….whl`` writes the data files anew."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from cungcau.reference.geography.edition.edges import drop_namesakes, edges_of
from cungcau.reference.geography.edition.source import Unit, new_units, old_units, read
from cungcau.reference.geography.edition.spots import mend_spots

DATA = Path(__file__).resolve().parents[1] / "data"
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
PROVINCES_DECREE = "202/2025/QH15"
DISTRICTS_DECREE = "203/2025/QH15"
COMMUNES_DECREE = {
    "91": 1654, "96": 1655, "01": 1656, "04": 1657, "24": 1658, "48": 1659, "66": 1660, "11": 1661,
    "75": 1662, "82": 1663, "52": 1664, "42": 1665, "33": 1666, "56": 1667, "92": 1668, "31": 1669,
    "12": 1670, "68": 1671, "20": 1672, "15": 1673, "37": 1674, "46": 1675, "25": 1676, "51": 1677,
    "40": 1678, "22": 1679, "44": 1680, "14": 1681, "80": 1682, "19": 1683, "08": 1684, "79": 1685,
    "38": 1686, "86": 1687,
}  # fmt: skip


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """A gzip of CSV, the same bytes for the same rows."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)
    with (DATA / name).open("wb") as target, gzip.GzipFile("", "wb", 9, target, mtime=0) as packed:
        packed.write(text.getvalue().encode())


def unit_row(one: Unit, lasting: set[str]) -> tuple[object, ...]:
    """The unit's line; provinces that merged with none stay one line without dates."""
    stays = one.key in lasting
    lat, lon = one.spot or ("", "")
    if one.old or stays:
        return (one.code, one.kind, one.name, one.parent, "", "" if stays else LAST_DAY, "", lat, lon)
    decree = PROVINCES_DECREE if len(one.code) == 2 else f"{COMMUNES_DECREE[one.parent]}/NQ-UBTVQH15"
    return (one.code, one.kind, one.name, one.parent, FIRST_DAY, "", decree, lat, lon)


def succession_row(old: Unit, new: Unit, whole: bool, main: bool) -> tuple[object, ...]:
    """The line old → new; ``ended`` is the old unit's last day."""
    decree = PROVINCES_DECREE if len(new.code) == 2 else f"{COMMUNES_DECREE[new.parent]}/NQ-UBTVQH15"
    return (old.code, LAST_DAY, new.code, "whole" if whole else "part", int(main), decree, "")


def main(wheel: Path) -> None:
    """Write both files beside this one and say what was mended."""
    source = read(wheel)
    before, today = old_units(source.before), new_units(source.today)
    raw = edges_of(source)
    edges = drop_namesakes(raw, before, today)
    mended = mend_spots(before, today, edges)
    lasting = {new for new, olds in source.provinces.items() if olds == [new]}
    units = [u for u in before.values() if u.key not in lasting] + list(today.values())
    units.sort(key=lambda u: (len(u.code), not u.old, u.code))
    write(
        "units.csv.gz",
        ("code", "kind", "name", "parent", "valid_from", "valid_to", "decree", "lat", "lon"),
        (unit_row(u, lasting) for u in units),
    )
    rows = [
        succession_row(before[old], today[new], True, True)
        for new, olds in source.provinces.items()
        for old in olds
        if new not in lasting
    ]
    rows += [succession_row(before[e.old], today[e.new], e.whole, e.main) for e in edges]
    write(
        "successions.csv.gz",
        ("old", "ended", "new", "extent", "main", "decree", "note"),
        sorted(rows, key=lambda r: (len(str(r[0])), r[0], r[2])),
    )
    sys.stdout.write(
        f"{len(units)} units, {len(rows)} successions; {len(raw) - len(edges)} namesakes dropped, "
        f"coordinates mended: {mended[0]} new, {mended[1]} old\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
