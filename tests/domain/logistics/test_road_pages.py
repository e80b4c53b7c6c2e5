"""Pages of papers, events, arrivals and claims: what they show to whom, how much they ask the database."""

from __future__ import annotations

import io
import json
import os
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.logistics import paper_print, states
from cungcau.domain.logistics.models import Arrival, Claim, RouteEvent, TransitPaper
from cungcau.domain.logistics.selectors import arrivals as asked
from cungcau.domain.logistics.services import claims, papers, signing
from cungcau.domain.logistics.services.arrivals import Said, expect_load, say
from tests.domain.logistics.road_rows import (
    DAY,
    agent,
    arrival_of,
    came,
    carrier,
    paper,
    paper_facts,
    received,
    trip_of,
    vehicle,
)
from tests.domain.logistics.test_claims import BAD, arrived, picture
from tests.domain.logistics.test_events import market, shut
from tests.domain.orders.order_rows import agreed_order, organisation
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("road_query_counts.json")


@pytest.fixture(autouse=True)
def fresh_throttle() -> None:
    cache.clear()


def words_of(response: Any) -> str:
    """The words of a page without the frame of signed-in pages."""
    html = response.content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html[html.index("<main") :])))


def approved(small: Small, **facts: Any) -> TransitPaper:
    made = papers.submit_paper(paper=paper(small, **facts), actor=None)
    papers.approve_paper(paper=made, signer="Phó Giám đốc Sở GTVT", actor=None)
    return TransitPaper.objects.get(pk=made.pk)


def local(url: str) -> str:
    return url.replace("http://testserver", "")


def form_of(owner_pk: int, **facts: Any) -> dict[str, Any]:
    values = {**paper_facts(carrier()), **facts, "carrier": owner_pk}
    values.pop("carrier_id")
    return {name: "on" if value is True else value for name, value in values.items()}


def test_a_carrier_fills_corrects_and_submits_a_paper(small: Small) -> None:
    owner = carrier()
    client = client_of(agent("nha_xe", "carrier", "VT"))
    answer = client.post("/van-tai/giay/moi/", form_of(owner.pk, drops="", licence_to=DAY))
    made = TransitPaper.objects.get()
    assert answer.url == f"/van-tai/giay/{made.pk}/"
    page = text_of(client.get(answer.url))
    assert "Còn 2 mục thiếu hoặc sai" in page
    assert "Nơi giao hàng: Chưa ghi nơi giao hàng nào." in page
    assert "Giấy phép lái xe hết hạn ngày 28/9/2021, trước ngày về 29/9/2021." in page
    assert client.post(f"{answer.url}nop/").status_code == 400
    edit = client.get(f"{answer.url}sua/")
    seen = re.search(r'name="seen" value="([^"]*)"', edit.content.decode())
    assert seen is not None
    again = form_of(owner.pk) | {"version": 1, "seen": unescape(seen[1])}
    assert client.post(f"{answer.url}sua/", again).status_code == 302
    assert "Đủ mọi mục." in text_of(client.get(answer.url))
    assert client.post(f"{answer.url}nop/").status_code == 302
    made.refresh_from_db()
    assert (made.state, made.drops) == (states.SUBMITTED, "Chợ đầu mối Hà Nội")


def test_bad_values_are_named_by_their_boxes(small: Small) -> None:
    owner = carrier()
    client = client_of(agent("nha_xe", "carrier", "VT"))
    wrong = form_of(owner.pk, driver_phone="12", back_on=DAY - timedelta(days=3), load_kg=-1)
    answer = client.post("/van-tai/giay/moi/", wrong)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Số điện thoại này không đúng" in page and "Ngày về không được trước ngày đi." in page
    assert not TransitPaper.objects.exists()


def test_a_cooperative_with_a_lorry_of_its_own_gets_a_paper(small: Small) -> None:
    officer = client_of(person("can-bo", "coordinator"))
    assert "HTX Hồng Tân Mỹ" not in text_of(officer.get("/van-tai/giay/moi/"))
    vehicle(organisation("HTX"))
    assert "HTX Hồng Tân Mỹ" in text_of(officer.get("/van-tai/giay/moi/"))


def test_an_officer_gives_back_approves_and_prints(small: Small) -> None:
    made = papers.submit_paper(paper=paper(small), actor=None)
    client = client_of(person("can_bo", "coordinator"))
    page = f"/van-tai/giay/{made.pk}/"
    assert client.post(f"{page}tra-lai/", {"items": "Sai lộ trình\nThiếu dấu"}).status_code == 302
    assert "Thiếu dấu" in text_of(client.get(page))
    papers.submit_paper(paper=made, actor=None)
    draft = client.get(f"{page}in/")
    assert draft.content.startswith(b"%PDF")
    client.post(f"{page}duyet/", {"signer": "Giám đốc Sở"})
    shown = client.get(page)
    assert "Giám đốc Sở" in text_of(shown) and "<svg" in shown.content.decode()
    for size in ("a4", "a5"):
        printed = client.get(f"{page}in/?kho={size}")
        assert printed["Content-Type"] == "application/pdf" and printed.content.startswith(b"%PDF")
    assert client.get(f"{page}in/?kho=a0").status_code == 404
    client.post(f"{page}thu-hoi/", {"reason": "Xe đổi chủ"})
    assert "Đã thu hồi" in text_of(client.get(page))


def test_the_checkpoint_page_in_all_its_words(small: Small) -> None:
    made = approved(small, valid_from=DAY - timedelta(days=1), leaves_on=DAY - timedelta(days=1), back_on=DAY)
    anybody = Client()
    good = local(paper_print.code_url(made, "http://testserver"))
    answer = anybody.get(good)
    page = words_of(answer)
    assert answer.status_code == 200 and "Giấy thật, còn hiệu lực" in page and made.plate in page
    assert made.driver_name not in page and "0912 000 111" not in page and "LX-77" not in page
    assert answer["Referrer-Policy"] == "no-referrer" and "noindex" in answer["X-Robots-Tag"]
    assert "<script" not in answer.content.decode()
    forged = anybody.get(good.replace("&s=", "&s=x"))
    assert forged.status_code == 404 and "Không phải giấy do hệ thống này cấp" in words_of(forged)
    altered = words_of(anybody.get(good.replace(made.plate[:3], "29C")))
    assert "Nội dung đã bị sửa" in altered and made.carrier.name not in altered
    later = approved(small, valid_from=DAY, leaves_on=DAY)
    assert "chưa tới ngày" in words_of(anybody.get(local(paper_print.code_url(later, "http://testserver"))))
    papers.revoke_paper(paper=made, reason="Đổi xe", actor=None)
    assert "Giấy đã bị thu hồi" in words_of(anybody.get(good))
    typed = anybody.get("/van-tai/xac-minh/", {"so": later.code.lower(), "bien": "12c12345"})
    assert "chưa tới ngày" in words_of(typed) and later.carrier.name not in words_of(typed)
    assert "12C12345" in words_of(typed)
    assert anybody.get("/van-tai/xac-minh/", {"so": later.code, "bien": "29C-999.99"}).status_code == 404


def test_expired_says_so_and_asks_little(small: Small) -> None:
    made = approved(small)
    TransitPaper.objects.filter(pk=made.pk).update(state=states.APPROVED)
    old = local(paper_print.code_url(made, "http://testserver"))
    assert (
        signing.judge(made.code, signing.shown_on_code(made), on=DAY + timedelta(days=9)).word
        == signing.EXPIRED
    )
    with CaptureQueriesContext(connection) as queries:
        Client().get(old)
    assert len(queries) <= 3


@pytest.mark.parametrize("odd", ["GN-1", "%00", "x" * 500, "GN-1?s=%F0%9F%98%80", "GN-1?k=%00&s=%00&xe=%00"])
def test_odd_codes_are_answered_plainly(small: Small, odd: str) -> None:
    assert Client().get(f"/van-tai/xac-minh/{odd}/" if "?" not in odd else f"/van-tai/xac-minh/{odd}").status_code in (
        301, 400, 404,
    )  # fmt: skip


def test_a_device_that_asks_too_often_waits(small: Small) -> None:
    client = Client()
    codes = [client.get("/van-tai/xac-minh/", {"so": "GN-1", "bien": "x"}).status_code for _ in range(21)]
    assert codes == [404] * 20 + [429]


def test_a_gate_shut_is_reported_told_and_extended_on_its_page(small: Small) -> None:
    ordered = agreed_order(small)
    agent("dai_dien", "representative", "HTX")
    client = client_of(person("dieu_phoi", "coordinator"))
    facts = {
        "kind": "gate", "name": "Cửa khẩu Tân Thanh", "targets": [market()], "first": DAY,
        "last": DAY + timedelta(days=30),
        "percent_left": 0, "heard_by": "paper", "source": "Công điện 01 (minh hoạ)", "heard_at": "2021-09-27T08:00",
    }  # fmt: skip
    empty = client.post("/van-tai/duong-sa/moi/", facts | {"targets": [], "last": DAY - timedelta(days=1)})
    assert empty.status_code == 422 and "Ngày cuối không được trước ngày đầu." in text_of(empty)
    answer = client.post("/van-tai/duong-sa/moi/", facts)
    page = text_of(client.get(answer.url))
    assert ordered.order.code in page and "Chợ đầu mối Hà Nội" in page and "Đã xác nhận" in page
    assert "Đã báo 1 tài khoản" in text_of(client.post(f"{answer.url}bao/", follow=True))
    assert "không ai bị báo hai lần" in text_of(client.post(f"{answer.url}bao/", follow=True))
    assert "1 đoạn đóng" in text_of(client.post(f"{answer.url}dong-tuyen/", follow=True))
    early = client.post(f"{answer.url}doi-ngay/", {"last": DAY + timedelta(days=3), "reason": "Thông quan"})
    assert "Thông quan" in text_of(client.get(early.url))
    assert RouteEvent.objects.count() == 2
    assert cells_of(client.get("/van-tai/duong-sa/"))[0].startswith("Cửa khẩu Tân Thanh")


def test_others_orders_stay_hidden_on_an_event(small: Small) -> None:
    ordered = agreed_order(small)
    event = shut(small)
    buyer, stranger = client_of(agent("ben_mua", "buyer", "TL")), client_of(person("buon", "buyer"))
    assert ordered.order.code in text_of(buyer.get(f"/van-tai/duong-sa/{event.pk}/"))
    assert ordered.order.code not in text_of(stranger.get(f"/van-tai/duong-sa/{event.pk}/"))
    assert client_of(person("nguoi_la")).get(f"/van-tai/duong-sa/{event.pk}/").status_code == 403


def test_the_buyer_confirms_by_link_without_an_account(small: Small) -> None:
    ordered = agreed_order(small)
    arrival = arrival_of(ordered)
    link, anybody = asked.link_of(arrival), Client()
    first = anybody.get(link)
    page = words_of(first)
    assert first.status_code == 200 and "900 kg" in page and "<script" not in first.content.decode()
    assert "Nông Thị Đào" not in page and first["Referrer-Policy"] == "no-referrer"
    once = re.search(r'name="once" value="([^"]+)"', first.content.decode())
    assert once is not None
    said = {
        "what": "say", "once": once[1], "arrived_kg": 880, "refused_kg": 60, "refused_why": "",
        "at": "2021-09-26T09:00",
    }  # fmt: skip
    wrong = anybody.post(link, said)
    assert wrong.status_code == 422 and "phải nói vì sao" in words_of(wrong)
    assert anybody.post(link, said | {"arrived_kg": 901, "refused_why": "x"}).status_code == 409
    for _ in range(2):
        assert anybody.post(link, said | {"refused_why": "Dập"}).status_code == 302
    arrival.refresh_from_db()
    assert (arrival.arrived_kg, arrival.accepted_kg, arrival.lost_kg) == (880, 820, 20)
    wanted = {"what": "claim", "kind": "quality", "text": "Thối", "kg": 50, "once": ""}
    photo = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    assert anybody.post(link, wanted | {"photo": photo}).status_code == 302
    claim = Claim.objects.get()
    shown = claim.photos.get()
    assert anybody.get(f"{link}anh/{shown.key}/")["Content-Type"] == "image/jpeg"
    assert Client().get(f"/van-tai/khieu-nai/anh/{shown.key}/").status_code == 302, "asks to sign in"
    assert anybody.post(link, {"what": "withdraw", "claim": claim.pk, "reason": "Xong"}).status_code == 302
    assert anybody.post(link, {"what": "withdraw", "claim": 10**30, "reason": "x"}).status_code == 404
    assert anybody.post(link, {"what": "odd"}).status_code == 422


def test_links_that_lead_nowhere_say_what_to_do(small: Small) -> None:
    arrival = arrival_of(agreed_order(small))
    anybody, link = Client(), asked.link_of(arrival)
    for odd in ("/van-tai/nhan/xyz/", link[:-3] + "zz/", f"/van-tai/nhan/{'a' * 300}/"):
        answer = anybody.get(odd)
        assert answer.status_code == 404 and "nhận liên kết mới" in words_of(answer)
    Arrival.objects.filter(pk=arrival.pk).update(due_on=DAY - timedelta(days=60))
    assert anybody.get(link).status_code == 410


def test_two_words_that_differ_are_settled_on_the_page(small: Small) -> None:
    arrival = arrival_of(agreed_order(small))
    driver, buyer = client_of(agent("nha_xe", "carrier", "VT")), client_of(agent("ben_mua", "buyer", "TL"))
    officer, page = client_of(person("dieu_phoi", "coordinator")), f"/van-tai/toi-noi/{arrival.pk}/"
    word = {"at": "2021-09-26T09:00"}
    assert driver.post(f"{page}ghi/", word | {"arrived_kg": 900, "speaker": "carrier"}).status_code == 302
    assert driver.post(f"{page}ghi/", word | {"arrived_kg": 1, "speaker": "buyer"}).status_code == 403
    assert buyer.post(f"{page}ghi/", word | {"arrived_kg": 800, "speaker": "buyer"}).status_code == 302
    assert "Bên mua nói 800 kg tới, nhà xe nói đã giao 900 kg" in text_of(officer.get(page))
    bad = officer.post(f"{page}chot/", {"arrived_kg": 950, "accepted_kg": 1, "reason": "x"})
    assert bad.status_code == 422 and "nhiều hơn lượng đã gửi đi" in text_of(bad)
    officer.post(f"{page}chot/", {"arrived_kg": 900, "accepted_kg": 890, "reason": "Cân lại"})
    arrival.refresh_from_db()
    assert (arrival.state, arrival.accepted_kg) == (states.SETTLED, 890)
    assert buyer.post(f"{page}chot/", {"arrived_kg": 1, "accepted_kg": 1, "reason": "x"}).status_code == 403
    assert client_of(person("nguoi_khac", "buyer")).get(page).status_code == 404


def test_goods_fetched_by_the_buyer_from_the_lines_page(small: Small) -> None:
    line = received(agreed_order(small))
    client = client_of(person("dieu_phoi", "coordinator"))
    page = f"/van-tai/toi-noi/dot/{line.pk}/"
    assert "Còn 900 kg đã nhận tại điểm" in text_of(client.get(page))
    answer = client.post(page, {"kg": 400})
    assert answer.url == f"/van-tai/toi-noi/{Arrival.objects.get().pk}/"
    assert client.post(page, {"kg": 501}).status_code == 409


def test_a_claim_goes_through_its_pages(small: Small) -> None:
    ordered, arrival = arrived(small)
    buyer, seller = (
        client_of(agent("ben_mua", "buyer", "TL")),
        client_of(agent("ben_ban", "representative", "HTX")),
    )
    photo = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    wanted = {"side": "buyer", "kind": "quality", "text": "Thối", "kg": 50, "photo": photo}
    answer = buyer.post(f"/van-tai/toi-noi/{arrival.pk}/khieu-nai/", wanted)
    claim = Claim.objects.get()
    page = f"/van-tai/khieu-nai/{claim.pk}/"
    assert answer.url == page and claim.photos.count() == 1
    assert "còn 2 ngày 23 giờ" in text_of(seller.get(page)) or "còn 3 ngày" in text_of(seller.get(page))
    assert seller.get(f"/van-tai/khieu-nai/anh/{claim.photos.get().key}/").status_code == 200
    assert seller.post(f"{page}tra-loi/", {"text": "Chịu 20 kg", "kg": 20}).status_code == 302
    assert buyer.post(f"{page}dong-y/").status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.outcome_kg) == (states.PARTLY_AGREED, 20)
    assert "Chịu 20 kg" in text_of(buyer.get(page))
    other = client_of(person("can_bo_xa", "commune_officer"))
    for address in (page, f"/van-tai/khieu-nai/anh/{claim.photos.get().key}/"):
        assert other.get(address).status_code == 404
    hidden = other.get(f"/van-tai/toi-noi/{arrival.pk}/")
    assert claim.code not in text_of(hidden) and ordered.order.code in text_of(hidden)


def test_lists_search_sort_and_leave_as_files(small: Small) -> None:
    made = approved(small)
    _ordered, arrival = arrived(small)
    claims.open_claim(arrival=arrival, side="buyer", asked=BAD)
    shut(small)
    client = client_of(person("dieu_phoi", "coordinator"))
    assert cells_of(client.get("/van-tai/giay/?q=12c12345&state=not_yet")) == [made.code]
    assert "Không có giấy nào khớp" in text_of(client.get("/van-tai/giay/?q=29c"))
    assert client.get("/van-tai/giay/?first=2021-10-02&last=2021-10-01").status_code == 400
    assert cells_of(client.get("/van-tai/toi-noi/?q=htx+hong&part=lost")) == ["DH-1/1"]
    assert cells_of(client.get("/van-tai/khieu-nai/?part=live&q=HTX")) == [Claim.objects.get().code]
    for address in ("giay", "duong-sa", "toi-noi", "khieu-nai"):
        assert len(csv_of(client.get(f"/van-tai/{address}/?xuat=csv"))) == 1
        assert len(xlsx_of(client.get(f"/van-tai/{address}/?xuat=xlsx"))) == 2
    row = csv_of(client.get("/van-tai/toi-noi/?xuat=csv"))[0]
    assert (row["Tới (kg)"], row["Không nhận (kg)"], row["Hao hụt (kg)"]) == ("880", "60", "20")


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def test_queries_per_page_are_what_the_snapshot_says(small: Small) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    made, (_ordered, arrival), event = approved(small), arrived(small), shut(small)
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD)
    client, anybody = client_of(person("dieu_phoi", "coordinator")), Client()
    pages = {
        "papers": "/van-tai/giay/", "paper": f"/van-tai/giay/{made.pk}/", "new paper": "/van-tai/giay/moi/",
        "events": "/van-tai/duong-sa/", "event": f"/van-tai/duong-sa/{event.pk}/",
        "new event": "/van-tai/duong-sa/moi/", "arrivals": "/van-tai/toi-noi/",
        "arrival": f"/van-tai/toi-noi/{arrival.pk}/", "claims": "/van-tai/khieu-nai/",
        "claim": f"/van-tai/khieu-nai/{claim.pk}/", "line": f"/van-tai/toi-noi/dot/{arrival.line_id}/",
        "api papers": "/api/v1/logistics/papers?season=hong-2021",
        "api events": "/api/v1/logistics/events?season=hong-2021",
        "api arrivals": "/api/v1/logistics/arrivals?season=hong-2021",
        "api claims": "/api/v1/logistics/claims?season=hong-2021",
    }  # fmt: skip
    public = {
        "verify": local(paper_print.code_url(made, "http://testserver")), "receive": asked.link_of(arrival),
    }  # fmt: skip
    few = {name: counted(client, url) for name, url in pages.items()}
    few |= {name: counted(anybody, url) for name, url in public.items()}
    for number in range(2, 8):
        line = received(agreed_order(small, f"DH-{number}", parts=(("H1", 600), ("H2", 400))))
        more = expect_load(load=trip_of(line, 900, made.carrier, f"12C-00{number}.00"), actor=None)
        say(arrival=more, speaker="buyer", said=Said(880, 60, "Dập", at=came(DAY - timedelta(days=2))))
        claims.open_claim(arrival=more, side="buyer", asked=BAD)
        shut(small, name=f"Đường số {number}")
        approved(small, plate=f"12C-00{number}.00")
    many = {name: counted(client, url) for name, url in pages.items()}
    many |= {name: counted(anybody, url) for name, url in public.items()}
    assert many == few, "a page asks more when there are more rows"
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))


def test_the_api_does_what_the_pages_do(small: Small) -> None:
    owner = carrier()
    driver, officer = (
        client_of(agent("nha_xe", "carrier", "VT")),
        client_of(person("dieu_phoi", "coordinator")),
    )
    facts = paper_facts(owner)
    wanted = {
        "season": small.season.code, "carrier": "VT", "plate": facts["plate"], "capacity_kg": 5000, "load_kg": 6000,
        "goods": "Hồng", "route_text": "QL1A", "pick_ups": ["Điểm 1"], "drops": ["Chợ"], "wants_return": False,
        "leaves_on": "2021-09-28", "back_on": "2021-09-28", "valid_from": "2021-09-28", "valid_to": "2021-09-28",
        "driver_name": "A", "driver_phone": "0912000111",
        "proofs": [{"kind": "licence", "number": "1", "valid_to": "2025-01-01"},
                   {"kind": "inspection", "number": "1", "valid_to": "2025-01-01"},
                   {"kind": "test", "number": "1", "valid_to": "2021-09-30"}],
    }  # fmt: skip
    api = "/api/v1/logistics"
    made = driver.post(f"{api}/papers", wanted, "application/json", headers={"Idempotency-Key": "a"})
    again = driver.post(f"{api}/papers", wanted, "application/json", headers={"Idempotency-Key": "a"})
    assert made.status_code == 201 and again.json()["id"] == made.json()["id"]
    number = made.json()["id"]
    found = driver.get(f"{api}/papers/{number}/checklist").json()
    assert [one["code"] for one in found] == ["overload"]
    refused = driver.post(f"{api}/papers/{number}/submit")
    assert refused.status_code == 400 and refused.json()["faults"][0]["column"] == "Khối lượng hàng"
    TransitPaper.objects.filter(pk=number).update(load_kg=4000)
    assert driver.post(f"{api}/papers/{number}/submit").json()["state"] == "submitted"
    assert driver.post(f"{api}/papers/{number}/decision/approve", {}, "application/json").status_code == 403
    signed = officer.post(f"{api}/papers/{number}/decision/approve", {"signer": "B"}, "application/json")
    assert signed.json()["state"] == "not_yet"
    news = {
        "season": small.season.code, "kind": "gate", "name": "Tân Thanh", "targets": [market()], "first": "2021-09-28",
        "last": "2021-10-28", "heard_by": "web", "source": "báo",
    }  # fmt: skip
    event = officer.post(f"{api}/events", news, "application/json").json()
    assert event["places"] == ["Chợ đầu mối Hà Nội"]
    assert officer.post(f"{api}/events/{event['id']}/tell").json() == {"people": 0, "contacts": 0}
    assert officer.post(f"{api}/events/{event['id']}/close").json() == {"closures": 1}
    arrival = arrival_of(agreed_order(small))
    assert officer.get(f"{api}/events/{event['id']}/lines").json()[0]["order"] == "DH-1"
    said = {"speaker": "buyer", "arrived_kg": 900}
    assert (
        officer.post(f"{api}/arrivals/{arrival.pk}/say", said, "application/json").json()["state"]
        == "confirmed"
    )
    claim = {"arrival": arrival.pk, "side": "buyer", "kind": "quality", "text": "Thối", "kg": 10}
    opened = officer.post(f"{api}/claims", claim, "application/json")
    assert opened.status_code == 201
    answer = {"text": "Đồng ý", "kg": 10}
    ended = officer.post(f"{api}/claims/{opened.json()['id']}/answer", answer, "application/json")
    assert ended.json()["state"] == "agreed"
    assert officer.get(f"{api}/papers?season=hong-2021&state=nonsense").status_code == 400
    assert client_of(person("nguoi_khac", "buyer")).get(f"{api}/arrivals/{arrival.pk}").status_code == 404


def test_a_picture_that_is_none_is_refused_plainly(small: Small) -> None:
    _ordered, arrival = arrived(small)
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD)
    client = client_of(agent("ben_mua", "buyer", "TL"))
    fake = SimpleUploadedFile("a.jpg", io.BytesIO(b"not a picture").getvalue(), "image/jpeg")
    answer = client.post(f"/van-tai/khieu-nai/{claim.pk}/anh/", {"photo": fake})
    assert answer.status_code == 400 and "Không đọc được ảnh" in answer.content.decode()
