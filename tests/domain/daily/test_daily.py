"""The daily report: from entries, with what is missing said, fixed when issued, each figure with its rows."""

from __future__ import annotations

import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cungcau.domain.daily.models import DailyReport, MarketReport
from cungcau.domain.daily.selectors import Narrow, days_of, entries_behind, figures_of, goods_of, missing_of
from cungcau.domain.daily.services import issue_report, report_market, write_report
from cungcau.domain.network.models import Market
from cungcau.domain.orders.models import Entry, Kind
from cungcau.domain.orders.services import correct, post
from cungcau.kernel.errors import DomainError
from cungcau.reference.catalogue.models import Commodity
from tests.at_once import at_once
from tests.domain.orders.order_rows import Ordered, agreed_order
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import SOURCE, Small, person
from tests.domain.settlement.settled_rows import arrived, weighed

TODAY = date(2021, 9, 27)
COUNTS = Path(__file__).with_name("query_counts.json")
HERE = "/bao-cao-ngay/2021-09-27/"


def at(day: date, hour: int) -> datetime:
    """An hour of a day on Vietnam's clock."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@transaction.atomic
def weigh(ordered: Ordered, kg: int, when: datetime) -> Entry:
    slip = ordered.slips[0]
    post(line=ordered.line, kind=Kind.HARVESTED, kg=kg, slip=slip, at=when, actor=None)
    return post(
        line=ordered.line, kind=Kind.RECEIVED, kg=kg, slip=slip, at=when, actor=None, evidence="ticket:1"
    )


@pytest.fixture
def ordered(small: Small) -> Ordered:
    return agreed_order(small, day=TODAY)


def report_voso(small: Small, kg: int | None = 300, day: date = TODAY, **facts: Any) -> MarketReport:
    return report_market(
        season=small.season, market=Market.objects.get(code="voso"), commodity=Commodity.objects.get(code="hong"),
        day=day, figures={"kg": kg}, source=SOURCE, actor=None, **facts,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_days_figures_are_sums_of_entries(small: Small, ordered: Ordered) -> None:
    weigh(ordered, 100, at(TODAY - timedelta(days=1), 23))
    weigh(ordered, 250, at(TODAY, 0))
    found = figures_of(small.season, TODAY)
    assert found["whole"]["received"] == [250, 350]
    assert found["value_vnd"] == [250 * 18_000, 350 * 18_000]
    assert (found["points"], found["tickets"]) == (1, 1)
    assert found["prices"][0]["low"] == found["prices"][0]["high"] == 18_000
    for name, shown in (
        ("by_commodity", "Hồng vành khuyên"), ("by_channel", "Chợ đầu mối"), ("by_market", "Chợ đầu mối Hà Nội"),
        ("by_point", "Điểm Tân Mỹ 1"),
    ):  # fmt: skip
        (row,) = found[name]
        assert (row["name"], row["kg"]["received"]) == (shown, [250, 350]), name
    assert json.loads(json.dumps(found)) == found


@pytest.mark.django_db
def test_every_figure_has_its_rows(small: Small, ordered: Ordered) -> None:
    weigh(ordered, 100, at(TODAY - timedelta(days=1), 9))
    wrong = weigh(ordered, 300, at(TODAY, 9))
    correct(entry=wrong, kg=250, reason="cân lại", actor=None)
    found = figures_of(small.season, TODAY)
    for name, field in (
        ("by_commodity", "commodity"), ("by_market", "market"), ("by_point", "point"), ("by_channel", "channel"),
        ("by_commune", "commune"),
    ):  # fmt: skip
        for row in found[name]:
            for place, so_far in enumerate((False, True)):
                behind = entries_behind(
                    small.season, TODAY, Narrow(kind="received", so_far=so_far, **{field: row["key"]})
                )
                assert sum(one.kg for one in behind) == row["kg"]["received"][place], name
    assert found["whole"]["received"] == [250, 350]


@pytest.mark.django_db
def test_what_nobody_told_is_missing_not_zero(small: Small, ordered: Ordered) -> None:
    report_voso(small, day=TODAY - timedelta(days=2))
    found = missing_of(small.season, TODAY)
    assert [(one.kind, one.name, one.slips, one.kg) for one in found] == [
        ("point", "Điểm Tân Mỹ 1", 2, 1000), ("market", "Sàn Voso", 0, 0),
    ]  # fmt: skip
    weigh(ordered, 500, at(TODAY, 9))
    report_voso(small)
    assert [(one.slips, one.kg) for one in missing_of(small.season, TODAY)] == [(1, 400)]
    assert [day.state for day in days_of(small.season, TODAY)[:2]] == ["missing", "missing"]


@pytest.mark.django_db
def test_days_show_what_was_issued_and_else_the_entries(small: Small, ordered: Ordered) -> None:
    before = TODAY - timedelta(days=1)
    weigh(ordered, 80, at(before, 23))
    weigh(ordered, 100, at(TODAY, 0))
    found = goods_of(small.season, days_of(small.season, TODAY)[:3])
    assert [(one.state, one.received_kg, one.delivered_kg) for one in found] == [
        ("missing", 100, 0), ("missing", 80, 0), ("missing", 0, 0),
    ]  # fmt: skip
    issue_report(season=small.season, day=before, actor=None)
    weigh(ordered, 20, at(before, 9))
    found = goods_of(small.season, days_of(small.season, TODAY)[:3])
    assert [(one.state, one.received_kg) for one in found] == [
        ("missing", 100),
        ("issued", 80),
        ("missing", 0),
    ]
    assert goods_of(small.season, []) == []


@pytest.mark.django_db
def test_what_was_issued_stays_and_a_later_one_stands_beside_it(small: Small, ordered: Ordered) -> None:
    weigh(ordered, 100, at(TODAY, 9))
    write_report(season=small.season, day=TODAY, difficulties="mưa", proposals="", actor=None)
    first = issue_report(season=small.season, day=TODAY, actor=None)
    with pytest.raises(DomainError, match="report_unchanged"):
        issue_report(season=small.season, day=TODAY, actor=None)
    weigh(ordered, 50, at(TODAY, 15))
    second = issue_report(season=small.season, day=TODAY, actor=None)
    first.refresh_from_db()
    assert (first.state, first.figures["whole"]["received"], first.version) == ("replaced", [100, 100], 1)
    assert (second.state, second.figures["whole"]["received"], second.version) == ("issued", [150, 150], 2)
    assert second.difficulties == "mưa"


@pytest.mark.django_db
def test_a_changed_market_figure_needs_a_reason_and_keeps_the_old(small: Small) -> None:
    report_voso(small)
    for facts, code in (
        ({}, "market_report_same"),
        ({"kg": 400}, "reason_missing"),
        ({"kg": None}, "market_report_empty"),
        ({"kg": -1}, "figure_negative"),
        ({"day": date(2021, 9, 28)}, "day_to_come"),
        ({"day": date(2021, 9, 1)}, "day_outside_season"),
    ):
        with pytest.raises(DomainError, match=code):
            report_voso(small, **facts)  # type: ignore[arg-type]
    again = report_voso(small, kg=400, reason="sàn báo lại")
    assert (
        again.revision,
        MarketReport.objects.filter(is_current=True).count(),
        MarketReport.objects.count(),
    ) == (2, 1, 2)


@pytest.mark.django_db
def test_the_report_writes_itself_in_the_browser(small: Small, ordered: Ordered) -> None:
    client = client_of(person("dieu-phoi", "coordinator"))
    arrived(weighed(ordered, 600, 350), 940, 900)
    assert "Chưa có báo cáo" in text_of(client.get("/bao-cao-ngay/"))
    market = Market.objects.get(code="voso")
    sent = {
        "market": market.pk,
        "commodity": Commodity.objects.get(code="hong").pk,
        "kg": "300",
        "source": "sàn báo",
    }
    assert client.post(f"{HERE}kenh/", sent).status_code == 302
    again = client.post(f"{HERE}kenh/", {**sent, "kg": "500"})
    assert again.status_code == 400 and "Hãy nêu lý do" in text_of(again)
    client.post(f"{HERE}soan/", {"difficulties": "Thiếu xe lạnh", "proposals": "Thêm xe", "then": "issue"})
    page = text_of(client.get(HERE))
    for words in ("Đã gửi", "Thiếu xe lạnh", "300 kg", "Sàn Voso"):
        assert words in page, words
    assert DailyReport.objects.get().state == "issued"
    assert client.get(f"{HERE}pdf/").content.startswith(b"%PDF")
    assert client.get(f"{HERE}docx/").content.startswith(b"PK")
    rows = csv_of(client.get(f"{HERE}csv/"))
    assert rows[0]["Tên"] == "Cả mùa vụ" and any(row["Tên"] == "Sàn Voso" for row in rows)
    assert client.get(f"{HERE}exe/").status_code == 400


@pytest.mark.django_db
def test_a_figure_opens_its_rows(small: Small, ordered: Ordered) -> None:
    client = client_of(person("dieu-phoi", "coordinator"))
    weigh(ordered, 250, at(TODAY, 9))
    page = client.get(f"{HERE}cac-dong/?loai=received&diem={ordered.order.point_id}")
    assert "250 kg" in text_of(page) and "Hộ Nông Thị Đào" in text_of(page)
    (row,) = csv_of(client.get(f"{HERE}cac-dong/?loai=received&xuat=csv"))
    assert (row["Khối lượng (kg)"], row["Đơn hàng"]) == ("250", "DH-1")
    for odd in ("diem=99999999999999999999", "diem=%00", "loai=gi", "kenh=x", "page=abc"):
        assert client.get(f"{HERE}cac-dong/?{odd}").status_code == 200, odd


@pytest.mark.django_db
def test_a_viewer_sees_the_rows_but_not_whose_they_are(small: Small, ordered: Ordered) -> None:
    weigh(ordered, 250, at(TODAY, 9))
    client = client_of(person("xem", "viewer"))
    page = client.get(f"{HERE}cac-dong/?loai=received").content.decode()
    (row,) = csv_of(client.get(f"{HERE}cac-dong/?loai=received&xuat=csv"))
    assert "250 kg" in page and "Hộ Nông Thị Đào" not in page
    assert (row["Khối lượng (kg)"], row["Hộ"], row["Phiếu hái"]) == ("250", "", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "area", "sees"), [("buyer", "20", False), ("coordinator", "91", False), ("viewer", "20", True)]
)
def test_who_may_read_and_who_may_issue(
    small: Small, ordered: Ordered, role: str, area: str, sees: bool
) -> None:
    client = client_of(person("ai-do", role, area))
    assert (client.get(HERE).status_code == 200) is sees
    assert client.post(f"{HERE}soan/", {"difficulties": "x"}).status_code in (403, 404)
    assert not DailyReport.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/bao-cao-ngay/2021-02-30/", "/bao-cao-ngay/2021-10-15/", "/bao-cao-ngay/2020-01-01/"]
)
def test_days_that_are_none_are_not_found(small: Small, address: str) -> None:
    client = client_of(person("dieu-phoi", "coordinator"))
    assert client.get(address).status_code in (404, 409)


@pytest.mark.django_db
def test_the_api_gives_days_figures_and_takes_market_reports(small: Small, ordered: Ordered) -> None:
    client = client_of(person("dieu-phoi", "coordinator"))
    weigh(ordered, 250, at(TODAY, 9))
    days = client.get("/api/v1/daily/days?season=hong-2021").json()
    assert days[0] == {"day": "2021-09-27", "received_kg": 250, "delivered_kg": 0, "state": "missing"}
    found = client.get("/api/v1/daily/days/2021-09-27?season=hong-2021").json()
    assert found["figures"]["whole"]["received"] == [250, 250] and found["missing"]
    body = {
        "season": "hong-2021",
        "market": "voso",
        "commodity": "hong",
        "day": "2021-09-27",
        "kg": 5,
        "source": "sàn",
    }
    sent = client.post("/api/v1/daily/market-reports", json.dumps(body), content_type="application/json")
    assert (sent.status_code, sent.json()["revision"]) == (201, 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_issuing_at_once_make_one_version(small: Small) -> None:
    found = at_once(*[lambda: issue_report(season=small.season, day=TODAY, actor=None)] * 4)
    assert sum(isinstance(one, DailyReport) for one in found) == 1
    assert {one.code for one in found if isinstance(one, DomainError)} == {"report_unchanged"}
    assert DailyReport.objects.filter(state="issued").count() == 1


@pytest.mark.django_db
def test_queries_per_page_are_what_the_snapshot_says(small: Small) -> None:
    client = client_of(person("dieu-phoi", "coordinator"))

    def counts() -> dict[str, int]:
        found = {}
        for name, address in {
            "days": "/bao-cao-ngay/",
            "day": HERE,
            "behind": f"{HERE}cac-dong/?luy-ke=1",
        }.items():
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, address
            found[name] = len(queries)
        return found

    weighed(agreed_order(small), 600, 350)
    few = counts()
    for number in range(2, 8):
        weighed(agreed_order(small, f"DH-{number}"), 600, 350)
    assert counts() == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
