"""Tables out: every row, in the types people expect, harmless to open."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.safety import guarded, unguarded
from cungcau.platform.exchange.services import Column, csv_pieces, export_response, write_xlsx

COLUMNS = (
    Column("name", "Hộ", "text"),
    Column("count", "Số lô", "int"),
    Column("kg", "Sản lượng (kg)", "kg"),
    Column("dong", "Thành tiền (đồng)", "money"),
    Column("area", "Diện tích (ha)", "decimal"),
    Column("day", "Ngày hái", "date"),
    Column("at", "Lúc cân", "datetime"),
)
ROW = {
    "name": "Hộ bà Hoàng Thị Ước",
    "count": 3,
    "kg": 5200,
    "dong": 96_200_000,
    "area": Decimal("1.25"),
    "day": date(2021, 9, 27),
    "at": datetime(2021, 9, 27, 0, 30, tzinfo=UTC),
}
DANGEROUS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1+1", "'=1", "''=1"]


def csv_rows(columns: Any, rows: Any) -> list[list[str]]:
    content = b"".join(csv_pieces(columns, rows))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(columns: Any, rows: Any, **options: Any) -> Any:
    with write_xlsx("Bảng hồng", columns, rows, **options) as file:
        return load_workbook(io.BytesIO(file.read()))


def test_csv_is_what_programs_read() -> None:
    header, row = csv_rows(COLUMNS, [ROW])
    assert header == [column.header for column in COLUMNS]
    assert row == [
        "Hộ bà Hoàng Thị Ước",
        "3",
        "5200",
        "96200000",
        "1.25",
        "2021-09-27",
        "2021-09-27 07:30:00",
    ]


def test_a_workbook_is_what_people_read() -> None:
    sheet = sheets(COLUMNS, [ROW]).active
    values = [cell.value for cell in sheet[2]]
    at_home = datetime(2021, 9, 27, 7, 30)
    assert values == ["Hộ bà Hoàng Thị Ước", 3, 5200, 96_200_000, 1.25, datetime(2021, 9, 27), at_home]
    formats = [cell.number_format for cell in sheet[2]]
    assert formats == ["@", "#,##0", "#,##0", "#,##0", "#,##0.###", "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"]
    assert all(cell.font.bold for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G2")
    assert sheet.column_dimensions["A"].width >= 20
    assert sheet.title == "Bảng hồng"


def test_rows_may_be_objects_and_cells_may_be_missing() -> None:
    row = SimpleNamespace(**{**dict.fromkeys(ROW), "name": ""})
    assert csv_rows(COLUMNS, [row])[1] == [""] * 7
    assert [cell.value for cell in sheets(COLUMNS, [row]).active[2]] == [None] * 7


@pytest.mark.parametrize(
    ("kind", "value"),
    [("int", "3"), ("kg", 1.5), ("kg", True), ("money", Decimal(1)), ("decimal", 0.1), ("date", "x")],
)
def test_a_value_of_another_kind_is_a_crash(kind: Any, value: object) -> None:
    with pytest.raises(TypeError, match="column x"):
        csv_rows([Column("x", "X", kind)], [{"x": value}])


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_are_defused(text: str) -> None:
    column = [Column("x", "X")]
    assert csv_rows(column, [{"x": text}])[1] == ["'" + text.replace("\r\n", "\n")]
    cell = sheets(column, [{"x": text}]).active["A2"]
    assert cell.data_type == "s"


def test_a_header_is_defused_too() -> None:
    assert csv_rows([Column("x", "=1+1")], [])[0] == ["'=1+1"]
    assert sheets([Column("x", "=1+1")], []).active["A1"].data_type == "s"


@pytest.mark.parametrize(
    "text", ["+84912345678", "-5", "-12.5", "+84 912 345 678", "Hồng", "a=1", "'", "'tên'"]
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.one_of(st.text(), st.sampled_from(DANGEROUS), st.from_regex(r"'*[=+@-].*")))
def test_guarding_is_undone_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_control_characters_do_not_break_a_file() -> None:
    text = "a\x00b\x0bc\ud800d"
    assert csv_rows([Column("x", "X")], [{"x": text}])[1] == ["a\ufffdb\ufffdc\ufffdd"]
    assert sheets([Column("x", "X")], [{"x": text}]).active["A2"].value == "a\ufffdb\ufffdc\ufffdd"


def test_what_excel_cannot_hold_is_said_not_dropped() -> None:
    column = [Column("x", "X"), Column("n", "N", "int")]
    sheet = sheets(column, [{"x": "a" * 40_000, "n": 10**18 + 1}]).active
    assert sheet["A2"].value.endswith("[…ô dài quá mức của Excel; bản CSV có đủ]")
    assert len(sheet["A2"].value) == 32_767
    assert sheet["B2"].value == str(10**18 + 1)


def test_a_long_table_goes_on_over_further_sheets() -> None:
    book = sheets([Column("n", "Số", "int")], [{"n": n} for n in range(25)], rows_a_sheet=11)
    assert book.sheetnames == ["Bảng hồng", "Bảng hồng (2)", "Bảng hồng (3)"]
    assert [sheet["A1"].value for sheet in book] == ["Số"] * 3
    numbers = [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert numbers == list(range(25))
    assert [sheet.auto_filter.ref for sheet in book] == ["A1:A11", "A1:A11", "A1:A6"]


@pytest.mark.parametrize("count", [0, 10])
def test_a_table_that_just_fits_stays_on_one_sheet(count: int) -> None:
    book = sheets([Column("n", "Số", "int")], [{"n": n} for n in range(count)], rows_a_sheet=11)
    assert len(book.sheetnames) == 1


@pytest.mark.parametrize("title", ["a/b:c*?[x]\\'", "", "x" * 60])
def test_any_title_makes_a_sheet_name(title: str) -> None:
    with write_xlsx(title, [Column("n", "Số", "int")], [{"n": 1}] * 12, rows_a_sheet=11) as file:
        book = load_workbook(io.BytesIO(file.read()))
    assert all(0 < len(name) <= 31 for name in book.sheetnames) and len(book.sheetnames) == 2


def many(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        yield {**ROW, "count": number}


def test_csv_streams_any_number_of_rows_in_little_memory() -> None:
    tracemalloc.start()
    size = sum(len(piece) for piece in csv_pieces(COLUMNS, many(20_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 1_500_000
    assert peak < 1_000_000


def test_nothing_is_cut_at_thirty_thousand_rows() -> None:
    response = export_response("hàng", "xlsx", COLUMNS[:2], many(31_000))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as book:  # type: ignore[arg-type]
        assert b'<row r="31001"' in book.read("xl/worksheets/sheet1.xml")


def test_downloads_carry_their_name_and_kind() -> None:
    response = export_response("Sản lượng 27/9", "csv", COLUMNS, [ROW])
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''S%E1%BA%A3n%20l%C6%B0%E1%BB%A3ng%2027%209.csv"
    )
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    for name in ("../../x", 'a"b\r\nX: 1'):
        header = export_response(name, "csv", COLUMNS, [])["Content-Disposition"]
        assert "/" not in header.replace("utf-8''", "") and "\n" not in header
    with pytest.raises(DomainError) as refusal:
        export_response("x", "pdf", COLUMNS, [])
    assert refusal.value.code == "format_unknown"
