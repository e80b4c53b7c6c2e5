"""Orders a recomputed plan cannot keep are shown with the reason, on its page, in its table and over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from cungcau.domain.demand.models import Need
from cungcau.domain.matching import services as matching
from cungcau.domain.matching.models import Plan, UnkeptLine
from cungcau.domain.network.services import ClosureRow, record_closures
from cungcau.domain.orders.models import Order, Slip
from cungcau.domain.orders.services.from_plan import orders_from_plan
from cungcau.platform.accounts.models import User
from tests.domain.orders.test_from_plan import (
    FIRST,
    LAST,
    _day,
    agree_all,
    computed,
    officer,
    plan,
)
from tests.domain.season_rows import SOURCE, Small

__all__ = ["_day", "officer", "plan"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def shut(small: Small, plan: Plan, officer: User) -> Plan:
    """Everything agreed, then P1 shut for the days to come, then computed again."""
    orders_from_plan(plan, officer)
    agree_all(officer)
    rows = [ClosureRow("point", "P1", FIRST, LAST, SOURCE)]
    record_closures(season=small.season, rows=rows, actor=None)
    return computed(matching.request_plan(season=small.season, actor=officer))


def behind(plan: Plan) -> dict[str, set[str]]:
    """Orders by reason."""
    found: dict[str, set[str]] = {}
    for row in UnkeptLine.objects.filter(plan=plan):
        found.setdefault(row.why, set()).update(one["code"] for one in row.orders)
    return found


def through_p1() -> set[str]:
    rows = Slip.objects.filter(line__order__point__code="P1", line__order__need__isnull=False)
    return set(rows.values_list("line__order__code", flat=True))


def test_a_plan_that_keeps_everything_says_nothing(plan: Plan, officer: User, small: Small) -> None:
    orders_from_plan(plan, officer)
    agree_all(officer)
    again = computed(matching.request_plan(season=small.season, actor=officer))
    assert not again.unkept.exists()


def test_orders_through_a_shut_point_are_named(shut: Plan) -> None:
    assert through_p1() and behind(shut) == {"closure": through_p1()}
    held = Slip.objects.filter(line__order__code__in=through_p1(), lot__code="M1").order_by(
        "line__harvest_date"
    )
    rows = shut.unkept.filter(lot="M1", why="closure").order_by("harvest_date")
    assert [(row.harvest_date, row.kg) for row in rows] == [
        (slip.harvest_date, slip.allocated_kg) for slip in held
    ]
    assert {(row.producer, row.buyer, row.point) for row in rows} == {
        ("Hộ Nông Thị Đào", "Thương lái Hà Nội", "Điểm Tân Mỹ 1")
    }


def test_what_lost_its_need_is_named(small: Small, plan: Plan, officer: User) -> None:
    orders_from_plan(plan, officer)
    agree_all(officer)
    Need.objects.filter(code="N9").update(quantity_kg=10)
    again = computed(matching.request_plan(season=small.season, actor=officer))
    lost = again.unkept.filter(why="need_smaller")
    assert lost.exists() and all(row.orders for row in lost)


def test_what_is_past_is_not_complained_of(shut: Plan, small: Small, officer: User, settings: Any) -> None:
    settings.SHOWN_DAY = date(2021, 10, 2)
    later = computed(matching.request_plan(season=small.season, actor=officer))
    assert not later.unkept.filter(harvest_date__lt=date(2021, 10, 2)).exists()


def test_the_page_the_table_and_the_api_show_it(shut: Plan, officer: User, client: Client) -> None:
    client.force_login(officer)
    page = client.get(f"/ke-hoach/{shut.pk}/").content.decode()
    assert "kế hoạch này không giữ được" in page and "Điểm, tuyến hoặc chợ đóng" in page
    code = sorted(through_p1())[0]
    order = Order.objects.get(code=code)
    assert f'<a href="/don-hang/{order.pk}/">{code}</a>' in page
    table = client.get(f"/ke-hoach/{shut.pk}/khong-giu-duoc/?q=nong thi dao&sort=-kg&why=closure")
    assert table.status_code == 200 and "Hộ Nông Thị Đào" in table.content.decode()
    nothing = client.get(f"/ke-hoach/{shut.pk}/khong-giu-duoc/?why=lot_gone").content.decode()
    assert "Không có dòng nào khớp" in nothing
    sheet = b"".join(client.get(f"/ke-hoach/{shut.pk}/khong-giu-duoc/?xuat=csv&q={code}"))  # type: ignore[arg-type]
    assert code in sheet.decode() and "Điểm, tuyến hoặc chợ đóng" in sheet.decode()
    rows = client.get(f"/api/v1/plans/{shut.pk}/unkept", {"q": code, "limit": 3}).json()
    assert rows and {row["why"] for row in rows} == {"closure"}
    assert rows[0]["reason"] == "Điểm, tuyến hoặc chợ đóng trong những ngày này"
    assert {one["code"] for row in rows for one in row["orders"]} == {code}


def test_rows_of_a_published_plan_stay(small: Small, shut: Plan, officer: User) -> None:
    matching.publish_plan(plan=shut, actor=officer)
    with pytest.raises(DatabaseError, match="do not change"), transaction.atomic():
        shut.unkept.update(kg=1)
