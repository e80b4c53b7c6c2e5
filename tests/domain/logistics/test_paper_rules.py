"""The rules of transit papers as a province loads them: whole editions, by day, refused by line, none ever changed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from cungcau.domain.logistics import checklist
from cungcau.domain.logistics.checklist import RuleRow
from cungcau.domain.logistics.doors import PAPER_RULES
from cungcau.domain.logistics.models import PaperRule, RuleEdition
from cungcau.domain.logistics.road_doors.rules import COLUMNS
from cungcau.domain.logistics.selectors import rules as asked
from cungcau.domain.logistics.services import papers
from cungcau.domain.logistics.services.rules import load_rules
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.intake import services as intake
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.intake.services import Brought
from tests.domain.logistics.road_rows import DAY, paper
from tests.domain.reading_pages import client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
PAGE = "/van-tai/giay/quy-dinh/"
SEAL = RuleRow(
    "seal", "goods_stated", "", "always", None, None, "Niêm phong", "Seal", "Chưa ghi niêm phong của xe {plate}.",
    "The seal of vehicle {plate} is missing.", "Công văn 12/SCT (minh hoạ)",
)  # fmt: skip


@pytest.fixture(autouse=True)
def shown_day(settings: Any) -> None:
    settings.SHOWN_DAY = date(2021, 9, 27)


@pytest.fixture
def officer(small: Small) -> User:
    return person("dieu-phoi", "coordinator")


def load(*rules: RuleRow, on: date = DAY, actor: User | None = None) -> RuleEdition:
    return load_rules(rules=rules, valid_from=on, source="Công văn 12 (minh hoạ)", actor=actor)[0]


def faults(*rules: RuleRow) -> list[tuple[int, str]]:
    with pytest.raises(InputInvalid) as refused:
        load(*rules)
    return [(one.line, one.column) for one in refused.value.faults]


def test_a_paper_is_judged_by_the_edition_of_its_day(small: Small) -> None:
    draft = paper(small, goods="", test_no="")
    assert [one.code for one in asked.missing_of(draft)] == ["goods", "test"]
    load(SEAL, on=DAY + timedelta(days=1))
    assert [one.code for one in asked.missing_of(draft)] == ["goods", "test"], "in force from the next day"
    load(SEAL, on=DAY)
    (only,) = asked.missing_of(draft)
    assert (only.code, only.text_vi) == ("seal", "Chưa ghi niêm phong của xe 12C-123.45.")
    with pytest.raises(InputInvalid) as refused:
        papers.submit_paper(paper=draft, actor=None)
    assert [fault.column for fault in refused.value.faults] == ["Niêm phong"]
    load(replace(SEAL, check="driver_named"), on=DAY)
    assert asked.missing_of(draft) == [], "of two editions from one day the later loaded counts"


def test_the_same_rules_again_are_the_edition_there_is(officer: User) -> None:
    first = load(SEAL, actor=officer)
    trail = Entry.objects.count()
    assert load(SEAL, actor=officer) == first and Entry.objects.count() == trail
    second = load(replace(SEAL, item_en="Load seal"), actor=officer)
    assert (second.number, asked.rules_of(first), asked.rules_on(DAY)[0].item_en) == (2, (SEAL,), "Load seal")


def test_no_edition_is_ever_changed(small: Small) -> None:
    edition = load(SEAL)
    for change in (
        lambda: PaperRule.objects.filter(edition=edition).update(message_vi="khác"),
        lambda: PaperRule.objects.filter(edition=edition).delete(),
        lambda: RuleEdition.objects.filter(pk=edition.pk).update(valid_from=date(2020, 1, 1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_nobody_could_judge_by_is_named_by_its_place(small: Small) -> None:
    assert faults(
        SEAL, replace(SEAL, code="b", check="guess", when="sometimes"), replace(SEAL, item_en=" "),
        replace(SEAL, code="d", check="proof_there", value="passport"),
        replace(SEAL, code="e", message_vi="xe {price}", message_en="vehicle {plate"),
        replace(SEAL, code="f", valid_from=DAY, valid_to=DAY - timedelta(days=1), source="x" * 301),
        replace(SEAL, code="g", message_vi="{plate.__class__}", message_en="{plate!r}"),
    ) == [
        (2, "check"), (2, "when"), (3, "code"), (3, "item_en"), (4, "value"), (5, "message_vi"), (5, "message_en"),
        (6, "valid_to"), (6, "source"), (7, "message_vi"), (7, "message_en"),
    ]  # fmt: skip
    assert faults() == [(0, "")]
    assert not RuleEdition.objects.exists() and not PaperRule.objects.exists()


def test_only_the_provinces_coordinator_loads(small: Small) -> None:
    for role in ("commune_officer", "carrier", "viewer"):
        with pytest.raises(DomainError, match="not_allowed"):
            load(SEAL, actor=person(f"nguoi-{role}", role))


def bring(user: User, rows: list[dict[str, Any]], **options: str) -> Outcome:
    read = [Row("Quy định", line, one) for line, one in enumerate(rows, 2)]
    return PAPER_RULES.record(read, Context(user, {"valid_from": "2021-09-28", **options}, "Công văn 12"))


def sheet(*rules: RuleRow) -> list[dict[str, Any]]:
    return [{column.key: getattr(rule, column.key) or None for column in COLUMNS} for rule in rules]


def test_the_shipped_table_comes_in_through_the_door_as_it_is(officer: User) -> None:
    rows = sheet(*checklist.rules())
    assert bring(officer, rows, note="như cũ").created == len(rows)
    edition = RuleEdition.objects.get()
    assert asked.rules_of(edition) == checklist.rules()
    assert (edition.valid_from, edition.source, edition.note) == (date(2021, 9, 28), "Công văn 12", "như cũ")
    assert bring(officer, rows).unchanged == len(rows)


def test_a_fault_is_named_at_its_line_of_the_sheet(officer: User) -> None:
    with pytest.raises(InputInvalid) as refused:
        bring(officer, sheet(SEAL, replace(SEAL, code="b", check="guess")))
    assert [(one.file, one.line, one.column) for one in refused.value.faults] == [("Quy định", 3, "check")]


@pytest.mark.parametrize("keep_good", [False, True])
def test_of_a_table_with_a_fault_no_part_is_loaded(officer: User, keep_good: bool) -> None:
    """An edition without one of its rules would let papers through that lack it."""
    written = ",".join(f'"{column.header}"' for column in COLUMNS)
    rows = [
        ",".join(f'"{row[column.key] or ""}"' for column in COLUMNS)
        for row in sheet(SEAL, replace(SEAL, code="b"))
    ]

    def bring_in(*lines: str) -> Brought:
        content = "\n".join([written, *lines]).encode()
        return intake.bring_in(
            "logistics.paper_rules", content, "quy-dinh.csv", {"valid_from": "2021-09-28"}, "Công văn 12",
            actor=officer, keep_good=keep_good,
        )  # fmt: skip

    refused = bring_in(rows[0], rows[1].replace("goods_stated", "đoán mò"))
    assert [(one.line, one.header) for one in refused.faults] == [(3, "Phép kiểm")]
    assert (refused.outcome.created, RuleEdition.objects.count()) == (0, 0)
    page = text_of(client_of(officer).get(f"/nhap-bang/{refused.intake.pk}/"))
    assert "chỉ ghi được khi cả bảng đúng" in page and "Ghi các dòng đúng" not in page
    assert bring_in(*rows).outcome.created == 2 and RuleEdition.objects.count() == 1


def test_the_screen_searches_narrows_and_gives_a_sheet_that_loads_again(officer: User) -> None:
    client = client_of(officer)
    page = client.get(PAGE)
    said = text_of(page)
    assert "Đang áp dụng: Bản có sẵn trong phần mềm." in said and "Nạp bản mới" in said
    assert f"{len(checklist.rules())}" and "Biển số xe" in said
    found = text_of(client.get(PAGE, {"q": "xet nghiem"}))
    assert "Kết quả xét nghiệm" in found and "Biển số xe" not in found
    assert "Kết quả xét nghiệm" not in text_of(client.get(PAGE, {"ngay": "2026-09-28"}))
    assert "Không có quy định nào khớp" in text_of(client.get(PAGE, {"q": "khong the co"}))
    assert client.get(PAGE, {"ban": "77"}).status_code == 400
    taken = xlsx_of(client.get(PAGE, {"xuat": "xlsx"}))
    rows = [dict(zip((column.key for column in COLUMNS), row, strict=True)) for row in taken[1:]]
    for row in rows:
        for name in ("valid_from", "valid_to"):
            row[name] = row[name].date() if row[name] is not None else None  # type: ignore[attr-defined]
    bring(officer, rows)
    assert asked.rules_of(RuleEdition.objects.get()) == checklist.rules()
    again = text_of(client.get(PAGE, {"ban": "1"}))
    assert "Công văn 12" in again and "Bản 1, từ 28/9/2021" in again
    assert len(csv_of(client.get(PAGE, {"xuat": "csv", "q": "xet nghiem"}))) < len(rows)


def test_the_screen_in_english_and_for_others(officer: User, small: Small) -> None:
    load(SEAL, on=date(2021, 9, 1))
    other = client_of(person("can-bo", "commune_officer"))
    assert "Nạp bản mới" not in text_of(other.get(PAGE))
    assert client_of(person("xem", "viewer")).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
    client = client_of(officer)
    with translation.override("en"):
        assert (
            asked.missing_of(paper(small, goods=""))[0].text == "The seal of vehicle 12C-123.45 is missing."
        )
    page = client.get(PAGE, headers={"accept-language": "en"}, HTTP_COOKIE="")
    assert page.status_code in (200, 302)


def test_the_api_tells_rules_by_day_and_by_edition(officer: User) -> None:
    load(SEAL, on=DAY + timedelta(days=1))
    client, path = client_of(officer), "/api/v1/logistics/paper-rules"
    assert len(client.get(path).json()) == len(checklist.rules())
    assert [one["code"] for one in client.get(path, {"on": "2021-09-29"}).json()] == ["seal"]
    assert [one["code"] for one in client.get(path, {"edition": 1}).json()] == ["seal"]
    assert len(client.get(path, {"edition": 0}).json()) == len(checklist.rules())
    missing = client.get(path, {"edition": 9})
    assert (missing.status_code, missing.json()["code"]) == (404, "rule_edition_not_found")
    (edition,) = client.get(f"{path}/editions").json()
    assert (edition["number"], edition["valid_from"], edition["source"]) == (
        1, "2021-09-29", "Công văn 12 (minh hoạ)",
    )  # fmt: skip
    assert client_of(person("xem", "viewer")).get(path).status_code == 403


def test_the_templates_columns_are_those_of_the_screens_sheet(officer: User) -> None:
    book = load_workbook(
        io.BytesIO(b"".join(client_of(officer).get("/nhap-bang/loai/logistics.paper_rules/mau.xlsx")))
    )
    heads = [str(cell.value or "").rstrip(" *") for cell in book.worksheets[0][1]]
    assert [column.header for column in COLUMNS] == heads[: len(COLUMNS)]
