"""A small season cut out of the example: sixty lots, all demands, the whole network."""

from __future__ import annotations

import csv
import shutil
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
from cungcau.reference.geography.services import load_files

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "van-lang-2021"


def cut(folder: Path, lots: int) -> Path:
    """Copy the example into ``folder`` with every n-th lot only, and the producers of those."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "README.md"))
    rows = read(folder / "lots.csv")
    step = max(1, len(rows) // lots)
    kept = rows[::step][:lots]
    write(folder / "lots.csv", kept)
    producers = {row["producer_id"] for row in kept}
    write(folder / "producers.csv", [row for row in read(folder / "producers.csv") if row["producer_id"] in producers])
    return folder


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def season(transactional_db: None, tmp_path: Path) -> Season:
    load_files()
    return services.load_season(folder=cut(tmp_path / "van-lang-2021", 60), actor=None)


def person(username: str, role: str, area: str = "20") -> User:
    user = people.create_user(username=username, full_name=username, password="mat-khau-thu-2021", is_demo=True)
    access.grant_role(user=user, role=role, area_code=area, actor=None, note="thử")
    return user


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    return person("dieuphoi", roles.COORDINATOR)


@pytest.fixture
def viewer(transactional_db: None) -> User:
    return person("xem", roles.VIEWER)


@pytest.fixture
def stranger(transactional_db: None) -> User:
    return person("noikhac", roles.COORDINATOR, "91")


@pytest.fixture
def plan(season: Season, coordinator: User) -> Plan:
    """A computed plan of the small season."""
    asked = services.request_plan(season=season, actor=coordinator)
    assert asked.job is not None
    runner.run(asked.job.pk)
    asked.refresh_from_db()
    assert asked.state == "computed", asked.failure
    return asked
