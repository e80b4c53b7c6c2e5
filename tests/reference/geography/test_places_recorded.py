"""A new decree is loaded without a release; what makes no sense is refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import create_user
from cungcau.platform.audit.models import Entry
from cungcau.reference.geography import selectors, services
from cungcau.reference.geography.models import Edition, Succession, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]

HEAD = "code,kind,name,parent,valid_from,valid_to,decree,lat,lon\n"
LINKS = "old,ended,new,extent,main,decree,note\n"
ENDS = "06172,xã,Hoàng Văn Thụ,20,2025-07-01,2026-12-31,1672/NQ-UBTVQH15,21.96,106.63\n"


def files(folder: Path, units: str, links: str) -> dict[str, Path]:
    (folder / "units.csv").write_text(HEAD + units, encoding="utf-8")
    (folder / "successions.csv").write_text(LINKS + links, encoding="utf-8")
    return {"units_file": folder / "units.csv", "successions_file": folder / "successions.csv"}


def test_a_later_decree_ends_a_commune_and_the_chain_reaches_on(tmp_path: Path) -> None:
    decree = files(
        tmp_path,
        ENDS
        + "06172,phường,Hoàng Văn Thụ,20,2027-01-01,,99/NQ,21.96,106.63\n"
        + "06999,xã,Tân Mỹ,20,2027-01-01,,99/NQ,21.98,106.66\n",
        "06172,2026-12-31,06999,part,1,99/NQ,\n06172,2026-12-31,06172,part,0,99/NQ,phần phía nam\n",
    )
    edition = services.load_files(**decree, source="99/NQ")
    assert edition is not None and (edition.units, edition.successions) == (3, 2)
    [found] = selectors.find("Tân Mỹ, Văn Lãng", date(2021, 9, 15))
    assert [(now.unit.code, now.unit.kind, now.whole) for now in found.today] == [
        ("06999", "xã", False),
        ("06172", "phường", False),
    ]
    assert found.unit.area_code == "20.06999"
    assert Unit.objects.get(code="06172", valid_from=date(2025, 7, 1)).area_code == "20.06999"
    assert services.load_files(**decree, source="99/NQ") is None
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.facts["units"]) == ("geography.edition_loaded", 3)


def test_every_fault_is_named_with_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    editions = Edition.objects.count()
    bad = files(
        tmp_path,
        "061,xã,A,20,2027-01-01,,x,,\n06,tỉnh,,,01/02/2027,,x,,\n06777,xã,B,20,2027-01-01,2026-01-01,x,99,\n",
        "06172,,06999,half,2,x,\n",
    )
    with pytest.raises(InputInvalid) as refused:
        services.load_files(**bad, source="x")
    assert [(fault.file, fault.line, fault.column) for fault in refused.value.faults] == [
        ("units.csv", 3, "valid_from")
    ]
    bad = files(
        tmp_path, (tmp_path / "units.csv").read_text().removeprefix(HEAD).replace("01/02/2027", ""), ""
    )
    with pytest.raises(InputInvalid) as refused:
        services.load_files(**bad, source="x")
    assert {(fault.line, fault.column) for fault in refused.value.faults} == {
        (2, "kind"),
        (4, "valid_to"),
        (4, "lat"),
    }
    assert Edition.objects.count() == editions


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("code,kind\n01,tỉnh\n")
    with pytest.raises(InputInvalid) as refused:
        services.load_files(units_file=tmp_path / "u.csv", successions_file=services.SUCCESSIONS_FILE)
    assert {fault.column for fault in refused.value.faults} == {
        "name", "parent", "valid_from", "valid_to", "decree", "lat", "lon",
    }  # fmt: skip


def test_a_parent_must_be_in_force_with_its_child() -> None:
    row = services.UnitRow("06888", "xã", "Lạc", parent="182", valid_from=date(2026, 1, 1))
    with pytest.raises(InputInvalid) as refused:
        services.record_units(rows=[row], source="x", actor=None)
    [fault] = refused.value.faults
    assert (fault.line, fault.column, fault.value) == (1, "parent", "182")


def test_successions_want_units_of_the_right_days_and_one_main() -> None:
    day = date(2025, 6, 30)
    rows = [
        services.SuccessionRow("06172", date(2020, 1, 1), "06172"),
        services.SuccessionRow("06157", day, "06124", extent="part", is_main=False),
        services.SuccessionRow("06160", day, "06151", extent="whole", is_main=False),
    ]
    with pytest.raises(InputInvalid) as refused:
        services.record_successions(rows=rows[:1], source="x", actor=None)
    assert [fault.column for fault in refused.value.faults] == ["new", "old"]
    with pytest.raises(InputInvalid) as refused:
        services.record_successions(rows=rows[1:], source="x", actor=None)
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [
        (1, "main"),
        (2, "main"),
        (2, "main"),
    ]


def test_recording_counts_new_changed_and_equal_rows() -> None:
    rows = [
        services.UnitRow("06888", "xã", "Mới", parent="20", valid_from=date(2026, 1, 1)),
        services.UnitRow(
            "06172", "xã", "Hoàng Văn Thụ", "20", date(2025, 7, 1), None, "1672/NQ-UBTVQH15", 21.5, 106.5
        ),
    ]
    done = services.record_units(rows=rows, source=services.SOURCE, actor=None)
    assert (done.created, done.changed, done.unchanged) == (1, 1, 0)
    assert done.changes["2025-07-01 06172"]["lat"] == ("21.96191", "21.5")
    again = services.record_units(rows=rows, source=services.SOURCE, actor=None)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    assert Unit.objects.get(code="06888").area_code == "20.06888"


def test_only_who_may_records_units() -> None:
    user: User = create_user(username="ai-do", full_name="Ai đó", password="mat-khau-thu-2021")
    with pytest.raises(DomainError) as refused:
        services.record_units(rows=[], source="x", actor=user)
    assert refused.value.code == "not_allowed"


def broken(**facts: object) -> None:
    fields = {
        "code": "06888", "kind": "xã", "name": "A", "level": "commune", "parent": Unit.objects.get(code="20"),
        "valid_from": date(2026, 1, 1), "source": "x", **facts,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**fields)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_itself_keeps_the_rules() -> None:
    broken(code="6888")
    broken(code="0688a")
    broken(kind="tỉnh")
    broken(parent=None)
    broken(level="province", code="77", kind="tỉnh")
    broken(valid_to=date(2025, 1, 1))
    broken(lat=21.0)
    broken(lat=50.0, lon=106.0)
    broken(name="")
    broken(source="")
    broken(code="06172", valid_from=date(2026, 1, 1))  # its bearer is in force
    broken(code="06172", valid_from=date(2025, 7, 1))
    link = Succession.objects.filter(extent="whole").first()
    assert link is not None
    for change in ({"extent": "half"}, {"is_main": False}, {"new": link.old}, {"source": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.filter(pk=link.pk).update(**change)
    split = Succession.objects.filter(extent="part", is_main=False).first()
    assert split is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.filter(pk=split.pk).update(is_main=True)
