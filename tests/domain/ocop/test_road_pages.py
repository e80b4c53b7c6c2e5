"""Pages of the road: the commune's check, the desks, the entity's phone, who waits for whom, rounds, terms, the API."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import (
    CommuneReport,
    Dossier,
    FieldVisit,
    ItemRequest,
    LabTest,
    MovedDay,
    Round,
    RuleBook,
    Samples,
    Stage,
    StageTerm,
)
from cungcau.domain.ocop.services import requests, road_office
from cungcau.domain.ocop.services.road_commune import forward, send_back
from cungcau.platform.ui import clock
from tests.domain.ocop import ocop_rows as rows
from tests.domain.ocop import road_rows as here
from tests.domain.ocop.road_rows import LETTER, People
from tests.domain.reading_pages import client_of, csv_of, text_of

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("road_query_counts.json")

REPORT = {
    "viec": "bao-cao", "complete": "yes", "origin_ok": "on", "origin": "Trồng tại xã", "labour": "12/15 người",
    "idea_ok": "on", "idea": "Giống na núi đá", "identity": "Chưa rõ", "opinion": "Đề nghị đánh giá",
}  # fmt: skip
ROWS = {
    "rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0", "rows-MIN_NUM_FORMS": "0", "rows-MAX_NUM_FORMS": "60",
    "rows-0-criterion": "8", "rows-0-text": "Phiếu kiểm nghiệm mới", "rows-0-due_on": "2026-06-05",
    "rows-1-criterion": "", "rows-1-text": "Ảnh nhãn", "rows-1-due_on": "",
}  # fmt: skip


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


@pytest.fixture
def who(entity: rows.Entity) -> People:
    return here.people(entity)


@pytest.fixture(autouse=True)
def on_the_day(settings: object) -> None:
    settings.OCOP_SHOWN_DAY = rows.DAY  # type: ignore[attr-defined]


def photo() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(kept, "JPEG")
    return SimpleUploadedFile("nhan.jpg", kept.getvalue(), "image/jpeg")


def test_the_commune_checks_reports_and_forwards(entity: rows.Entity, who: People) -> None:
    file = here.complete(rows.submitted(entity))
    there = f"/ocop/ho-so/{file.pk}/kiem-tra/"
    client = client_of(who.commune)
    page = text_of(client.get(there))
    assert "Mỗi tiêu chí có điểm đều có minh chứng" in page and "Lưu báo cáo ghi “Đầy đủ”" in page
    empty = client.post(there, REPORT | {"labour": ""})
    assert empty.status_code == 400 and "Giống na núi đá" in empty.content.decode()
    assert client.post(there, REPORT).status_code == 302
    report = CommuneReport.objects.get()
    assert (report.origin_ok, report.labour_ok, report.labour) == (True, False, "12/15 người")
    few = client.post(
        there, {"viec": "chuyen", "letter_no": "12/UBND", "letter_on": "2026-06-01", "samples": "2"}
    )
    assert few.status_code == 400 and "cần 5 mẫu, mới ghi 2" in text_of(few)
    sent = client.post(
        there, {"viec": "chuyen", "letter_no": "12/UBND", "letter_on": "2026-06-01", "samples": "5"}
    )
    assert (sent.status_code, sent["Location"]) == (302, f"/ocop/ho-so/{file.pk}/duong-di/")
    road = text_of(client.get(sent["Location"]))
    assert (
        "Công văn 12/UBND" in road
        and "Văn phòng OCOP tỉnh" in road
        and "Gửi 5 mẫu đến Văn phòng OCOP tỉnh" in road
    )
    paper = client.get(f"/ocop/ho-so/{file.pk}/bao-cao/1.docx")
    assert paper.status_code == 200 and paper.content[:2] == b"PK"
    assert client.get(f"/ocop/ho-so/{file.pk}/bao-cao/1.pdf").content[:5] == b"%PDF-"
    assert client.get(f"/ocop/ho-so/{file.pk}/bao-cao/2.pdf").status_code == 404
    for user in (who.other_commune, who.stranger):
        assert client_of(user).get(there).status_code == 404
        assert client_of(user).get(f"/ocop/ho-so/{file.pk}/bao-cao/1.pdf").status_code == 404
    assert client_of(who.office).get(there).status_code == 403


def test_sent_back_from_the_checklist_and_answered_on_a_phone(entity: rows.Entity, who: People) -> None:
    file = rows.submitted(entity)
    there = f"/ocop/ho-so/{file.pk}/kiem-tra/"
    officer, phone = client_of(who.commune), client_of(who.entity)
    ticked = "3.5|Bổ sung minh chứng cho tiêu chí 3.5 Sở hữu trí tuệ"
    wrong = officer.post(
        there, {"viec": "tra-lai", "reason": "Thiếu", "due_on": "2026-05-01", "suggested": ticked, **ROWS}
    )
    assert wrong.status_code == 400 and "hạn trả lời không được trước hôm nay" in text_of(wrong)
    assert "Phiếu kiểm nghiệm mới" in wrong.content.decode() and not ItemRequest.objects.exists()
    fine = {"viec": "tra-lai", "reason": "Thiếu giấy", "due_on": "2026-06-10", "suggested": ticked, **ROWS}
    assert officer.post(there, fine).status_code == 302
    asked = here.asked(file)
    assert [(one.criterion, one.due_on) for one in asked] == [
        ("3.5", date(2026, 6, 10)), ("8", date(2026, 6, 5)), ("", date(2026, 6, 10)),
    ]  # fmt: skip
    page = phone.get(f"/ocop/ho-so/{file.pk}/bo-sung/")
    assert "Còn 3 mục chưa trả lời" in text_of(page) and "Sở hữu trí tuệ" in text_of(page)
    way = f"/ocop/ho-so/{file.pk}/bo-sung/{asked[0].pk}/"
    assert phone.get(way).status_code == 200
    bare = phone.post(way, {"text": " ", "attachments": photo()})
    assert bare.status_code == 400
    bad = phone.post(way, {"text": "Xem ảnh", "attachments": SimpleUploadedFile("x.exe", b"MZ\x90\x00")})
    assert bad.status_code == 400 and "Xem ảnh" in bad.content.decode()
    assert asked[0].turns.count() == 1
    done = phone.post(
        way, {"text": "Gửi giấy chứng nhận", "attachments": photo(), "link": "https://example.vn/nhan"}
    )
    assert done.status_code == 302
    turn = asked[0].turns.last()
    assert turn is not None and turn.evidence.count() == 2
    assert file.citations.filter(request=asked[0], criterion="3.5").count() == 2
    assert client_of(who.stranger).get(way).status_code == 404
    for one in asked[1:]:
        phone.post(f"/ocop/ho-so/{file.pk}/bo-sung/{one.pk}/", {"text": "Đã sửa trong hồ sơ"})
    again = phone.post(f"/ocop/ho-so/{file.pk}/nop-lai/", follow=True)
    assert "chưa ghi đủ" in text_of(again) or "Mẫu 01" in text_of(again)
    here.complete(file)
    assert phone.post(f"/ocop/ho-so/{file.pk}/nop-lai/").status_code == 302
    assert Dossier.objects.get(pk=file.pk).state == states.SUBMITTED
    page = officer.get(there)
    assert "Mục chủ thể đã trả lời" in text_of(page)
    more = {"viec": "tra-lai", "reason": "Còn một", "due_on": "2026-06-20", f"con-thieu-{asked[1].pk}": "Phiếu cũ",
            "rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"}  # fmt: skip
    assert officer.post(there, more).status_code == 302
    assert [one.state for one in here.asked(file)] == [states.ACCEPTED, states.OPEN, states.ACCEPTED]


def test_the_office_s_desk(entity: rows.Entity, who: People) -> None:
    file = here.reported(rows.submitted(entity))
    forward(dossier=file, letter=LETTER, actor=who.commune, samples=5)
    there, client = f"/ocop/ho-so/{file.pk}/van-phong/", client_of(who.office)
    assert client_of(who.commune).get(there).status_code == 403
    assert client.post("/ocop/dot/theo-luat/").status_code == 302
    assert [str(one) for one in Round.objects.filter(level="province").order_by("no")] == ["1/2026", "2/2026"]
    sample = Samples.objects.get()
    got = {"viec": "nhan-mau", "so": sample.pk, "count": "5", "received_on": "2026-06-01", "condition": "tốt"}
    assert client.post(there, got).status_code == 302
    first = Round.objects.get(level="province", no=1)
    assert client.post(there, {"viec": "giao", "round": first.pk, "note": "Xem kỹ 3.5"}).status_code == 302
    file.refresh_from_db()
    assert (file.state, file.round) == (states.REVIEWING, first)
    page = client.get(there)
    assert page.status_code == 200 and "Xem kỹ 3.5" in text_of(page)
    none = client.post(there, {"viec": "loai", "reason": "Giả"})
    assert none.status_code == 400
    assert client.post(there, {"viec": "loai", "grounds": ["FORGED"], "reason": "Giả"}).status_code == 302
    assert Dossier.objects.get(pk=file.pk).state == states.REJECTED
    assert client.post(there, {"viec": "khong-co"}).status_code == 404


def test_the_advisory_desk(entity: rows.Entity, who: People) -> None:
    file = rows.reviewing(entity)
    there, client = f"/ocop/ho-so/{file.pk}/tu-van/", client_of(who.adviser)
    assert client_of(who.entity).get(there).status_code == 403
    assert client.post(there, {"viec": "yeu-cau", "due_on": "2026-06-08", **ROWS}).status_code == 302
    first, second = here.asked(file)
    requests.answer(request=first, text="Đây", actor=who.entity)
    assert client.post(there, {"viec": "lai", "so": first.pk, "reason": "", "due_on": ""}).status_code == 400
    again = {"viec": "lai", "so": first.pk, "reason": "Mờ", "due_on": "2026-06-20"}
    assert client.post(there, again).status_code == 302
    assert client.post(there, {"viec": "thoi", "so": first.pk, "reason": "Thôi"}).status_code == 302
    assert client.post(there, {"viec": "du", "so": second.pk}).status_code == 302
    assert (
        client.post(there, {"viec": "hen", "planned_on": "2026-06-12", "team": "Bà Lan, ông Tú"}).status_code
        == 302
    )
    visit = FieldVisit.objects.get()
    early = {"viec": "khao-sat", "so": visit.pk, "done_on": "2026-06-12", "findings": "Vườn tốt"}
    assert client.post(there, early).status_code == 400
    assert client.post(there, early | {"done_on": "2026-06-01"}).status_code == 302
    assert client.post(there, {"viec": "bo-hen", "so": visit.pk, "reason": "Mưa"}).status_code == 400
    assert client.post(there, {"viec": "kiem-nghiem", "indicators": "Dư lượng"}).status_code == 302
    test = LabTest.objects.get()
    result = {"viec": "ket-qua", "so": test.pk, "result_on": "2026-06-01", "passed": "no", "result": "Vượt"}
    assert client.post(there, result).status_code == 302
    assert client.post(there, {"viec": "xong", "conclusion": "Đủ, 4 sao"}).status_code == 302
    assert Dossier.objects.get().state == states.READY
    inside = text_of(client.get(f"/ocop/ho-so/{file.pk}/duong-di/"))
    outside = text_of(client_of(who.entity).get(f"/ocop/ho-so/{file.pk}/duong-di/"))
    assert "Đủ, 4 sao" in inside and "Vườn tốt" in inside and "Vượt" in inside
    assert "Đủ, 4 sao" not in outside and "Vườn tốt" not in outside and "Vượt" in outside
    assert client.post(there, {"viec": "xem-lai", "reason": "Có đơn"}).status_code == 302


def test_a_form_tapped_twice_asks_once(entity: rows.Entity, who: People) -> None:
    file = rows.reviewing(entity)
    there, client = f"/ocop/ho-so/{file.pk}/tu-van/", client_of(who.adviser)
    token = {"once_token": "11111111-1111-4111-8111-111111111111"}
    for _ in range(2):
        assert (
            client.post(there, {"viec": "yeu-cau", "due_on": "2026-06-08", **ROWS, **token}).status_code
            == 302
        )
    assert ItemRequest.objects.count() == 2


def test_the_ministry_s_result_on_the_desk(entity: rows.Entity, who: People) -> None:
    file = rows.ready(entity)
    Dossier.objects.filter(pk=file.pk).update(
        state=states.SCORED, result_num=275, result_den=3, result_band_star=5, result_star=5
    )
    there, client = f"/ocop/ho-so/{file.pk}/van-phong/", client_of(who.office)
    assert "91,67" in text_of(client.get(there))
    assert (
        client.post(there, {"viec": "gui-bo", "letter_no": "7/UBND", "letter_on": "2026-06-01"}).status_code
        == 302
    )
    wrong = client.post(there, {"viec": "ket-qua-bo", "average": "chín mươi"})
    assert wrong.status_code == 400 and "731/8" in text_of(wrong)
    assert client.post(there, {"viec": "ket-qua-bo", "average": "731/9", "note": "TB 12"}).status_code == 302
    file.refresh_from_db()
    assert (file.state, file.ministry_num, file.ministry_den) == (states.SCORED, 731, 9)
    assert (file.result_num, file.result_den) == (275, 3)
    assert client.post(there, {"viec": "dung-ket-qua-bo"}).status_code == 302
    file.refresh_from_db()
    assert (file.result_num, file.result_den, file.result_star, file.result_band_star) == (731, 9, 4, 4)


def test_each_reader_sees_their_part_of_who_waits_for_whom(entity: rows.Entity, who: People) -> None:
    mine = rows.submitted(entity)
    other = rows.reviewing(rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE))
    requests.ask(dossier=other, items=[here.item("Phiếu kiểm nghiệm hồi")], actor=who.adviser)
    there = "/ocop/cho/"
    office = client_of(who.office)
    page = text_of(office.get(there))
    assert "Na Chi Lăng" in page and "Tinh dầu hồi" in page and "bổ sung: 8. Phiếu kiểm nghiệm hồi" in page
    assert "UBND xã Hoàng Văn Thụ" in page
    seen = text_of(client_of(who.commune).get(there))
    assert "Na Chi Lăng" in seen and "Tinh dầu hồi" not in seen
    assert "Tinh dầu hồi" in text_of(client_of(who.adviser).get(there, {"turn": "toi"}))
    assert "Na Chi Lăng" not in text_of(client_of(who.adviser).get(there))
    entity_page = text_of(client_of(who.entity).get(there))
    assert "Na Chi Lăng" in entity_page and "Tinh dầu hồi" not in entity_page
    assert text_of(client_of(who.stranger).get(there)).count("HTX") == 0
    for query, shown, hidden in (
        ({"q": "dau hoi"}, "Tinh dầu hồi", "Na Chi Lăng"), ({"holder": "commune"}, "Na Chi Lăng", "Tinh dầu hồi"),
        ({"holder": "entity"}, "Tinh dầu hồi", "Na Chi Lăng"), ({"kind": "request"}, "Tinh dầu hồi", "Na Chi Lăng"),
        ({"area": rows.AREA}, "Na Chi Lăng", "Tinh dầu hồi"), ({"due": "bay-ngay"}, "Tinh dầu hồi", "Na Chi Lăng"),
    ):  # fmt: skip
        found = text_of(office.get(there, query))
        assert shown in found.split("Ai đang chờ ai")[-1] and hidden not in found.split("Hạn")[-1], query
    with clock.living(date(2026, 6, 12)):
        assert mine.steps.count() == 1
    listed = csv_of(office.get(there, {"xuat": "csv", "kind": "request"}))
    assert [row["Nội dung"] for row in listed] == ["Phiếu kiểm nghiệm hồi"]
    assert office.get(there, {"holder": "ai"}).status_code == 400


def test_terms_and_days_recount_open_clocks(entity: rows.Entity, who: People) -> None:
    file = rows.forwarded(entity)
    road_office.take_up(dossier=file, actor=who.office)
    client = client_of(who.office)
    assert client_of(who.commune).get("/ocop/thoi-han/").status_code == 403
    assert "30/4" in text_of(client.get("/ocop/thoi-han/"))
    bare = {
        "viec": "advisory",
        "advisory-count": "10",
        "advisory-unit": "working_days",
        "advisory-source": "",
    }
    refused = client.post("/ocop/thoi-han/", bare)
    assert refused.status_code == 400 and "văn bản của tỉnh" in text_of(refused)
    assert client.post("/ocop/thoi-han/", bare | {"advisory-source": "QĐ 12/2026/QĐ-UBND"}).status_code == 302
    step = here.open_step(file)
    assert (step.stage, step.due_on) == (Stage.ADVISORY, date(2026, 6, 15))
    assert step.due_why.endswith("(quy định của tỉnh: QĐ 12/2026/QĐ-UBND)")
    day = {"viec": "ngay", "day": "2026-06-05", "works": "no", "reason": "nghỉ", "source": "QĐ 5"}
    assert client.post("/ocop/thoi-han/", day).status_code == 302
    assert here.open_step(file).due_on == date(2026, 6, 16) and MovedDay.objects.count() == 1
    assert client.post("/ocop/thoi-han/", {"viec": "bo-ngay", "day": "2026-06-05"}).status_code == 302
    assert here.open_step(file).due_on == date(2026, 6, 15)
    assert client.post("/ocop/thoi-han/", bare | {"advisory-count": ""}).status_code == 302
    assert here.open_step(file).due_on is None and not StageTerm.objects.exists()
    assert client.post("/ocop/thoi-han/", {"viec": "bo-ngay", "day": "hôm nay"}).status_code == 404


def test_rounds(who: People) -> None:
    client = client_of(who.office)
    page = text_of(client.get("/ocop/dot/"))
    assert "đợt 1: nhận đề nghị trước 30/4/2026, xong trước 30/6/2026" in page
    assert client.post("/ocop/dot/theo-luat/").status_code == 302
    assert Round.objects.count() == 4
    one = Round.objects.get(level="ministry", no=1)
    assert (one.request_before, one.finish_before) == (date(2026, 1, 30), date(2026, 3, 30))
    bad = {
        "level": "province",
        "year": "2026",
        "no": "1",
        "request_before": "2026-04-30",
        "finish_before": "2026-06-30",
    }
    twice = client.post("/ocop/dot/moi/", bad)
    assert twice.status_code == 400 and "đã có đợt 1/2026" in text_of(twice)
    turned = client.post("/ocop/dot/moi/", bad | {"no": "3", "finish_before": "2026-01-01"})
    assert turned.status_code == 400
    assert client.post(f"/ocop/dot/{one.pk}/", bad | {"level": "ministry", "note": "đổi"}).status_code == 302
    assert "đổi" in text_of(client.get("/ocop/dot/", {"q": "doi"}))
    assert client_of(who.entity).get("/ocop/dot/").status_code == 200
    assert client_of(who.entity).post("/ocop/dot/theo-luat/").status_code == 403


def test_over_the_api(entity: rows.Entity, who: People) -> None:
    file = here.complete(rows.submitted(entity))
    there = f"/api/v1/ocop/road/{file.pk}"
    officer = client_of(who.commune)

    def post(client: Client, path: str, body: object = None) -> object:
        return client.post(f"{there}{path}", json.dumps(body or {}), content_type="application/json")

    checked = officer.get(f"{there}/checklist").json()
    assert {one["code"] for one in checked} >= {"form_01", "form_02", "evidence", "expiry"}
    findings = {
        "complete": True, "origin_ok": True, "origin": "a", "labour_ok": True, "labour": "b", "idea_ok": True,
        "idea": "c", "identity_ok": True, "identity": "d", "opinion": "e",
    }  # fmt: skip
    assert post(officer, "/report", findings).status_code == 200  # type: ignore[attr-defined]
    letter = {"letter_no": "9/UBND", "letter_on": "2026-06-01", "samples": 5}
    sent = post(officer, "/forward", letter)
    assert sent.status_code == 200 and sent.json()["state"] == "forwarded"  # type: ignore[attr-defined]
    assert post(officer, "/forward", letter).status_code == 409  # type: ignore[attr-defined]
    assert post(client_of(who.stranger), "/withdraw", {"reason": "x"}).status_code == 404  # type: ignore[attr-defined]
    office, adviser = client_of(who.office), client_of(who.adviser)
    assert post(office, "/take-up").status_code == 200  # type: ignore[attr-defined]
    items = {"items": [{"text": "Ảnh", "due_on": "2026-06-09", "criterion": "2.2"}]}
    asked = post(adviser, "/requests", items).json()["requests"][0]  # type: ignore[attr-defined]
    answered = post(client_of(who.entity), f"/requests/{asked['id']}/answer", {"text": "Đây"})
    assert answered.json()["requests"][0]["state"] == "answered"  # type: ignore[attr-defined]
    assert post(adviser, f"/requests/{asked['id']}/accept").status_code == 200  # type: ignore[attr-defined]
    waits = office.get("/api/v1/ocop/road/waiting").json()
    assert [(one["holder"], one["entity"]) for one in waits] == [("advisory", entity.organisation.name)]
    assert post(adviser, "/finish", {"conclusion": "Được"}).json()["state"] == "ready"  # type: ignore[attr-defined]
    assert client_of(who.entity).get(there).json()["steps"][2]["note"] == ""
    assert office.get("/api/v1/ocop/road/rounds/proposed/2027").json()[0]["request_before"] == "2027-04-30"


def test_how_many_queries_pages_take(entity: rows.Entity, who: People) -> None:
    """A snapshot: a rise has to be meant. ``CUNGCAU_SNAPSHOT=1`` writes it anew."""
    file = rows.submitted(entity)
    send_back(dossier=file, items=[here.item(), here.item("hai")], reason="x", actor=who.commune)
    second = rows.entity_with_product("HTX-2", "Quýt", rows.COMMUNE)
    checked = rows.submitted(second)
    third = rows.reviewing(rows.entity_with_product("HTX-3", "Hồng", rows.COMMUNE))
    requests.ask(dossier=third, items=[here.item(), here.item("ba"), here.item("bốn")], actor=who.adviser)
    pages = {
        "waiting": (who.office, "/ocop/cho/"),
        "waiting-entity": (who.entity, "/ocop/cho/"),
        "road": (who.office, f"/ocop/ho-so/{third.pk}/duong-di/"),
        "check": (who.commune, f"/ocop/ho-so/{checked.pk}/kiem-tra/"),
        "desk": (who.office, f"/ocop/ho-so/{third.pk}/van-phong/"),
        "review": (who.adviser, f"/ocop/ho-so/{third.pk}/tu-van/"),
        "items": (who.entity, f"/ocop/ho-so/{file.pk}/bo-sung/"),
        "rounds": (who.office, "/ocop/dot/"),
        "settings": (who.office, "/ocop/thoi-han/"),
    }

    def counted() -> dict[str, int]:
        found = {}
        for name, (user, address) in pages.items():
            client = client_of(user)
            client.get(address)
            with CaptureQueriesContext(connection) as taken:
                assert client.get(address).status_code == 200, name
            found[name] = len(taken)
        return found

    few = counted()
    more = [here.item(f"mục {no}", 5, "2.1") for no in range(9)]
    requests.ask(dossier=third, items=more, actor=who.adviser)
    for no in range(9):
        rows.submitted(rows.entity_with_product(f"HTX-N{no}", f"Mận {no}", rows.COMMUNE))
    assert counted() == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=1) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
