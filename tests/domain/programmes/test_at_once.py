"""What two people may do at the same moment: one of them meets what the other has done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import Plan, Reading, Scenario, Spending, Task
from cungcau.domain.programmes.services import indicators, money, parts, plans, tasks
from cungcau.domain.programmes.services.reminders import remind_all
from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.models import Notification
from tests.at_once import at_once
from tests.domain.programmes import programme_rows as rows
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


def codes(found: list[object]) -> list[str]:
    return sorted(one.code if isinstance(one, DomainError) else "" for one in found)


def test_money_left_is_spent_once() -> None:
    line = rows.whole().line

    def pay(paper: str) -> object:
        return money.spend(
            line=line, spent_on=date(2021, 9, 1), amount_vnd=600_000_000, paper=paper, actor=None
        )

    found = at_once(lambda: pay("UNC 1"), lambda: pay("UNC 2"), lambda: pay("UNC 3"))
    assert codes(found) == ["", "programme_spending_over", "programme_spending_over"]
    assert Spending.objects.get().amount_vnd == 600_000_000


def test_two_figures_of_a_day_leave_one() -> None:
    one = rows.whole().indicator

    def tell(value: int) -> object:
        return indicators.record_reading(
            indicator=one, as_of=rows.TODAY, value=Decimal(value), provenance="sổ", actor=None
        )

    assert codes(at_once(lambda: tell(1), lambda: tell(2))) == ["", "programme_reading_there"]
    assert Reading.objects.filter(is_current=True).count() == 1


def test_a_number_is_given_once() -> None:
    first, second = rows.plan("Một"), rows.plan("Hai")
    found = at_once(lambda: rows.issued(first), lambda: rows.issued(second))
    assert codes(found) == ["", "programme_plan_number_taken"]
    assert Plan.objects.filter(state=states.ISSUED, number="129").count() == 1


def test_a_task_is_finished_once_and_a_plan_closed_under_it_keeps_it() -> None:
    one = rows.whole()

    def finish() -> object:
        return tasks.finish_task(task=one.task, done_on=rows.TODAY, evidence="Biên bản", actor=None)

    assert codes(at_once(finish, finish)) == ["", "verb_not_allowed"]
    assert Task.objects.get().state == states.DONE


def test_parts_added_at_once_stand_one_after_the_other() -> None:
    one = rows.plan()
    deeds = [
        lambda n=n: plans.add_passage(plan=one, part="purpose", text=f"Đoạn {n}", actor=None)
        for n in range(4)
    ]
    assert codes(at_once(*deeds)) == ["", "", "", ""]
    assert sorted(one.passages.values_list("position", flat=True)) == [1, 2, 3, 4]
    first = one.passages.get(position=1)
    last = one.passages.get(position=4)
    at_once(
        lambda: parts.move(first, parts.PASSAGE, way=parts.DOWN, actor=None),
        lambda: parts.move(last, parts.PASSAGE, way=parts.UP, actor=None),
    )
    assert sorted(one.passages.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_one_scenario_is_chosen() -> None:
    one = rows.whole(in_force=False)
    other = rows.scenario(one.plan, "Xấu")
    found = at_once(
        lambda: money.choose_scenario(scenario=one.scenario, actor=None),
        lambda: money.choose_scenario(scenario=other, actor=None),
    )
    assert codes(found) == ["", ""]
    assert Scenario.objects.filter(chosen=True).count() == 1


def test_two_workers_remind_once() -> None:
    one = rows.whole()
    rows.in_post(person("so-nong", "viewer", "91"), rows.department())
    assert sorted(at_once(remind_all, remind_all), key=str) == [0, 1]
    assert Notification.objects.filter(message="programmes.tasks_due").count() == 1
    assert Task.objects.get(pk=one.task.pk).reminded_on == rows.TODAY
