"""Terms: proposed, agreed by both sides, frozen once, changed by both with a reason, never below what is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.network.models import Market
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Entry, Kind, Order, OrderLine, Origin, Side, Terms
from cungcau.domain.orders.services import lines as lines_of_terms
from cungcau.domain.orders.services import post
from cungcau.domain.orders.services.checking import Delivery
from cungcau.domain.orders.services.lines import LineChange
from cungcau.domain.orders.services.orders import enter_order
from cungcau.domain.orders.services.terms import propose, refuse, say_yes
from cungcau.domain.registry.models import Agent
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry as TrailEntry
from cungcau.platform.notify.models import Notification
from cungcau.reference.catalogue.models import Commodity
from tests.at_once import at_once
from tests.domain.orders.order_rows import Ordered, agreed_order, organisation
from tests.domain.season_rows import START, Small, person

DAY = date(2021, 9, 28)
NEXT = date(2021, 9, 30)


def agent(code: str, role: str, username: str) -> User:
    """Somebody who acts for an organisation."""
    user = person(username, role)
    Agent.objects.create(organisation=organisation(code), user=user, valid_from=START)
    return user


@pytest.fixture
def buyer(small: Small) -> User:
    return agent("TL", "buyer", "mua")


@pytest.fixture
def seller(small: Small) -> User:
    return agent("HTX", "representative", "ban")


@pytest.fixture
def officer(small: Small) -> User:
    return person("dieuphoi", "coordinator")


def one_day(kg: int = 1000, day: date = DAY, no: int = 0) -> Delivery:
    return Delivery(day, day, date.fromordinal(day.toordinal() + 1), kg, no)


def facts(**more: Any) -> dict[str, Any]:
    given = {"price_vnd_per_kg": 18_000, "grade": 2, "payment_days": 7, "tolerance_over": 10}
    return {**given, **more}


def entered(small: Small, actor: User | None, *deliveries: Delivery, **more: Any) -> Order:
    """An order of the trader from the cooperative by phone."""
    given: dict[str, Any] = {
        "origin": Origin.PHONE, "buyer_id": organisation("TL").pk, "seller_id": organisation("HTX").pk,
        "commodity_id": Commodity.objects.get(code="hong").pk, "market_id": Market.objects.get(code="ha-noi").pk,
    }  # fmt: skip
    return enter_order(
        season=small.season,
        facts=given,
        terms=facts(),
        deliveries=deliveries or [one_day()],
        actor=actor,
        **more,
    )


def waiting(order: Order) -> Terms:
    return Terms.objects.get(order=order, state=states.PROPOSED)


@pytest.mark.django_db
def test_both_sides_freeze_and_the_lines_are_there(small: Small, buyer: User, seller: User) -> None:
    order = entered(small, buyer, one_day(1000), one_day(500, NEXT))
    terms = waiting(order)
    assert (order.state, terms.buyer_yes_by, terms.seller_yes_at) == (states.PROPOSED, buyer, None)
    assert not OrderLine.objects.filter(order=order).exists()
    assert [one.user for one in Notification.objects.filter(message="orders.terms_wait")] == [seller]
    say_yes(terms=terms, side=Side.SELLER, actor=seller)
    order.refresh_from_db()
    terms.refresh_from_db()
    assert (order.state, terms.state, terms.seller_heard) == (states.AGREED, states.FROZEN, "trên màn hình")
    found = list(
        OrderLine.objects.filter(order=order).values_list("no", "asked_kg", "most_kg", "harvest_date")
    )
    assert found == [(1, 1000, 1100, DAY), (2, 500, 550, NEXT)]
    asked = Entry.objects.filter(line__order=order).order_by("line__no")
    assert list(asked.values_list("kind", "kg", "by", "evidence")) == [
        (Kind.ASKED, 1000, seller.pk, f"terms:{terms.pk}"), (Kind.ASKED, 500, seller.pk, f"terms:{terms.pk}"),
    ]  # fmt: skip
    verbs = set(TrailEntry.objects.filter(object_label=order.code).values_list("verb", flat=True))
    assert verbs >= {"orders.order_entered", "orders.terms_yes", "order.freeze"}


@pytest.mark.django_db
def test_an_officer_says_how_it_was_heard(small: Small, officer: User) -> None:
    terms = waiting(entered(small, officer))
    assert (terms.proposed_side, terms.buyer_yes_at, terms.seller_yes_at) == (Side.OFFICE, None, None)
    with pytest.raises(DomainError) as error:
        say_yes(terms=terms, side=Side.SELLER, actor=officer)
    assert error.value.code == "heard_missing"
    say_yes(terms=terms, side=Side.SELLER, actor=officer, heard="điện thoại với bà Đào")
    say_yes(terms=terms, side=Side.BUYER, actor=officer, heard="giấy ký tay")
    terms.refresh_from_db()
    assert (terms.state, terms.seller_heard, terms.buyer_heard, terms.buyer_yes_by) == (
        states.FROZEN, "điện thoại với bà Đào", "giấy ký tay", officer,
    )  # fmt: skip
    assert say_yes(terms=terms, side=Side.BUYER, actor=officer).pk == terms.pk


@pytest.mark.django_db
def test_a_side_answers_for_itself_only(small: Small, buyer: User, seller: User) -> None:
    terms = waiting(entered(small, buyer))
    with pytest.raises(DomainError) as error:
        say_yes(terms=terms, side=Side.SELLER, actor=buyer)
    assert error.value.code == "not_allowed"
    stranger = agent("H3", "representative", "nguoi-khac")
    with pytest.raises(DomainError) as error:
        say_yes(terms=terms, side=Side.SELLER, actor=stranger)
    assert error.value.code == "order_not_found"
    terms.refresh_from_db()
    assert terms.seller_yes_at is None


@pytest.mark.django_db
def test_refused_with_a_reason_and_proposed_again(small: Small, buyer: User, seller: User) -> None:
    order = entered(small, buyer)
    first = waiting(order)
    with pytest.raises(InputInvalid):
        refuse(terms=first, side=Side.SELLER, reason=" ", actor=seller)
    refuse(terms=first, side=Side.SELLER, reason="Giá thấp", actor=seller)
    order.refresh_from_db()
    assert (order.state, first.state, first.refused_reason) == (states.DRAFT, states.REFUSED, "Giá thấp")
    second = propose(order=order, facts=facts(price_vnd_per_kg=20_000), deliveries=[one_day()], actor=seller)
    assert (second.revision, order.state, second.seller_yes_by) == (2, states.PROPOSED, seller)
    with pytest.raises(DomainError) as error:
        say_yes(terms=first, side=Side.BUYER, actor=buyer)
    assert error.value.code == "terms_not_waiting"
    say_yes(terms=second, side=Side.BUYER, actor=buyer)
    assert Terms.objects.get(order=order, state=states.FROZEN).price_vnd_per_kg == 20_000


@pytest.mark.django_db
def test_an_answer_with_other_terms_takes_the_place_of_those_waiting(
    small: Small, buyer: User, seller: User
) -> None:
    order = entered(small, buyer)
    first = waiting(order)
    with pytest.raises(DomainError) as error:
        propose(order=order, facts=facts(), deliveries=[one_day()], actor=seller)
    assert error.value.code == "terms_waiting"
    second = propose(
        order=order,
        facts=facts(price_vnd_per_kg=19_000),
        deliveries=[one_day()],
        actor=seller,
        instead_of=first,
    )
    first.refresh_from_db()
    assert (first.state, second.state, second.revision) == (states.REFUSED, states.PROPOSED, 2)


@pytest.mark.django_db
def test_no_price_no_agreement(small: Small, officer: User) -> None:
    order = entered(small, officer)
    refuse(terms=waiting(order), side=Side.OFFICE, reason="chưa có giá", actor=officer)
    terms = propose(order=order, facts=facts(price_vnd_per_kg=0), deliveries=[one_day()], actor=officer)
    with pytest.raises(DomainError) as error:
        say_yes(terms=terms, side=Side.BUYER, actor=officer, heard="điện thoại")
    assert error.value.code == "terms_without_price"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "deliveries", "column"),
    [
        ({"price_vnd_per_kg": -1}, [one_day()], "price_vnd_per_kg"),
        ({"grade": 9}, [one_day()], "grade"),
        ({"tolerance_over": 101}, [one_day()], "tolerance_over"),
        ({"price_at": "đâu đó"}, [one_day()], "price_at"),
        ({"pack": "\x00"}, [one_day()], "pack"),
        ({}, [], "days"),
        ({}, [one_day(0)], "kg"),
        ({}, [Delivery(DAY, date(2021, 9, 27), NEXT, 5)], "dispatch_date"),
        ({}, [Delivery(DAY, NEXT, DAY, 5)], "delivery_date"),
    ],
)
def test_terms_that_cannot_stand_name_the_field(
    small: Small, officer: User, given: dict[str, Any], deliveries: list[Delivery], column: str
) -> None:
    order = agreed_order(small).order
    with pytest.raises(InputInvalid) as error:
        propose(order=order, facts=facts(**given), deliveries=deliveries, actor=officer, reason="thử")
    assert column in {fault.column for fault in error.value.faults}
    assert Terms.objects.filter(order=order).count() == 1


class TestAmending:
    """After the freezing: both sides, a reason, and never below what is held."""

    @pytest.fixture
    def ordered(self, small: Small) -> Ordered:
        return agreed_order(small)

    def amended(self, ordered: Ordered, actor: User, *deliveries: Delivery, **more: Any) -> Terms:
        return propose(
            order=ordered.order, facts=facts(**more), deliveries=deliveries, actor=actor, reason="mưa lớn"
        )

    def agree(self, terms: Terms, actor: User) -> None:
        for side in (Side.SELLER, Side.BUYER):
            say_yes(terms=terms, side=side, actor=actor, heard="điện thoại")

    @pytest.mark.django_db
    def test_needs_a_reason_and_both(self, ordered: Ordered, buyer: User, seller: User) -> None:
        with pytest.raises(InputInvalid):
            propose(order=ordered.order, facts=facts(), deliveries=[one_day(1100, no=1)], actor=buyer)
        terms = self.amended(ordered, buyer, one_day(1100, no=1))
        ordered.line.refresh_from_db()
        assert ordered.line.asked_kg == 1000
        say_yes(terms=terms, side=Side.SELLER, actor=seller)
        ordered.line.refresh_from_db()
        ordered.terms.refresh_from_db()
        assert (ordered.line.asked_kg, ordered.line.most_kg) == (1100, 1210)
        assert ordered.terms.state == states.SUPERSEDED
        entry = Entry.objects.get(line=ordered.line, kind=Kind.ASKED)
        assert (entry.kg, entry.reason) == (100, "mưa lớn")

    @pytest.mark.django_db
    def test_less_more_and_another_day(self, ordered: Ordered, officer: User) -> None:
        heard: list[LineChange] = []
        watch = lambda change, actor: heard.append(change)  # noqa: E731
        lines_of_terms.follow(watch)
        terms = self.amended(
            ordered, officer, one_day(950, NEXT, no=1), one_day(300, NEXT), tolerance_over=20
        )
        self.agree(terms, officer)
        lines_of_terms._FOLLOWERS.pop(f"{watch.__module__}.{watch.__qualname__}")
        found = OrderLine.objects.filter(order=ordered.order).values_list(
            "no", "asked_kg", "most_kg", "harvest_date"
        )
        assert list(found) == [(1, 950, 1140, NEXT), (2, 300, 360, NEXT)]
        first, second = sorted(heard, key=lambda one: one.line.no)
        assert first.moved and first.before == replace(one_day(1000, no=1)) and second.before is None

    @pytest.mark.django_db
    def test_never_below_what_households_hold(self, ordered: Ordered, officer: User) -> None:
        with pytest.raises(DomainError) as error:
            self.amended(ordered, officer, one_day(800, no=1))
        assert (error.value.code, error.value.facts) == (
            "line_below_held",
            {"line": 1, "most": 880, "held": 1000},
        )
        with pytest.raises(DomainError) as error:
            self.amended(ordered, officer, one_day(800, NEXT))
        assert (error.value.code, error.value.facts["line"]) == ("line_below_held", 1)

    @pytest.mark.django_db
    def test_what_is_held_between_proposal_and_yes_counts(self, small: Small, officer: User) -> None:
        ordered = agreed_order(small, parts=(("H1", 500),))
        terms = self.amended(ordered, officer, one_day(500, no=1))
        with transaction.atomic():
            post(line=ordered.line, kind=Kind.ALLOCATED, kg=100, actor=officer)
        say_yes(terms=terms, side=Side.SELLER, actor=officer, heard="điện thoại")
        with pytest.raises(DomainError) as error:
            say_yes(terms=terms, side=Side.BUYER, actor=officer, heard="điện thoại")
        assert error.value.code == "line_below_held"
        terms.refresh_from_db()
        assert (terms.state, terms.buyer_yes_at) == (states.PROPOSED, None)

    @pytest.mark.django_db
    def test_no_other_day_once_picking_began(self, ordered: Ordered, officer: User) -> None:
        with transaction.atomic():
            post(line=ordered.line, kind=Kind.HARVESTED, kg=10, slip=ordered.slips[0], actor=officer)
        with pytest.raises(DomainError) as error:
            self.amended(ordered, officer, one_day(1000, NEXT, no=1))
        assert error.value.code == "line_under_way"
        with pytest.raises(DomainError) as error:
            self.amended(ordered, officer, one_day(1000, no=7))
        assert error.value.code == "line_unknown"

    @pytest.mark.django_db
    def test_a_line_nobody_holds_is_taken_out(self, small: Small, officer: User) -> None:
        ordered = agreed_order(small, parts=())
        self.agree(self.amended(ordered, officer, one_day(400, NEXT)), officer)
        found = OrderLine.objects.filter(order=ordered.order).values_list("no", "state", "asked_kg")
        assert list(found) == [(1, states.CANCELLED, 1000), (2, states.OPEN, 400)]

    @pytest.mark.django_db
    def test_frozen_terms_do_not_change(self, ordered: Ordered) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Terms.objects.filter(pk=ordered.terms.pk).update(price_vnd_per_kg=1)


@pytest.mark.django_db(transaction=True)
def test_both_sides_at_once_freeze_once(small: Small) -> None:
    buyer, seller, officer = (
        agent("TL", "buyer", "mua"),
        agent("HTX", "representative", "ban"),
        person("dieuphoi", "coordinator"),
    )
    order = entered(small, officer)
    terms = waiting(order)
    done = at_once(
        lambda: say_yes(terms=Terms.objects.get(pk=terms.pk), side=Side.BUYER, actor=buyer),
        lambda: say_yes(terms=Terms.objects.get(pk=terms.pk), side=Side.SELLER, actor=seller),
    )
    assert all(isinstance(one, Terms) for one in done)
    assert Terms.objects.get(pk=terms.pk).state == states.FROZEN
    assert list(OrderLine.objects.filter(order=order).values_list("no", "asked_kg")) == [(1, 1000)]
    assert Entry.objects.filter(line__order=order, kind=Kind.ASKED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_amendments_at_once_the_second_is_refused(small: Small) -> None:
    buyer, seller = agent("TL", "buyer", "mua"), agent("HTX", "representative", "ban")
    order = agreed_order(small).order

    def amend(who: User, kg: int) -> Terms:
        mine = Order.objects.get(pk=order.pk)
        return propose(order=mine, facts=facts(), deliveries=[one_day(kg, no=1)], actor=who, reason="đổi kg")

    done = at_once(lambda: amend(buyer, 1100), lambda: amend(seller, 1200))
    refused = [one for one in done if isinstance(one, DomainError)]
    assert [one.code for one in refused] == ["terms_waiting"]
    assert Terms.objects.filter(order=order, state=states.PROPOSED).count() == 1
