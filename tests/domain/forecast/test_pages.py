"""The pages of forecasts: entered, revised, asked about, found, taken away, only by those who may."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cungcau.domain.forecast.models import Forecast, HarvestReport, HarvestWindow
from cungcau.domain.forecast.services.demo import load_demo_forecasts
from cungcau.domain.registry.models import Organisation
from cungcau.domain.survey.models import Question
from cungcau.platform.ui.clock import today
from tests.domain.forecast.conftest import W1, W2, W3, Say
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
WEEKS = "/du-bao/"
WINDOW = {"start": "2021-09-15", "peak_from": "2021-09-20", "peak_to": "2021-10-03", "end": "2021-10-10"}


@pytest.fixture
def office(officer: Any) -> Client:
    return client_of(officer)


@pytest.fixture
def desk(coordinator: Any) -> Client:
    return client_of(coordinator)


def form(small: Small, **facts: Any) -> dict[str, Any]:
    return {
        "commodity": small.season.commodities.get().pk, "producer": "H1", "confidence": "medium",
        "source": "gọi điện", "seen": 0, **facts,
    }  # fmt: skip


def listed(response: Any) -> list[str]:
    """The first column of the page's list, which stands below the tables of weeks."""
    html = response.content.decode()
    return cells_of(HttpResponse(html[html.index('class="data-table"') :]))


def pages(small: Small) -> dict[str, str]:
    one = Forecast.objects.filter(is_current=True, producer__code="H1").get()
    return {
        "weeks": WEEKS, "area": "/du-bao/dia-ban/20.06172/", "new": "/du-bao/nhap/", "grid": "/du-bao/bang/",
        "ask": "/du-bao/can-hoi/", "accuracy": "/du-bao/chinh-xac/", "subject": f"/du-bao/{one.pk}/",
        "revise": f"/du-bao/{one.pk}/sua/", "promise": "/ke-hoach/con-hua-duoc/",
    }  # fmt: skip


def test_queries_per_page_are_what_the_snapshot_says(small: Small, say: Say, desk: Client) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    say("H1", 100, 200)
    say("H1", 100, 150, reason="mưa")
    found = {}
    for _ in range(2):
        for name, address in pages(small).items():
            desk.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(address).status_code == 200, name
            found.setdefault(name, []).append(len(queries))
        say("H2", 10, 20)
        say("H3", 10, 20)
        say("06172", 100, 200)
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps({k: v[0] for k, v in found.items()}, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert {name: counts[0] for name, counts in found.items()} == kept
    more = {name: counts for name, counts in found.items() if counts[1] > counts[0] + 1}
    assert not more  # as many questions for four subjects as for one (one more for what is read of places)


def test_the_whole_season_by_week_and_commune(small: Small, say: Say, desk: Client) -> None:
    say("H1", 1500, 2500)
    say("06172", 2000, 2000)
    text = text_of(desk.get(WEEKS))
    for words in ("Dự báo thu hoạch", "4 tấn", "1 / 3", "Xã Hoàng Văn Thụ", "tổng các hộ", "chưa ai dự báo",
                  "2 tấn / 1,5 tấn",
                  "chênh 500 kg", "Xã Na Sầm", "thiếu 1", "13/9–19/9/2021"):  # fmt: skip
        assert words in text, words
    assert "ước tính của xã" in text_of(desk.get(WEEKS, {"tinh": "xa"}))
    rows = csv_of(desk.get(WEEKS, {"xuat": "csv"}))
    first = next(
        one for one in rows if one["Mã địa bàn"] == "20.06172" and one["Tuần từ thứ Hai"] == "2021-09-13"
    )
    assert (first["Nhiều khả năng (kg)"], first["Ước tính của xã (kg)"], first["Xã hơn tổng các hộ (kg)"]) == (
        "1500", "2000", "500",
    )  # fmt: skip
    silent = next(one for one in rows if one["Mã địa bàn"] == "20.06124")
    assert (silent["Nhiều khả năng (kg)"], silent["Số nơi cần dự báo"], silent["Số nơi đã dự báo"]) == (
        "",
        "1",
        "0",
    )
    assert xlsx_of(desk.get(WEEKS, {"xuat": "xlsx"}))[0][0] == "Mã địa bàn"


def test_a_commune_opens_on_its_households(small: Small, say: Say, desk: Client) -> None:
    say("H1", 100)
    say("H2", 300, as_of=today() - timedelta(days=20))
    address = "/du-bao/dia-ban/20.06172/"
    assert listed(desk.get(address)) == ["Hộ Hoàng Văn Bảy", "Hộ Nông Thị Đào"]
    assert listed(desk.get(address, {"q": "dao"})) == ["Hộ Nông Thị Đào"]
    assert listed(desk.get(address, {"age": "old"})) == ["Hộ Hoàng Văn Bảy"]
    assert listed(desk.get(address, {"sort": "likely_kg"})) == ["Hộ Nông Thị Đào", "Hộ Hoàng Văn Bảy"]
    rows = csv_of(desk.get(address, {"q": "dao", "xuat": "csv"}))
    assert [(one["Mã"], one["Tuần từ thứ Hai"], one["Nhiều khả năng (kg)"]) for one in rows] == [
        ("H1", "2021-09-13", "100")
    ]
    assert desk.get("/du-bao/dia-ban/20.99999/").status_code == 404
    assert desk.get(address, {"level": "9"}).status_code == 400


def test_a_total_is_spread_shown_and_saved_only_when_asked(small: Small, office: Client) -> None:
    spread = office.post("/du-bao/nhap/", form(small, total_kg="1 tấn", **WINDOW, spread="1"))
    assert spread.status_code == 200 and not Forecast.objects.exists()
    html = spread.content.decode()
    assert "<svg" in html and 'name="likely-2021-09-20"' in html
    cells = {
        name: box.value()
        for name, box in ((b.html_name, b) for b in spread.context["form"])
        if name.startswith("likely-")
    }
    told = {name: kg for name, kg in cells.items() if kg}
    assert sum(map(int, told.values())) == 1000 and len(told) == 4
    boxes = {
        b.html_name: b.value() or ""
        for b in spread.context["form"]
        if b.html_name.startswith(("low-", "likely-", "high-"))
    }
    saved = office.post("/du-bao/nhap/", form(small, total_kg="1 tấn", **WINDOW, **boxes))
    one = Forecast.objects.get()
    assert saved.status_code == 302 and saved["Location"] == reverse("forecast:subject", args=[one.pk])
    assert (one.likely_kg, one.low_kg, one.high_kg, one.source) == (1000, 800, 1150, "gọi điện")
    assert HarvestWindow.objects.get().peak_to == date(2021, 10, 3)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Cần số kg của ít nhất một tuần"),
        ({"likely-2021-09-13": "5-7 tạ"}, "Nhiều khả năng nhất là bao nhiêu?"),
        ({"likely-2021-09-13": "nhiều"}, "Hãy ghi như"),
        ({"likely-2021-09-13": "100", "low-2021-09-13": "200"}, "Cần thấp ≤ nhiều khả năng ≤ cao"),
        ({"low-2021-09-13": "200"}, "Cần số nhiều khả năng nhất"),
        ({"producer": "Hộ không ai biết", "likely-2021-09-13": "1"}, "Không có ai tên hoặc mã như vậy"),
        ({"producer": "", "likely-2021-09-13": "1"}, "Cần đúng một"),
        ({"start": "2021-09-15", "likely-2021-09-13": "1"}, "Cần đủ bốn ngày"),
        ({**WINDOW, "end": "2021-09-16", "likely-2021-09-13": "1"}, "theo thứ tự"),
        ({"source": "", "likely-2021-09-13": "1"}, "bắt buộc"),
        ({"total_kg": "5", "spread": "1"}, "Cần bốn ngày"),
        ({**WINDOW, "spread": "1"}, "Cần tổng khối lượng"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    small: Small, office: Client, facts: dict[str, str], said: str
) -> None:
    response = office.post("/du-bao/nhap/", form(small, **facts))
    assert response.status_code == 422
    assert said in text_of(response)
    for name, value in facts.items():
        if value and name != "spread":
            assert value in response.content.decode(), name
    assert not Forecast.objects.exists()


def test_a_name_that_means_several_is_asked_about(small: Small, office: Client) -> None:
    response = office.post("/du-bao/nhap/", form(small, producer="hộ", **{"likely-2021-09-13": "1"}))
    text = text_of(response)
    assert "Ý bạn là" in text and "Hộ Nông Thị Đào (Hộ, H1), Xã Tân Mỹ" in text
    chosen = form(
        small, producer="hộ", **{"producer-hoi": "hộ", "producer-chon": "H2", "likely-2021-09-13": "1"}
    )
    assert office.post("/du-bao/nhap/", chosen).status_code == 302
    assert Forecast.objects.get().producer.code == "H2"  # type: ignore[union-attr]


def test_likely_alone_is_enough_and_zero_is_a_figure(small: Small, office: Client) -> None:
    office.post("/du-bao/nhap/", form(small, **{"likely-2021-09-13": "0", "likely-2021-09-20": "1,2 tấn"}))
    one = Forecast.objects.get()
    assert list(one.weeks.values_list("start", "low_kg", "likely_kg", "high_kg")) == [
        (W1, 0, 0, 0), (W2, 960, 1200, 1380),
    ]  # fmt: skip


def test_a_revision_needs_its_reason_and_the_page_tells_all_of_them(
    small: Small, say: Say, office: Client
) -> None:
    one = say("H1", 100, 200)
    address = f"/du-bao/{one.pk}/sua/"
    given = {"confidence": "low", "source": "gọi", "seen": 1, "likely-2021-09-13": "50"}
    refused = office.post(address, given)
    assert refused.status_code == 422 and "bắt buộc" in text_of(refused)
    saved = office.post(address, {**given, "reason": "sương muối"}, follow=True)
    text = text_of(saved)
    assert "sương muối" in text and "-250 kg" in text and "lần đầu" in text
    old = text_of(office.get(f"/du-bao/{one.pk}/"))
    assert "Đây là lần 1; bản đang dùng là lần 2." in old


def test_the_second_of_two_people_sees_both(small: Small, say: Say, office: Client) -> None:
    one = say("H1", 100)
    say("H1", 120, seen=1, reason="đếm lại")
    given = {"confidence": "medium", "source": "gọi", "seen": 1, "likely-2021-09-13": "90", "reason": "sâu"}
    response = office.post(f"/du-bao/{one.pk}/sua/", given)
    text = text_of(response)
    assert response.status_code == 409
    assert (
        "Hai bản cạnh nhau" in text and "96 / 120 / 144" in text and "72 / 90 / 103" in text
    ) or "72 / 90 / 104" in text
    assert 'name="seen" value="2"' in response.content.decode()
    assert office.post(f"/du-bao/{one.pk}/sua/", {**given, "seen": 2}).status_code == 302
    assert Forecast.objects.get(is_current=True).revision == 3


def test_doubts_are_asked_and_never_block(small: Small, office: Client) -> None:
    window = {"start": "2021-09-15", "peak_from": "2021-09-20", "peak_to": "2021-09-26", "end": "2021-10-10"}
    given = form(small, **window, **{"likely-2021-09-20": "10", "likely-2021-10-04": "500"})
    asked = office.post("/du-bao/nhap/", given)
    assert asked.status_code == 422 and "nằm ngoài những ngày thu rộ" in text_of(asked)
    assert not Forecast.objects.exists()
    assert office.post("/du-bao/nhap/", {**given, "doubts-later": "1"}).status_code == 302
    assert Question.objects.filter(rule="forecast_peak_outside_window").count() == 1


def test_asked_again_and_the_same(small: Small, say: Say, office: Client) -> None:
    one = say("H1", 100, as_of=today() - timedelta(days=10))
    response = office.post(f"/du-bao/{one.pk}/van-the", {"seen": 1}, follow=True)
    assert "báo lại, không đổi" in text_of(response).lower()
    newest = Forecast.objects.get(is_current=True)
    assert (newest.revision, newest.as_of, newest.likely_kg) == (2, today(), 100)


def test_harvested_and_confirmed(small: Small, say: Say, office: Client) -> None:
    one = say("H1", 100, 200)
    assert "thiếu báo cáo" in text_of(office.get(f"/du-bao/{one.pk}/"))
    address = f"/du-bao/{one.pk}/da-thu"
    assert office.post(address, {"start": W1, "kg": "90"}).status_code == 302
    again = office.post(address, {"start": W1, "kg": "95"})
    assert again.status_code == 422 and "cần lý do" in text_of(again)
    assert office.post(address, {"start": W1, "kg": ""}).status_code == 422
    assert office.post(address, {"start": W3 + timedelta(7), "kg": "5"}).status_code == 422
    assert HarvestReport.objects.get().kg == 90
    assert office.post(f"/du-bao/{one.pk}/xac-nhan").status_code == 302
    assert office.post(f"/du-bao/{one.pk}/xac-nhan").status_code == 409
    assert "Người can-bo" in text_of(office.get(f"/du-bao/{one.pk}/"))


def test_a_grid_saves_what_was_changed_and_nothing_else(small: Small, say: Say, office: Client) -> None:
    say("H1", 400)
    ids = dict(Organisation.objects.values_list("code", "pk"))
    page = office.get("/du-bao/bang/")
    text = text_of(page)
    assert "Hộ Nông Thị Đào" in text and "Hộ Hoàng Văn Bảy" in text and "Hộ Lý Mỹ Yến" not in text
    days = {f"{name}-{ids['H2']}": day for name, day in WINDOW.items()}
    unchanged = {f"kg-{ids['H1']}": "400", f"seen-{ids['H1']}": "1"}
    given = {"confidence": "high", "source": "sổ tay thôn", **unchanged, f"kg-{ids['H2']}": "1 tấn", **days}
    wrong = office.post("/du-bao/bang/", {**given, f"kg-{ids['H2']}": "5-7 tạ"})
    assert wrong.status_code == 422 and "Nhiều khả năng nhất là bao nhiêu?" in text_of(wrong)
    assert "5-7 tạ" in wrong.content.decode()
    assert office.post("/du-bao/bang/", given).status_code == 302
    one = Forecast.objects.get(producer__code="H2")
    assert (one.low_kg, one.likely_kg, one.high_kg, one.confidence) == (900, 1000, 1100, "high")
    assert Forecast.objects.filter(producer__code="H1").count() == 1
    days = {f"{name}-{ids['H1']}": day for name, day in WINDOW.items()}
    revised = {
        "confidence": "high",
        "source": "sổ",
        f"kg-{ids['H1']}": "350",
        f"seen-{ids['H1']}": "1",
        **days,
    }
    assert "cần ghi vì sao sửa" in text_of(office.post("/du-bao/bang/", revised))
    assert office.post("/du-bao/bang/", {**revised, "reason": "hạn"}).status_code == 302
    assert Forecast.objects.get(producer__code="H1", is_current=True).reason == "hạn"
    stale = office.post("/du-bao/bang/", {**revised, f"kg-{ids['H1']}": "340", "reason": "hạn"})
    assert stale.status_code == 409 and "Vừa được người khác sửa (lần 2)" in text_of(stale)


def test_the_list_to_call(small: Small, say: Say, office: Client) -> None:
    say("H2", 100, as_of=today() - timedelta(days=9))
    response = office.get("/du-bao/can-hoi/")
    text = text_of(response)
    assert cells_of(response) == ["Hộ Hoàng Văn Bảy", "Hộ Nông Thị Đào"]
    assert "+8491•••78" in text and "912345678" not in text and "chưa có" in text
    assert cells_of(office.get("/du-bao/can-hoi/", {"said": "none"})) == ["Hộ Nông Thị Đào"]
    rows = csv_of(office.get("/du-bao/can-hoi/", {"xuat": "csv"}))
    assert [(one["Mã"], one["Vì sao hỏi"]) for one in rows] == [
        ("H2", "dự báo đã cũ"),
        ("H1", "chưa có dự báo"),
    ]


def test_accuracy_says_when_there_is_too_little(small: Small, say: Say, desk: Client) -> None:
    load_demo_forecasts(season=small.season)
    response = desk.get("/du-bao/chinh-xac/")
    assert "chưa đủ số liệu" in text_of(response)
    rows = csv_of(desk.get("/du-bao/chinh-xac/", {"xuat": "csv", "q": "tan my"}))
    assert all("Tân Mỹ" in one["Nơi báo, địa bàn"] for one in rows)
    for order in ("name", "-wape", "bias", "weeks", "nonsense"):
        assert desk.get("/du-bao/chinh-xac/", {"sort": order}).status_code == 200


def test_who_may(small: Small, say: Say, office: Client) -> None:
    mine, other = say("H1", 100), say("H3", 100)
    assert office.get(f"/du-bao/{mine.pk}/").status_code == 200
    assert office.get(f"/du-bao/{other.pk}/").status_code == 404
    assert office.get("/du-bao/dia-ban/20.06124/").status_code == 404
    assert "Na Sầm" not in text_of(office.get(WEEKS))
    viewer = client_of(person("xem", "viewer"))
    assert viewer.get(f"/du-bao/{mine.pk}/").status_code == 200
    for address in ("nhap/", "bang/", f"{mine.pk}/sua/"):
        assert viewer.get(f"/du-bao/{address}").status_code == 403, address
    for verb in ("van-the", "xac-nhan", "da-thu"):
        assert viewer.post(f"/du-bao/{mine.pk}/{verb}").status_code == 403, verb
    elsewhere = client_of(person("an-giang", "coordinator", "91"))
    assert "Chưa có mùa vụ nào" in text_of(elsewhere.get(WEEKS))
    assert Client().get(WEEKS).status_code == 302
    assert Forecast.objects.count() == 2 and not HarvestReport.objects.exists()


@pytest.mark.parametrize(
    "query", ["?page=x", "?sort=nothing", "?q=%00", "?mua=khong-co", "?tuan=2021-99-99", "?loai=abc"]
)
def test_odd_addresses_are_answered(small: Small, say: Say, desk: Client, query: str) -> None:
    say("H1", 100)
    for name, address in pages(small).items():
        assert desk.get(address + query).status_code in {200, 400, 404}, name
