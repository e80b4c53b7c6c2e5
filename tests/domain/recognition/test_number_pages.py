"""The pages of figures, targets, reports and the registry: figures lead to rows, files hold what is shown."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition.models import PlanTarget
from cungcau.domain.recognition.services.known_products import load_known_products
from cungcau.domain.recognition.services.targets import load_plan_targets
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from tests.domain.ocop import certificate_rows
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of, csv_of, text_of, xlsx_of
from tests.domain.recognition.number_rows import bring, cells, many_products, record_lang_son, workbook
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
HOME = "/ocop/cong-nhan/so-lieu/"
COUNTS = Path(__file__).with_name("number_query_counts.json")


@pytest.fixture
def office(db: None) -> User:
    record_lang_son()
    return rows.office()


@pytest.fixture
def browser(office: User) -> Client:
    return client_of(office)


def test_the_figures_page_leads_to_rows(browser: Client) -> None:
    """Every link of the page opens a list with as many rows as the figure says."""
    many_products(40)
    load_plan_targets(actor=None)
    html = browser.get(HOME, {"day": "2024-03-01"}).content.decode()
    links = set(
        re.findall(r'<a href="(/ocop/cong-nhan/so-lieu/(?:san-pham|chu-the)/[^"]+)">([\d.]+)</a>', html)
    )
    assert len(links) > 30
    for address, figure in sorted(links)[::4]:
        shown = browser.get(address.replace("&amp;", "&"))
        assert shown.status_code == 200, address
        count = int(figure.replace(".", ""))
        assert f" {count} " in f" {text_of(shown)} ".replace("–", " "), (address, figure)


def test_the_map_stands_beside_the_table(browser: Client) -> None:
    """The map's places are the table's, with the same figures; those without a commune say so."""
    load_known_products(actor=None)
    response = browser.get(HOME, {"day": "2022-12-31"})
    data = json.loads(
        re.findall(r'<script id="place-map-data"[^>]*>(.*?)</script>', response.content.decode())[0]
    )
    nodes = {node["name"]: node for node in data["nodes"]}
    assert nodes["Chưa rõ xã (Huyện Chi Lăng cũ)"]["text"] == "4/4 còn hiệu lực"
    assert nodes["Chưa rõ xã (Huyện Chi Lăng cũ)"]["kind"] == "point"
    said = text_of(response)
    assert "Chưa rõ xã (Huyện Hữu Lũng cũ)" in said and "Chưa rõ xã, phường (Tỉnh Lạng Sơn)" in said
    assert "94" in said and "So với số đã công bố" in said


def test_figures_as_files(browser: Client) -> None:
    """xlsx and csv hold the same sums; docx and pdf are papers of them."""
    many_products(24)
    query = {"day": "2024-03-01"}
    sheet = xlsx_of(browser.get(HOME, {**query, "xuat": "xlsx"}))
    whole = dict(zip(map(str, sheet[0]), sheet[1], strict=True))
    table = csv_of(browser.get(HOME, {**query, "xuat": "csv"}))
    stars = [int(row["Còn hiệu lực"]) for row in table if row["Phần"] == "Theo sao"]
    assert sum(stars) == whole["Còn hiệu lực"] == int(table[0]["Còn hiệu lực"])
    paper = browser.get(HOME, {**query, "xuat": "docx"})
    words = "\n".join(one.text for one in docx.Document(BytesIO(paper.content)).paragraphs)
    assert f"Đã công nhận {whole['Đã công nhận']} sản phẩm" in words
    assert browser.get(HOME, {**query, "xuat": "pdf"}).content.startswith(b"%PDF")
    assert browser.get(HOME, {**query, "xuat": "txt"}).status_code == 400


def test_lists_search_sort_and_leave_as_shown(browser: Client) -> None:
    many_products(30)
    address = HOME + "san-pham/"
    found = csv_of(browser.get(address, {"day": "2024-03-01", "q": "san pham mau 7", "xuat": "csv"}))
    assert [row["Sản phẩm"] for row in found] == ["Sản phẩm mẫu 7"]
    by_star = csv_of(browser.get(address, {"day": "2024-03-01", "sort": "-star", "xuat": "csv"}))
    assert [row["Sao"] for row in by_star] == sorted((row["Sao"] for row in by_star), reverse=True)
    assert browser.get(address, {"star": "9"}).status_code == 400
    assert browser.get(address, {"day": "1900-01-01"}).status_code == 400
    entities = csv_of(browser.get(HOME + "chu-the/", {"day": "2024-03-01", "xuat": "csv"}))
    assert entities and all(row["Loại hình"] for row in entities)


def test_targets_over_pages(browser: Client) -> None:
    """Written with its source, shown with progress, corrected, taken away."""
    assert "Chưa ghi chỉ tiêu nào" in text_of(browser.get(HOME + "chi-tieu/"))
    given = {
        "place": "Lạng Sơn", "plan": "Kế hoạch 10/KH-UBND", "measure": "new", "year_from": "2026", "year_to": "2030",
        "least": "40", "most": "", "since": "2026-01-01", "note": "", "source": "mục II.2",
    }  # fmt: skip
    assert browser.post(HOME + "chi-tieu/moi/", {**given, "least": "x"}).status_code == 400
    assert browser.post(HOME + "chi-tieu/moi/", given).status_code == 302
    target = PlanTarget.objects.get()
    page = browser.get(HOME + f"chi-tieu/{target.pk}/")
    hidden = dict(re.findall(r'name="(version|seen)" value="([^"]*)"', page.content.decode()))
    changed = {**given, **hidden, "least": "45"}
    assert browser.post(HOME + f"chi-tieu/{target.pk}/", changed).status_code == 302
    assert browser.post(HOME + f"chi-tieu/{target.pk}/", {**changed, "least": "46"}).status_code == 409
    said = text_of(browser.get(HOME + "chi-tieu/", {"q": "ke hoach 10"}))
    assert "từ 45" in said and "mục II.2" in said
    assert browser.post(HOME + f"chi-tieu/{target.pk}/bo/").status_code == 302
    assert not PlanTarget.objects.exists()


def test_the_periodic_report(browser: Client) -> None:
    """When it is due with what says so; a paper to sign with a part left to its author."""
    load_known_products(actor=None)
    load_plan_targets(actor=None)
    said = text_of(browser.get(HOME + "bao-cao/"))
    assert "Nộp trước ngày 25/6/2026" in said and "Còn 24 ngày" in said and "129/KH-UBND" in said
    paper = browser.get(HOME + "bao-cao/bao-cao.docx", {"ky": "year", "nam": "2022"})
    words = "\n".join(one.text for one in docx.Document(BytesIO(paper.content)).paragraphs)
    assert "năm 2022, tỉnh Lạng Sơn" in words and "(Đơn vị bổ sung.)" in words
    assert browser.get(HOME + "bao-cao/bao-cao.pdf").content.startswith(b"%PDF")
    assert browser.get(HOME + "bao-cao/", {"ky": "quy"}).status_code == 400


def test_the_registry_page_and_its_workbook(browser: Client, office: User) -> None:
    """What is lacking is listed and filled in; the workbook leaves masked, with people only if asked for."""
    bring(
        workbook({"OCOP": [
            cells("Na dai", person="Người Mẫu Một", phone="0912 345 678"),
            cells("Mứt na", first=(3, None, 2020, None, None)),
        ]}),
        office,
    )  # fmt: skip
    page = browser.get(HOME + "danh-ba/", {"lacking": "any"})
    assert "Mứt na" in text_of(page) and "Na dai" not in text_of(page)
    jam = Product.objects.get(name="Mứt na")
    address = HOME + f"danh-ba/{jam.pk}/"
    assert "danh bạ ghi năm 2020" in text_of(browser.get(address))
    assert browser.post(address, {"first_day": "2021-05-05"}).status_code == 400
    assert browser.post(address, {"first_day": "2020-05-05"}).status_code == 302
    assert jam.certificates.get().starts_on == date(2020, 5, 5)
    masked = browser.post(HOME + "danh-ba/xuat/")
    assert "Mẫu Một" not in _words(masked.content)
    assert "Người Mẫu Một" in _words(browser.post(HOME + "danh-ba/xuat/", {"people": "1"}).content)
    assert Entry.objects.filter(verb="recognition.registry_exported").count() == 2
    viewer = client_of(rows.viewer())
    assert viewer.post(HOME + "danh-ba/xuat/", {"people": "1"}).status_code == 403
    assert (
        "Mẫu Một"
        not in viewer.get(HOME + f"danh-ba/{Product.objects.get(name='Na dai').pk}/").content.decode()
    )


def _words(content: bytes) -> str:
    assert ZipFile(BytesIO(content)).testzip() is None
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_the_agriculture_table(browser: Client) -> None:
    """Its columns, codes on a page of their own, and how sure the format is."""
    load_known_products(actor=None)
    page = browser.get(HOME + "ptnt-ocop/", {"nam": "2022"})
    assert "Mức chắc chắn: trung bình" in text_of(page)
    response = browser.get(HOME + "ptnt-ocop/", {"nam": "2022", "xuat": "xlsx"})
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    assert book.sheetnames == ["PTNT_OCOP", "Danh mục mã"]
    table = list(book.worksheets[0].iter_rows(values_only=True))
    assert table[0] == (
        "MA_OCOP", "Ma_DonViHanhChinh", "Ma_ThoiGian", "Ma_SanPham", "TenSanPham", "XepHang", "ChuTheSXKD",
        "DoanhThuNam", "TrangThai",
    )  # fmt: skip
    assert len(table) == 27 and {row[8] for row in table[1:]} == {"1"}
    found = csv_of(browser.get(HOME + "ptnt-ocop/", {"nam": "2026", "q": "hoi hoan", "xuat": "csv"}))
    assert [(row["TenSanPham"], row["TrangThai"], row["Ma_DonViHanhChinh"]) for row in found] == [
        ("Rượu Hội Hoan", "2", "20")
    ]
    assert browser.get(HOME + "ptnt-ocop/", {"nam": "2031"}).status_code == 400


def test_who_sees_figures(office: User) -> None:
    """Entities and buyers do not; a commune's officer only their own, others' rows are not found."""
    one = rows.entity_with_product()
    certificate_rows.old(one.product, date(2024, 5, 1))
    far = rows.entity_with_product("XA", "Bún", rows.OTHER_COMMUNE)
    certificate_rows.old(far.product, date(2024, 5, 1))
    assert client_of(one.user).get(HOME).status_code == 403
    assert client_of(person("nguoi-mua", "buyer", "")).get(HOME).status_code == 403
    commune = client_of(rows.officer())
    assert commune.get(HOME).status_code == 200
    assert commune.get(HOME, {"area": rows.OTHER_AREA}).status_code == 403
    assert commune.get(HOME + f"danh-ba/{far.product.pk}/").status_code == 404
    assert commune.post(HOME + "chi-tieu/moi/", {}).status_code == 403
    assert "Bún" not in text_of(commune.get(HOME + "san-pham/"))


def test_query_counts(browser: Client, office: User) -> None:
    """However many products there are, a page asks as many questions as its snapshot says."""
    many_products(70)
    load_plan_targets(actor=None)
    bring(workbook({"OCOP": [cells("Na dai")]}), office)
    product = Product.objects.get(name="Na dai")
    pages = {
        "figures": HOME, "rows": HOME + "san-pham/", "entities": HOME + "chu-the/", "report": HOME + "bao-cao/",
        "targets": HOME + "chi-tieu/", "registry": HOME + "danh-ba/", "line": HOME + f"danh-ba/{product.pk}/",
        "agriculture": HOME + "ptnt-ocop/", "new target": HOME + "chi-tieu/moi/",
    }  # fmt: skip
    counted = {}
    for name, address in pages.items():
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(address).status_code == 200
        counted[name] = len(asked)
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(counted, indent=2) + "\n", encoding="utf-8")
    assert counted == json.loads(COUNTS.read_text(encoding="utf-8"))
