"""Two people at one subject at the same moment: nothing is lost, the second is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cungcau.domain.forecast.models import Forecast, StaleReminder
from cungcau.domain.forecast.services import record_forecasts, remind_officer
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.notify.models import Notification
from tests.at_once import at_once
from tests.domain.forecast.conftest import row
from tests.domain.season_rows import Small, person, record_all

pytestmark = pytest.mark.django_db(transaction=True)


def saying(small: Small, kg: int, **facts: object) -> Callable[[], object]:
    given = row(small, "H1", kg, **facts)
    return lambda: record_forecasts(season=small.season, rows=[given], actor=None)


def test_two_first_forecasts_at_once_become_one_and_its_revision() -> None:
    small = record_all()
    at_once(saying(small, 100, reason="a"), saying(small, 200, reason="b"))
    rows = list(Forecast.objects.order_by("revision").values_list("revision", "is_current", "likely_kg"))
    assert [(number, current) for number, current, _ in rows] == [(1, False), (2, True)]
    assert {kg for _, _, kg in rows} == {100, 200}


def test_two_revisions_at_once_are_both_kept_as_two_and_three_where_neither_looked() -> None:
    small = record_all()
    saying(small, 50)()
    at_once(saying(small, 100, reason="a"), saying(small, 200, reason="b"))
    found = Forecast.objects.order_by("revision").values_list("revision", "is_current", "replaces__revision")
    assert list(found) == [(1, False, None), (2, False, 1), (3, True, 2)]


def test_two_revisions_of_the_same_page_the_second_is_told() -> None:
    small = record_all()
    saying(small, 50)()
    found = at_once(saying(small, 100, reason="a", seen=1), saying(small, 200, reason="b", seen=1))
    assert sum(isinstance(one, EditedMeanwhile) for one in found) == 1
    assert Forecast.objects.count() == 2 and Forecast.objects.get(is_current=True).revision == 2


def test_two_batches_in_opposite_orders_do_not_block_each_other() -> None:
    small = record_all()
    codes = ["H1", "H2", "H3"]

    def batch(order: list[str], kg: int) -> Callable[[], object]:
        rows = [row(small, code, kg, reason="x") for code in order]
        return lambda: record_forecasts(season=small.season, rows=rows, actor=None)

    found = at_once(batch(codes, 10), batch(codes[::-1], 20))
    assert not any(isinstance(one, Exception) for one in found)
    assert Forecast.objects.filter(is_current=True).count() == 3 and Forecast.objects.count() == 6


def test_an_officer_is_reminded_once_however_many_workers() -> None:
    record_all()
    officer = person("can-bo", "commune_officer", "20.06172")
    day = date(2021, 9, 27)
    found = at_once(*[lambda: remind_officer(officer, day)] * 4)
    assert sorted(map(bool, found)) == [False, False, False, True]
    assert StaleReminder.objects.count() == Notification.objects.filter(user=officer).count() == 1
