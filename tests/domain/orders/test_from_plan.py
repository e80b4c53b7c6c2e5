"""Orders from a published plan: once, the difference of a later plan, and the next plan keeps what was ordered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from cungcau.domain.demand.services import record_needs
from cungcau.domain.matching import services as matching
from cungcau.domain.matching.models import Line as PlanLine
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.selectors.promise import available, by_producer, grades_promised, published_plan
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Kind, Order, OrderLine, Origin, Side, Slip, Terms
from cungcau.domain.orders.selectors.commitments import Held
from cungcau.domain.orders.selectors.from_plan import difference
from cungcau.domain.orders.services.from_plan import make_orders, orders_from_plan, request_orders
from cungcau.domain.orders.services.terms import say_yes
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services import record_lots
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import runner
from cungcau.platform.jobs.models import Job
from tests.at_once import at_once
from tests.domain.orders.order_rows import agreed_order, organisation
from tests.domain.season_rows import HOANG_VIET, SOURCE, Small, lot, need, person

FIRST, LAST = date(2021, 9, 28), date(2021, 10, 6)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.SHOWN_DAY = date(2021, 9, 27)


def season_with_goods(small: Small) -> Small:
    """Lots to be picked from tomorrow on, and a need for more than there is."""
    days: dict[str, Any] = {"harvest_from": FIRST, "harvest_to": LAST, "floor_price_vnd_per_kg": None}
    lots = [
        lot("M1", "H1", quantity_kg=800, **days),
        lot("M2", "H2", quantity_kg=600, **days),
        lot("M3", "H3", HOANG_VIET, quantity_kg=500, **days),
    ]
    record_lots(season=small.season, rows=lots, actor=None)
    rows = [
        need("N9", quantity_kg=1500, deliver_from=FIRST, deliver_to=LAST, min_grade=2, payment_days=5,
             tolerance_over=10, deposit_percent=10),
    ]  # fmt: skip
    record_needs(season=small.season, rows=rows, actor=None)
    return small


@pytest.fixture
def officer(small: Small) -> User:
    return person("dieuphoi", "coordinator")


def computed(plan: Plan) -> Plan:
    assert plan.job is not None
    runner.run(plan.job.pk)
    plan.refresh_from_db()
    assert plan.state == "computed", plan.failure
    return plan


def published(small: Small, actor: User) -> Plan:
    plan = computed(matching.request_plan(season=small.season, actor=actor))
    return matching.publish_plan(plan=plan, actor=actor)


@pytest.fixture
def plan(small: Small, officer: User) -> Plan:
    return published(season_with_goods(small), officer)


def to_come(plan: Plan) -> dict[str, int]:
    """Kg to come by need's code."""
    rows = PlanLine.objects.filter(plan=plan, harvest_date__gte=date(2021, 9, 27)).order_by()
    return {code: int(kg) for code, kg in rows.values_list("need__code").annotate(Sum("kg"))}


def ordered_days() -> dict[str, int]:
    """Kg of the orders' terms in words of the need's code."""
    rows = Terms.objects.filter(state__in=(states.FROZEN, states.PROPOSED)).order_by()
    return {code: int(kg) for code, kg in rows.values_list("order__need__code").annotate(Sum("days__kg"))}


def agree_all(actor: User) -> None:
    for terms in Terms.objects.filter(state=states.PROPOSED, price_vnd_per_kg__gt=0):
        for side in (Side.SELLER, Side.BUYER):
            say_yes(terms=terms, side=side, actor=actor, heard="điện thoại")


@pytest.mark.django_db
def test_one_order_for_each_need_seller_point_and_market(plan: Plan, officer: User) -> None:
    made = orders_from_plan(plan, officer)
    assert made.created and not made.problems
    assert ordered_days() == to_come(plan)
    order = Order.objects.filter(need__code="N9").order_by("pk").first()
    assert order is not None
    assert (order.origin, order.plan_id, order.state) == (Origin.PLAN, plan.pk, states.PROPOSED)
    assert (order.seller.code, order.buyer.code) == ("HTX", "TL")
    terms = order.terms.get()
    assert (terms.price_vnd_per_kg, terms.payment_days, terms.tolerance_over, terms.grade) == (
        18_000,
        5,
        10,
        2,
    )
    kg = sum(terms.days.values_list("kg", flat=True))
    assert terms.deposit_vnd == 18_000 * kg * 10 // 100
    keys = PlanLine.objects.filter(plan=plan, harvest_date__gte=FIRST).order_by()
    assert len(made.created) == keys.values("need", "point", "market").distinct().count()


@pytest.mark.django_db
def test_again_adds_nothing(plan: Plan, officer: User) -> None:
    first = orders_from_plan(plan, officer)
    again = orders_from_plan(plan, officer)
    assert (again.created, again.changed, again.proposed) == ([], [], [])
    assert again.unchanged == len(first.created) == Order.objects.count()


@pytest.mark.django_db
def test_a_cancelled_order_of_the_same_plan_stays_cancelled(plan: Plan, officer: User) -> None:
    made = orders_from_plan(plan, officer)
    Order.objects.filter(pk=made.created[0]).update(state=states.CANCELLED)
    assert orders_from_plan(plan, officer).created == []


@pytest.mark.django_db
def test_only_from_the_plan_in_force_and_by_officers(small: Small, plan: Plan, officer: User) -> None:
    fresh = computed(matching.request_plan(season=small.season, actor=officer))
    with pytest.raises(DomainError) as error:
        orders_from_plan(fresh, officer)
    assert error.value.code == "plan_not_published"
    with pytest.raises(DomainError) as error:
        orders_from_plan(plan, person("xem", "viewer"))
    assert error.value.code == "not_allowed"


@pytest.mark.django_db
def test_agreed_orders_have_lines_and_draft_slips(plan: Plan, officer: User) -> None:
    orders_from_plan(plan, officer)
    agree_all(officer)
    lines = OrderLine.objects.filter(order__need__code="N9")
    assert lines and {line.state for line in lines} <= {states.ALLOCATED, states.OPEN}
    slips = Slip.objects.filter(line__in=lines)
    by_lot = dict(slips.order_by().values_list("lot__code").annotate(Sum("allocated_kg")))
    planned = PlanLine.objects.filter(plan=plan, need__code="N9", harvest_date__gte=FIRST).order_by()
    assert by_lot == dict(planned.values_list("lot__code").annotate(Sum("kg")))
    assert {slip.state for slip in slips} == {states.DRAFT}
    assert lines.aggregate(kg=Sum("allocated_kg"))["kg"] == lines.aggregate(kg=Sum("asked_kg"))["kg"]


@pytest.mark.django_db
def test_the_next_plan_keeps_what_is_ordered_once(small: Small, plan: Plan, officer: User) -> None:
    orders_from_plan(plan, officer)
    agree_all(officer)
    held = dict(Slip.objects.order_by().values_list("lot__code").annotate(Sum("allocated_kg")))
    agreed_order(small, "DH-X", asked_kg=100, parts=(("H1", 100),), day=date(2021, 9, 29))
    again = computed(matching.request_plan(season=small.season, actor=officer))
    kept = PlanLine.objects.filter(plan=again).order_by()
    by_lot = dict(kept.values_list("lot__code").annotate(Sum("kg")))
    for code, kg in held.items():
        assert by_lot[code] >= kg
    for one in Lot.objects.filter(season=small.season):
        sold = 100 if one.code == phone_lot() else 0
        assert by_lot.get(one.code, 0) + sold <= one.quantity_kg
    revised = computed(matching.request_revision(base=plan, actor=officer))
    assert not [row for row in revised.dropped if row["lot"] in held]
    both = dict(PlanLine.objects.filter(plan=revised).order_by().values_list("lot__code").annotate(Sum("kg")))
    for one in Lot.objects.filter(season=small.season, code__in=held):
        assert held[one.code] <= both[one.code] <= one.quantity_kg
    matching.publish_plan(plan=revised, actor=officer)
    seen = difference(revised)
    assert {one.order_id for one in seen.gone} == set()
    for touched in seen.changed:
        assert all(touched.after.get(day, 0) >= kg for day, kg in touched.before.items())


def phone_lot() -> str:
    slip = Slip.objects.select_related("lot").get(line__order__code="DH-X")
    assert slip.lot is not None
    return slip.lot.code


@pytest.mark.django_db
def test_what_can_be_promised_is_less_by_orders_once(small: Small, plan: Plan, officer: User) -> None:
    season, goods = small.season, small.season.commodities.get()

    def promised() -> int:
        return sum(row.promised_kg for row in available(season, published_plan(season), commodity=goods))

    of_plan = PlanLine.objects.filter(plan=plan).aggregate(kg=Sum("kg"))["kg"]
    assert promised() == of_plan
    orders_from_plan(plan, officer)
    assert promised() == of_plan
    agree_all(officer)
    assert promised() == of_plan
    line = agreed_order(small, "DH-X", asked_kg=300, parts=(("H2", 100),), day=date(2021, 9, 29)).line
    assert promised() == of_plan + 300
    rows = by_producer(
        season, published_plan(season), commodity=goods, area=organisation("HTX").area_code,
        start=date(2021, 9, 27),
    )  # fmt: skip
    assert {row.area_code: row.promised_kg for row in rows}["HTX"] == 200
    grades = dict(grades_promised(season, published_plan(season), commodity=goods, held=frozenset({""})))
    assert sum(grades.values()) == of_plan + 100
    Slip.objects.filter(line=line).update(state=states.DECLINED, allocated_kg=0, confirmed_kg=0)
    OrderLine.objects.filter(pk=line.pk).update(allocated_kg=0, confirmed_kg=0)
    assert promised() == of_plan + 300
    Order.objects.filter(pk=line.order_id).update(state=states.CANCELLED)
    assert promised() == of_plan


@pytest.mark.django_db
def test_a_later_plan_makes_only_the_difference(small: Small, plan: Plan, officer: User) -> None:
    made = orders_from_plan(plan, officer)
    frozen = Order.objects.filter(need__code="N9").order_by("pk").first()
    assert frozen is not None
    agree_all(officer)
    record_needs(
        season=small.season, actor=None,
        rows=[need("N10", quantity_kg=200, deliver_from=FIRST, deliver_to=LAST, min_grade=1)],
    )  # fmt: skip
    record_lots(
        season=small.season, actor=None,
        rows=[lot("M4", "H1", quantity_kg=400, harvest_from=FIRST, harvest_to=LAST)],
    )  # fmt: skip
    later = matching.publish_plan(
        plan=computed(matching.request_revision(base=plan, actor=officer)), actor=officer
    )
    seen = difference(later)
    second = orders_from_plan(later, officer)
    assert {Order.objects.get(pk=pk).need.code for pk in second.created} <= {"N9", "N10", "N2"}  # type: ignore[union-attr]
    assert len(second.created) == len(seen.new) and not second.problems
    assert len(second.proposed) + len(second.changed) == len(seen.changed)
    for pk in second.proposed:
        terms = Terms.objects.get(order=pk, state=states.PROPOSED)
        assert terms.revision == 2 and f"phiên bản {later.version}" in terms.reason
    assert orders_from_plan(later, officer).created == []
    assert set(made.created).isdisjoint(second.created)


@pytest.mark.django_db
def test_a_need_without_a_price_makes_a_draft(small: Small, officer: User) -> None:
    season_with_goods(small)
    record_needs(
        season=small.season, actor=None,
        rows=[need("N9", quantity_kg=1500, deliver_from=FIRST, deliver_to=LAST, price_vnd_per_kg=None)],
    )  # fmt: skip
    orders_from_plan(published(small, officer), officer)
    states_of = set(Order.objects.filter(need__code="N9").values_list("state", flat=True))
    assert states_of == {states.DRAFT}


@pytest.mark.django_db
def test_a_job_makes_them_with_progress(plan: Plan, officer: User) -> None:
    job = request_orders(plan=plan, actor=officer)
    runner.run(job.pk)
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.result["created"]) == ("succeeded", Order.objects.count())
    assert done.done_url.endswith(f"/tu-ke-hoach/{plan.pk}/")
    assert make_orders.__doc__


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_them_once(small: Small) -> None:
    officer = person("dieuphoi", "coordinator")
    plan = published(season_with_goods(small), officer)
    done = at_once(*(lambda: orders_from_plan(Plan.objects.get(pk=plan.pk), officer) for _ in range(2)))
    assert not [one for one in done if isinstance(one, Exception)]
    assert ordered_days() == to_come(plan)


@pytest.mark.django_db
def test_ordered_kg_stand_once_and_by_what_was_picked(small: Small) -> None:
    ordered = agreed_order(small, asked_kg=1000, parts=(("H1", 600), ("H2", 400)))
    told = Held().ordered(small.season)
    lots = {slip.lot.code: slip.allocated_kg for slip in ordered.slips if slip.lot is not None}
    assert (told.commitments, dict(told.sold)) == ((), lots)
    first = ordered.slips[0]
    Slip.objects.filter(pk=first.pk).update(harvested_kg=650, state=states.BROUGHT)
    assert first.lot is not None and Held().ordered(small.season).sold[first.lot.code] == 650
    assert Kind.ALLOCATED in Kind.values


@pytest.mark.django_db
def test_many_orders_take_few_statements(small: Small, officer: User) -> None:
    plan = computed(matching.request_plan(season=season_with_goods(small).season, actor=officer))
    line = PlanLine.objects.select_related("lot").filter(plan=plan, need__code="N9").first()
    assert line is not None
    sellers = Organisation.objects.bulk_create(
        Organisation(
            code=f"B{number}",
            name=f"Tổ {number}",
            kind="group",
            source=SOURCE,
            area_code=line.producer.area_code,
        )
        for number in range(300)
    )
    lots = Lot.objects.bulk_create(
        Lot(
            season=small.season, code=f"B{one.code}", producer=one, commodity=line.lot.commodity, quantity_kg=900,
            harvest_from=FIRST, harvest_to=LAST, place=line.lot.place, area_code=one.area_code, source=SOURCE,
        )
        for one in sellers
    )  # fmt: skip
    days = [date.fromordinal(FIRST.toordinal() + number) for number in range(6)]
    same = {
        "need": line.need, "point": line.point, "market": line.market, "kg": 100, "freight_vnd_per_kg": 0,
        "price_vnd_per_kg": 18_000, "words": "", "by_producer": 0, "by_lot": 0, "by_point": 0, "by_market": 0,
        "by_buyer": 0,
    }  # fmt: skip
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            lot=one,
            producer=one.producer,
            harvest_date=day,
            dispatch_date=day,
            delivery_date=day,
            **same,
        )
        for one in lots
        for day in days
    )
    matching.publish_plan(plan=plan, actor=officer)
    with CaptureQueriesContext(connection) as queries:
        made = orders_from_plan(plan, officer)
    assert len(made.created) > 300 and len(queries) < 60
    assert Terms.objects.filter(order__in=made.created).count() == len(made.created)
    assert OrderLine.objects.count() == 0
    with CaptureQueriesContext(connection) as queries:
        assert difference(plan).is_nothing
    assert len(queries) <= 6
