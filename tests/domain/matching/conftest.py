"""A small season cut out of the example: sixty lots, all demands, the whole network."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from cungcau.domain.matching import services
from cungcau.domain.matching.models import Plan
from cungcau.platform.access import roles
from cungcau.platform.access import services as access
from cungcau.platform.accounts import services as people
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import runner
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.services import SuccessionRow, UnitRow, record_successions, record_units

LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "van-lang-2021"


def cut(folder: Path, lots: int) -> Path:
    """Copy the example into ``folder`` with every n-th lot only, and the producers of those."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "README.md"))
    rows = read(folder / "lots.csv")
    step = max(1, len(rows) // lots)
    kept = rows[::step][:lots]
    write(folder / "lots.csv", kept)
    producers = {row["producer_id"] for row in kept}
    write(
        folder / "producers.csv",
        [row for row in read(folder / "producers.csv") if row["producer_id"] in producers],
    )
    return folder


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


GROUND = (
    UnitRow("20", "tỉnh", "Lạng Sơn"),
    UnitRow("182", "huyện", "Văn Lãng", "20", valid_to=LAST_OLD_DAY),
    UnitRow("06124", "thị trấn", "Na Sầm", "182", valid_to=LAST_OLD_DAY, lat=22.0557, lon=106.6159),
    UnitRow("06157", "xã", "Hoàng Việt", "182", valid_to=LAST_OLD_DAY, lat=22.0413, lon=106.6225),
    UnitRow("06172", "xã", "Tân Mỹ", "182", valid_to=LAST_OLD_DAY, lat=21.9799, lon=106.6645),
    UnitRow("06124", "xã", "Na Sầm", "20", valid_from=FIRST_NEW_DAY),
    UnitRow("06172", "xã", "Hoàng Văn Thụ", "20", valid_from=FIRST_NEW_DAY),
)
FATE = (
    SuccessionRow("06124", LAST_OLD_DAY, "06124"),
    SuccessionRow("06157", LAST_OLD_DAY, "06124"),
    SuccessionRow("06172", LAST_OLD_DAY, "06172"),
)


def load_small_season(folder: Path) -> Season:
    """The few units the example names, and sixty of its lots."""
    record_units(rows=GROUND, source="thử", actor=None)
    record_successions(rows=FATE, source="thử", actor=None)
    return services.load_season(folder=cut(folder, 60), actor=None)


def person(username: str, role: str, area: str = "20") -> User:
    user = people.create_user(
        username=username, full_name=username, password="mat-khau-thu-2021", is_demo=True
    )
    access.grant_role(user=user, role=role, area_code=area, actor=None, note="thử")
    return user


def compute(season: Season, coordinator: User) -> Plan:
    asked = services.request_plan(season=season, actor=coordinator)
    assert asked.job is not None
    runner.run(asked.job.pk)
    asked.refresh_from_db()
    assert asked.state == "computed", asked.failure
    return asked


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "van-lang-2021"


@pytest.fixture
def season(db: None, folder: Path) -> Season:
    return load_small_season(folder)


@pytest.fixture
def coordinator(db: None) -> User:
    return person("dieuphoi", roles.COORDINATOR)


@pytest.fixture
def viewer(db: None) -> User:
    return person("xem", roles.VIEWER)


@pytest.fixture
def stranger(db: None) -> User:
    return person("noikhac", roles.COORDINATOR, "91")


@pytest.fixture
def plan(season: Season, coordinator: User) -> Plan:
    """A computed plan of the small season."""
    return compute(season, coordinator)
