"""Pages at a point: who sees what, weighing by hand, prints, the page behind the QR code."""

from __future__ import annotations

import json
import os
import re
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.collection.models import Booking, Photo, PointApproval, PointKeeper, Ticket
from cungcau.domain.collection.selectors.tickets import seal_of
from cungcau.domain.collection.services import keep_photo
from cungcau.domain.orders.models import Slip
from cungcau.domain.registry.models import Agent, Organisation
from tests.domain.collection.scale_rows import TODAY, keeper, moment, point, turn, weigh
from tests.domain.collection.test_points import picture
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order, slip_of
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import SOURCE, Small, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
ON = f"?ngay={DAY.isoformat()}"


@pytest.fixture(autouse=True)
def shown_day(settings: object, tmp_path: Path) -> None:
    settings.SHOWN_DAY = TODAY  # type: ignore[attr-defined]
    settings.VAR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def ordered(small: Small) -> Ordered:
    point()
    return agreed_order(small)


def officer() -> Client:
    return client_of(person("can-bo", "coordinator"))


def rows(*loads: dict[str, object]) -> dict[str, object]:
    sent: dict[str, object] = {
        "rows-TOTAL_FORMS": len(loads), "rows-INITIAL_FORMS": 1, "rows-MIN_NUM_FORMS": 0, "rows-MAX_NUM_FORMS": 8,
        "ngay": DAY.isoformat(),
    }  # fmt: skip
    for n, load in enumerate(loads):
        sent |= {f"rows-{n}-{name}": value for name, value in load.items()}
    return sent


def test_the_keepers_day_shows_whom_to_expect(ordered: Ordered) -> None:
    turn(ordered.slips[:1])
    weigh(ordered.slips[1], 420, 20, 10)
    guard = client_of(keeper())
    page = guard.get(f"/can-hang/diem/{point().pk}/{ON}")
    said = text_of(page)
    assert "Hộ Nông Thị Đào" in said and "08:00" in said and "390 kg" in said and "Cộng dồn theo loại" in said
    found = text_of(guard.get(f"/can-hang/diem/{point().pk}/{ON}&q=nong+thi"))
    assert "Hộ Nông Thị Đào" in found and "Hộ Hoàng Văn Bảy 03" not in found
    assert "0912" not in page.content.decode()


def test_a_delivery_of_two_grades_becomes_two_tickets_with_a_picture(ordered: Ordered) -> None:
    slip, at = ordered.slips[0], point()
    client = client_of(keeper(first=TODAY))
    address = f"/can-hang/diem/{at.pk}/can/{slip.pk}/"
    assert client.get(address + ON).status_code == 200
    photo = SimpleUploadedFile("a.jpg", picture(size=(60, 40)), "image/jpeg")
    sent = rows(
        {"grade": 2, "gross_kg": "1.00", "tare_kg": 1},
        {"grade": 1, "gross_kg": "120", "tare_kg": "20 kg", "rejected_kg": 15, "reject_reason": "bruised"},
    )
    refused = client.post(address, sent)
    assert (
        refused.status_code == 422 and "Hãy ghi số nguyên" in text_of(refused) and not Ticket.objects.exists()
    )
    sent |= {"rows-0-gross_kg": "400", "rows-1-photo": photo}
    assert client.post(address, sent).status_code == 302
    two, one = Ticket.objects.order_by("-grade")
    assert (two.accepted_kg, one.accepted_kg, one.rejected_kg) == (
        399,
        85,
        15,
    ) and one.delivery == two.delivery
    slip.refresh_from_db()
    assert (slip.received_kg, slip.rejected_kg) == (484, 15)
    assert Photo.objects.get().about == one.client_uuid


def test_a_delivery_is_written_whole_or_not_at_all(ordered: Ordered) -> None:
    client, at = client_of(keeper(first=TODAY)), point()
    sent = rows({"grade": 2, "gross_kg": 500}, {"grade": 2, "gross_kg": 5000})
    refused = client.post(f"/can-hang/diem/{at.pk}/can/{ordered.slips[0].pk}/", sent)
    assert refused.status_code == 422 and "Đơn này chỉ còn nhận được 600 kg" in text_of(refused)
    assert not Ticket.objects.exists()


def test_a_form_sent_twice_weighs_once(ordered: Ordered) -> None:
    client, at = client_of(keeper(first=TODAY)), point()
    address = f"/can-hang/diem/{at.pk}/can/{ordered.slips[0].pk}/"
    token = re.search(r'name="once_token" value="([^"]+)"', client.get(address + ON).content.decode())
    assert token
    for _ in range(2):
        client.post(address, {**rows({"grade": 2, "gross_kg": 100}), "once_token": token[1]})
    assert Ticket.objects.get().net_kg == 100


def test_goods_outside_an_order_by_hand(ordered: Ordered) -> None:
    client, at = client_of(keeper(first=TODAY)), point()
    address = f"/can-hang/diem/{at.pk}/can-ngoai/"
    goods = ordered.order.commodity_id
    sent = {
        **rows({"grade": "", "gross_kg": 70, "tare_kg": 5}),
        "commodity": goods,
        "producer_text": "Bà con",
    }
    assert client.get(address).status_code == 200
    assert client.post(address, {**sent, "producer_text": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert Ticket.objects.get().producer_text == "Bà con"


def test_a_ticket_is_corrected_by_hand(ordered: Ordered) -> None:
    old = weigh(ordered.slips[0], 500).ticket
    client = officer()
    address = f"/can-hang/phieu/{old.pk}/sua/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"gross_kg": 480, "grade": 2}).status_code == 422
    client.post(address, {"gross_kg": 480, "grade": 2, "reason": "đọc nhầm"})
    new = Ticket.objects.get(voids=old)
    assert new.accepted_kg == 480
    said = text_of(client.get(f"/can-hang/phieu/{old.pk}/"))
    assert "Đã thay" in said and new.code in said
    assert "Phiếu này" not in said
    client.post(f"/can-hang/phieu/{new.pk}/sua/", {"void": "on", "reason": "cân thử"})
    assert Slip.objects.get(pk=ordered.slips[0].pk).received_kg == 0


@pytest.mark.parametrize("size", ["80", "a5"])
def test_a_ticket_prints_with_its_code(ordered: Ordered, size: str) -> None:
    ticket = weigh(ordered.slips[0], 500, rejected_kg=20).ticket
    paper = officer().get(f"/can-hang/phieu/{ticket.pk}/in/?kho={size}")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_the_page_behind_the_code_tells_facts_and_no_names(ordered: Ordered) -> None:
    ticket = weigh(ordered.slips[0], 500, rejected_kg=20).ticket
    address = f"/can-hang/kiem/{seal_of(ticket)}/"
    anybody = Client()
    page = anybody.get(address)
    said = page.content.decode()
    assert "Phiếu đang tính" in said and "480 kg" in said and ticket.code in said
    assert "Nông Thị Đào" not in said and ordered.slips[0].code not in said and "giu-diem" not in said
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    officer().post(f"/can-hang/phieu/{ticket.pk}/sua/", {"void": "on", "reason": "thử"})
    assert "Không còn tính" in anybody.get(address).content.decode()
    for forged in (address.replace(":", ":x", 1), "/can-hang/kiem/abc/", "/can-hang/kiem/%F0%9F%A5%AD/"):
        answer = anybody.get(forged)
        assert answer.status_code == 404 and "Mã này sai" in answer.content.decode()


def test_the_gate_list_prints_and_leaves_as_files(ordered: Ordered) -> None:
    turn(ordered.slips)
    client, address = officer(), f"/can-hang/diem/{point().pk}/cong/{ON}"
    assert "Hộ Nông Thị Đào, Hộ Hoàng Văn Bảy" in text_of(client.get(address))
    assert client.get(address + "&xuat=pdf").content.startswith(b"%PDF")
    sheet = xlsx_of(client.get(address + "&xuat=xlsx"))
    assert sheet[1][:3] == ("08:00–08:30", 1, "Hộ Nông Thị Đào, Hộ Hoàng Văn Bảy")


def test_only_turns_that_can_still_be_booked_are_offered(
    ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cungcau.platform.ui.clock.now", lambda: moment(8, 40))
    address = f"/can-hang/diem/{point().pk}/luot/{ON}"
    for client, first in ((officer(), "08:30"), (client_of(keeper()), "15:00")):
        page = client.get(address).content.decode()
        shown = re.findall(r"<option[^>]*>(\d\d:\d\d) –", page)
        assert shown[0] == first and "hết giờ đăng ký" in page
    monkeypatch.setattr("cungcau.platform.ui.clock.now", lambda: moment(17, 40))
    assert "không còn lượt nào đăng ký được" in text_of(client.get(address))


def test_turns_are_booked_and_given_up_on_the_page(ordered: Ordered) -> None:
    somebody = person("dai-dien", "representative")
    Agent.objects.create(user=somebody, organisation=Organisation.objects.get(code="HTX"), source=SOURCE)
    client, address = client_of(somebody), f"/can-hang/diem/{point().pk}/luot/{ON}"
    assert client.get(f"/can-hang/diem/{point().pk}/{ON}").status_code == 302
    page = client.get(address)
    assert "Hộ Nông Thị Đào" in text_of(page)
    slot = moment(8).isoformat()
    made = client.post(address, {"turn": slot, "slips": [ordered.slips[0].pk], "ngay": DAY.isoformat()})
    assert made.status_code == 302
    booking = Booking.objects.get()
    turn(ordered.slips[1:], 8)
    client.post(f"/can-hang/luot/{booking.pk}/huy/", {"reason": "mưa", "tu": "luot"})
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert client.post(f"/can-hang/luot/{booking.pk}/den/").status_code == 404
    other = client_of(person("nguoi-khac", "representative"))
    assert other.get(address).status_code == 404


def test_the_list_of_tickets_filters_and_leaves_as_files(ordered: Ordered) -> None:
    first = weigh(ordered.slips[0], 500).ticket
    weigh(ordered.slips[1], 100, rejected_kg=10)
    client = officer()
    assert len(cells_of(client.get("/can-hang/phieu/"))) == 2
    assert cells_of(client.get("/can-hang/phieu/?q=nong thi dao")) == [first.code]
    assert len(cells_of(client.get("/can-hang/phieu/?kind=loai"))) == 1
    assert client.get("/can-hang/phieu/?first=2021-10-01&last=2021-09-01").status_code == 400
    exported = csv_of(client.get(f"/can-hang/phieu/?xuat=csv&first={DAY}&last={DAY}"))
    assert sorted(row["Nhận (kg)"] for row in exported) == ["500", "90"]
    assert len(xlsx_of(client.get("/can-hang/phieu/?xuat=xlsx&kind=loai"))) == 2


def test_tickets_and_photos_are_for_those_they_concern(ordered: Ordered, small: Small) -> None:
    agreed = agreed_order(small, "DH-2", parts=(("H3", 100),))
    ours, theirs = weigh(ordered.slips[0], 100).ticket, weigh(agreed.slips[0], 50).ticket
    photo = keep_photo(
        point=point(),
        about=ours.client_uuid,
        client_uuid=uuid.uuid4(),
        content=picture(size=(9, 9)),
        actor=None,
    )
    household = Organisation.objects.get(code="H1")
    agent = person("nha-dao", "representative")
    Agent.objects.create(user=agent, organisation=household, source=SOURCE)
    may = {
        "own household": client_of(agent),
        "keeper": client_of(keeper()),
        "officer": officer(),
    }
    mayn = [
        client_of(person("nguoi-khac", "representative")),
        client_of(person("can-bo-xa", "commune_officer", "20.06124")),
        client_of(keeper("giu-p2", "P2")), client_of(keeper("hom-qua", first=TODAY, last=TODAY)),
    ]  # fmt: skip
    for who, client in may.items():
        assert client.get(f"/can-hang/phieu/{ours.pk}/").status_code == 200, who
        assert client.get(f"/can-hang/anh/{photo.pk}/").status_code == 200, who
    assert may["own household"].get(f"/can-hang/phieu/{theirs.pk}/").status_code == 404
    assert may["own household"].get(f"/can-hang/phieu/{ours.pk}/sua/").status_code == 404
    assert len(cells_of(may["own household"].get("/can-hang/phieu/"))) == 1
    for client in mayn:
        for address in (
            f"/can-hang/phieu/{ours.pk}/",
            f"/can-hang/anh/{photo.pk}/",
            f"/can-hang/phieu/{ours.pk}/in/",
        ):
            assert client.get(address).status_code == 404
    assert client_of(person("xem", "viewer")).get("/can-hang/phieu/").status_code == 403
    assert Client().get("/can-hang/phieu/").status_code == 302


def test_decisions_keepers_and_rules_by_hand(ordered: Ordered) -> None:
    client, at = officer(), point("P2", distance_to_checkpoint_m=10)
    address = f"/can-hang/diem/{at.pk}/phe-duyet/"
    assert "chưa có căn cứ" in text_of(client.get(address))
    sent = {
        "viec": "y-kien", "agency": "Công an", "paper_number": "1", "paper_date": "2021-09-20", "approved": "1",
        "valid_from": "2021-09-20",
    }  # fmt: skip
    assert "Muốn ghi đồng ý thì phải nêu lý do" in text_of(client.post(address, sent))
    photo = SimpleUploadedFile("a.jpg", picture(size=(60, 40)), "image/jpeg")
    assert client.post(address, {**sent, "reason": "có đường tránh", "photo": photo}).status_code == 302
    kept = PointApproval.objects.get()
    assert kept.approved and kept.document is not None
    guard = person("giu-moi", "keeper")
    appoint = {"viec": "giao", "who": guard.username, "valid_from": "2021-09-27"}
    assert "Không có tài khoản" in text_of(client.post(address, {**appoint, "who": "ai-do"}))
    assert client.post(address, appoint).status_code == 302
    row = PointKeeper.objects.get()
    client.post(address, {"viec": "thoi", "nguoi": row.pk, "reason": "đổi người"})
    row.refresh_from_db()
    assert row.valid_to == TODAY
    client.post(address, {"viec": "quy-dinh", "min_checkpoint_m": "5", "source": "Công văn 7"})
    assert "Công văn 7" in text_of(client.get(address))


def test_the_day_is_closed_by_hand(ordered: Ordered) -> None:
    weigh(ordered.slips[0], 100)
    guard, address = client_of(keeper()), f"/can-hang/diem/{point().pk}/chot/"
    assert "900 kg" in text_of(guard.get(address + ON))
    assert guard.post(address, {"ngay": DAY.isoformat(), "note": "mưa"}).status_code == 302
    assert "Lần 1" in text_of(guard.get(address + ON))


def test_the_offline_shell_holds_no_persons_data(ordered: Ordered) -> None:
    client, at = client_of(keeper(first=TODAY)), point()
    page = client.get(f"/can-hang/diem/{at.pk}/ngoai-tuyen/")
    assert page.status_code == 200 and "Nông Thị Đào" not in page.content.decode()
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page.content.decode())
    assert inline and all('type="application/json"' in tag for tag in inline)
    worker = client.get(f"/can-hang/diem/{at.pk}/ngoai-tuyen/sw.js")
    assert worker["Content-Type"].startswith("text/javascript") and "Service-Worker-Allowed" not in worker
    files = client.get(f"/can-hang/diem/{at.pk}/ngoai-tuyen/tai-nguyen.json").json()["files"]
    assert "/static/collection/offline.js" in files and "/static/front/dexie/dexie.min.js" in files
    assert (
        client_of(person("nguoi-la", "keeper")).get(f"/can-hang/diem/{at.pk}/ngoai-tuyen/").status_code == 404
    )


def pages(at: int, slip: Slip, ticket: Ticket) -> dict[str, str]:
    below = f"/can-hang/diem/{at}"
    return {
        "points": "/can-hang/", "day": f"{below}/{ON}", "turns": f"{below}/luot/{ON}", "gate": f"{below}/cong/{ON}",
        "close": f"{below}/chot/{ON}", "approval": f"{below}/phe-duyet/", "weigh": f"{below}/can/{slip.pk}/{ON}",
        "walk-in": f"{below}/can-ngoai/{ON}", "tickets": "/can-hang/phieu/",
        "ticket": f"/can-hang/phieu/{ticket.pk}/", "correct": f"/can-hang/phieu/{ticket.pk}/sua/",
        "offline": f"{below}/ngoai-tuyen/", "api day": f"/api/v1/collection/points/{at}/day?day={DAY}",
        "api tickets": "/api/v1/collection/tickets", "api points": "/api/v1/collection/points",
        "api turns": f"/api/v1/collection/points/{at}/turns?day={DAY}",
    }  # fmt: skip


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def test_queries_per_page_are_what_the_snapshot_says(ordered: Ordered) -> None:
    """A page that asks more with more slips fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    slip = ordered.slips[0]
    turn([slip])
    ticket = weigh(slip, 10).ticket
    client = officer()
    few = {name: counted(client, address) for name, address in pages(point().pk, slip, ticket).items()}
    for n in range(25):
        more = slip_of(ordered.line, f"H{n % 3 + 1}", 1)
        turn([more], 9 + n // 5)
        weigh(more, 2, rejected_kg=1)
    assert {
        name: counted(client, address) for name, address in pages(point().pk, slip, ticket).items()
    } == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=2) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
