"""Files nobody should trust: damaged, oversized, packed to burst, or no table at all."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.services import Column, Limits, read_sheet

COLUMNS = (Column("name", "Tên hộ", required=True), Column("kg", "Khối lượng", "kg", required=True))


def workbook(*rows: Any) -> io.BytesIO:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def refused(data: bytes, limits: Limits | None = None, name: str = "ho.xlsx") -> DomainError:
    with pytest.raises(DomainError) as refusal:
        read_sheet(io.BytesIO(data), name, COLUMNS, limits)
    return refusal.value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "tệp trống."),
        (b"\xef\xbb\xbf \n", "tệp trống."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "đây là tệp Excel đời cũ (.xls)"),
        (b"PK\x03\x04 not a zip", "tệp Excel bị hỏng"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "không phải tệp Excel, cũng không phải văn bản UTF-8"),
        (
            "Tên hộ".encode("cp1258", "replace") + b"\xff\xfe\x80",
            "không phải tệp Excel, cũng không phải văn bản",
        ),
        (b"a\x00b\x00c", "đây không phải tệp bảng tính"),
        ('Tên hộ,Khối lượng\n"An,5\n'.encode(), "dòng 2 có dấu ngoặc kép không khép kín"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, why: str) -> None:
    error = refused(data)
    assert error.code == "file_unreadable"
    assert why in str(error.facts["why"])


def test_a_zip_that_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("hello.txt", "xin chào")
    assert refused(file.getvalue()).code == "file_unreadable"


def test_a_workbook_with_its_middle_torn_out() -> None:
    whole = workbook(["Tên hộ", "Khối lượng"], *[["An", n] for n in range(500)]).getvalue()
    for place in range(200, len(whole), 397):
        torn = whole[:place] + bytes(40) + whole[place + 40 :]
        try:
            read_sheet(io.BytesIO(torn), "x.xlsx", COLUMNS)
        except DomainError as error:
            assert error.code == "file_unreadable"


def test_files_have_their_limits() -> None:
    small = Limits(most_bytes=1000, most_rows=3)
    assert refused(b"x" * 2_000_000, small).facts == {"file": "ho.xlsx", "size_mb": 2, "most_mb": 0}
    rows = "Tên hộ,Khối lượng\n" + "An,5\n" * 4
    assert refused(rows.encode(), small).code == "too_many_rows"
    assert len(read_sheet(io.BytesIO(rows[:-5].encode()), "x.csv", COLUMNS, small).checked()) == 3


def test_a_packed_bomb_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)
    assert refused(file.getvalue(), Limits(most_unpacked=1_000_000)).code == "file_too_large"


def test_an_entity_bomb_does_not_go_off() -> None:
    whole = workbook(["Tên hộ", "Khối lượng"], ["An", 5]).getvalue()
    bomb = '<!DOCTYPE a [<!ENTITY a "%s">' % ("x" * 1000)
    bomb += "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 50}">' for n in range(6)) + "]>"
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(file, "w") as target:
        for part in source.namelist():
            text = source.read(part).decode()
            if part.endswith("sheet1.xml"):
                text = bomb + text.split("?>")[-1].replace("<v>5</v>", "<v>&g;</v>")
            target.writestr(part, text)
    try:
        sheet = read_sheet(io.BytesIO(file.getvalue()), "x.xlsx", COLUMNS)
    except DomainError as error:
        assert error.code == "file_unreadable"
    else:
        assert all(len(fault.value) < 10_000 for fault in sheet.faults)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_sheet(io.BytesIO(data), "x", COLUMNS)
    except DomainError as error:
        assert error.code == "file_unreadable"
