"""Tables in: read whatever people send, name every fault, refuse what would harm."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.exchange.services import Column, Sheet, csv_pieces, read_sheet, write_xlsx

COLUMNS = (
    Column("name", "Tên hộ", "text", required=True),
    Column("kg", "Sản lượng (kg)", "kg", required=True, also=("Khối lượng",)),
    Column("price", "Giá (đ/kg)", "money"),
    Column("area", "Diện tích", "decimal"),
    Column("day", "Ngày hái", "date"),
    Column("count", "Số lô", "int"),
)
HEADER = "Tên hộ,Sản lượng (kg),Giá (đ/kg),Diện tích,Ngày hái,Số lô"


def read(text: str, columns: Any = COLUMNS, encoding: str = "utf-8") -> Sheet:
    return read_sheet(io.BytesIO(text.encode(encoding)), "ho.csv", columns)


def workbook(*rows: Any, sheet: str = "Hộ", hidden_first: bool = False) -> io.BytesIO:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    if hidden_first:
        page.sheet_state = "hidden"
        page = book.create_sheet("Hiện")
    for row in rows:
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def test_a_csv_into_typed_rows() -> None:
    sheet = read(f'{HEADER}\n Hộ An ,"1.250",18.500,"1,5",15/9/2021,3\nHộ Bình,2 tấn,,,,\n')
    first, second = sheet.checked()
    assert (first.line, dict(first.values)) == (
        2,
        {
            "name": "Hộ An",
            "kg": 1250,
            "price": 18500,
            "area": Decimal("1.5"),
            "day": date(2021, 9, 15),
            "count": 3,
        },
    )
    assert (second.line, second.values["kg"], second.values["price"]) == (3, 2000, None)


def test_a_workbook_into_typed_rows() -> None:
    file = workbook(
        ["BÁO CÁO SẢN LƯỢNG"],
        [],
        ["STT", "TÊN HỘ", "San luong (kg)", "Giá (đ/kg)", "Ngày hái", "Diện tích"],
        [1, "Hộ An", 1250, 18500.0, datetime(2021, 9, 15), 1.25],
        [None, None, None, None, None, None],
        [2, "Hộ Bình", "1,2 tấn", None, date(2021, 9, 16), "0,75"],
    )
    sheet = read_sheet(file, "ho.xlsx", COLUMNS)
    first, second = sheet.checked()
    assert (first.line, second.line) == (4, 6)
    assert first.values == {
        "name": "Hộ An", "kg": 1250, "price": 18500, "count": None,
        "area": Decimal("1.25"), "day": date(2021, 9, 15),
    }  # fmt: skip
    assert (second.values["kg"], second.values["area"]) == (1200, Decimal("0.75"))
    assert sheet.unknown == (Fault("ho.xlsx", 3, "STT", "STT", "cột lạ, không được đọc"),)


@pytest.mark.parametrize(
    "header",
    [
        "Tên hộ,Khối lượng",
        "ten ho,KHOI LUONG",
        "TEN_HO,Sản-lượng kg",
        "name,kg",
        " Tên  hộ : ,Sản lượng ( kg )",
        "kg,name",
    ],
)
def test_headers_are_matched_as_people_write_them(header: str) -> None:
    row = "7,Hộ An" if header.startswith("kg") else "Hộ An,7"
    (found,) = read(f"{header}\n{row}\n").checked()
    assert (found.values["name"], found.values["kg"]) == ("Hộ An", 7)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_any_program(encoding: str, separator: str) -> None:
    text = HEADER.replace(",", separator) + "\r\n" + separator.join(["Hộ Đặng", "5", "", "", "", ""]) + "\r\n"
    (row,) = read(text, encoding=encoding).checked()
    assert (row.values["name"], row.values["kg"]) == ("Hộ Đặng", 5)


def test_a_missing_column_is_named() -> None:
    sheet = read("Tên hộ,Giá (đ/kg)\nHộ An,5\n")
    fault = Fault("ho.csv", 1, "Sản lượng (kg)", "", "cột này phải có trong dòng tiêu đề")
    assert fault in sheet.faults
    with pytest.raises(InputInvalid) as refusal:
        sheet.checked()
    assert fault in refusal.value.faults


def test_a_file_without_any_known_column_names_them_all() -> None:
    sheet = read("a,b\n1,2\n")
    assert [fault.column for fault in sheet.faults] == [column.header for column in COLUMNS]
    assert sheet.rows == ()


def test_a_column_twice_is_named() -> None:
    sheet = read("Tên hộ,Sản lượng (kg),Khối lượng\nHộ An,5,6\n")
    assert [(fault.column, fault.value) for fault in sheet.faults] == [("Sản lượng (kg)", "Khối lượng")]


BAD = [
    ("kg", "một ít", "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn"),
    ("kg", "12,5", "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn (không có phần lẻ)"),
    ("kg", "5 - 7 tạ", "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn, một con số chứ không phải một khoảng"),
    (
        "kg",
        "khoảng 5 tạ",
        "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn, một con số chứ không phải một khoảng",
    ),
    ("kg", "2 ha", "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn"),
    ("kg", "1,250", "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn; ô này có thể hiểu là 1,25 hoặc 1.250"),
    ("kg", "", "ô này không được bỏ trống"),
    ("name", "  ", "ô này không được bỏ trống"),
    ("price", "đắt", "số tiền theo đồng, ví dụ 18.500"),
    ("area", "rộng", "một số, ví dụ 12,5"),
    ("day", "31/2/2021", "một ngày, ví dụ 15/9/2021"),
    ("day", "15-20/9/2021", "một ngày, ví dụ 15/9/2021"),
    ("count", "3,5", "một số nguyên, ví dụ 1.250 (không có phần lẻ)"),
    ("count", "#REF!", "một số nguyên, ví dụ 1.250"),
]


@pytest.mark.parametrize(("key", "value", "expected"), BAD)
def test_a_bad_cell_is_named_with_what_was_expected(key: str, value: str, expected: str) -> None:
    cells = {"name": "Hộ An", "kg": "5", "price": "", "area": "", "day": "", "count": "", key: value}
    file = io.StringIO()
    csv.writer(file).writerow(cells[column.key] for column in COLUMNS)
    sheet = read(f"{HEADER}\nHộ Tốt,1,,,,\n{file.getvalue()}")
    header = next(column.header for column in COLUMNS if column.key == key)
    assert sheet.faults == (Fault("ho.csv", 3, header, value.strip(), expected),)
    assert [row.values["name"] for row in sheet.rows] == ["Hộ Tốt"]


def test_all_faults_at_once() -> None:
    sheet = read(f"{HEADER}\n,x,y,,,\nHộ,1,,,,z\n")
    assert [(fault.line, fault.column) for fault in sheet.faults] == [
        (2, "Tên hộ"), (2, "Sản lượng (kg)"), (2, "Giá (đ/kg)"), (3, "Số lô"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "read_as"),
    [(1250, 1250), (1250.0, 1250), ("1.250", 1250), ("1 tấn 2 tạ", 1200), ("0", 0), ("-5", -5), (-5, -5)],
)
def test_kilograms_in_a_workbook(value: object, read_as: int) -> None:
    (row,) = read_sheet(workbook(["Tên hộ", "Khối lượng"], ["An", value]), "x.xlsx", COLUMNS).checked()
    assert row.values["kg"] == read_as


@pytest.mark.parametrize("value", [True, 1.5, datetime(2021, 9, 1), "1e3"])
def test_what_is_no_kilogram_in_a_workbook(value: object) -> None:
    sheet = read_sheet(workbook(["Tên hộ", "Khối lượng"], ["An", value]), "x.xlsx", COLUMNS)
    assert len(sheet.faults) == 1


def test_text_keeps_leading_zeros_and_numbers_become_text() -> None:
    column = [Column("x", "Mã")]
    sheet = read_sheet(workbook(["Mã"], ["007"], [7], [7.5], [datetime(2021, 9, 15)]), "x.xlsx", column)
    assert [row.values["x"] for row in sheet.checked()] == ["007", "7", "7.5", "2021-09-15"]


def test_the_first_visible_sheet_is_read() -> None:
    file = workbook(["Tên hộ", "Khối lượng"], ["An", 5], hidden_first=True)
    assert len(read_sheet(file, "x.xlsx", COLUMNS).checked()) == 1


def test_line_numbers_count_lines_inside_cells() -> None:
    sheet = read('Tên hộ,Khối lượng\n"An\nở Tân Mỹ",5\nBình,x\n')
    assert sheet.faults[0].line == 4


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
            .map(str.strip)
            .filter(bool),
            "kg": st.integers(-(10**14), 10**14),
            "price": st.none() | st.integers(0, 10**12),
            "area": st.none() | st.decimals(-(10**6), 10**6, places=3) | st.decimals(0, 100, places=1),
            "day": st.none() | st.dates(date(1901, 1, 1), date(2200, 1, 1)),
            "count": st.none() | st.integers(0, 10**9),
        }
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_what_leaves_comes_back(rows: list[dict[str, Any]]) -> None:
    text = io.BytesIO(b"".join(csv_pieces(COLUMNS, rows)))
    assert [row.values for row in read_sheet(text, "x.csv", COLUMNS).checked()] == rows
    with write_xlsx("x", COLUMNS, rows) as file:
        assert [row.values for row in read_sheet(file, "x.xlsx", COLUMNS).checked()] == rows
