"""The source tables as they are, through the intake itself: columns found, rows tried, rows written."""

from __future__ import annotations

from pathlib import Path

import pytest

from cungcau.platform.accounts.models import User
from cungcau.platform.intake.services import Brought, bring_in
from cungcau.reference.catalogue.models import ShelfLife, UnitFactor
from cungcau.reference.geography.models import Unit
from tests.domain.season_rows import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]

TABLES = Path(__file__).resolve().parents[3] / "examples/source-tables"
DECREE = """Nghị quyết;Ngày hiệu lực;Mã cũ;Tên cũ;Mã mới;Loại mới;Tên mới;Toàn bộ hay một phần;Phần chính
99/NQ (minh hoạ);01/01/2027;06172;Hoàng Văn Thụ;06999;Phường;Tân Văn Lãng;toàn bộ;
99/NQ (minh hoạ);01/01/2027;06124;Na Sầm;06999;Phường;Tân Văn Lãng;một phần;x
99/NQ (minh hoạ);01/01/2027;06124;Na Sầm;06124;Xã;Na Sầm;một phần;
"""


def send(kind: str, actor: User, file: Path | bytes, **options: str) -> Brought:
    done = bring_in(
        kind, file, "bảng.csv" if isinstance(file, bytes) else "", options, "bảng nguồn", actor=actor
    )
    assert done.written, done.faults
    assert done.unread == ()
    return done


def test_table_25_is_what_is_loaded() -> None:
    administrator = person("quan-tri", "administrator", "")
    file = next(TABLES.glob("25_*.csv"))
    before = Unit.objects.count()
    done = send("geography.units", administrator, file, on="2026-01-05")
    assert (done.outcome.created, done.outcome.changed, done.outcome.unchanged) == (0, 0, 167)
    assert Unit.objects.count() == before


def test_tables_18_and_26_come_in_and_come_in_again() -> None:
    coordinator = person("dieu-phoi", "coordinator")
    kept = send("catalogue.shelf_lives", coordinator, next(TABLES.glob("18_*.csv")), unknown="keep")
    assert (kept.outcome.created, ShelfLife.objects.count()) == (19, 19)
    units = send("catalogue.units", coordinator, next(TABLES.glob("26_*.csv")))
    assert (units.outcome.created, UnitFactor.objects.get(folded="gia lua").factor) == (11, None)
    again = send("catalogue.units", coordinator, next(TABLES.glob("26_*.csv")))
    assert again.outcome.unchanged == 11


def test_a_decree_comes_in_as_a_small_table() -> None:
    administrator = person("quan-tri", "administrator", "")
    done = send("geography.decree", administrator, DECREE.encode())
    assert done.outcome.created == 3
    assert Unit.objects.get(code="06999").title == "Phường Tân Văn Lãng"
    refused = bring_in(
        "geography.decree", DECREE.replace("Tân Văn Lãng;toàn bộ", "Khác;toàn bộ").encode(), "bảng.csv", {}, "thử",
        actor=administrator,
    )  # fmt: skip
    assert not refused.written
    assert refused.faults
