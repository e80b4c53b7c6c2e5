"""Tables of units through their doors: a list, and a made-up decree (minh hoạ) with records entered before it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import roles
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import create_user
from cungcau.platform.audit.models import Entry
from cungcau.platform.intake import doors
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.reference.geography import doors as ours
from cungcau.reference.geography import selectors, services
from cungcau.reference.geography.models import Spelling, Succession, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]

ROOT = Path(__file__).resolve().parents[3]
LIST_25 = ROOT / "examples/source-tables/25_xa_phuong_langson_angiang.csv"
START = date(2027, 1, 1)
SOURCE = "Nghị quyết minh hoạ 99/NQ"


@pytest.fixture
def admin() -> User:
    user = create_user(username="quantri", full_name="Quản trị", password="hồng-vành-khuyên-2021")
    access.grant_role(user=user, role=roles.ADMINISTRATOR, area_code="", actor=None)
    return user


def rows_of(lines: Sequence[dict[str, Any]]) -> list[Row]:
    return [Row("bảng", number, line) for number, line in enumerate(lines, 2)]


def send(kind: str, lines: Sequence[dict[str, Any]], actor: User, **options: Any) -> Outcome:
    door = doors.door(kind)
    with transaction.atomic():
        return door.record(rows_of(lines), Context(actor=actor, options=options, source=SOURCE))


def list_25() -> list[dict[str, Any]]:
    with LIST_25.open(encoding="utf-8-sig", newline="") as file:
        return [
            {"parent": r["ma_tinh"], "parent_name": r["tinh"], "code": r["ma_xa"], "name": r["ten"],
             "kind": r["loai"], "full_name": r["ten_day_du"]}
            for r in csv.DictReader(file)
        ]  # fmt: skip


def test_the_offices_list_is_the_units_loaded_its_spellings_noted_once(admin: User) -> None:
    units = Unit.objects.count()
    done = send("geography.units", list_25(), admin, on="2026-01-05")
    assert (done.created, done.changed, done.unchanged, done.questions) == (0, 0, 167, 19)
    assert Unit.objects.count() == units
    noted = {(one.unit.code, one.text) for one in Spelling.objects.select_related("unit")}
    assert ("06076", "Quý Hoà") in noted
    assert ("31078", "Đặc khu tại hải đảo") in noted
    assert ("06325", "xã Bắc Sơn") in noted
    again = send("geography.units", list_25(), admin, on="2026-01-05")
    assert (again.unchanged, again.questions) == (167, 0)
    assert Entry.objects.latest("pk").verb == "geography.units_compared"


def test_a_list_of_another_day_or_with_another_name_is_refused_by_its_row(admin: User) -> None:
    with pytest.raises(InputInvalid) as refused:
        send("geography.units", list_25()[:3], admin, on="2021-09-27")
    assert refused.value.faults[0].file == "bảng"
    assert {fault.line for fault in refused.value.faults} <= {2, 3, 4}
    wrong = {"code": "06172", "name": "Tân Mỹ", "kind": "Phường", "parent": "91"}
    with pytest.raises(InputInvalid) as refused:
        send("geography.units", [wrong], admin, on="2026-01-05")
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [
        (2, "kind"),
        (2, "name"),
        (2, "parent"),
    ]
    assert "Hoàng Văn Thụ" in refused.value.faults[0].expected


def line(old: str, new: str, name: str, **facts: Any) -> dict[str, Any]:
    return {
        "decree": "99/NQ (minh hoạ)", "effective": START, "old": old, "new": new, "kind": "Xã", "name": name, **facts,
    }  # fmt: skip


MERGED = [
    line("06172", "06172", "Văn Lãng Mới", extent="toàn bộ", old_name="Hoàng Văn Thụ"),
    line("06124", "06172", "Văn Lãng Mới", extent="một phần", main="x"),
    line("06124", "06998", "Na Sầm Tây", extent="một phần"),
]


def test_a_decree_ends_makes_and_links_and_old_records_are_counted_anew(admin: User) -> None:
    called: list[str] = []

    def copies() -> int:
        called.append(Unit.objects.get(code="06172", valid_to=date(2025, 6, 30)).area_code)
        return 7

    services.areas.follow(copies)
    try:
        done = send("geography.decree", MERGED, admin)
    finally:
        services.areas._FOLLOWERS.pop(f"{copies.__module__}.{copies.__qualname__}")
    assert (done.created, done.changed) == (3, 0)
    assert called == ["20.06172"]
    old = Unit.objects.get(code="06124", valid_from=date(2025, 7, 1))
    assert (old.valid_to, old.area_code) == (date(2026, 12, 31), "20.06172")
    new = Unit.objects.get(code="06172", valid_from=START)
    assert (new.title, new.decree, new.valid_to) == ("Xã Văn Lãng Mới", "99/NQ (minh hoạ)", None)
    assert new.lat is not None
    # Hoàng Việt of 2021 was part of Na Sầm, whose main part is now elsewhere: the chain reaches on.
    hoang_viet = selectors.by_code("06157", date(2021, 9, 27))
    assert hoang_viet is not None
    assert (hoang_viet.name, hoang_viet.area_code) == ("Hoàng Việt", "20.06172")
    assert [now.unit.name for now in selectors.today_of(hoang_viet)] == ["Văn Lãng Mới", "Na Sầm Tây"]
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.facts["ended"]) == ("geography.decree_recorded", 2)
    again = send("geography.decree", MERGED, admin)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 3)
    assert Succession.objects.filter(old=old).count() == 2


def test_places_of_one_chain_asked_together_all_lead_to_today(admin: User) -> None:
    send("geography.decree", MERGED, admin)
    chain = list(Unit.objects.filter(code__in=("06157", "06124"), valid_to__isnull=False))
    assert len(chain) == 3, "Hoàng Việt, and Na Sầm the town and the commune"
    together = selectors.today_of_all(chain)
    for unit in chain:
        names = {now.unit.title for now in together[unit.pk]}
        assert names == {"Xã Văn Lãng Mới", "Xã Na Sầm Tây"}, unit.title
        assert together[unit.pk] == selectors.today_of(unit)


@pytest.mark.parametrize(
    ("lines", "column", "says"),
    [
        ([line("06124", "06998", "A", extent="một phần", main="x")], "extent", "phần còn lại của 06124"),
        ([line("06124", "06998", "A"), line("06124", "06999", "B")], "extent", "chỉ có một dòng"),
        ([line("06124", "06998", "A", extent="một phần"), line("06124", "06999", "B", extent="một phần")],
         "main", "đúng một dòng chính"),
        ([line("06124", "06172", "A")], "new", "Hoàng Văn Thụ"),
        ([line("99999", "06998", "A")], "old", "còn hiệu lực ngày 31/12/2026"),
        ([line("06124", "06998", "A", old_name="Tân Mỹ")], "old_name", "là Xã Na Sầm"),
        ([line("06124", "06998", "A", parent="77")], "parent", "mã cấp trên"),
        ([line("06124", "06998", "A"), line("06172", "06998", "B")], "name", "khác dòng trước"),
        ([line("06124", "06998", "A", kind="huyện")], "kind", "xã"),
        ([line("06124", "06998", "A", effective=date(2024, 1, 1))], "old", "đã hết hiệu lực ngày 30/6/2025"),
        ([line("06124", "06998", "A", extent="nửa")], "extent", "toàn bộ"),
        ([line("06124", "06998", "A"), line("06124", "06998", "A")], "new", "lặp lại"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_row(
    admin: User, lines: list[dict[str, Any]], column: str, says: str
) -> None:
    before = list(Unit.objects.values_list("pk", "valid_to").order_by("pk"))
    with pytest.raises(InputInvalid) as refused:
        send("geography.decree", lines, admin)
    assert any(fault.column == column and says in fault.expected for fault in refused.value.faults), (
        refused.value.faults
    )
    assert {fault.file for fault in refused.value.faults} == {"bảng"}
    assert list(Unit.objects.values_list("pk", "valid_to").order_by("pk")) == before


def test_only_an_administrator_changes_units() -> None:
    user = create_user(username="dieuphoi9", full_name="Điều phối", password="hồng-vành-khuyên-2021")
    access.grant_role(user=user, role=roles.COORDINATOR, area_code="20", actor=None)
    for kind in ("geography.decree", "geography.units"):
        with pytest.raises(DomainError) as refused:
            send(kind, [{**MERGED[0], "code": "06172"}], user)
        assert refused.value.code == "not_allowed"


def test_a_name_is_proposed_as_its_code(admin: User) -> None:
    context = Context(actor=admin, options={}, source=SOURCE)
    assert ours.propose("old", "Na Sầm, Lạng Sơn", context) == "06124"
    assert ours.propose("kind", "Đặc khu tại hải đảo", context) == "đặc khu"
    assert ours.propose("old", "không đâu cả", context) == ""


def test_the_units_door_adds_and_ends_dated_units_and_the_other_links_them(admin: User) -> None:
    units = [
        {"code": "06124", "kind": "Xã", "name": "Na Sầm", "parent": "20", "valid_from": date(2025, 7, 1),
         "valid_to": date(2026, 12, 31)},
        {"code": "06997", "kind": "Phường", "name": "Na Sầm", "parent": "20", "valid_from": START, "lat": "22,05",
         "lon": "106.6"},
    ]  # fmt: skip
    done = send("geography.units", units, admin)
    assert (done.created, done.changed) == (1, 1)
    link = {"old": "06124", "ended": date(2026, 12, 31), "new": "06997", "extent": "toàn bộ"}
    assert send("geography.successions", [link], admin).created == 1
    assert Unit.objects.get(code="06157", valid_to=date(2025, 6, 30)).area_code == "20.06997"
    with pytest.raises(InputInvalid) as refused:
        send("geography.successions", [link, {**link, "new": "06172"}], admin)
    assert (refused.value.faults[0].line, refused.value.faults[0].column) == (3, "new")
