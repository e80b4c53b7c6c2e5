"""What can still be promised: forecast less the published plan, by week, commune, grade and producer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Sum

from cungcau.domain.forecast.models import Forecast
from cungcau.domain.forecast.selectors import roll_up
from cungcau.domain.forecast.services.demo import load_demo_forecasts
from cungcau.domain.matching import services
from cungcau.domain.matching.models import Line, Plan
from cungcau.domain.matching.selectors.promise import available, by_producer, by_week, published_plan
from cungcau.platform.accounts.models import User
from tests.domain.reading_pages import client_of, csv_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/con-hua-duoc/"


def test_forecast_less_commitments_everywhere(plan: Plan, coordinator: User, stranger: User) -> None:
    season, goods = plan.season, plan.season.commodities.get()
    load_demo_forecasts(season=season)
    client = client_of(coordinator)
    assert published_plan(season) is None
    assert all(row.promised_kg == 0 for row in available(season, None, commodity=goods))
    assert "Chưa công bố kế hoạch nào" in text_of(client.get(PAGE))
    services.publish_plan(plan=plan, actor=coordinator)
    published = published_plan(season)
    rows = available(season, published, commodity=goods)
    lines = Line.objects.filter(plan=plan)
    total = lines.aggregate(kg=Sum("kg"))["kg"]
    assert total and sum(row.promised_kg for row in rows) == total
    told = {week.start: week.counted for week in roll_up(season).weeks}
    for week in by_week(rows):
        picked = lines.filter(harvest_date__range=(week.start, week.start + timedelta(days=6)))
        promised = picked.aggregate(kg=Sum("kg"))["kg"] or 0
        kg = told[week.start]
        assert week.promised_kg == promised
        assert week.likely_kg == (kg.likely_kg if kg else None)
        assert week.left_low_kg == (kg.low_kg - promised if kg else None)
        assert week.over == (promised > (kg.likely_kg if kg else 0))
    _by_grade(plan, published, total)
    _by_producer(plan, published, rows[0].area_code)
    _pages(client, plan)
    assert plan.season.name not in text_of(client_of(stranger).get(PAGE))


def _by_grade(plan: Plan, published: Plan | None, total: int) -> None:
    goods = plan.season.commodities.get()
    grades = set(Line.objects.filter(plan=plan).values_list("lot__grade", flat=True))
    parts = [available(plan.season, published, commodity=goods, grade=grade) for grade in grades if grade]
    assert sum(row.promised_kg for rows in parts for row in rows) == total
    whole = by_week(available(plan.season, published, commodity=goods))
    for place, week in enumerate(whole):
        split = sum(by_week(rows)[place].likely_kg or 0 for rows in parts)
        assert split <= (week.likely_kg or 0)


def _by_producer(plan: Plan, published: Plan | None, area: str) -> None:
    line = Line.objects.filter(plan=plan, lot__area_code=area).order_by("pk").first()
    assert line is not None
    start = line.harvest_date - timedelta(days=line.harvest_date.weekday())
    goods = plan.season.commodities.get()
    rows = by_producer(plan.season, published, commodity=goods, area=area, start=start)
    assert line.producer.code in {row.area_code for row in rows if row.promised_kg}
    left = [(row.likely_kg or 0) - row.promised_kg for row in rows]
    assert left == sorted(left)


def _pages(client: object, plan: Plan) -> None:
    get = client.get  # type: ignore[attr-defined]
    rows = csv_of(get(PAGE, {"xuat": "csv"}))
    assert sum(int(row["Đã hứa (kg)"]) for row in rows) == plan.sold_kg
    over = csv_of(get(PAGE, {"xuat": "csv", "chi": "qua"}))
    assert {row["Tình trạng"] for row in over} <= {"đã hứa quá", "đã hứa mà chưa ai dự báo"}
    first = rows[0]
    opened = get(PAGE, {"xa": first["Mã địa bàn hiện nay, mã hộ"], "tuan": first["Tuần từ thứ Hai"]})
    assert opened.status_code == 200 and first["Địa bàn, hộ"] in text_of(opened)
    for query in ("?loai=2", "?tinh=xa", "?q=na+sam", "?sort=-left", "?page=9", "?tuan=x", "?loai=%C2%B2"):
        assert get(PAGE + query).status_code == 200, query


def test_a_week_promised_without_any_forecast_is_marked(plan: Plan, coordinator: User) -> None:
    services.publish_plan(plan=plan, actor=coordinator)
    goods = plan.season.commodities.get()
    rows = available(plan.season, published_plan(plan.season), commodity=goods)
    assert not Forecast.objects.exists()
    assert rows and all(row.over and row.likely_kg is None and row.left_low_kg is None for row in rows)
    assert rows[0].start >= date(2021, 9, 13)
    assert "đã hứa quá" in text_of(client_of(coordinator).get(PAGE))
