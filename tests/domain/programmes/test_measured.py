"""Indicators on a day: counted or reported, reached or not, in few questions; the page of a figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.figures import Asked
from cungcau.domain.programmes.models import Direction, Indicator, Plan, Reading, Source
from cungcau.domain.programmes.selectors.measured import NO, UNKNOWN, YES, measured, measured_all
from cungcau.domain.programmes.views import figures as view
from tests.domain.orders.order_rows import agreed_order
from tests.domain.programmes import programme_rows as rows
from tests.domain.reading_pages import client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import Small, person
from tests.domain.settlement.settled_rows import arrived, weighed

pytestmark = pytest.mark.django_db
TODAY = date(2021, 9, 27)


def indicator(plan: Plan, position: int, **facts: Any) -> Indicator:
    """One row as the database keeps it, its plan beside it."""
    given = {"name": f"Chỉ tiêu {position}", "unit": "tấn", "source": Source.QUERY, **facts}
    return Indicator.objects.create(plan=plan, position=position, **given)


@pytest.fixture
def plan(small: Small) -> Plan:
    arrived(weighed(agreed_order(small, day=TODAY), 600, 350), 930, 900)
    return rows.plan(season=small.season)


def test_a_counted_figure_is_the_seasons_up_to_the_day(plan: Plan) -> None:
    """Its value, as of which day, how it is counted, how far it is, and what leads to its rows."""
    one = indicator(plan, 1, query="tonnes_delivered", arguments={"channel": "wholesale"}, target=Decimal(2))
    found = measured(one, TODAY)
    assert (found.value, found.as_of, found.reached, found.share) == (
        Decimal("0.93"), TODAY, NO, Decimal("0.4650"),
    )  # fmt: skip
    assert found.where_from == "Sản lượng đã giao · Kênh bán: Chợ đầu mối"
    assert found.asked is not None and found.asked.season == plan.season_id and found.asked.first is None
    assert measured(one, date(2030, 1, 1)).as_of == plan.ends_on, "a plan counts no further than its last day"


def test_a_plan_without_a_season_counts_its_own_period(plan: Plan) -> None:
    """What was delivered before it began is not its own."""
    Plan.objects.filter(pk=plan.pk).update(season=None, starts_on=date(2021, 9, 28))
    plan.refresh_from_db()
    one = indicator(plan, 1, query="tonnes_delivered", target=Decimal(2))
    assert measured(one, date(2021, 10, 1)).value == 0
    Plan.objects.filter(pk=plan.pk).update(starts_on=TODAY)
    plan.refresh_from_db()
    assert measured(one, date(2021, 10, 1)).value == Decimal("0.93")


def test_a_reported_figure_is_the_last_said_by_the_day(plan: Plan) -> None:
    """A correction replaces; what was said of a later day does not count yet; without any it is not known."""
    one = indicator(plan, 1, source=Source.REPORTED, target=Decimal(3), unit="làng")
    assert measured(one, TODAY).value is None and measured(one, TODAY).where_from == "Chưa có số báo cáo"
    for day, value, current in (
        (date(2021, 6, 25), 1, False),
        (date(2021, 6, 25), 2, True),
        (date(2021, 11, 30), 3, True),
    ):
        Reading.objects.create(
            indicator=one, as_of=day, value=value, provenance=f"báo cáo {day}", reason="sửa" if current else "",
            is_current=current,
        )  # fmt: skip
    found = measured(one, TODAY)
    assert (found.value, found.as_of, found.where_from) == (2, date(2021, 6, 25), "báo cáo 2021-06-25")
    assert (found.reached, found.share) == (NO, Decimal("0.6667"))
    assert measured(one, date(2021, 12, 1)).reached == YES


@pytest.mark.parametrize(
    ("direction", "low", "high", "value", "reached"),
    [
        (Direction.AT_LEAST, 60, 70, 60, YES), (Direction.AT_LEAST, 60, 70, 59, NO),
        (Direction.AT_MOST, 5, None, 5, YES), (Direction.AT_MOST, 5, None, 6, NO), (Direction.AT_MOST, 5, 7, 7, YES),
        (Direction.BETWEEN, 60, 70, 71, NO), (Direction.BETWEEN, 60, 70, 70, YES),
        (Direction.AT_LEAST, 60, 70, 80, YES), (Direction.BETWEEN, 60, None, 99, YES),
        (Direction.AT_LEAST, None, None, 5, UNKNOWN), (Direction.AT_LEAST, 0, None, 0, YES),
    ],
)  # fmt: skip
def test_reaching_a_target(
    plan: Plan, direction: str, low: int | None, high: int | None, value: int, reached: str
) -> None:
    """Each direction at its edges; without a target nothing is reached or missed; a target of 0 has no share."""
    one = indicator(
        plan,
        1,
        source=Source.REPORTED,
        direction=direction,
        target=low,
        target_high=high if low is not None else None,
    )
    Reading.objects.create(indicator=one, as_of=TODAY, value=value, provenance="báo cáo")
    found = measured(one, TODAY)
    assert found.reached == reached
    assert (found.share is None) == (not low)


def test_an_indicator_nobody_can_tell_says_so(plan: Plan) -> None:
    """No source, a figure that is gone, an argument that is gone: no number is made up."""
    for position, facts, words in (
        (1, {"source": Source.NONE}, "chưa có nguồn"),
        (2, {"query": "khong_con"}, "không còn hợp lệ"),
        (3, {"query": "tonnes_delivered", "arguments": {"commodity": "gone"}}, "không còn hợp lệ"),
    ):
        found = measured(indicator(plan, position, target=Decimal(1), **facts), TODAY)
        assert found.value is None and found.reached == UNKNOWN and words in found.where_from


def test_a_whole_plan_takes_few_questions(plan: Plan) -> None:
    """Figures of the same entries, and all reported ones, are read once however many there are."""
    for position in range(1, 41):
        if position % 2:
            channel = ("wholesale", "export", "ecommerce")[position % 3]
            indicator(
                plan, position, query="tonnes_delivered", arguments={"channel": channel, "commodity": "hong"}
            )
        else:
            one = indicator(plan, position, source=Source.REPORTED)
            Reading.objects.create(indicator=one, as_of=TODAY, value=position, provenance="báo cáo")
    wanted = list(Indicator.objects.filter(plan=plan).select_related("plan"))
    with CaptureQueriesContext(connection) as queries:
        found = measured_all(wanted, TODAY)
    assert len(found) == 40 and len(queries) <= 3, [query["sql"][:80] for query in queries]
    assert [one.value for one in found if one.indicator.source == Source.REPORTED] == list(range(2, 41, 2))
    wholesale = [one for one in found if one.indicator.arguments.get("channel") == "wholesale"]
    assert wholesale and all(one.value == Decimal("0.93") for one in wholesale)


def test_the_page_of_a_figure(plan: Plan, small: Small) -> None:
    """Its value and rows; files of the same rows; households' names for those who may see slips only."""
    officer = client_of(person("dieu-phoi", "coordinator"))
    wanted = Asked(TODAY, area_code="20", season=small.season.pk)
    address = figures.rows_url("tonnes_received", wanted)
    page = text_of(officer.get(address))
    assert "0,95 tấn" in page and "Hộ Nông Thị Đào" in page and "Xem ở trang nghiệp vụ" in page
    room = officer.get(figures.page_of("tonnes_received", wanted))
    assert room.status_code == 200 and "950 kg" in text_of(room)
    assert sum(int(row["Khối lượng (kg)"]) for row in csv_of(officer.get(address + "&xuat=csv"))) == 950
    assert len(xlsx_of(officer.get(address + "&xuat=xlsx"))) == 3
    viewer = client_of(person("xem", "viewer"))
    assert "Hộ Nông Thị Đào" not in text_of(viewer.get(address))
    assert "Tên hộ chỉ hiện" in text_of(viewer.get(address))
    assert all(row["Hộ"] == "" for row in csv_of(viewer.get(address + "&xuat=csv")))


def test_the_page_of_a_figure_keeps_to_ones_area(plan: Plan, small: Small) -> None:
    """The whole country, and another province, are for those who look after them; wrong questions are answered."""
    officer = client_of(person("dieu-phoi", "coordinator"))
    here = "/chuong-trinh/so-lieu/"
    assert officer.get(here + "tonnes_delivered/", {"dia-ban": "91"}).status_code == 403
    assert officer.get(here + "tonnes_delivered/").status_code == 403
    for query, status in (
        ({"den": "mai"}, 400), ({"dia-ban": "20';"}, 400), ({"dk-channel": "moon"}, 400), ({"dk-star": "5"}, 400),
        ({"mua": "abc"}, 200), ({"tu": "2021-10-01", "den": "2021-09-01"}, 200),
    ):  # fmt: skip
        assert officer.get(here + "tonnes_delivered/", {"dia-ban": "20", **query}).status_code == status, (
            query
        )
    assert officer.get(here + "khong_co/", {"dia-ban": "20"}).status_code == 404
    assert officer.get(here + "tonnes_delivered/", {"dia-ban": "20", "den": "2020-01-01"}).status_code == 200
    for one in figures.figures():
        address = figures.rows_url(one.name, Asked(TODAY, area_code="20", season=small.season.pk))
        assert officer.get(address).status_code == 200, one.name
        assert csv_of(officer.get(address + "&xuat=csv")) is not None


def test_a_page_turns_through_so_many_rows_and_a_file_holds_all(
    plan: Plan, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is said; sorting by whichever key, the rows of the file are all there are."""
    monkeypatch.setattr(view, "MOST_ROWS", 1)
    officer = client_of(person("dieu-phoi", "coordinator"))
    address = figures.rows_url("tonnes_received", Asked(TODAY, area_code="20", season=small.season.pk))
    assert "lật được 1 dòng đầu" in text_of(officer.get(address))
    assert len(csv_of(officer.get(address + "&xuat=csv"))) == 2
