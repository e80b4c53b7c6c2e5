"""A plan's paper: the layout Decree 30/2020 asks for, in Word and PDF, with every part of the plan."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from cungcau.domain.programmes.models import Plan
from cungcau.domain.programmes.paper import paper
from cungcau.domain.programmes.services.demo import record_source_plans
from cungcau.platform.documents.services import to_docx, to_pdf, to_png
from tests.domain.programmes import programme_rows as rows
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


def words_of(plan: Plan) -> tuple[list[str], list[list[str]], docx.document.Document]:
    document = docx.Document(BytesIO(to_docx(paper(plan, rows.TODAY))))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [line.text for line in document.paragraphs], cells, document


def test_lang_son_129_as_officials_expect_it() -> None:
    record_source_plans()
    plan = Plan.objects.get(number="129")
    lines, cells, document = words_of(plan)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20
    assert 20 <= round(section.top_margin.mm) <= 25 and 20 <= round(section.bottom_margin.mm) <= 25
    head = "\n".join(cells[0] + cells[1])
    assert "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN" in head and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head
    assert "Số: 129/KH-UBND" in head and "Lạng Sơn, ngày 05 tháng 6 năm 2021" in head
    assert "KẾ HOẠCH" in lines
    assert any(
        line.startswith("Căn cứ Quyết định số 1533/QĐ-UBND ngày 13/8/2019") and line.endswith(".")
        for line in lines
    )
    headings = [line for line in lines if re.match(r"[IVX]+\. [A-ZĐÁ-Ỹ ,]+$", line)]
    assert headings == [
        "I. KHÁI QUÁT TÌNH HÌNH", "II. MỤC ĐÍCH, YÊU CẦU", "III. MỤC TIÊU", "IV. NHIỆM VỤ, GIẢI PHÁP",
        "V. KINH PHÍ THỰC HIỆN", "VI. TỔ CHỨC THỰC HIỆN", "VII. CHẾ ĐỘ BÁO CÁO",
    ]  # fmt: skip
    flat = [tuple(row) for row in cells]
    assert (
        "6",
        "Tổ chức kinh tế tham gia OCOP được phát triển mới, củng cố",
        "tổ chức",
        "27",
        "60 – 70",
        "31/12/2025",
    ) in flat
    assert ("", "Tổng cộng", "", "", "115.350") in flat
    assert cells[-1][0].splitlines()[0] == "Nơi nhận:" and cells[-1][0].endswith("- Lưu: VT, KTN.")
    assert cells[-1][1].split("\n")[:2] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert to_pdf(paper(plan, rows.TODAY)).startswith(b"%PDF")


def test_the_printed_page_keeps_the_margins_of_the_decree() -> None:
    """A4; ink stays 30 mm from the left edge, 20 mm from the right and the bottom; page 1 bears no number."""
    record_source_plans()
    printed = to_png(paper(Plan.objects.get(number="129"), rows.TODAY), dots_per_inch=72)
    pages = [Image.open(BytesIO(png)).convert("L") for png in printed]
    assert len(pages) > 3
    for place, page in enumerate(pages):
        assert (page.width, page.height) in {(595, 842), (596, 842)}
        left, top, right, bottom = page.point(lambda grey: 255 if grey < 128 else 0).getbbox() or (0, 0, 0, 0)
        assert left >= 29.5 / 25.4 * 72 and right <= (210 - 19.5) / 25.4 * 72
        assert bottom <= (297 - 19.5) / 25.4 * 72
        assert top >= (18.5 if place == 0 else 9) / 25.4 * 72, (
            "marks of capitals reach a little above the margin"
        )


def test_a_draft_leaves_its_number_free_and_says_what_it_is() -> None:
    one = rows.whole(in_force=False).plan
    lines, cells, _ = words_of(one)
    assert "Số:       /KH-UBND" in "\n".join(cells[1])
    assert "Chương trình OCOP năm 2021 (dự thảo)" in lines
    assert "I. MỤC ĐÍCH" in lines
    assert ["Thị trường", "Trong nước", "2.600.000", "–"] in cells


def test_the_files_are_for_those_who_may_see_the_plan(client: Client) -> None:
    one = rows.whole().plan
    client.force_login(person("xem", "viewer", "20"))
    pdf = client.get(reverse("programmes:paper", args=[one.pk, "pdf"]))
    assert pdf.status_code == 200 and pdf["Content-Type"] == "application/pdf"
    word = client.get(reverse("programmes:paper", args=[one.pk, "docx"]))
    assert word.status_code == 200 and "129-KH-UBND" in word["Content-Disposition"]
    assert client.get(reverse("programmes:paper", args=[one.pk, "odt"])).status_code == 400
    far = rows.whole(in_force=False, issuer=rows.agency("xa", "UBND tỉnh khác", area="91")).plan
    assert client.get(reverse("programmes:paper", args=[far.pk, "pdf"])).status_code == 404
