"""Headers as people write them: units, two rows, merged cells, names that are only alike; and very long tables."""

from __future__ import annotations

import io
from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.csv_in import separator
from cungcau.platform.exchange.grids import Limits, pages
from cungcau.platform.exchange.headers import Choice, Head, Matching, find_head, match
from cungcau.platform.exchange.reading import read_rows
from cungcau.platform.exchange.services import Column, Sheet, read_sheet, write_cells

COLUMNS = (
    Column("producer", "Tên hộ", required=True),
    Column("output_kg", "Sản lượng (kg)", "kg", also=("san_luong",)),
    Column("sold_kg", "Đã bán (kg)", "kg"),
    Column("planted_m2", "Diện tích trồng (m²)", "area"),
    Column("price", "Giá (đ/kg)", "money"),
    Column("note", "Ghi chú"),
)


def head_of(*texts: str) -> Head:
    return Head(1, texts, texts)


def matched(*texts: str, **chosen: Choice) -> Matching:
    return match(head_of(*texts), COLUMNS, chosen)


def book(fill: Any, *merged: str, more: dict[str, Any] | None = None) -> bytes:
    made = Workbook()
    page = made.active
    assert isinstance(page, Worksheet)
    page.title = "Hộ"
    for row in fill:
        page.append(row)
    for block in merged:
        page.merge_cells(block)
    for name, rows in (more or {}).items():
        other = made.create_sheet(name)
        for row in rows:
            other.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(data: bytes, columns: Any = COLUMNS) -> Sheet:
    return read_sheet(io.BytesIO(data), "t.xlsx", columns)


@pytest.mark.parametrize(
    ("header", "key", "factor"),
    [
        ("Sản lượng (tấn)", "output_kg", 1000),
        ("SAN_LUONG_TAN", "output_kg", 1000),
        ("Sản lượng, tạ", "output_kg", 100),
        ("sản lượng yến", "output_kg", 10),
        ("San luong", "output_kg", 1),
        ("san_luong_kg", "output_kg", 1),
        ("dien_tich_trong_ha", "planted_m2", 10_000),
        ("Diện tích trồng (công)", "planted_m2", 1000),
        ("Diện tích trồng (m2)", "planted_m2", 1),
        ("Diện tích trồng, sào Bắc Bộ", "planted_m2", 360),
        ("Giá (nghìn đ/kg)", "price", 1000),
        ("gia_dong_kg", "price", 1),
        ("Đã bán (tấn)", "sold_kg", 1000),
    ],
)
def test_a_unit_in_the_header_is_the_columns(header: str, key: str, factor: int) -> None:
    found = matched("Tên hộ", header)
    assert {name: (place.index, place.factor) for name, place in found.places.items()} == {
        "producer": (0, 1),
        key: (1, Fraction(factor)),
    }


def test_cells_are_scaled_but_not_those_that_bring_their_unit() -> None:
    rows = [["Tên hộ", "San_luong_tan", "Diện tích trồng (ha)", "Giá (nghìn đồng/kg)"], ["An", 1.5, "0,36", 18.5],
            ["Bình", "5 tạ", "3 công", "20.000 đ"], ["Chi", "1.250", "1,5 ha", None]]  # fmt: skip
    values = [row.values for row in read(book(rows)).checked()]
    assert [(v["output_kg"], v["planted_m2"], v["price"]) for v in values] == [
        (1500, 3600, 18_500),
        (500, 3000, 20_000),
        (1_250_000, 15_000, None),
    ]


def test_a_unit_that_differs_by_region_is_asked_about() -> None:
    found = matched("Tên hộ", "Diện tích trồng (sào)")
    assert (dict(found.asked), "planted_m2" in found.places) == (
        {"planted_m2": "Diện tích trồng (sào)"},
        False,
    )
    told = matched("Tên hộ", "Diện tích trồng (sào)", planted_m2=Choice("", "sào Trung Bộ"))
    assert told.places["planted_m2"].factor == 500
    faults = read(book([["Tên hộ", "Diện tích trồng (sào)"], ["An", 2]])).faults
    assert [(fault.column, fault.value) for fault in faults] == [
        ("Diện tích trồng (m²)", "Diện tích trồng (sào)")
    ]


def test_names_that_are_only_alike_are_proposed_not_taken() -> None:
    found = matched("Ten ho san xuat", "Sản lượg (tấn)", "Số điện thoại")
    assert (dict(found.places), dict(found.proposed), found.unknown) == (
        {},
        {"producer": 0, "output_kg": 1},
        (0, 1, 2),
    )
    told = matched(
        "Ten ho san xuat", "Sản lượg (tấn)", producer=Choice("Ten ho san xuat"), output_kg=Choice()
    )
    assert (set(told.places), dict(told.proposed)) == ({"producer"}, {})


def test_a_person_may_choose_among_equal_headers_and_name_the_unit() -> None:
    assert matched("Tên hộ", "Tên hộ").twice == {"producer": (0, 1)}
    head = head_of("Tên hộ", "Tên hộ", "SL")
    assert head.labels == ("Tên hộ", "Tên hộ (2)", "SL")
    told = match(head, COLUMNS, {"producer": Choice("Tên hộ (2)"), "output_kg": Choice("SL", "tạ")})
    assert (told.places["producer"].index, told.places["output_kg"].factor) == (1, 100)


def test_two_header_rows_with_merged_groups() -> None:
    rows = [
        ["SẢN LƯỢNG HỒNG VỤ 2021"], [],
        ["TT", "Tên hộ", "Hồng (tấn)", None, "Ghi chú"], [None, None, "Sản lượng", "Đã bán", None],
        [1, "An", 1.5, 0.5, "x"], [2, "Bình", 2, 1, None],
    ]  # fmt: skip
    data = book(rows, "A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4")
    (page,) = pages(data, "t.xlsx", Limits())
    head = find_head(page, COLUMNS)
    assert head is not None
    assert (head.line, head.texts[:5]) == (
        4,
        ("TT", "Tên hộ", "Hồng (tấn) / Sản lượng", "Hồng (tấn) / Đã bán", "Ghi chú"),
    )
    sheet = read(data)
    assert [
        (row.line, row.values["producer"], row.values["output_kg"], row.values["sold_kg"])
        for row in sheet.checked()
    ] == [
        (5, "An", 1500, 500),
        (6, "Bình", 2000, 1000),
    ]


def test_two_header_rows_without_merged_cells_only_where_the_lower_one_names_more() -> None:
    two = "Tên hộ,Cả vụ,,Ghi chú\n,Sản lượng (tấn),Đã bán (tấn),\nAn,2,1,x\n"
    (row,) = read(two.encode()).checked()
    assert (row.values["producer"], row.values["output_kg"], row.values["sold_kg"]) == ("An", 2000, 1000)
    one = "Tên hộ,,Ghi chú\nAn,ở xa,Tân Mỹ\n"
    assert [r.values["producer"] for r in read(one.encode()).checked()] == ["An"]


def test_a_merged_block_gives_its_value_to_every_row_of_it() -> None:
    rows = [["Ghi chú", "Tên hộ", "Sản lượng"], ["Xã Tân Mỹ", "An", 1], [None, "Bình", 2], [None, None, None],
            ["Xã Na Sầm", "Chi", 3], [None, "Dần", 4]]  # fmt: skip
    sheet = read(book(rows, "A2:A4", "A5:A6"))
    assert [(row.line, row.values["note"]) for row in sheet.checked()] == [
        (2, "Xã Tân Mỹ"), (3, "Xã Tân Mỹ"), (5, "Xã Na Sầm"), (6, "Xã Na Sầm"),
    ]  # fmt: skip


def test_a_line_that_numbers_the_columns_is_no_row() -> None:
    sheet = read("Tên hộ,Sản lượng,Đã bán\n(1),(2),(3)\nAn,1,2\n".encode())
    assert [row.values["producer"] for row in sheet.checked()] == ["An"]
    kept = read("Tên hộ,Sản lượng,Đã bán\nAn,1,2\n(1),(2),(3)\n".encode())
    assert (len(kept.rows), len(kept.faults)) == (1, 2)
    plain = read("Tên hộ,Sản lượng,Đã bán\n1,2,3\n".encode())
    assert [row.values["output_kg"] for row in plain.checked()] == [2]


def test_every_visible_sheet_is_a_page() -> None:
    data = book([["Tên hộ"], ["An"]], more={"Hai": [["x"]], "Ba": [["y"]]})
    assert [page.name for page in pages(data, "t.xlsx", Limits())] == ["Hộ", "Hai", "Ba"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Tên;SL;Giá\nAn;1,5;2,5\nBình;2,5;3,5\n", ";"),
        ("Tên\tSL\tGiá\nAn, xã\t1,5\t2,5\n", "\t"),
        ("Tên,SL\nAn,1\n", ","),
        ("Tên | SL\nAn | 1\n", "|"),
        ("Tên\nAn\n", ","),
    ],
)
def test_what_separates_the_cells(text: str, sign: str) -> None:
    assert separator(text) == sign


LONG = 100_000


def test_a_hundred_thousand_rows_are_all_read_and_one_more_is_refused() -> None:
    text = "Tên hộ,San_luong_tan,Ghi chú\n" + "".join(f'Hộ {n},"{n % 900},5",ghi {n}\n' for n in range(LONG))
    (page,) = pages(text.encode(), "t.csv", Limits())
    head = find_head(page, COLUMNS)
    assert head is not None
    places = match(head, COLUMNS).places
    rows = read_rows(page, head, places, COLUMNS, name="t.csv", most_rows=LONG)
    kg = lines = faults = 0
    for row in rows:
        lines += 1
        faults += len(row.faults)
        value = row.values["output_kg"]
        assert isinstance(value, int)
        kg += value
    assert (lines, faults, kg) == (LONG, 0, sum(n % 900 * 1000 + 500 for n in range(LONG)))
    assert len(read(text.encode()).rows) == LONG
    with pytest.raises(DomainError, match="too_many_rows"):
        read((text + "Hộ cuối,1,\n").encode())


def test_a_hundred_thousand_rows_of_a_workbook_are_all_read() -> None:
    header = ["Tên hộ", "Sản lượng (tạ)", "Ghi chú"]
    rows = ([f"Hộ {n % 5000}", n, None] for n in range(LONG))
    with write_cells([("Hộ", header, rows)]) as file:
        sheet = read_sheet(file, "t.xlsx", COLUMNS)
    assert (len(sheet.rows), sheet.faults) == (LONG, ())
    assert (sheet.rows[-1].line, sheet.rows[-1].values["output_kg"]) == (LONG + 1, (LONG - 1) * 100)


VALUES = (
    st.none() | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6).map(lambda x: round(x, 6)) | st.booleans()
)
VALUES |= st.datetimes(datetime(1900, 3, 2), datetime(2200, 1, 1)).map(lambda d: d.replace(microsecond=0))
VALUES |= st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=6), st.booleans())
def test_cells_are_read_as_openpyxl_reads_them(rows: list[list[Any]], streamed: bool) -> None:
    """The other reader is the judge: shared and inline strings, numbers, dates, truth values."""
    made = Workbook(write_only=streamed)
    page = made.create_sheet("Ô") if streamed else made.worksheets[0]
    for row in rows:
        page.append([f"'{v}" if isinstance(v, str) and v.startswith("=") else v for v in row])
    file = io.BytesIO()
    made.save(file)
    theirs = load_workbook(file, read_only=True).worksheets[0]
    theirs.reset_dimensions()
    expected = {
        n: list(cells) for n, cells in enumerate(theirs.iter_rows(values_only=True), start=1) if any_of(cells)
    }
    (ours,) = pages(file.getvalue(), "t.xlsx", Limits())
    found = {n: list(cells) for n, cells in ours.rows() if any_of(cells)}
    assert {n: trimmed(cells) for n, cells in found.items()} == {
        n: trimmed(cells) for n, cells in expected.items()
    }


def any_of(cells: Any) -> bool:
    return any(cell is not None for cell in cells)


def trimmed(cells: list[Any]) -> list[Any]:
    while cells and cells[-1] is None:
        cells = cells[:-1]
    return cells
