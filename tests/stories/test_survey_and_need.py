"""The eight source tables through their doors into one database, and what they then say about each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from cungcau.domain.demand.models import Need
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.registry.models import Organisation
from cungcau.domain.survey.models import Figure, Observation, Question
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.services import Brought, bring_in
from cungcau.reference.catalogue.models import ShelfLife, UnitFactor
from cungcau.reference.geography.services import load_files
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import person

pytestmark = [pytest.mark.story, pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]
TABLES = Path(__file__).resolve().parents[2] / "examples" / "source-tables"
ROWS = {"05": 12, "06": 8, "08": 36, "12": 7, "13": 10, "18": 19, "25": 167, "26": 11}
DOORS = {
    "25": ("geography.units", {"on": "2026-01-05"}),
    "26": ("catalogue.units", {}),
    "18": ("catalogue.shelf_lives", {"unknown": "keep"}),
    "06": ("registry.organisations", {"province": "91"}),
    "08": ("survey.figures", {}),
    "05": ("survey.outputs", {}),
    "12": ("network.points", {}),
    "13": (
        "demand.needs",
        {"season": "", "open_seasons": "on", "create_commodities": "on", "create_buyers": "on"},
    ),
}


@pytest.fixture
def whole_country(db: None) -> None:
    """Every unit of the country, in the test's own transaction."""
    load_files()


@pytest.fixture
def administrator(db: None) -> User:
    return person("quan-tri", "administrator", "")


def brought(administrator: User, table: str) -> Brought:
    kind, options = DOORS[table]
    file = next(TABLES.glob(f"{table}_*.csv"))
    done = bring_in(kind, file, "", options, "bảng nguồn", actor=administrator)
    assert done.written, (table, done.faults, done.unread)
    return done


def test_every_row_of_every_table_comes_in_once(administrator: User) -> None:
    """Nothing is cut and nothing doubled: the second time every row is known."""
    for table, rows in ROWS.items():
        first = brought(administrator, table).outcome
        assert first.created + first.changed + first.unchanged == rows, (table, first)
        second = brought(administrator, table).outcome
        assert (second.created, second.changed, second.unchanged) == (0, 0, rows), (table, second)
    assert UnitFactor.objects.filter(source__startswith="http").exists()
    assert ShelfLife.objects.count() >= ROWS["18"]
    assert Organisation.objects.filter(folded__contains="phu thanh").exists()
    assert CollectionPoint.objects.filter(name__contains="Hóc Môn").count() == 2
    assert Need.objects.filter(line_of=None).count() == ROWS["13"]
    assert Observation.objects.filter(figure__metric="output").count() > 20


def test_their_contradictions_are_shown_as_such(administrator: User) -> None:
    for table in ("08", "05", "18", "13"):
        brought(administrator, table)
    assert Figure.objects.filter(conflicting=True).exists()
    assert {"digit_off", "output_beyond_area", "price_unlike_value", "parts_short_of_total"} <= set(
        Question.objects.values_list("rule", flat=True)
    )
    client = client_of(administrator)
    assert "Mâu thuẫn" in text_of(client.get("/so-lieu/", {"only": "mau-thuan"}))
    keeping = text_of(client.get("/danh-muc/bao-quan/"))
    assert "21" in keeping
    assert "3" in keeping
    asked = text_of(client.get("/so-lieu/cau-hoi/"))
    assert "72 tỷ đồng / 6.000 tấn" in asked
    ranges = Need.objects.get(buyer__name="Saigon Co.op", season__start__year=2018)
    assert (ranges.quantity_low_kg, ranges.quantity_high_kg) == (400_000, 600_000)
