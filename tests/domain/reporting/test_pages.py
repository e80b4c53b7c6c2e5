"""The pages: what is shown to whom, forms that refuse, files, the number of questions asked."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.reporting import services
from cungcau.domain.reporting.models import Due, Duty, Line, Report
from cungcau.platform.access import roles
from cungcau.platform.ui import clock
from tests.domain.programmes.programme_rows import in_post
from tests.domain.reading_pages import client_of, csv_of, text_of, xlsx_of
from tests.domain.reporting.report_rows import Reporting, officer, opened, sent
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
HERE = "/bao-cao/"
COUNTS = Path(__file__).with_name("query_counts.json")


@pytest.fixture
def found() -> Reporting:
    return opened()


@pytest.fixture
def page(found: Reporting) -> Client:
    return client_of(officer())


def tokens(response: Any) -> dict[str, str]:
    """The hidden fields a versioned form must send back."""
    form = response.context["form"]
    return {name: str(form[name].value()) for name in ("version", "seen")}


def test_the_list_shows_finds_filters_sorts_and_is_taken_away(found: Reporting, page: Client) -> None:
    sent(found.due(found.first), on=date(2021, 6, 17))
    shown = text_of(page.get(HERE))
    assert "UBND xã Na Sầm" in shown and "Trễ, chưa gửi" in shown and "Đã gửi, trễ hạn" in shown
    assert "Na Sầm" not in text_of(page.get(HERE, {"q": "hoang van thu"}))
    rows = csv_of(page.get(HERE, {"standing": "late", "sort": "due_on", "xuat": "csv"}))
    assert [(row["Cơ quan"], row["Hạn gửi"]) for row in rows] == [
        ("UBND xã Na Sầm", "2021-06-15"), ("Sở Nông nghiệp và PTNT Lạng Sơn", "2021-06-25"),
    ]  # fmt: skip
    late = csv_of(page.get(HERE, {"standing": "sent_late", "xuat": "csv"}))
    assert [(row["Cơ quan"], row["Trễ (ngày)"]) for row in late] == [("UBND xã Hoàng Văn Thụ", "2")]
    assert len(csv_of(page.get(HERE, {"duty": str(found.above.pk), "xuat": "csv"}))) == 1
    assert len(xlsx_of(page.get(HERE, {"xuat": "xlsx"}))) == 4
    refused = page.get(HERE, {"first": "2021-06-30", "last": "2021-06-01"})
    assert refused.status_code == 400 and "Ngày cuối không được trước ngày đầu" in text_of(refused)


def test_nobody_elses_rows(found: Reporting) -> None:
    report = sent(found.due(found.first))
    stranger = client_of(officer("91", "an-giang"))
    clerk = client_of(in_post(person("xa-ns", roles.REPRESENTATIVE, "91"), found.second))
    for address in (
        f"ky/{found.due(found.first).pk}/", f"van-ban/{report.pk}/", f"van-ban/{report.pk}/pdf/",
        f"van-ban/{report.pk}/so/{report.lines.earliest('pk').pk}/", "van-ban/999999/", f"ky/{2**64}/",
    ):  # fmt: skip
        assert stranger.get(HERE + address).status_code == 404, address
        assert clerk.get(HERE + address).status_code == 404, address
    assert "Chưa có báo cáo nào phải gửi" in text_of(stranger.get(HERE))
    assert clerk.get(f"{HERE}ky/{found.due(found.second).pk}/").status_code == 200
    assert clerk.get(f"{HERE}che-do/{found.below.pk}/").status_code == 200
    assert stranger.get(f"{HERE}che-do/{found.below.pk}/").status_code == 404
    assert Client().get(HERE).status_code in (302, 401)
    everywhere = client_of(person("quan-tri", roles.ADMINISTRATOR, ""))
    assert everywhere.get(f"{HERE}van-ban/{report.pk}/").status_code == 200
    assert len(csv_of(everywhere.get(HERE, {"xuat": "csv"}))) == 3
    assert everywhere.get(f"{HERE}che-do/{found.below.pk}/").status_code == 200
    assert client_of(person("khong-quyen")).get(HERE).status_code == 403


def test_a_report_from_beginning_to_end(found: Reporting, page: Client) -> None:
    due = found.due(found.first)
    assert page.post(f"{HERE}ky/{due.pk}/viet/").status_code == 302
    report = Report.objects.get()
    here = f"{HERE}van-ban/{report.pk}/"
    shown = text_of(page.get(here))
    assert "Còn thiếu số liệu" in shown and "Lượt người dự" in shown
    part = report.sections.get(key="difficulties")
    form = page.get(f"{here}phan/{part.pk}/")
    saved = page.post(f"{here}phan/{part.pk}/", {**tokens(form), "text": "Thiếu vốn.\r\nMưa."})
    assert saved.status_code == 302
    again = page.post(f"{here}phan/{part.pk}/", {**tokens(form), "text": "Khác."})
    assert again.status_code == 409
    line = report.lines.get(key="delivered")
    form = page.get(f"{here}so/{line.pk}/")
    refused = page.post(f"{here}so/{line.pk}/", {**tokens(form), "entered": "7,5", "reason": ""})
    assert refused.status_code == 400 and "phải nêu lý do" in text_of(refused)
    assert (
        page.post(f"{here}so/{line.pk}/", {**tokens(form), "entered": "7,5", "reason": "bán lẻ"}).status_code
        == 302
    )
    assert "tính được 0; bán lẻ" in text_of(page.get(here))
    form = page.get(f"{here}phan-dau/")
    values = {name: form.context["form"][name].value() or "" for name in form.context["form"].fields}
    assert (
        page.post(f"{here}phan-dau/", {**values, "number": "7", "signer": "Nguyễn Văn A"}).status_code == 302
    )
    assert page.post(f"{here}tinh-lai/").status_code == 302
    for verb in ("submit", "approve"):
        assert page.post(f"{here}buoc/", {"verb": verb, "note": ""}).status_code == 302
    refused = page.post(f"{here}buoc/", {"verb": "return", "note": ""})
    assert refused.status_code == 400 and "phải nêu điều cần sửa" in text_of(refused)
    for verb in ("sign", "send"):
        assert page.post(f"{here}buoc/", {"verb": verb, "note": ""}).status_code == 302
    assert page.post(f"{here}buoc/", {"verb": "lạ"}).status_code >= 400
    report.refresh_from_db()
    assert (report.state, report.number, report.signer) == ("sent", 7, "Nguyễn Văn A")
    assert page.post(f"{here}sua-doi/", {"changes": "đếm lại"}).status_code == 302
    revision = Report.objects.get(revision=2)
    assert "Hai bản giống nhau" in text_of(page.get(f"{HERE}van-ban/{revision.pk}/so-sanh/"))


def test_all_typed_figures_in_one_form(found: Reporting, page: Client) -> None:
    report = services.begin(due=found.due(found.first), actor=None)
    here = f"{HERE}van-ban/{report.pk}/so-lieu/"
    form = page.get(here).context["form"]
    given = {name: str(field.initial or "") for name, field in form.fields.items()}
    lines = {key: f"line_{report.lines.get(key=key).pk}" for key in ("trained", "ideas")}
    refused = page.post(here, {**given, lines["trained"]: "nhiều"})
    assert refused.status_code == 400
    assert page.post(here, {**given, lines["trained"]: "1.250", lines["ideas"]: "2"}).status_code == 302
    assert [int(report.lines.get(key=key).entered or 0) for key in ("trained", "ideas")] == [1250, 2]
    late = page.post(here, {**given, lines["trained"]: "9"})
    assert late.status_code == 400 and "người khác vừa ghi 1.250" in text_of(late)
    services.move(report=report, verb="submit", actor=None)
    closed = page.post(here, {**given, lines["trained"]: "1.250", lines["ideas"]: "3"})
    assert closed.status_code == 400 and "không sửa được" in text_of(closed)


def test_papers_in_word_and_pdf_and_the_annex(found: Reporting, page: Client) -> None:
    first = sent(found.due(found.first), "Thiếu vốn.", trained=40)
    with clock.living(date(2021, 6, 20)):
        report = services.begin(due=found.due(found.department), actor=None)
        services.enter(
            line=Line.objects.get(report=report, key="delivered"),
            value=Decimal(3),
            reason="bán lẻ",
            actor=None,
        )
    here = f"{HERE}van-ban/{report.pk}/"
    word = docx.Document(io.BytesIO(page.get(f"{here}docx/").content))
    said = "\n".join(line.text for line in word.paragraphs)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for text in (
        "BÁO CÁO", "Căn cứ Kế hoạch 129/KH-UBND, mục V.12", "II. KẾT QUẢ THỰC HIỆN", "(dự thảo)",
        "Mới cộng từ 1/2 báo cáo cấp dưới: Lượt người dự",
        "số hệ thống tính được là 0 tấn; ghi khác vì bán lẻ", "Thiếu vốn.",
        "Kính gửi: UBND tỉnh Lạng Sơn",
    ):  # fmt: skip
        assert text in said, text
    for text in ("3 (*)", "Mục tiêu", "50", "40", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        assert any(text in cell for cell in cells), text
    assert word.sections[0].left_margin.mm == pytest.approx(30, abs=0.1)  # type: ignore[union-attr]
    pdf = page.get(f"{here}pdf/")
    assert pdf.content.startswith(b"%PDF") and pdf["Content-Type"] == "application/pdf"
    rows = xlsx_of(page.get(f"{here}xlsx/"))
    assert len(rows) == 1 + report.lines.count()
    annex = {row["Chỉ tiêu"]: row for row in csv_of(page.get(f"{here}csv/"))}
    assert annex["Lượt người dự"]["Báo cáo cấp dưới đã có số"] == "1/2"
    assert page.get(f"{here}odt/").status_code >= 400
    assert "(dự thảo)" not in "".join(
        line.text
        for line in docx.Document(io.BytesIO(page.get(f"{HERE}van-ban/{first.pk}/docx/").content)).paragraphs
    )


def test_what_stands_behind_each_kind_of_figure(found: Reporting, page: Client) -> None:
    first = sent(found.due(found.first), trained=40)
    with clock.living(date(2021, 6, 20)):
        report = services.begin(due=found.due(found.department), actor=None)
    here = f"{HERE}van-ban/{report.pk}/so/"
    rolled = page.get(f"{here}{report.lines.get(key='trained').pk}/")
    assert f'href="{HERE}van-ban/{first.pk}/"' in rolled.content.decode()
    assert "UBND xã Na Sầm chưa có" in text_of(rolled)
    counted = page.get(f"{here}{report.lines.get(key='delivered').pk}/")
    assert "/chuong-trinh/" in counted.content.decode() and "Dữ liệu hiện nay cho" in text_of(counted)
    assert page.get(counted.context["rows_url"]).status_code == 200
    indicator = page.get(f"{here}{report.lines.get(source='indicator').pk}/")
    assert "Chỉ tiêu của kế hoạch" in text_of(indicator)
    assert page.get(f"{here}{first.lines.earliest('pk').pk}/").status_code == 404


def test_setting_and_correcting_a_duty(found: Reporting, page: Client) -> None:
    given: dict[str, Any] = {
        "name": "Báo cáo quý", "layout": "harvest_period", "to_agency": found.department.pk, "basis": "Kế hoạch huyện",
        "rhythm": "fixed", "days": "25/13 quý", "day_of_month": 25, "earlier_days": 10, "cut_off_days": 0,
        "open_days": 30, "starts_on": "2021-09-01", "agencies": [found.first.pk],
    }  # fmt: skip
    refused = page.post(f"{HERE}che-do/moi/", given)
    assert refused.status_code == 400 and "25/13" in text_of(refused)
    refused = page.post(f"{HERE}che-do/moi/", {**given, "days": ""})
    assert refused.status_code == 400 and "cần ít nhất một ngày" in text_of(refused)
    refused = page.post(f"{HERE}che-do/moi/", {**given, "days": "30/9 quý", "agencies": []})
    assert refused.status_code == 400 and "ít nhất một cơ quan" in text_of(refused)
    made = page.post(
        f"{HERE}che-do/moi/", {**given, "days": "30/9 quý", "agencies": [], "all_communes": "on"}
    )
    assert made.status_code == 302
    duty = Duty.objects.get(name="Báo cáo quý")
    assert Due.objects.filter(duty=duty, label="quý III/2021").count() == 2
    form = page.get(f"{HERE}che-do/{duty.pk}/sua/")
    assert "30/9 quý" in form.content.decode()
    changed = {**given, **tokens(form), "days": "28/9 quý", "open_days": 40}
    assert page.post(f"{HERE}che-do/{duty.pk}/sua/", changed).status_code == 302
    assert set(Due.objects.filter(duty=duty).values_list("due_on", flat=True)) == {date(2021, 9, 28)}
    assert page.post(f"{HERE}che-do/{duty.pk}/sua/", {**changed, "days": "27/9 quý"}).status_code == 409
    shown = page.get(f"{HERE}che-do/{duty.pk}/")
    assert "quý III/2021" in text_of(shown)
    asked = {"request": "Mưa đá", "due_on": "2021-09-27", "due_hour": "17", "agencies": [found.second.pk]}
    assert page.post(f"{HERE}che-do/{duty.pk}/dot-xuat/", asked).status_code == 302
    late = page.post(f"{HERE}che-do/{duty.pk}/dot-xuat/", {**asked, "due_on": "2021-09-01"})
    assert late.status_code == 400 and "đã qua" in text_of(late)
    ended = {"agency": found.first.pk, "ends_on": "2021-09-27"}
    assert page.post(f"{HERE}che-do/{duty.pk}/thoi-co-quan/", ended).status_code == 302
    more = {"agencies": [found.first.pk], "starts_on": "2021-09-28"}
    assert page.post(f"{HERE}che-do/{duty.pk}/them-co-quan/", more).status_code == 302
    assert client_of(person("xem", roles.VIEWER, "20")).get(f"{HERE}che-do/moi/").status_code == 403


def test_excusing_on_the_page(found: Reporting, page: Client) -> None:
    here = f"{HERE}ky/{found.due(found.first).pk}/"
    assert page.post(f"{here}mien/", {"reason": ""}).status_code == 400
    assert page.post(f"{here}mien/", {"reason": "mới sáp nhập"}).status_code == 302
    assert "mới sáp nhập" in text_of(page.get(here))
    assert page.post(f"{here}mien/", {"then": "undo"}).status_code == 302
    assert found.due(found.first).state == "waiting"


def test_lists_and_templates_ask_as_many_questions_as_before(found: Reporting, page: Client) -> None:
    first = sent(found.due(found.first), "Thiếu vốn.", trained=40)
    with clock.living(date(2021, 6, 20)):
        report = services.begin(due=found.due(found.department), actor=None)
    pages = {
        "dues": HERE, "duties": f"{HERE}che-do/", "layouts": f"{HERE}mau/", "duty": f"{HERE}che-do/{found.below.pk}/",
        "due": f"{HERE}ky/{report.due_id}/", "draft": f"{HERE}van-ban/{report.pk}/",
        "sent": f"{HERE}van-ban/{first.pk}/", "new_duty": f"{HERE}che-do/moi/",
        "line": f"{HERE}van-ban/{report.pk}/so/{report.lines.get(key='trained').pk}/",
    }  # fmt: skip
    counts = {}
    for name, address in pages.items():
        page.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert page.get(address).status_code == 200, name
        counts[name] = len(asked)
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    assert counts == json.loads(COUNTS.read_text(encoding="utf-8"))
