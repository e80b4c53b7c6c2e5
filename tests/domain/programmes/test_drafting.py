"""Reading plans in: what is recognised, and that nothing is written before somebody confirms it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from cungcau.domain.programmes.drafting import (
    MOST_BOXES,
    Known,
    Proposal,
    boxes_of,
    lines_of,
    recognise,
    sheet_of_text,
)
from cungcau.domain.programmes.drafting.agencies import match
from cungcau.domain.programmes.drafting.lines import LEFT_OUT
from cungcau.kernel.errors import DomainError

YOUTH = """
KẾ HOẠCH**Kết nối tiêu thụ trái cây năm 2023**

Thực hiện Chương trình công tác Đoàn năm 2023. Ban Thường vụ ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU**1. Mục đích**

- Giúp nhà vườn bán hàng.

2. Yêu cầu

- Làm kịp thời.

II. NỘI DUNG

- Kết nối các chợ đầu mối trước ngày 15/11/2023.

3. Thời gian thực hiện: Từ tháng 02 đến hết tháng 12/2023.

III. TỔ CHỨC THỰC HIỆN

1. Ban Thường vụ Tỉnh đoàn

- Theo dõi, đôn đốc việc thực hiện.

2. Các huyện, thành đoàn

- Gửi báo cáo về Ban Thường vụ, thư doan@vi-du.vn, số 0912 345 678, trước ngày 30/10/2022. / *Tên Người Ký*

Nơi nhận:

- Thường trực Tỉnh đoàn;
- Lưu VP.

TM. BAN THƯỜNG VỤ
BÍ THƯ
"""

PROVINCE = """
ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 77/KH-UBND
Lạng Sơn, ngày 05 tháng 6 năm 2021
KẾ HOẠCH
Phát triển sản phẩm OCOP tỉnh Lạng Sơn, giai đoạn 2021 - 2025
Căn cứ Quyết định số 1533/QĐ-UBND ngày 13/8/2019 của UBND tỉnh;
I. MỤC TIÊU
- Giữ 30 sản phẩm (09 sản phẩm 4 sao và 21 sản phẩm 3 sao); thêm từ 50 sản phẩm đạt 3 sao trở lên, không quá 5 mô hình;
- Củng cố 60-70 tổ chức kinh tế;
- Tiêu thụ khoảng 5.200 tấn hồng.
II. KINH PHÍ
Tổng nhu cầu kinh phí là 115.350 triệu đồng, trong đó: ngân sách Trung ương là 52.150 triệu đồng; ngân sách địa phương \
là 1.000 triệu đồng; vốn của các tổ chức, cá nhân là 62.200 triệu đồng.
III. PHÂN CÔNG TRÁCH NHIỆM
1. Sở Nông nghiệp và Phát triển nông thôn: điều phối kế hoạch.
2. Sở Kế hoạch và Đầu tư; Sở Tài chính: cân đối kinh phí.
3. Sở Công Thương: chủ trì, phối hợp với Sở Văn hóa, Thể thao và Du lịch, UBND các huyện, thành phố lựa chọn điểm bán.
Tham mưu hội chợ.
4. UBND các huyện, thành phố: lập kế hoạch của huyện.
Báo cáo định kỳ 6 tháng (trước 25/6) và năm (trước 30/11).
Nơi nhận:
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""


def read(text: str, known: tuple[Known, ...] = ()) -> list[Proposal]:
    return recognise(lines_of("thử.txt", text.encode()), known)


def of(kind: str, found: list[Proposal]) -> list[dict[str, Any]]:
    return [dict(one.facts) for one in found if one.kind == kind]


def test_the_head_of_a_paper() -> None:
    found = read(PROVINCE)
    head = of("head", found)[0]
    assert (head["number"], head["symbol"], head["issued_on"], head["place"]) == (
        "77",
        "KH-UBND",
        "2021-06-05",
        "Lạng Sơn",
    )
    assert head["title"] == "Phát triển sản phẩm OCOP tỉnh Lạng Sơn, giai đoạn 2021 - 2025"
    assert (head["starts_on"], head["ends_on"], head["kind"]) == ("2021-01-01", "2025-12-31", "ocop")
    assert head["issuer_name"] == "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"
    assert head["stated_total_vnd"] == 115_350_000_000
    assert head["signer"] == "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"


def test_targets_with_their_sentences() -> None:
    found = [one for one in read(PROVINCE) if one.kind == "indicator"]
    said = [
        (one.facts["target"], one.facts["target_high"], one.facts["unit"], one.facts["direction"])
        for one in found
    ]
    assert said == [
        ("30", None, "sản phẩm", "at_least"), ("50", None, "sản phẩm", "at_least"), ("5", None, "mô hình", "at_most"),
        ("60", "70", "tổ chức kinh tế", "between"), ("5200", None, "tấn", "at_least"),
    ]  # fmt: skip
    assert found[1].facts["name"] == "thêm từ 50 sản phẩm đạt 3 sao trở lên"
    assert all(one.sentence and one.line for one in found)


def test_money_by_fund() -> None:
    found = of("line", read(PROVINCE))
    assert [(one["fund"], one["amount_vnd"]) for one in found] == [
        ("central", 52_150_000_000), ("local", 1_000_000_000), ("entity", 62_200_000_000),
    ]  # fmt: skip
    assert found[2]["name"] == "vốn của các tổ chức, cá nhân"


def test_tasks_with_their_agencies() -> None:
    known = (Known(7, ("Sở Công Thương tỉnh Lạng Sơn", "Sở Công Thương")), Known(9, ("UBND tỉnh Lạng Sơn",)))
    found = read(PROVINCE, known)
    tasks = of("task", found)
    assert [one["lead_name"] for one in tasks] == [
        "Sở Nông nghiệp và Phát triển nông thôn", "Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Sở Công Thương",
        "Sở Công Thương", "UBND các huyện, thành phố",
    ]  # fmt: skip
    assert tasks[3]["lead"] == 7 and tasks[3]["helper_names"] == [
        "Sở Văn hóa, Thể thao và Du lịch", "UBND các huyện, thành phố",
    ]  # fmt: skip
    assert tasks[4]["text"] == "Tham mưu hội chợ."
    assert of("head", found)[0]["issuer"] == 9
    strange = [one["name"] for one in of("agency", found)]
    assert "Sở Tài chính" in strange and "Sở Công Thương" not in strange
    reports = [one for one in of("passage", found) if one["part"] == "reporting"]
    assert len(reports) == 1 and "trước 25/6" in reports[0]["text"]


def test_the_youth_unions_plan_and_what_is_left_out_of_it() -> None:
    lines = lines_of("đoàn.txt", YOUTH.encode())
    text = "\n".join(lines)
    assert "@" not in text and "0912" not in text and text.count(LEFT_OUT) == 2
    assert "Tên Người Ký" not in text
    found = recognise(lines)
    head = of("head", found)[0]
    assert (head["title"], head["starts_on"], head["ends_on"], head["kind"]) == (
        "Kết nối tiêu thụ trái cây năm 2023", "2023-02-01", "2023-12-31", "youth",
    )  # fmt: skip
    parts = [one["part"] for one in of("passage", found)]
    assert parts.count("purpose") == parts.count("requirement") == parts.count("reporting") == 1
    assert parts.count("recipient") == 2
    task = next(one for one in of("task", found) if "chợ đầu mối" in one["text"])
    assert task["due_on"] == "2023-11-14", "before the 15th: the 14th is the last day in time"
    assert sheet_of_text("đoàn.txt", found, year=2023).ends_on.isoformat() == "2023-12-31"


def word(*lines: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_file_is_read_in_order_with_its_tables() -> None:
    content = word("KẾ HOẠCH", "Bán na năm 2021", rows=(("Chỉ tiêu", "Số"), ("Na", "300 tấn")))
    assert lines_of("a.docx", content) == ["KẾ HOẠCH", "Bán na năm 2021", "Chỉ tiêu | Số", "Na | 300 tấn"]


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%2."/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/>
<w:lvlText w:val="o"/></w:lvl></w:abstractNum><w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num></w:numbering>"""


def test_numbers_word_puts_there_by_itself_are_read() -> None:
    document = docx.Document()
    added = parse_xml(NUMBERING)
    root = document.part.numbering_part.element
    root.insert(0, added[0])
    root.append(added[0])
    for level, text in (
        (0, "MỤC TIÊU"),
        (1, "Chung"),
        (2, "Thêm 5 mô hình"),
        (1, "Riêng"),
        (0, "NHIỆM VỤ"),
        (1, "Một"),
    ):
        line = document.add_paragraph(text)
        numbered = line._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = level, 90
    file = BytesIO()
    document.save(file)
    assert lines_of("a.docx", file.getvalue()) == [
        "I. MỤC TIÊU", "1. Chung", "- Thêm 5 mô hình", "2. Riêng", "II. NHIỆM VỤ", "1. Một",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "trống"),
        (b"PK\x03\x04 not a zip", "hỏng"),
        (b"%PDF-1.7", ".docx"),
        (b"\xff\x00\x81", "UTF-8"),
        (b"\n\n  \n", "không thấy"),
        (b"x" * 5_000_001, "5 MB"),
        (b"a\n" * 3_001, "3000"),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, why: str) -> None:
    with pytest.raises(DomainError) as refused:
        lines_of("tệp", content)
    assert refused.value.code == "programme_text_unreadable" and why in str(refused.value.facts["why"])


def test_names_of_agencies_match_only_where_sure() -> None:
    known = (
        Known(1, ("Liên minh HTX tỉnh Lạng Sơn",)), Known(2, ("Liên minh HTX tỉnh An Giang",)),
        Known(3, ("Sở Tài chính tỉnh Lạng Sơn", "Sở Tài chính")),
    )  # fmt: skip
    assert match("Liên minh hợp tác xã tỉnh Lạng Sơn", known) == 1
    assert match("Liên minh HTX tỉnh", known) is None
    assert match("SỞ TÀI CHÍNH", known) == 3
    assert match("", known) is None


def test_nothing_recognised_is_said_for_a_check() -> None:
    with pytest.raises(DomainError, match="programme_text_unreadable"):
        sheet_of_text("x", [Proposal("head")], year=2021)


def test_a_text_of_too_many_proposals_is_known() -> None:
    assert boxes_of(read(PROVINCE)) < 200
    tasks = "\n".join(f"- Kết nối chợ đầu mối số {place}." for place in range(300))
    assert boxes_of(read(f"KẾ HOẠCH\nBán na\nI. NHIỆM VỤ\n{tasks}")) > MOST_BOXES
