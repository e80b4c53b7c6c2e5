"""Pages after recognition: who sees what, lists and their exports, forms, files only while they are valid."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate, Evidence, RuleBook
from cungcau.domain.recognition.models import Finding, Inspection, Reminder, Revocation
from cungcau.domain.recognition.services import reminders
from cungcau.domain.recognition.services.inspections import (
    FindingRow,
    finish_inspection,
    order_inspection,
    plan_inspections,
)
from cungcau.domain.recognition.services.revocations import decide_revocation, open_revocation
from cungcau.platform.ui import clock
from tests.domain.collection.test_points import picture
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of, csv_of, text_of, xlsx_of

COUNTS = Path(__file__).with_name("query_counts.json")
HOME = "/ocop/cong-nhan/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def kept_here(settings: object, tmp_path: Path) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


@pytest.fixture
def office(book: RuleBook) -> Client:
    return client_of(rows.office())


@pytest.fixture
def issued(entity: rows.Entity) -> Certificate:
    return given.issue(given.scored(entity))


def words_of(answer: object) -> str:
    """The words of a Word file, on one line."""
    document = docx.Document(io.BytesIO(answer.content))  # type: ignore[attr-defined]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(line.text for line in document.paragraphs), *cells]).split())


def page_of(certificate: Certificate) -> str:
    return f"{HOME}giay/{certificate.pk}/"


def test_the_list_of_certificates_and_its_files(office: Client, issued: Certificate) -> None:
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)
    given.old(other.product, date(2020, 9, 4), instrument=None)
    said = text_of(office.get(HOME))
    assert (
        "Na Chi Lăng" in said and "Tinh dầu hồi" in said and "Còn hiệu lực" in said and "Đã hết hạn" in said
    )
    found = text_of(office.get(f"{HOME}?q=tinh+dau+hoi"))
    assert "Na Chi Lăng" not in found
    assert "Tinh dầu hồi" not in text_of(office.get(f"{HOME}?standing=valid"))
    assert "Na Chi Lăng" not in text_of(office.get(f"{HOME}?area={rows.OTHER_AREA}"))
    sheet = csv_of(office.get(f"{HOME}?standing=lapsed&xuat=csv"))
    assert [(row["Sản phẩm"], row["Hiệu lực"]) for row in sheet] == [("Tinh dầu hồi", "Đã hết hạn")]
    assert len(xlsx_of(office.get(f"{HOME}?xuat=xlsx"))) == 3
    assert office.get(f"{HOME}?standing=gone").status_code == 400


def test_an_empty_list_says_where_certificates_come_from(office: Client) -> None:
    assert "Chưa có giấy chứng nhận nào" in text_of(office.get(HOME))


def test_a_stranger_and_another_commune_find_nothing(issued: Certificate) -> None:
    stranger = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)
    for user in (stranger.user, rows.officer("can-bo-khac", rows.OTHER_AREA)):
        client = client_of(user)
        assert client.get(page_of(issued)).status_code == 404
        assert client.get(page_of(issued) + "tai/tem.svg").status_code == 404
        assert client.post(page_of(issued) + "keo-dai/", {"reason": "x"}).status_code == 404
    assert client_of(rows.viewer()).get(HOME).status_code == 403
    assert Client().get(page_of(issued)).status_code in (302, 401)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tem.svg", "image/svg+xml"), ("tem.png", "image/png"), ("qr.svg", "image/svg+xml"), ("qr.png", "image/png"),
    ],
)  # fmt: skip
def test_badge_and_qr_while_it_is_valid(
    entity: rows.Entity, issued: Certificate, name: str, kind: str
) -> None:
    answer = client_of(entity.user).get(page_of(issued) + f"tai/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Cache-Control"] == "no-store" and "attachment" in answer["Content-Disposition"]
    if name == "tem.svg":
        drawn = answer.content.decode()
        assert "4 SAO" in drawn and "Đến hết ngày 01/6/2029" in drawn and "<script" not in drawn


@pytest.mark.parametrize("end", ["lapsed", "revoked", "replaced"])
def test_badge_and_paper_are_refused_after_the_end_with_the_reason(
    entity: rows.Entity, issued: Certificate, end: str
) -> None:
    client, on = client_of(entity.user), rows.DAY
    if end == "lapsed":
        on = issued.expires_on + DAY
    elif end == "revoked":
        case = open_revocation(
            certificate=issued,
            ground="stopped_production",
            facts="Xã xác nhận.",
            concluded_on=rows.DAY,
            actor=None,
        )
        decide_revocation(revocation=case, decision_no="9/QĐ", decided_on=rows.DAY, actor=None)
    else:
        given.old(entity.product, rows.DAY, star=5, decision_no="1/QĐ-BNNMT")
    expected = {
        "lapsed": "đã hết hạn ngày 01/6/2029",
        "revoked": "đã bị thu hồi ngày 01/6/2026",
        "replaced": "đã thay bằng giấy mới",
    }[end]
    with clock.living(on):
        for path in ("tai/tem.svg", "tai/qr.png", "giay-chung-nhan.pdf", "giay-chung-nhan.docx"):
            answer = client.get(page_of(issued) + path)
            assert answer.status_code == 409, path
            assert expected in answer.content.decode()
        said = text_of(client.get(page_of(issued)))
        assert expected in said and "Tem (SVG)" not in said


def test_the_last_day_still_gives_the_badge(entity: rows.Entity, issued: Certificate) -> None:
    client = client_of(entity.user)
    with clock.living(issued.expires_on):
        assert client.get(page_of(issued) + "tai/tem.svg").status_code == 200


def test_the_paper_as_pdf_and_word(entity: rows.Entity, issued: Certificate) -> None:
    client = client_of(entity.user)
    pdf = client.get(page_of(issued) + "giay-chung-nhan.pdf").content
    assert pdf.startswith(b"%PDF") and len(re.findall(rb"/Type ?/Page\b", pdf)) <= 1
    said = words_of(client.get(page_of(issued) + "giay-chung-nhan.docx"))
    for words in ("GIẤY CHỨNG NHẬN", "Na Chi Lăng", "4 SAO", "812/QĐ-UBND", "01/6/2029", issued.number):
        assert words in said, words
    word = client.get(page_of(issued) + "giay-chung-nhan.docx")
    with zipfile.ZipFile(io.BytesIO(word.content)) as file:
        assert any(name.startswith("word/media/") for name in file.namelist()), "the QR"
    assert client.get(page_of(issued) + "giay-chung-nhan.odt").status_code == 400


def test_a_certificate_known_from_a_list_has_badge_but_no_paper(entity: rows.Entity) -> None:
    old = given.old(entity.product, date(2025, 8, 1), instrument=None)
    client = client_of(entity.user)
    assert client.get(page_of(old) + "tai/tem.svg").status_code == 200
    refused = client.get(page_of(old) + "giay-chung-nhan.pdf")
    assert refused.status_code == 409 and "do cơ quan đã cấp giữ" in refused.content.decode()


def test_recording_an_old_one_by_hand(office: Client, entity: rows.Entity) -> None:
    address = f"{HOME}giay/moi/?san-pham={entity.product.pk}"
    assert office.get(address).status_code == 200
    sent = {
        "star": 3,
        "starts_on": "2024-01-05",
        "kind": "first",
        "source": "Danh sách 2024",
        "decision_no": "5/QĐ",
    }
    refused = office.post(address, {**sent, "starts_on": "2030-01-01"})
    assert refused.status_code == 400 and "không ngày nào được sau hôm nay" in text_of(refused)
    answer = office.post(address, sent)
    made = Certificate.objects.get()
    assert answer.status_code == 302 and answer["Location"] == page_of(made)
    assert (made.expires_on, made.instrument.code) == (date(2027, 1, 5), "QD148_2023")
    assert client_of(rows.officer()).get(address).status_code == 403


def test_the_entity_sees_its_own_as_cards(entity: rows.Entity, issued: Certificate) -> None:
    client = client_of(entity.user)
    assert client.get(HOME)["Location"] == f"{HOME}cua-toi/"
    said = text_of(client.get(f"{HOME}cua-toi/"))
    assert "Na Chi Lăng" in said and "Tem sao" in said and "03/12/2028 – 01/02/2029" in said
    with clock.living(date(2028, 12, 3)):
        assert "Lập hồ sơ đánh giá lại" in text_of(client.get(f"{HOME}cua-toi/"))
    with clock.living(issued.expires_on + DAY):
        later = text_of(client.get(f"{HOME}cua-toi/"))
    assert "Tem sao" not in later and "hết hạn 1 ngày" in later


def test_the_renewal_queue(office: Client, entity: rows.Entity) -> None:
    one = given.old(entity.product, date(2024, 3, 10))
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)
    given.old(other.product, date(2026, 5, 1), instrument=None)
    address = f"{HOME}danh-gia-lai/"
    assert "Na Chi Lăng" not in text_of(office.get(address)), "still before T-180"
    assert "Na Chi Lăng" in text_of(office.get(f"{address}?chang=all"))
    with clock.living(date(2026, 9, 11)):
        reminders.remind_all()
        page = text_of(office.get(address))
        assert "Na Chi Lăng" in page and "còn 180 ngày" in page and "Lập hồ sơ đánh giá lại" in page
        assert "11/9/2026 (1 người)" in page and "Tinh dầu hồi" not in page
        assert "Na Chi Lăng" in text_of(office.get(f"{address}?chang=open&file=no&star=3&q=na+chi"))
        assert "Na Chi Lăng" not in text_of(office.get(f"{address}?chang=missed"))
        sheet = csv_of(office.get(f"{address}?xuat=csv"))
        assert [row["Chặng"] for row in sheet] == ["Trong thời hạn nộp"] and sheet[0]["Còn (ngày)"] == "180"
        rows.submitted(entity, kind="re_evaluation", renews=one)
        filed = office.get(address)
        assert "Đã nộp hồ sơ" in text_of(filed) and "PĐK-20" in text_of(filed)
        assert "Na Chi Lăng" not in text_of(office.get(f"{address}?file=no"))
    mine = client_of(entity.user)
    assert "Na Chi Lăng" in text_of(mine.get(f"{address}?chang=all"))
    assert "Tinh dầu hồi" not in text_of(mine.get(f"{address}?chang=all"))


def test_the_export_speaks_of_the_day_it_was_asked_on(office: Client, entity: rows.Entity) -> None:
    """The rows of a download are written when the page's day has passed out of hand already."""
    given.old(entity.product, date(2024, 3, 10))
    with clock.living(date(2026, 9, 11)):
        answer = office.get(f"{HOME}danh-gia-lai/?xuat=csv")
    with clock.living(date(2030, 1, 1)):
        sheet = csv_of(answer)
    assert sheet[0]["Còn (ngày)"] == "180"


def test_the_call_list(book: RuleBook) -> None:
    product = rows.product_of(rows.organisation("HTX-XA", "HTX vùng xa", phone="0912 345 678"))
    given.old(product, date(2024, 3, 10))
    client = client_of(rows.office())
    with clock.living(date(2026, 9, 11)):
        reminders.remind_all()
        queue = client.get(f"{HOME}danh-gia-lai/")
        assert "chưa có tài khoản" in text_of(queue) and "Gọi điện: 1 chủ thể" in text_of(queue)
        assert "HTX vùng xa" in text_of(client.get(f"{HOME}danh-gia-lai/?chang=all&told=no"))
        assert "HTX vùng xa" not in text_of(client.get(f"{HOME}danh-gia-lai/?chang=all&told=yes"))
        page = client.get(f"{HOME}danh-gia-lai/goi-dien/")
        assert "HTX vùng xa" in text_of(page) and "345" not in text_of(page)
        reminder = Reminder.objects.get(audience="entity")
        client.post(f"{HOME}danh-gia-lai/goi-dien/{reminder.pk}/", {"note": "Gọi ông Bảy"})
        assert "Không còn ai phải gọi" in text_of(client.get(f"{HOME}danh-gia-lai/goi-dien/"))
        assert "gọi 11/9/2026" in text_of(client.get(f"{HOME}danh-gia-lai/"))
    assert client.post(f"{HOME}danh-gia-lai/goi-dien/99/", {"note": "x"}).status_code == 404


def test_the_transition_by_hand(office: Client, entity: rows.Entity) -> None:
    one = given.old(entity.product, date(2023, 6, 15))
    assert "Kéo dài theo điều khoản" not in text_of(office.get(page_of(one)))
    given.renewal(one, entity)
    assert "chậm nhất hết ngày 12/12/2026" in text_of(office.get(page_of(one)))
    assert "Na Chi Lăng" in text_of(office.get(f"{HOME}danh-gia-lai/?chang=extendable"))
    office.post(page_of(one) + "keo-dai/", {"reason": ""})
    assert "Hãy ghi lý do kéo dài" in text_of(office.get(page_of(one)))
    office.post(page_of(one) + "keo-dai/", {"reason": "Khoản 3 Điều 12"})
    said = text_of(office.get(page_of(one)))
    assert "kéo dài theo điều khoản chuyển tiếp đến hết 12/12/2026" in said


def test_a_revocation_from_opening_to_the_public_page(
    office: Client, entity: rows.Entity, issued: Certificate
) -> None:
    public = Client()
    look = f"{HOME}tra-cuu/{issued.key}/"
    assert "Còn hiệu lực" in text_of(public.get(look))
    address = page_of(issued) + "thu-hoi/"
    assert office.get(address).status_code == 200
    sent = {"ground": "law_violation", "facts": "Kết luận 15/KL-ATTP", "concluded_on": "2026-05-25"}
    assert office.post(address, {**sent, "concluded_on": "2026-05-01"}).status_code == 400
    assert office.post(address, {**sent, "concluded_on": "2026-06-01"}).status_code == 302
    case = Revocation.objects.get()
    page = f"{HOME}thu-hoi/{case.pk}/"
    assert "còn 15 ngày" in text_of(office.get(page)) and "Chủ tịch UBND tỉnh" in text_of(office.get(page))
    assert "Còn hiệu lực" in text_of(public.get(look)), "until the decision it counts"
    said = words_of(office.get(page + "to-trinh.docx"))
    assert "Điểm c khoản 1 Điều 8" in said and "Kết luận 15/KL-ATTP" in said and "09/6/2026" not in said
    assert office.get(page + "to-trinh.pdf").content.startswith(b"%PDF")
    refused = office.post(page + "quyet-dinh/", {"decision_no": "9/QĐ", "decided_on": "2026-06-02"})
    assert refused.status_code == 400 and "Ngày quyết định" in text_of(refused)
    office.post(page + "quyet-dinh/", {"decision_no": "9/QĐ-UBND", "decided_on": "2026-06-01"})
    assert "Đã bị thu hồi" in text_of(public.get(look))
    mine = client_of(entity.user)
    assert "9/QĐ-UBND" in text_of(mine.get(page)) and "Tờ trình" not in text_of(mine.get(page))
    assert mine.get(page + "to-trinh.pdf").status_code == 403
    assert mine.post(page + "khong/", {"reason": "x"}).status_code == 403
    assert office.post(page + "lung-tung/").status_code == 404


def test_the_overdue_cases(office: Client, entity: rows.Entity) -> None:
    old = given.old(entity.product)
    open_revocation(
        certificate=old, ground="stopped_production", facts="Xã xác nhận", concluded_on=rows.DAY, actor=None
    )
    address = f"{HOME}thu-hoi/"
    assert "quá 15 ngày" not in text_of(office.get(address))
    with clock.living(rows.DAY + 16 * DAY):
        assert "1 vụ đã quá 15 ngày" in text_of(office.get(address))
        assert "Na Chi Lăng" in text_of(office.get(f"{address}?part=overdue&ground=stopped_production&q=na"))
        assert len(csv_of(office.get(f"{address}?xuat=csv"))) == 1
    assert "Na Chi Lăng" not in text_of(office.get(f"{address}?part=overdue"))


def test_planning_several_by_rule(office: Client, entity: rows.Entity) -> None:
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)
    for product in (entity.product, other.product):
        given.old(product)
    address = f"{HOME}kiem-tra/len-lich/"
    assert "2 sản phẩm" in text_of(office.get(address))
    near = text_of(office.get(f"{address}?area={rows.OTHER_AREA}&count=5"))
    assert "Tinh dầu hồi" in near and "Na Chi Lăng" not in near
    sent = {"product": [entity.product.pk, other.product.pk], "planned_on": "2026-07-01", "team": "Đoàn 1"}
    assert "ít nhất một sản phẩm" in text_of(office.post(address, {**sent, "product": []}))
    assert office.post(address, sent).status_code == 302
    assert Inspection.objects.filter(planned_on=date(2026, 7, 1)).count() == 2
    listed = text_of(office.get(f"{HOME}kiem-tra/?nam=2026"))
    assert "Tháng 7 0/2 xong" in listed
    assert "Tinh dầu hồi" not in text_of(office.get(f"{HOME}kiem-tra/?area={rows.AREA}&first=2026-07-01"))
    assert client_of(rows.officer()).get(address).status_code == 403


def test_an_inspection_its_result_and_the_answer_from_a_phone(office: Client, entity: rows.Entity) -> None:
    given.old(entity.product)
    address = f"{HOME}kiem-tra/dot-xuat/?san-pham={entity.product.pk}"
    assert office.post(address, {"planned_on": "2026-06-01", "why": "Phản ánh của dân"}).status_code == 302
    visit = Inspection.objects.get()
    page = f"{HOME}kiem-tra/{visit.pk}/"
    blank = words_of(office.get(page + "bien-ban.docx"))
    assert office.get(page + "bien-ban.pdf").content.startswith(b"%PDF")
    assert "BIÊN BẢN" in blank and "Phản ánh của dân" in blank
    sent = {
        "done_on": "2026-06-01", "conclusion": "Nhãn ghi sai hạng.", "rows-TOTAL_FORMS": 4, "rows-INITIAL_FORMS": 0,
        "rows-0-text": "Nhãn in 4 sao", "rows-0-to_do": "In lại nhãn", "rows-0-due_on": "2026-06-20",
        "rows-0-criterion": "3.4",
    }  # fmt: skip
    assert office.get(page + "ket-qua/").status_code == 200
    refused = office.post(page + "ket-qua/", {**sent, "rows-0-due_on": ""})
    assert refused.status_code in (200, 400) and "Điều thứ 1" in text_of(refused)
    assert Inspection.objects.get().state == "planned"
    assert office.post(page + "ket-qua/", sent).status_code == 302
    assert office.get(page + "ket-qua/").status_code == 409
    finding = Finding.objects.get()
    mine = client_of(entity.user)
    assert "Nhãn in 4 sao" in text_of(mine.get(f"{HOME}cua-toi/"))
    answer = f"{HOME}kiem-tra/dieu/{finding.pk}/tra-loi/"
    assert mine.get(answer).status_code == 200
    photo = SimpleUploadedFile("nhan-moi.jpg", picture(size=(60, 40)), "image/jpeg")
    library = rows.link_of(entity.organisation, "Hợp đồng in nhãn")
    assert mine.post(answer, {"answer": ""}).status_code == 400
    assert (
        mine.post(answer, {"answer": "Đã in lại", "photo": photo, "evidence": library.pk}).status_code == 302
    )
    assert Evidence.objects.filter(kind="picture", organisation=entity.organisation).count() == 1
    said = text_of(office.get(page))
    assert "Đã in lại" in said and "nhan-moi" in said and "Hợp đồng in nhãn" in said
    office.post(f"{HOME}kiem-tra/dieu/{finding.pk}/lam-lai/", {"reason": "Ảnh mờ", "due_on": "2026-06-25"})
    assert "Ảnh mờ" in text_of(mine.get(page))
    mine.post(answer, {"answer": "Chụp lại rồi"})
    office.post(f"{HOME}kiem-tra/dieu/{finding.pk}/khep/", {"note": "Đạt"})
    finding.refresh_from_db()
    assert finding.state == "closed"
    assert mine.post(f"{HOME}kiem-tra/dieu/{finding.pk}/khep/", {}).status_code == 403
    record = words_of(mine.get(page + "bien-ban.docx"))
    assert "Nhãn in 4 sao" in record and "Nhãn ghi sai hạng" in record
    assert "Đề nghị thu hồi" in text_of(office.get(page))
    case = office.get(f"{HOME}giay/{Certificate.objects.get().pk}/thu-hoi/?kiem-tra={visit.pk}")
    assert "Nhãn ghi sai hạng." in case.content.decode()


def test_a_broken_picture_leaves_nothing_behind(entity: rows.Entity) -> None:
    visit = order_inspection(product=entity.product, planned_on=rows.DAY, why="phản ánh", actor=None)
    row = FindingRow("sai nhãn", "in lại", rows.DAY)
    finish_inspection(inspection=visit, done_on=rows.DAY, conclusion="Sai.", findings=[row], actor=None)
    finding = Finding.objects.get()
    broken = SimpleUploadedFile("x.jpg", b"not a picture", "image/jpeg")
    good = SimpleUploadedFile("y.jpg", picture(size=(60, 40)), "image/jpeg")
    answer = client_of(entity.user).post(
        f"{HOME}kiem-tra/dieu/{finding.pk}/tra-loi/", {"answer": "xong", "photo": [good, broken]}
    )
    assert answer.status_code == 400
    finding.refresh_from_db()
    assert finding.state == "open" and not Evidence.objects.exists()


def test_moving_and_calling_off(office: Client, entity: rows.Entity) -> None:
    visit = plan_inspections(products=[entity.product], planned_on=rows.DAY + 9 * DAY, actor=None)[0]
    page = f"{HOME}kiem-tra/{visit.pk}/"
    office.post(page + "doi-ngay/", {"planned_on": "2026-06-30", "team": "Đoàn 3", "reason": "mưa lũ"})
    visit.refresh_from_db()
    assert (visit.planned_on, visit.team) == (date(2026, 6, 30), "Đoàn 3")
    office.post(page + "huy/", {"reason": "Cơ sở nghỉ vụ"})
    assert "Cơ sở nghỉ vụ" in text_of(office.get(page))
    assert office.post(page + "khac/").status_code == 404


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200, address
    return len(seen)


def test_pages_ask_the_database_as_often_as_we_agreed(book: RuleBook) -> None:
    office = client_of(rows.office())
    entities = [rows.entity_with_product(f"HTX-{n}", f"Chè {n}") for n in range(6)]
    held = [given.old(one.product, date(2024, 3, 10)) for one in entities]
    visit = plan_inspections(products=[entities[0].product], planned_on=rows.DAY, actor=None)[0]
    findings = [FindingRow(f"sai {n}", "sửa", rows.DAY) for n in range(3)]
    finish_inspection(inspection=visit, done_on=rows.DAY, conclusion="Sai.", findings=findings, actor=None)
    plan_inspections(products=[one.product for one in entities[1:]], planned_on=rows.DAY, actor=None)
    case = open_revocation(
        certificate=held[0], ground="stopped_production", facts="x", concluded_on=rows.DAY, actor=None
    )
    mine = client_of(entities[0].user)
    with clock.living(date(2026, 9, 11)):
        reminders.remind_all()
        pages = {
            "certificates": (office, HOME), "certificate": (office, page_of(held[0])),
            "renewals": (office, f"{HOME}danh-gia-lai/"), "calls": (office, f"{HOME}danh-gia-lai/goi-dien/"),
            "inspections": (office, f"{HOME}kiem-tra/"), "inspection": (office, f"{HOME}kiem-tra/{visit.pk}/"),
            "plan": (office, f"{HOME}kiem-tra/len-lich/"), "revocations": (office, f"{HOME}thu-hoi/"),
            "revocation": (office, f"{HOME}thu-hoi/{case.pk}/"), "mine": (mine, f"{HOME}cua-toi/"),
            "answer": (mine, f"{HOME}kiem-tra/dieu/{Finding.objects.all()[0].pk}/tra-loi/"),
            "public search": (Client(), f"{HOME}tra-cuu/?q=che"), "public": (Client(), f"{HOME}tra-cuu/{held[0].key}/"),
            "api certificates": (office, "/api/v1/ocop/recognition/certificates"),
            "api renewals": (office, "/api/v1/ocop/recognition/renewals"),
            "api inspections": (office, "/api/v1/ocop/recognition/inspections"),
            "api revocations": (office, "/api/v1/ocop/recognition/revocations"),
            "api public": (Client(), "/api/v1/ocop/recognition/public?q=che"),
        }  # fmt: skip
        found = {name: counted(*place) for name, place in pages.items()}
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(COUNTS.read_text(encoding="utf-8"))
    assert held[0].state == ocop_states.IN_FORCE
