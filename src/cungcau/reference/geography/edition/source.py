"""What the wheel of ``vietnamadminunits`` holds, as units and their conversion."""

from __future__ import annotations

import json
import math
import sqlite3
import statistics
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

KINDS = ("tỉnh", "thành phố", "thị xã", "thị trấn", "quận", "huyện", "phường", "xã", "đặc khu")
Row = Mapping[str, object]
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of units.csv; ``key`` names the unit as the source's conversion table does."""

    key: str
    code: str
    kind: str
    name: str
    parent: str
    spot: Spot | None
    old: bool
    radius_km: float = 3.0


@dataclass(slots=True)
class Source:
    """What the wheel holds: rows of both lists and the conversion table."""

    before: Sequence[Row] = field(default_factory=list)
    today: Sequence[Row] = field(default_factory=list)
    provinces: dict[str, list[str]] = field(default_factory=dict)
    whole: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    divided: dict[str, dict[str, list[dict[str, object]]]] = field(default_factory=dict)


def read(wheel: Path) -> Source:
    """The tables inside the wheel."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract("vietnamadminunits/data/dataset.db", folder)
        table = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        database = sqlite3.connect(Path(folder) / "vietnamadminunits/data/dataset.db")
        database.row_factory = sqlite3.Row
        before = [dict(row) for row in database.execute("select * from admin_units_legacy")]
        today = [dict(row) for row in database.execute("select * from admin_units")]
        database.close()
    return Source(
        before,
        today,
        table["DICT_PROVINCE"],
        table["DICT_PROVINCE_WARD_NO_DIVIDED"],
        table["DICT_PROVINCE_WARD_DIVIDED"],
    )


def split_name(full: str) -> tuple[str, str]:
    """``Thị Xã Việt Yên`` → (thị xã, Việt Yên); a syllable left small (Đồng ý) gets its capital."""
    for kind in KINDS:
        if full.lower().startswith(f"{kind} "):
            syllables = full[len(kind) + 1 :].split()
            return kind, " ".join(s if s == "trường" else s[:1].upper() + s[1:] for s in syllables)
    raise ValueError(f"no kind in {full!r}")


def spot_of(row: Row, prefix: str) -> Spot | None:
    """Latitude and longitude in degrees, or None."""
    lat, lon = row[f"{prefix}Lat"], row[f"{prefix}Lon"]
    return (float(str(lat)), float(str(lon))) if lat is not None and lon is not None else None


def km(one: Spot, other: Spot) -> float:
    """Distance on a plane, good enough for tens of kilometres."""
    return math.hypot(
        (one[0] - other[0]) * 111.0, (one[1] - other[1]) * 111.0 * math.cos(math.radians(one[0]))
    )


def middle(spots: Iterable[Spot]) -> Spot | None:
    """The median of each coordinate."""
    points = list(spots)
    if not points:
        return None
    return statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)


def unit(key: str, code: object, full: object, parent: object, spot: Spot | None, old: bool) -> Unit:
    """A unit with its name split."""
    kind, name = split_name(str(full))
    return Unit(key, str(code), kind, name, str(parent), spot, old)


def old_units(rows: Sequence[Row]) -> dict[str, Unit]:
    """Provinces, districts and communes as they stood on the last day of the three levels."""
    units: dict[str, Unit] = {}
    for r in rows:
        province, district = str(r["provinceKey"]), f"{r['provinceKey']}_{r['districtKey']}"
        units.setdefault(
            province, unit(province, r["provinceCode"], r["province"], "", spot_of(r, "province"), True)
        )
        units.setdefault(
            district,
            unit(district, r["districtCode"], r["district"], r["provinceCode"], spot_of(r, "district"), True),
        )
        if r["wardCode"] is not None:
            key = f"{district}_{r['wardKey']}"
            units[key] = unit(key, r["wardCode"], r["ward"], r["districtCode"], spot_of(r, "ward"), True)
    return units


def new_units(rows: Sequence[Row]) -> dict[str, Unit]:
    """Provinces and communes since the district level ended."""
    units: dict[str, Unit] = {}
    for r in rows:
        province, commune = str(r["provinceKey"]), f"{r['provinceKey']}/{r['wardKey']}"
        units.setdefault(
            province, unit(province, r["provinceCode"], r["province"], "", spot_of(r, "province"), False)
        )
        made = unit(commune, r["wardCode"], r["ward"], r["provinceCode"], spot_of(r, "ward"), False)
        units[commune] = replace(
            made, radius_km=max(3.0, math.sqrt(float(str(r["wardAreaKm2"] or 0)) / math.pi))
        )
    return units
