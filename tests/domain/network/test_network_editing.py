"""Points, markets, lanes, ways and closures entered and changed from the browser, and their API."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.network import selectors, services
from cungcau.domain.network.models import Access, Closure, CollectionPoint, Lane, Market
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.editing.versions import EditedMeanwhile
from tests.domain.reading_pages import cells_of, client_of, text_of
from tests.domain.season_rows import TAN_MY, Small, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
SEASON = "?mua=hong-2021"


@pytest.fixture
def coordinator(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def test_a_point_is_entered_and_planned_cautiously(small: Small, coordinator: Client) -> None:
    page = f"/mang-luoi/diem-tap-ket/moi/{SEASON}"
    assert coordinator.get(page).status_code == 200
    sent: dict[str, Any] = {
        "name": "Điểm mới", "unit": "Tân Mỹ, Văn Lãng", "season": small.season.pk, "capacity_low_kg": "20000",
        "capacity_high_kg": "30000", "agencies": "Sở Công Thương; Công an", "has_scale": "yes", "roof": "roof",
    }  # fmt: skip
    told = coordinator.post(page, sent | {"unit": "nơi nào đó", "approved": "on", "capacity_high_kg": "10"})
    assert told.status_code == 422
    for words in ("Không có địa bàn nào", "cần số văn bản", "Không được nhỏ hơn đầu thấp"):
        assert words in text_of(told), words
    answer = coordinator.post(page, sent)
    assert answer.status_code == 302
    point = CollectionPoint.objects.get(name="Điểm mới")
    assert (point.capacity_kg_per_day, point.agencies, point.has_scale) == (
        20_000,
        ["Sở Công Thương", "Công an"],
        True,
    )
    assert (point.unit.code, point.area_code, point.approved) == (TAN_MY, "20.06172", False)
    text = text_of(coordinator.get(answer["Location"]))
    for words in ("Điểm mới", "Chưa thống nhất", "20 tấn – 30 tấn", "Có mái che"):
        assert words in text, words


def test_the_second_person_is_shown_what_changed(small: Small, coordinator: Client) -> None:
    point = CollectionPoint.objects.get(code="P1")
    page = f"/mang-luoi/diem-tap-ket/{point.pk}/sua/"
    form = coordinator.get(page).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    sent |= {"unit": form["unit"].value(), "season": point.season_id, "keeper": "anh Ba", "approved": "on"}
    services.change(
        services.POINT, point, version=1, seen={"keeper": ""}, mine={"keeper": "chị Tư"}, actor=None
    )
    answer = coordinator.post(page, sent)
    assert answer.status_code == 409
    assert "chị Tư" in text_of(answer)
    form = answer.context["form"]
    again = sent | {"version": form.data["version"], "seen": form.data["seen"], "merge-keeper": "theirs"}
    assert coordinator.post(page, again).status_code == 302
    point.refresh_from_db()
    assert (point.keeper, point.approval_paper, point.storage_kg) == ("chị Tư", "Biên bản 01", 2000)


def test_markets_lanes_and_ways(small: Small, coordinator: Client) -> None:
    market = {"name": "Kho Big C", "channel": "supermarket", "province": "Hà Nội"}
    assert coordinator.post(f"/mang-luoi/thi-truong/moi/{SEASON}", market).status_code == 302
    made = Market.objects.get(name="Kho Big C")
    point = CollectionPoint.objects.get(code="P1")
    lane = {"point": point.pk, "market": made.pk, "days": "1", "cost_vnd_per_kg": "900", "in_use": "on"}
    assert coordinator.post(f"/mang-luoi/tuyen/moi/{SEASON}", lane).status_code == 302
    assert coordinator.post(f"/mang-luoi/tuyen/moi/{SEASON}", lane | {"days": "2"}).status_code == 422
    way = {"unit": "Hoàng Việt, Văn Lãng", "point": point.pk, "cost_vnd_per_kg": "400", "in_use": "on"}
    assert coordinator.post(f"/mang-luoi/duong-gom/moi/{SEASON}", way).status_code == 302
    assert Access.objects.filter(point=point).count() == 2
    row = Lane.objects.get(market=made)
    page = f"/mang-luoi/tuyen/{row.pk}/sua/{SEASON}"
    form = coordinator.get(page).context["form"]
    del lane["in_use"]
    sent = lane | {"version": form.initial["version"], "seen": form.initial["seen"]}
    assert coordinator.post(page, sent).status_code == 302
    assert made.code not in {one.market.code for one in selectors.lanes_of(small.season)}
    assert made.code in {one.market.code for one in selectors.all_lanes_of(small.season)}
    assert "Kho Big C" in cells_of(coordinator.get("/mang-luoi/thi-truong/", {"q": "big c"}))
    assert len(cells_of(coordinator.get("/mang-luoi/duong-gom/", {"q": "hoang viet"}))) == 2


def test_closures_begin_and_end(small: Small, coordinator: Client) -> None:
    point = CollectionPoint.objects.get(code="P1")
    page = f"/mang-luoi/dong/moi/{SEASON}"
    sent = {"kind": "point", "point": point.pk, "first": "2021-10-01", "last": "2021-10-10", "percent_left": "40",
            "reason": "sạt lở"}  # fmt: skip
    assert coordinator.post(page, sent | {"kind": "market"}).status_code == 422
    assert coordinator.post(page, sent | {"last": "2021-09-01"}).status_code == 422
    assert coordinator.post(page, sent).status_code == 302
    row = Closure.objects.get(reason="sạt lở")
    assert (row.point_id, str(row.factor)) == (point.pk, "0.40000")
    assert "Điểm Tân Mỹ 1" in text_of(coordinator.get("/mang-luoi/dong/", {"kind": "point"}))
    actor = None
    with pytest.raises(DomainError, match="closure_not_begun"):
        services.end_closure(row, on=date(2021, 9, 30), reason="x", actor=actor)
    end = f"/mang-luoi/dong/{row.pk}/mo-lai/"
    assert coordinator.post(end, {"on": "2021-10-05", "reason": "đã thông đường"}).status_code == 302
    row.refresh_from_db()
    assert row.last == date(2021, 10, 4)
    assert "đã thông đường" in row.reason


def test_who_may_change_what(small: Small) -> None:
    point = CollectionPoint.objects.get(code="P1")
    for user in (person("xem", "viewer"), person("an-giang", "coordinator", "91")):
        client = client_of(user)
        assert client.get(f"/mang-luoi/diem-tap-ket/{point.pk}/sua/").status_code == 403
        with pytest.raises(DomainError, match="not_allowed"):
            services.change(services.POINT, point, version=1, seen={}, mine={"keeper": "x"}, actor=user)
    assert client_of(person("xem2", "viewer")).get(f"/mang-luoi/diem-tap-ket/{point.pk}/").status_code == 200
    assert (
        client_of(person("o-ngoai", "viewer", "91")).get(f"/mang-luoi/diem-tap-ket/{point.pk}/").status_code
        == 404
    )


def test_the_service_keeps_the_rules(small: Small) -> None:
    point = CollectionPoint.objects.get(code="P1")
    with pytest.raises(EditedMeanwhile):
        services.change(
            services.POINT, point, version=7, seen={"keeper": "a"}, mine={"keeper": "b"}, actor=None
        )
    unit = point.unit_id
    for facts, column in (
        ({"name": "", "unit_id": unit}, "name"), ({"name": "A", "unit_id": unit, "lat": 1.0}, "lat"),
        ({"name": "A", "unit_id": unit, "approved": True}, "approval_paper"),
        ({"name": "A", "unit_id": unit, "capacity_kg_per_day": -1}, "capacity_kg_per_day"),
        ({"name": "A", "unit_id": unit, "code": "P1"}, "code"), ({"name": "A"}, "place"),
    ):  # fmt: skip
        with pytest.raises(InputInvalid) as refused:
            services.enter(services.POINT, facts=facts, actor=None)
        assert column in [fault.column for fault in refused.value.faults], facts
    assert CollectionPoint.objects.count() == 2


def test_queries_per_page_are_what_the_snapshot_says(small: Small, coordinator: Client) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    point = CollectionPoint.objects.get(code="P1")
    pages = {
        "points": "/mang-luoi/diem-tap-ket/", "lanes": "/mang-luoi/tuyen/", "markets": "/mang-luoi/thi-truong/",
        "ways": "/mang-luoi/duong-gom/", "closures": "/mang-luoi/dong/",
        "point": f"/mang-luoi/diem-tap-ket/{point.pk}/", "edit": f"/mang-luoi/diem-tap-ket/{point.pk}/sua/",
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


def test_the_api_reads_and_writes(small: Small, coordinator: Client) -> None:
    def call(path: str, body: object = None) -> Any:
        address = f"/api/v1/network{path}"
        answer = (
            coordinator.get(address)
            if body is None
            else coordinator.post(address, body, content_type="application/json")
        )
        return answer.status_code, answer.json()

    assert [one["code"] for one in call("/points?season=hong-2021&q=tan my")[1]] == ["P1"]
    assert len(call("/markets")[1]) == 2
    assert len(call("/lanes?season=hong-2021")[1]) == 3
    given = {"name": "Điểm API", "place": TAN_MY, "season": "hong-2021"}
    status, point = call("/points", given | {"capacity_low_kg": 10, "capacity_high_kg": 20})
    assert (status, point["capacity_kg_per_day"], point["season"]) == (201, 10, "hong-2021")
    assert call("/points", {"name": "X", "place": "99999"})[0] in (400, 422)
    status, market = call("/markets", {"name": "Kho API", "channel": "supermarket"})
    assert status == 201
    lane = {"point": point["code"], "market": market["code"], "days": 1, "cost_vnd_per_kg": 5}
    assert call("/lanes", lane)[0] == 201
    assert call("/lanes", lane)[0] in (400, 422)
    assert call("/lanes", lane | {"market": "sao-hoa"})[0] in (400, 422)
