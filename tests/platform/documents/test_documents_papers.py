"""Official papers: the parts the decree names, as PDF and as .docx, whatever people write into them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
import typst
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import EVIL, letter, report

from cungcau.kernel.errors import DomainError
from cungcau.platform.documents import pdf
from cungcau.platform.documents.services import (
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
    to_docx,
    to_pdf,
    to_png,
)

SPY = b"""#show text: it => { it; [#metadata(it.text)<said>] }
#include "paper.typ"
"""


def words_of_pdf(paper: Paper) -> str:
    """The runs of text of the typeset document, asked of the typesetter itself."""
    found = typst.query(SPY, "<said>", root=pdf._TEMPLATE.parent, sys_inputs=pdf.inputs(paper), field="value")
    return " ".join(json.loads(found))


def words_of_docx(paper: Paper) -> list[str]:
    document = docx.Document(io.BytesIO(to_docx(paper)))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    lines = [line for cell in cells for line in cell.paragraphs] + list(document.paragraphs)
    return [line.text for line in lines if line.text]


@pytest.mark.parametrize(
    ("number", "day", "numbering", "place"),
    [
        (5, date(2021, 2, 5), "Số: 05/BC-UBND", "Lạng Sơn, ngày 05 tháng 02 năm 2021"),
        (129, date(2021, 6, 15), "Số: 129/BC-UBND", "Lạng Sơn, ngày 15 tháng 6 năm 2021"),
        (None, date(2021, 12, 31), "Số:       /BC-UBND", "Lạng Sơn, ngày 31 tháng 12 năm 2021"),
    ],
)
def test_number_place_and_date_are_written_as_the_decree_has_them(
    number: int | None, day: date, numbering: str, place: str
) -> None:
    paper = report(number=number, day=day)
    assert (paper.numbering, paper.place_and_day) == (numbering, place)


def test_recipients_end_with_semicolons_and_a_full_stop() -> None:
    assert report().recipient_lines == ("- UBND tỉnh;", "- Sở Công Thương;", "- Lưu: VT.")
    assert report(recipients=()).recipient_lines == ()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"organisation": " "}, "thiếu tên cơ quan ban hành"),
        ({"subject": "\x00"}, "thiếu trích yếu nội dung"),
        ({"place": ""}, "thiếu địa danh"),
        ({"body": (Table((), ()),)}, "bảng phải có ít nhất một cột"),
        ({"body": (Table((TableColumn("a", share=0),), ()),)}, "bảng phải có ít nhất một cột"),
        (
            {"body": (Table((TableColumn("a"),), (("1",), ("1", "2"))),)},
            "dòng 2 của bảng có 2 ô, bảng có 1 cột",
        ),
    ],
)
def test_a_paper_that_cannot_be_is_refused_when_it_is_made(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(DomainError) as refusal:
        report(**changes)
    assert refusal.value.code == "paper_invalid"
    assert why in str(refusal.value.facts["why"])


PARTS = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
    "ỦY BAN NHÂN DÂN XÃ HOÀNG VĂN THỤ",
    "Số: 05/BC-UBND",
    "Lạng Sơn, ngày 05 tháng 02 năm 2021",
    "BÁO CÁO",
    "Kết quả tiêu thụ hồng vành khuyên tuần 39 năm 2021",
    "I. Tình hình",
    "Toàn xã thu hoạch 412 tấn.",
    "Bảng 1. Khối lượng",
    "Điểm số 60",
    "60.200",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Hoàng Thị Ước",
    "Nơi nhận:",
    "- UBND tỉnh;",
    "- Lưu: VT.",
]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_stands_in_both_files(part: str) -> None:
    assert part in words_of_docx(report())
    assert part in words_of_pdf(report())


def test_a_letter_says_what_it_is_about_below_its_number() -> None:
    lines = words_of_docx(letter())
    assert "V/v đề nghị hỗ trợ điều phối xe lạnh" in lines
    assert lines[lines.index("Kính gửi:") :][:3] == [
        "Kính gửi:",
        "- Sở Công Thương",
        "- Sở Nông nghiệp và Môi trường",
    ]
    assert "Kính gửi: Sở Công Thương" in words_of_docx(letter(addressees=("Sở Công Thương",)))
    assert "đề nghị hỗ trợ điều phối xe lạnh" in words_of_pdf(letter())
    assert "Sở Nông nghiệp và Môi trường" in words_of_pdf(letter())


def test_the_pdf_is_a_tagged_a4_file_of_the_right_length() -> None:
    made = to_pdf(report())
    assert made.startswith(b"%PDF-1.7") and b"/MarkInfo" in made
    pages = to_png(report(), dots_per_inch=72)
    assert len(pages) == 2
    assert [int.from_bytes(pages[0][at : at + 4], "big") for at in (16, 20)] == [595, 842]
    assert len(to_png(letter(), dots_per_inch=20)) == 1


def test_the_same_paper_gives_the_same_pdf() -> None:
    assert to_pdf(letter()) == to_pdf(letter())


def test_the_docx_has_the_page_and_type_of_the_decree() -> None:
    document = docx.Document(io.BytesIO(to_docx(report())))
    section = document.sections[0]
    assert [round(size.mm) for size in (section.page_width, section.page_height)] == [210, 297]  # type: ignore[union-attr]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in margins] == [20, 20, 30, 20]  # type: ignore[union-attr]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml
    styles = zipfile.ZipFile(io.BytesIO(to_docx(report()))).read("word/styles.xml").decode()
    defaults = styles.split("<w:docDefaults>")[1].split("</w:docDefaults>")[0]
    assert (
        'w:ascii="Times New Roman"' in defaults
        and '<w:sz w:val="28"/>' in defaults
        and 'w:val="vi-VN"' in defaults
    )
    assert document.core_properties.title == "Báo cáo Kết quả tiêu thụ hồng vành khuyên tuần 39 năm 2021"


def test_the_docx_table_repeats_its_header_and_aligns_numbers() -> None:
    document = docx.Document(io.BytesIO(to_docx(report())))
    table = document.tables[1]
    assert len(table.rows) == 61
    assert "w:tblHeader" in table.rows[0]._tr.xml and "w:tblHeader" not in table.rows[1]._tr.xml
    assert table.rows[1].cells[1].paragraphs[0].alignment == 2
    widths = [column.width for column in table.columns]
    assert abs(widths[0] - 3 * widths[1]) < Mm(0.1) and abs(sum(w or 0 for w in widths) - Mm(160)) < Mm(1)
    sizes = {run.font.size for run in table.rows[5].cells[0].paragraphs[0].runs}
    assert sizes == {Pt(12)}


@pytest.mark.parametrize("evil", EVIL)
def test_what_people_write_stays_text_everywhere(evil: str) -> None:
    table = Table((TableColumn(evil), TableColumn(evil, "right")), ((evil, evil),), caption=evil)
    paper = report(
        organisation=evil, parent_organisation=evil, subject=evil, place=evil, kind=evil, symbol=evil,
        addressees=(evil, evil), bases=(evil,), recipients=(evil,), signature=Signature((evil,), evil),
        body=(Heading(evil, 2), Paragraph(evil), table),
    )  # fmt: skip
    visible = " ".join("".join(c for c in evil if c.isprintable() and c != "\ud800").split())
    assert visible in words_of_docx(paper)
    assert visible in words_of_pdf(paper)
    assert to_pdf(paper).startswith(b"%PDF")


TEXT = st.text(max_size=30)


@settings(max_examples=25, deadline=None)
@given(TEXT, st.lists(TEXT, max_size=3), st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_any_text_makes_a_paper(text: str, lines: list[str], rows: list[tuple[str, str]]) -> None:
    table = Table((TableColumn(text), TableColumn("b", "center")), tuple(rows), caption=text)
    body = (Paragraph("\n".join(lines)), Heading(text, 2), table)
    paper = report(kind=text, body=body, bases=tuple(lines), recipients=tuple(lines), addressees=tuple(lines))
    assert to_pdf(paper).startswith(b"%PDF")
    assert to_docx(paper).startswith(b"PK")
