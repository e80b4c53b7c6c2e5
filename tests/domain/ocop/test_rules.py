"""Loading, publishing, comparing rule books; their pages."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from cungcau.domain.ocop import rule_files, states
from cungcau.domain.ocop.models import CriteriaSet, Instrument, RuleBook
from cungcau.domain.ocop.selectors import rule_search
from cungcau.domain.ocop.selectors.rules import bands_of, categories, current_book, instrument_on, sheet_of
from cungcau.domain.ocop.services.rules import drop_book, load_book, load_shipped_rules, publish_book
from cungcau.engines import scoring
from cungcau.kernel.errors import DomainError, InputInvalid
from tests.at_once import at_once
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of, csv_of, text_of

Values = dict[str, Any]


@pytest.fixture
def values() -> Values:
    """The shipped rules as values to change."""
    return copy.deepcopy(scoring.values_of(scoring.newest_book()))


def later(values: Values) -> Values:
    """A decision after the shipped one, of its first two sets, with one level worded otherwise."""
    values["sheets"] = values["sheets"][:2]
    values["instruments"].append(
        {
            **values["instruments"][0], "code": "QD99_2027", "number": "99/2027/QĐ-TTg", "date": "2027-01-01",
            "effective_from": "2027-01-01", "replaces": ["QD26_2026"],
        }
    )  # fmt: skip
    values["instruments"][0]["effective_to"] = "2026-12-31"
    values["instrument"] = "QD99_2027"
    option = next(row for row in values["sheets"][0]["parts"][0]["criteria"] if row.get("options"))[
        "options"
    ][0]
    option["label"] += " (sửa)"
    return values


def test_the_shipped_rules_are_loaded_once_and_keep_every_set(book: RuleBook) -> None:
    assert book.state == states.PUBLISHED
    assert CriteriaSet.objects.filter(book=book).count() == 26
    assert load_shipped_rules().pk == book.pk
    assert RuleBook.objects.count() == 1
    assert {one.code for one in Instrument.objects.all()} >= {
        "QD26_2026", "QD1489_2025", "QD148_2023", "QD1048_2019", "QD781_2020",
    }  # fmt: skip
    for one in CriteriaSet.objects.all():
        sheet = sheet_of(one)
        assert (sheet.code, sheet.number, sheet.name) == (one.code, one.number, one.name)


def test_old_instruments_keep_their_own_bands(book: RuleBook) -> None:
    old, new = (bands_of(Instrument.objects.get(code=code)) for code in ("QD1048_2019", "QD26_2026"))
    assert [band.upper for band in old if band.star == 4] == [89]
    assert [band.upper for band in new if band.star == 4] == [90]
    district = bands_of(Instrument.objects.get(code="QD148_2023"))
    assert next(band.decided_by for band in district if band.star == 3) == "district"


def test_the_book_of_a_day_is_of_the_decision_in_force(book: RuleBook) -> None:
    before, first = date(2026, 5, 21), date(2026, 5, 22)
    assert (current_book(before), current_book(first)) == (None, book)
    assert instrument_on(before).code == "QD1489_2025"  # type: ignore[union-attr]
    assert instrument_on(first).code == "QD26_2026"  # type: ignore[union-attr]
    assert categories()["I"] == "Thực phẩm"


def test_a_broken_file_is_refused_with_every_fault_by_name(book: RuleBook, values: Values) -> None:
    values["sheets"][0]["parts"][0]["most"] = 41
    values["sheets"][1]["code"] = values["sheets"][2]["code"]
    with pytest.raises(InputInvalid) as refused:
        load_book(values, rows.office(), file_name="moi.json")
    told = [(fault.file, fault.column) for fault in refused.value.faults]
    assert any(column.startswith("QD26-01/") for _file, column in told)
    assert any("QD26-03" in column for _file, column in told)
    assert {file for file, _column in told} == {"moi.json"}
    assert RuleBook.objects.count() == 1


def test_a_later_decision_is_loaded_as_data_and_ends_the_one_before(book: RuleBook, values: Values) -> None:
    office = rows.office()
    draft = load_book(later(values), office, file_name="qd99.json")
    assert (draft.state, draft.no) == (states.DRAFT, 1)
    assert instrument_on(date(2027, 1, 5)).code == "QD26_2026"  # type: ignore[union-attr]
    assert Instrument.objects.get(code="QD26_2026").effective_to is None
    assert current_book(date(2027, 1, 5)) == book
    publish_book(draft, office)
    assert instrument_on(date(2027, 1, 5)).code == "QD99_2027"  # type: ignore[union-attr]
    assert current_book(date(2027, 1, 5)) == draft
    assert Instrument.objects.get(code="QD26_2026").effective_to == date(2026, 12, 31)
    assert current_book(date(2026, 12, 31)) == book


def test_bands_of_a_known_decision_cannot_be_changed_by_a_file(book: RuleBook, values: Values) -> None:
    bands = values["instruments"][0]["bands"]
    bands[1]["upper"] = bands[0]["lower"] = 91
    with pytest.raises(InputInvalid) as refused:
        load_book(values, rows.office())
    assert [fault.column for fault in refused.value.faults] == ["QD26_2026/bands"]


def test_who_may_load_rules(book: RuleBook, values: Values) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        load_book(later(values), rows.officer())
    with pytest.raises(DomainError, match="not_allowed"):
        publish_book(book, rows.adviser())


def test_a_published_book_cannot_be_changed_whoever_tries(book: RuleBook) -> None:
    statements = (
        f"UPDATE ocop_rulebook SET note = 'x' WHERE id = {book.pk}",
        f"DELETE FROM ocop_criteriaset WHERE book_id = {book.pk}",
        f"UPDATE ocop_criteriaset SET name = 'x' WHERE book_id = {book.pk}",
    )
    for statement in statements:
        with (
            pytest.raises((IntegrityError, InternalError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(DomainError, match="verb_not_allowed"):
        drop_book(book, rows.office())
    with pytest.raises(DomainError, match="verb_not_allowed"):
        publish_book(book, rows.office("vp-2"))


def test_a_draft_can_be_thrown_away(book: RuleBook, values: Values) -> None:
    office = rows.office()
    known = set(Instrument.objects.values_list("code", flat=True))
    drop_book(load_book(later(values), office), office)
    assert RuleBook.objects.get() == book
    assert set(Instrument.objects.values_list("code", flat=True)) == known


@pytest.mark.django_db(transaction=True)
def test_two_loading_one_file_at_once_make_one_book() -> None:
    shipped = scoring.values_of(scoring.newest_book())
    made = at_once(*(lambda: load_book(shipped, None).pk for _ in range(3)))
    assert len(set(made)) == 1, made
    assert RuleBook.objects.count() == 1


def test_yaml_says_the_same_as_json(values: Values) -> None:
    text = yaml.safe_dump(json.loads(json.dumps(values)), allow_unicode=True, sort_keys=False)
    read = scoring.read(rule_files.parsed(text.encode(), "bo.yaml"), "bo.yaml")
    assert scoring.fingerprint(read) == scoring.fingerprint(scoring.newest_book())


@pytest.mark.parametrize(
    ("name", "content", "line", "said"),
    [
        ("a.json", b'{"format": 1,}', 1, "JSON"),
        ("a.yaml", b"format: 1\nformat: 2\n", 2, "hai lần"),
        ("a.yml", b"a: &x 1\nb: *x\n", 2, "dấu *"),
        ("a.yaml", b"a: !!python/object:os.system x\n", 1, "YAML"),
        ("a.yaml", b"- 1\n", 1, "nhóm khoá"),
        ("a.json", b"\xff", 1, "UTF-8"),
        ("a.yaml", b"a: [1, 2", 1, "YAML"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(name: str, content: bytes, line: int, said: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        rule_files.parsed(content, name)
    fault = refused.value.faults[0]
    assert (fault.line, said in fault.expected) == (line, True), fault


def test_words_are_found_in_sets_and_criteria_with_or_without_marks(book: RuleBook) -> None:
    hits = rule_search.found_in(book, "nhan hieu")
    assert {hit.sheet.code for hit in hits} >= {"QD26-01", "QD26-02"}
    assert rule_search.found_in(book, "không có chữ này đâu") == []


def test_two_books_are_compared(book: RuleBook, values: Values) -> None:
    draft = load_book(later(values), None)
    found = rule_search.compared(book, draft)
    assert [one.code for one in found if one.standing == "changed"] == ["QD26-01"]
    change = found[0].changes[0]
    assert change.after == f"{change.before} (sửa)"
    assert sum(one.standing == "gone" for one in found) == 24
    assert rule_search.bands_compared(book, draft) == []
    assert rule_search.compared(book, book) == []


def test_pages_of_the_rules(book: RuleBook, values: Values) -> None:
    draft = load_book(later(values), None)
    reader, office = client_of(rows.viewer()), client_of(rows.office())
    page = text_of(reader.get("/ocop/tieu-chi/"))
    for words in ("26/2026/QĐ-TTg", "đang áp dụng", "148/QĐ-TTg", "còn hiệu lực cho hồ sơ chuyển tiếp"):
        assert words in page, words
    assert "Nạp bộ mới" not in page
    assert "QD26-01" in text_of(reader.get("/ocop/tieu-chi/?q=nhãn hiệu"))
    assert reader.get(f"/ocop/tieu-chi/{draft.pk}/").status_code == 404
    assert "Ban hành" in text_of(office.get(f"/ocop/tieu-chi/{draft.pk}/"))
    assert "787 tiêu chí" in text_of(reader.get(f"/ocop/tieu-chi/{book.pk}/"))
    for one in CriteriaSet.objects.filter(book=book):
        sheet = sheet_of(one)
        page = text_of(reader.get(f"/ocop/tieu-chi/{book.pk}/{one.code}/"))
        for row in sheet.scorable:
            assert row.name.split("  ")[0][:40] in page, (one.code, row.code)
        for flag in sheet.flags:
            assert flag.text[:40] in page, flag
    assert reader.get(f"/ocop/tieu-chi/{book.pk}/QD26-99/").status_code == 404
    compared = text_of(office.get(f"/ocop/tieu-chi/so-sanh/?a={book.pk}&b={draft.pk}"))
    assert "25 bộ có khác" in compared
    assert "(sửa)" in compared


def test_a_book_leaves_as_a_spreadsheet_and_as_the_file_it_is(book: RuleBook) -> None:
    reader = client_of(rows.viewer())
    lines = csv_of(reader.get(f"/ocop/tieu-chi/{book.pk}/?xuat=csv"))
    assert sum(bool(line["Mức"]) for line in lines) == sum(
        len(row.options) for sheet in scoring.newest_book() for row in sheet.scorable
    )
    sent = json.loads(reader.get(f"/ocop/tieu-chi/{book.pk}/?tep=json").content)
    assert scoring.fingerprint(scoring.read(sent)) == book.sha256
    pdf = reader.get(f"/ocop/tieu-chi/{book.pk}/QD26-01/phieu.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert reader.get(f"/ocop/tieu-chi/{book.pk}/QD26-01/phieu.docx").status_code == 200


def test_a_file_is_loaded_looked_at_and_published_on_the_pages(book: RuleBook, values: Values) -> None:
    office = client_of(rows.office())
    broken = copy.deepcopy(values)
    broken["sheets"][0]["parts"][0]["most"] = 41
    answer = office.post(
        "/ocop/tieu-chi/nap/", {"file": SimpleUploadedFile("xau.json", json.dumps(broken).encode())}
    )
    assert answer.status_code == 400
    assert "QD26-01" in text_of(answer)
    sent = SimpleUploadedFile("qd99.json", json.dumps(later(values)).encode())
    answer = office.post("/ocop/tieu-chi/nap/", {"file": sent, "note": "bản của tỉnh"})
    draft = RuleBook.objects.get(state=states.DRAFT)
    assert answer["Location"] == f"/ocop/tieu-chi/{draft.pk}/"
    assert (draft.file_name, draft.note) == ("qd99.json", "bản của tỉnh")
    assert client_of(rows.viewer()).post(f"/ocop/tieu-chi/{draft.pk}/ban-hanh/").status_code == 404
    office.post(f"/ocop/tieu-chi/{draft.pk}/ban-hanh/")
    draft.refresh_from_db()
    assert draft.state == states.PUBLISHED
