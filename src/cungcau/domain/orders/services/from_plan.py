"""Orders from a published plan: made once, and of a later plan only the difference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.urls import reverse

from cungcau.domain.demand.models import Need
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.states import PUBLISHED
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.orders import policies, states
from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders.messages import orders as messages
from cungcau.domain.orders.models import Order, Origin, Side, Terms, TermsDay
from cungcau.domain.orders.selectors.from_plan import Days, Key, Touched, Wanted, difference
from cungcau.domain.orders.services import telling
from cungcau.domain.orders.services.checking import TERMS_FIELDS, Delivery
from cungcau.domain.orders.services.listing import renew_listing
from cungcau.domain.orders.services.naming import code_of, name_order, next_ids
from cungcau.domain.orders.services.terms import in_force, locked, propose
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.jobs import services as jobs
from cungcau.platform.jobs.models import Job
from cungcau.platform.jobs.registry import Run
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season

KIND = "orders.from_plan"
BATCH = 500
AT_ONCE = 200
"""Orders made while the person waits; more are made by a job."""

Report = Callable[[int, int], None]


@dataclass(slots=True)
class Made:
    """What came of a plan: ids of orders created, of those whose waiting terms changed, of those asked to change.

    ``gone`` are orders of which the plan has nothing left, ``problems`` (order's code, sentence) those that
    cannot follow it; both are left to people.
    """

    created: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    proposed: list[int] = field(default_factory=list)
    unchanged: int = 0
    gone: list[int] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the job's result."""
        return {
            "created": len(self.created), "changed": len(self.changed), "proposed": len(self.proposed),
            "unchanged": self.unchanged, "gone": self.gone, "problems": [list(one) for one in self.problems],
        }  # fmt: skip


def require_plan(plan: Plan, actor: User | None) -> None:
    """Let pass who may make orders of a plan that is in force. Raises ``not_allowed``, ``plan_not_published``."""
    if actor is not None:
        access.require(actor, policies.RECORD, plan.area_code)
    if plan.state != PUBLISHED:
        raise DomainError("plan_not_published", title=plan.title)


@transaction.atomic
def request_orders(*, plan: Plan, actor: User | None) -> Job:
    """Let a job make the plan's orders; a second one waits for the first and finds nothing left to do."""
    require_plan(plan, actor)
    job = jobs.later(
        kind=KIND, title=f"Lập đơn hàng từ {plan.title} — {plan.season.name}", arguments={"plan": plan.pk},
        actor=actor,
    )  # fmt: skip
    job.done_url = reverse("orders:from-plan", args=[plan.pk])
    job.save(update_fields=["done_url"])
    return job


def make_orders(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The work behind ``orders.from_plan``: arguments ``{"plan": id}``; taken up again it goes on where it stopped."""
    plan = Plan.objects.select_related("season").get(pk=int(str(arguments["plan"])))
    owner = Job.objects.select_related("created_by").get(pk=run.job_id).created_by

    def report(done: int, among: int) -> None:
        message = f"{done}/{among} đơn"
        run.report(stage="Lập đơn hàng", percent=5 + 94 * done // max(1, among), message=message)

    made = orders_from_plan(plan, owner, report=report)
    return {**made.as_json(), "done_url": reverse("orders:from-plan", args=[plan.pk])}


def orders_from_plan(
    plan: Plan, actor: User | None, only: Collection[int] | None = None, report: Report | None = None
) -> Made:
    """Make the orders of a plan in force: one per need, seller, point and market, a delivery per days.

    Called again it adds nothing; of a later plan it makes the difference: new orders, other days for those not
    agreed yet, and for agreed ones new terms proposed to both sides. ``only`` these needs' ids. Written in
    portions, each whole. Raises ``not_allowed``, ``plan_not_published``.
    """
    plan = Plan.objects.select_related("season").get(pk=plan.pk)
    require_plan(plan, actor)
    found = difference(plan, only)
    made = Made(unchanged=found.done, gone=[one.order_id for one in found.gone])
    among = len(found.new) + len(found.changed)
    keys = iter(found.new)
    while portion := list(islice(keys, BATCH)):
        made.created += _create(plan, portion, actor)
        if report is not None:
            report(len(made.created), among)
    for number, one in enumerate(found.changed, 1):
        _follow(plan, one, actor, made)
        if report is not None and number % 20 == 0:
            report(len(made.created) + number, among)
    with transaction.atomic():
        made.unchanged += Order.objects.filter(pk__in=found.same).exclude(plan=plan).update(plan=plan)
        if made.created or made.changed or made.proposed:
            record(
                actor=actor, verb=messages.ORDERS_FROM_PLAN, thing=plan, area=plan.area_code,
                created=len(made.created), changed=len(made.changed) + len(made.proposed),
                unchanged=made.unchanged, problems=len(made.problems),
            )  # fmt: skip
            telling.orders_made(plan.season, made.created, actor)
    return made


@transaction.atomic
def _create(plan: Plan, keys: Sequence[Key], actor: User | None) -> list[int]:
    """Orders with their waiting terms, written in three statements; what somebody made meanwhile is left out."""
    season = Season.objects.select_for_update(no_key=True).get(pk=plan.season_id)
    require_plan(Plan.objects.get(pk=plan.pk), None)
    fresh = difference(plan, {key.need for key in keys}).new
    wanted = {key: fresh[key] for key in keys if key in fresh}
    if not wanted:
        return []
    rows = _Rows(wanted)
    orders, terms, days = [], [], []
    for pk, (key, when) in zip(next_ids(len(wanted)), wanted.items(), strict=True):
        order = rows.order(pk, key, plan, season, actor)
        first = rows.terms(order, when, actor)
        orders.append(order)
        terms.append(first)
        days += [
            TermsDay(terms=first, no=number, kg=when[day], **day._asdict())
            for number, day in enumerate(sorted(when), 1)
        ]
    Order.objects.bulk_create(orders, batch_size=1000)
    Terms.objects.bulk_create(terms, batch_size=1000)
    TermsDay.objects.bulk_create(days, batch_size=2000)
    renew_listing(order.pk for order in orders)
    return [order.pk for order in orders]


class _Rows:
    """The needs, organisations, points and markets behind keys, read once."""

    def __init__(self, wanted: Mapping[Key, Wanted]) -> None:
        def column(name: str) -> set[int]:
            return {getattr(key, name) for key in wanted}

        needs = Need.objects.select_related("buyer", "commodity").defer("words", "folded", "buyer__words")
        self.needs = needs.in_bulk(column("need"))
        self.sellers = Organisation.objects.defer("words", "folded").in_bulk(column("seller"))
        self.points = CollectionPoint.objects.in_bulk(column("point"))
        self.markets = Market.objects.in_bulk(column("market"))

    def order(self, pk: int, key: Key, plan: Plan, season: Season, actor: User | None) -> Order:
        """The order of a key, not yet written; one without a price is a draft."""
        need, seller = self.needs[key.need], self.sellers[key.seller]
        order = Order(
            pk=pk, code=code_of(pk), season=season, origin=Origin.PLAN, plan=plan, need=need, buyer=need.buyer,
            seller=seller, commodity=need.commodity, point=self.points[key.point],
            market=self.markets[key.market], place_text=need.place_text,
            area_code=seller.area_code or season.area_code, entered_by=actor, is_demo=season.is_demo,
            state=states.ORDER.move(states.DRAFT, "propose") if need.price_vnd_per_kg else states.DRAFT,
            source=f"Kế hoạch phiên bản {plan.version}, công bố {clock.today():%d/%m/%Y}"[:300],
        )  # fmt: skip
        if plan.published_at is not None:
            order.source = f"Kế hoạch phiên bản {plan.version}, công bố {plan.published_at:%d/%m/%Y}"[:300]
        name_order(order)
        return order

    def terms(self, order: Order, days: Wanted, actor: User | None) -> Terms:
        """Its first terms as the need has them; the deposit of a need is shared over its orders by kg."""
        need = self.needs[order.need_id or 0]
        kg, price = sum(days.values()), need.price_vnd_per_kg or 0
        deposit = (need.deposit_vnd or 0) * kg // max(need.quantity_kg, kg)
        if need.deposit_percent:
            deposit = price * kg * need.deposit_percent // 100
        return Terms(
            order=order, revision=1, proposed_side=Side.OFFICE, proposed_by=actor, price_vnd_per_kg=price,
            price_at=need.price_at, grade=need.min_grade, pack=need.pack, freight_by=need.freight_by,
            deposit_vnd=deposit, payment_days=need.payment_days or 0, tolerance_under=need.tolerance_under,
            tolerance_over=need.tolerance_over,
        )  # fmt: skip


@transaction.atomic
def _follow(plan: Plan, touched: Touched, actor: User | None, made: Made) -> None:
    """Let one order follow a later plan: its waiting terms anew, or new terms proposed to what is frozen."""
    order = locked(Order(pk=touched.order_id))
    if order.plan_id == plan.pk:
        return
    try:
        with transaction.atomic():
            if order.state == states.AGREED:
                _amend(plan, order, touched, actor)
                made.proposed.append(order.pk)
            else:
                _rewrite(order, touched.after)
                made.changed.append(order.pk)
            Order.objects.filter(pk=order.pk).update(plan=plan)
    except DomainError as refused:
        made.problems.append((order.code, answer(refused).text))


def _rewrite(order: Order, days: Wanted) -> None:
    """The days of terms nobody has frozen, anew; who said yes to others has to say it again."""
    terms = Terms.objects.select_for_update().filter(order=order, state=states.PROPOSED).first()
    if terms is None:
        raise DomainError("order_not_open", order=order.code, state=str(states.ORDER_LABELS[order.state]))
    terms.seller_yes_at = terms.buyer_yes_at = terms.seller_yes_by = terms.buyer_yes_by = None
    terms.seller_heard = terms.buyer_heard = ""
    terms.save()
    past = terms.days.filter(harvest_date__lt=clock.today()).count()
    terms.days.filter(harvest_date__gte=clock.today()).delete()
    first = (terms.days.order_by("-no").values_list("no", flat=True).first() or 0) + 1 if past else 1
    TermsDay.objects.bulk_create(
        TermsDay(terms=terms, no=number, kg=days[day], **day._asdict())
        for number, day in enumerate(sorted(days), first)
    )
    renew_listing([order.pk])


def _amend(plan: Plan, order: Order, touched: Touched, actor: User | None) -> None:
    """Propose to both sides what the plan has for the days to come; what is past stays."""
    frozen = in_force(order)
    assert frozen is not None, "an agreed order has frozen terms"
    today, left = clock.today(), dict(touched.after)
    wanted = []
    for line in order.lines.exclude(state=states.CANCELLED).order_by("no"):
        days = Days(line.harvest_date, line.dispatch_date, line.delivery_date)
        kg = line.asked_kg if line.harvest_date < today else left.pop(days, 0)
        if kg:
            wanted.append(Delivery(*days, kg, line.no))
    wanted += [Delivery(*days, kg) for days, kg in sorted(left.items())]
    facts = {name: getattr(frozen, name) for name in TERMS_FIELDS}
    propose(
        order=order, facts=facts, deliveries=wanted, actor=actor,
        reason=reasons.said(reasons.PLAN_CHANGED, version=plan.version),
    )  # fmt: skip
