"""Pages on which needs and offers are entered, and their API."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.demand import services
from cungcau.domain.demand.models import Need, Offer
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services.ties import Days, add_agent
from cungcau.domain.survey.models import Question
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.models import Draft
from cungcau.platform.editing.services import drafts as services_drafts
from tests.domain.demand.test_offers import need_of, offer_of
from tests.domain.reading_pages import cells_of, client_of, text_of
from tests.domain.season_rows import SOURCE, START, Small, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
NEW = "/nhu-cau/moi/?mua=hong-2021"


@pytest.fixture
def coordinator(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def typed(small: Small, **more: Any) -> dict[str, Any]:
    """A form as a browser sends it."""
    need = Need.objects.get(code="N1")
    return {
        "buyer": "Thương lái Hà Nội (TL)", "kind": "need", "commodity": need.commodity_id, "quantity": "5 tấn",
        "frequency": "once", "deliver_from": "2021-09-28", "deliver_to": "2021-10-05", "window_stated": "on",
        "market": need.market_id, "price_at": "point", **more,
    }  # fmt: skip


def test_a_need_is_entered_by_an_officer_for_a_buyer(small: Small, coordinator: Client) -> None:
    assert coordinator.get(NEW).status_code == 200
    answer = coordinator.post(NEW, typed(small, quantity="400-600 kg", confirmed_by="chị Hoa"))
    assert answer.status_code == 302
    need = Need.objects.exclude(code__in=["N1", "N2"]).get()
    assert (need.quantity_kg, need.quantity_low_kg, need.quantity_high_kg) == (400, 400, 600)
    assert (need.channel, need.confirmed_by) == ("proxy", "chị Hoa")
    assert need.entered_by is not None and need.entered_by.username == "dieu-phoi"
    page = text_of(coordinator.get(answer["Location"]))
    for words in ("400 kg", "“400-600 kg”", "chị Hoa", "xác nhận hôm nay"):
        assert words in page, words


def test_wrong_boxes_are_told_and_nothing_is_lost(small: Small, coordinator: Client) -> None:
    answer = coordinator.post(NEW, typed(small, quantity="vài tạ", buyer="Không có", market=""))
    assert answer.status_code == 422
    page = text_of(answer)
    for words in ("Chưa đọc được “vài tạ”", "Không có tổ chức nào", "Chọn một thị trường"):
        assert words in page, words
    assert "vài tạ" in answer.content.decode()
    assert Need.objects.count() == 2


def test_a_doubtful_figure_is_asked_about_and_the_answer_kept(small: Small, coordinator: Client) -> None:
    given = typed(small, deliver_to="2021-12-31")
    answer = coordinator.post(NEW, given)
    assert answer.status_code == 422
    assert "cần hỏi lại" in text_of(answer)
    assert coordinator.post(NEW, given | {"doubts-later": "1"}).status_code == 302
    assert Question.objects.filter(rule="outside_season", state="open").count() == 1


def test_a_need_is_changed_and_the_second_person_shown_what_changed(
    small: Small, coordinator: Client
) -> None:
    need = need_of(small)
    page = f"/nhu-cau/{need.pk}/sua/"
    form = coordinator.get(page).context["form"]
    sent = typed(
        small, quantity="10.000 kg", deliver_from="2021-09-27", deliver_to="2021-10-10", tolerance_over="2"
    )
    sent |= {"version": form.initial["version"], "seen": form.initial["seen"], "pack": "khay"}
    del sent["buyer"]
    services.change_need(need=need, version=1, seen={"pack": ""}, mine={"pack": "rổ"}, actor=None)
    answer = coordinator.post(page, sent)
    assert answer.status_code == 409
    assert "rổ" in text_of(answer)
    form = answer.context["form"]
    again = sent | {"version": form.data["version"], "seen": form.data["seen"], "merge-pack": "mine"}
    assert coordinator.post(page, again).status_code == 302
    need.refresh_from_db()
    assert (need.pack, need.version) == ("khay", 3)


def test_buttons_of_a_need(small: Small, coordinator: Client) -> None:
    need = need_of(small)
    below = f"/nhu-cau/{need.pk}/"
    assert coordinator.post(below + "van-can/", {"confirmed_by": "anh Ba"}).status_code == 302
    assert coordinator.post(below + "rut/", {"reason": "thôi"}).status_code == 302
    assert "Đã rút" in text_of(coordinator.get(below))
    assert coordinator.post(below + "mo-lai/").status_code == 302
    assert coordinator.post(below + "du-hang/").status_code == 302
    need.refresh_from_db()
    assert need.state == "met"
    viewer = client_of(person("xem", "viewer"))
    assert viewer.get(below).status_code == 200
    assert viewer.post(below + "mo-lai/").status_code == 403
    assert viewer.get(NEW).status_code == 403


def test_a_delivery_is_changed_on_its_page(small: Small, coordinator: Client) -> None:
    need = need_of(small, quantity_kg=0, kg_per_delivery=500, frequency="daily")
    page = f"/nhu-cau/{need.pk}/lan-giao/2021-09-28/"
    assert coordinator.get(page).status_code == 200
    assert coordinator.post(page, {"kg": "100", "reason": ""}).status_code == 422
    assert coordinator.post(page, {"kg": "100", "reason": "kho kiểm kê"}).status_code == 302
    assert "kho kiểm kê" in text_of(coordinator.get(f"/nhu-cau/{need.pk}/"))
    assert coordinator.get(f"/nhu-cau/{need.pk}/lan-giao/hom-nay/").status_code == 404


def test_several_cooperatives_are_put_together(small: Small, coordinator: Client) -> None:
    need = need_of(small, certificates=["VG"], min_grade=2)
    new = f"/nhu-cau/{need.pk}/chao-hang/"
    sent = {"organisation": "HTX Hồng Tân Mỹ (HTX)", "total": "6 tấn", "first": "2021-09-27", "last": "2021-10-10",
            "price_at": "point", "grade": "2"}  # fmt: skip
    assert coordinator.get(new).status_code == 200
    assert coordinator.post(new, sent | {"total": ""}).status_code == 422
    assert coordinator.post(new, sent | {"first": "2021-01-01"}).status_code == 422
    assert coordinator.post(new, sent).status_code == 302
    offer = Offer.objects.get()
    page = text_of(coordinator.get(f"/nhu-cau/{need.pk}/gop-nguon/"))
    for words in ("HTX Hồng Tân Mỹ", "thiếu chứng nhận VietGAP", "10 tấn", "cần gộp thêm"):
        assert words in page, words
    assert coordinator.post(f"/nhu-cau/chao-hang/{offer.pk}/nhan/", follow=True).status_code == 200
    second = offer_of(need, 5000, "H1")
    told = coordinator.post(f"/nhu-cau/chao-hang/{second.pk}/nhan/", follow=True)
    assert "Chỉ còn thiếu 4.200 kg" in told.content.decode()
    second.refresh_from_db()
    assert second.state == "proposed"
    assert coordinator.get(f"/nhu-cau/chao-hang/{second.pk}/sua/").status_code == 200
    assert (
        coordinator.post(f"/nhu-cau/chao-hang/{second.pk}/tu-choi/", {"reason": "nhiều quá"}).status_code
        == 302
    )
    assert "4 tấn" in text_of(coordinator.get(f"/nhu-cau/{need.pk}/"))


def test_filters_of_the_longer_list(small: Small, coordinator: Client) -> None:
    need = need_of(small, quantity_kg=0, kg_per_delivery=500, frequency="daily", expires_on="2021-09-29")
    offer_of(need, 500)
    for query, codes in (
        ({"part": "recurring"}, [need.code]), ({"part": "waiting"}, [need.code]), ({"part": "soon"}, [need.code]),
        ({"part": "gap"}, ["N1", "N2", need.code]), ({"part": "no_market"}, []), ({"state": "expired"}, []),
        ({"state": "open", "kind": "need"}, ["N1", "N2", need.code]),
    ):  # fmt: skip
        answer = coordinator.get("/nhu-cau/", query)
        assert answer.status_code == 200
        assert sorted(cells_of(answer) if codes else []) == sorted(codes), query
        assert codes or "Không có nhu cầu nào khớp" in text_of(answer), query
    assert cells_of(coordinator.get("/nhu-cau/sap-het-han/")) == [need.code]


def test_a_buyer_sees_and_enters_their_own_only(small: Small) -> None:
    user = person("sieu-thi", "buyer", "")
    other = Organisation.objects.create(
        code="ST", name="Siêu thị ABC", kind="supermarket", folded="sieu thi abc st", source=SOURCE
    )
    add_agent(user=user, organisation=other, days=Days(START, None), source=SOURCE, actor=None)
    client = client_of(user)
    assert client.get(f"/nhu-cau/{Need.objects.get(code='N1').pk}/").status_code == 404
    assert client.post(NEW, typed(small)).status_code == 422
    assert client.post(NEW, typed(small, buyer="Siêu thị ABC (ST)")).status_code == 302
    assert len(cells_of(client.get("/nhu-cau/"))) == 1
    made = Need.objects.get(buyer=other)
    assert made.confirmed_on is not None
    assert client.get(f"/nhu-cau/{made.pk}/gop-nguon/").status_code == 200
    assert client.get(f"/nhu-cau/{made.pk}/sua/").status_code == 200


def test_queries_per_page_are_what_the_snapshot_says(small: Small, coordinator: Client) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    need = need_of(small, quantity_kg=0, kg_per_delivery=500, frequency="daily", certificates=["VG"])
    for code in ("HTX", "H1", "H2", "H3"):
        offer_of(need, 100, code)
    pages = {
        "list": "/nhu-cau/", "expiring": "/nhu-cau/sap-het-han/", "need": f"/nhu-cau/{need.pk}/",
        "consolidate": f"/nhu-cau/{need.pk}/gop-nguon/", "new": NEW, "edit": f"/nhu-cau/{need.pk}/sua/",
        "offer": f"/nhu-cau/{need.pk}/chao-hang/",
    }  # fmt: skip
    found = {}
    for name, address in pages.items():
        coordinator.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(address).status_code == 200, name
        found[name] = len(queries)
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(COUNTS.read_text(encoding="utf-8"))


def test_the_api_reads_and_writes(small: Small) -> None:
    client = client_of(person("dieu-phoi", "coordinator"))

    def call(method: str, path: str, body: object = None) -> Any:
        act = getattr(client, method)
        answer = (
            act(f"/api/v1/needs{path}", body, content_type="application/json")
            if body is not None
            else act(f"/api/v1/needs{path}")
        )
        return answer.status_code, answer.json()

    assert call("get", "?season=hong-2021")[0] == 200
    assert call("get", "?season=khong-co")[0] in (400, 404)
    given = {"season": "hong-2021", "buyer": "TL", "commodity": "hong", "deliver_from": "2021-09-28",
             "deliver_to": "2021-10-04", "kg_per_delivery": 100, "frequency": "daily", "market": "ha-noi"}  # fmt: skip
    status, made = call("post", "", given)
    assert (status, made["quantity_kg"], made["state"], made["market"]) == (201, 700, "open", "ha-noi")
    number = made["id"]
    assert (
        call("post", "", given | {"buyer": "ai"})[0] == 422
        or call("post", "", given | {"buyer": "ai"})[0] == 400
    )
    assert len(call("get", f"/{number}/lines")[1]) == 7
    status, line = call("put", f"/{number}/lines/2021-09-29", {"kg": 50, "reason": "ít người"})
    assert (status, line["kg"]) == (200, 50)
    status, _told = call("put", f"/{number}", given | {"version": 1, "pack": "khay"})
    assert status == 409
    version = call("get", f"/{number}")[1]["version"]
    status, changed = call(
        "put", f"/{number}", given | {"version": version, "pack": "khay", "quantity_kg": 650}
    )
    assert (status, changed["pack"]) == (200, "khay")
    offer = {"organisation": "HTX", "kg": 600, "first": "2021-09-28", "last": "2021-10-04"}
    status, offered = call("post", f"/{number}/offers", offer)
    assert (status, offered["state"]) == (201, "proposed")
    assert call("post", f"/offers/{offered['id']}/accept")[1]["state"] == "accepted"
    second = call("post", f"/{number}/offers", offer)[1]
    assert call("post", f"/offers/{second['id']}/accept")[0] == 409
    assert call("post", f"/offers/{second['id']}/decline", {"reason": "đủ"})[1]["state"] == "declined"
    assert len(call("get", f"/{number}/offers")[1]) == 2
    assert call("post", f"/{number}/confirm", {"confirmed_by": "anh Ba"})[1]["confirmed_on"] == "2021-09-27"
    assert call("post", f"/{number}/withdraw", {"reason": "thôi"})[1]["state"] == "withdrawn"
    assert call("get", "/999999999")[0] == 404


def test_a_refused_offers_draft_is_its_own(small: Small, coordinator: Client) -> None:
    """The draft of one seller's offer is not that of another's, and one refused for good is finished."""
    need, htx = Need.objects.get(code="N1"), Organisation.objects.get(code="HTX")
    address = f"/nhu-cau/{need.pk}/chao-hang/"
    keys = [
        re.findall(r'data-draft="([^"]*)"', coordinator.get(address, query).content.decode())
        for query in ({}, {"ben": "HTX"}, {"ben": "H1"})
    ]
    assert keys[0] == [f"demand.offer.new.{need.pk}"] and keys[1] == [f"demand.offer.new.{need.pk}.{htx.pk}"]
    assert len({key for (key,) in keys}) == 3
    client, user = uuid4(), User.objects.get(username="dieu-phoi")
    services_drafts.keep_draft(actor=user, key=keys[1][0], client=client, fields={"total": ["5 tấn"]})
    services.withdraw_need(need=need, actor=user, reason="đã mua đủ")
    sent = {"organisation": "HTX", "total": "5 tấn", "first": "2021-09-28", "last": "2021-09-29",
            "price_at": "point", "draft_id": str(client)}  # fmt: skip
    assert coordinator.post(f"{address}?ben=HTX", sent).status_code >= 400
    assert Draft.objects.get(client=client).finished_at is not None
