"""The real door of lots: two tables at once, and a table while a plan is being computed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from people import Together
from tests.domain.season_rows import TAN_MY, Small, person, record_all

from cungcau.domain.matching import services as matching
from cungcau.domain.matching.models import Plan
from cungcau.domain.supply.models import Lot
from cungcau.platform.accounts.models import User
from cungcau.platform.intake import services
from cungcau.platform.intake.services import Brought
from cungcau.platform.jobs import runner

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = "code,producer,commodity,San_luong_ta,harvest_from,harvest_to,place"


@pytest.fixture
def small(db: None) -> Small:
    return record_all()


def bring(actor: User, small: Small, numbers: Sequence[int], kg: int) -> Brought:
    rows = [f"X{n:03},H{1 + n % 2},hong,{kg / 100},2021-09-15,2021-09-20,{TAN_MY}" for n in numbers]
    content = "\n".join([HEADER.replace("San_luong_ta", "Sản lượng (tạ)"), *rows, ""]).encode()
    options = {"season": small.season.code, "confirmed_on": "2021-09-10"}
    return services.bring_in("supply.lots", content, "lô.csv", options, "minh hoạ", actor=actor)


def test_two_tables_of_overlapping_lots(small: Small, together: Together) -> None:
    one, two = person("mot", "coordinator"), person("hai", "coordinator")
    done = together([
        lambda: bring(one, small, range(120), 1000), lambda: bring(two, small, range(180, 60, -1), 2000),
    ])  # fmt: skip
    assert [brought.written for brought in done if isinstance(brought, Brought)] == [True, True], done
    assert Lot.objects.filter(code__startswith="X").count() == 181
    both = Lot.objects.filter(code__gte="X061", code__lte="X119").values_list("quantity_kg", flat=True)
    assert len(set(both)) == 1


def test_a_table_while_a_plan_is_computed(small: Small, together: Together) -> None:
    officer = person("mot", "coordinator")
    plan = matching.request_plan(season=small.season, actor=officer)
    assert plan.job_id is not None
    job = plan.job_id
    done = together([lambda: runner.run(job), lambda: bring(officer, small, range(60), 500)])
    assert isinstance(done[1], Brought), done
    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.state, done[1].written) == ("computed", True)
    before = sum(lot.quantity_kg for lot in small.lots)
    assert plan.offered_kg in {before, before + 60 * 500}
