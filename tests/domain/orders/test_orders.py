"""Orders entered by hand: by officers, by either side as a proposal, kept as drafts, cancelled, closed, recorded."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cungcau.domain.network.models import Market
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Entry, Kind, Order, OrderLine, Origin, Slip, Terms
from cungcau.domain.orders.selectors import orders_shown
from cungcau.domain.orders.selectors.records import fulfilment
from cungcau.domain.orders.services import post
from cungcau.domain.orders.services.areas import refresh_areas
from cungcau.domain.orders.services.correcting import correct_entry
from cungcau.domain.orders.services.flags import notice_price
from cungcau.domain.orders.services.orders import (
    cancel_order,
    change_draft,
    change_order,
    close_order,
    enter_order,
    reopen_order,
    send_order,
)
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.reference.catalogue.models import Commodity
from tests.at_once import at_once
from tests.domain.orders.order_rows import Ordered, agreed_order, organisation
from tests.domain.orders.test_terms import agent, entered, facts, one_day, waiting
from tests.domain.season_rows import Small, person


@pytest.fixture
def officer(small: Small) -> User:
    return person("dieuphoi", "coordinator")


@pytest.fixture
def buyer(small: Small) -> User:
    return agent("TL", "buyer", "mua")


@pytest.fixture
def seller(small: Small) -> User:
    return agent("HTX", "representative", "ban")


def given(**more: Any) -> dict[str, Any]:
    return {
        "origin": Origin.PHONE, "buyer_id": organisation("TL").pk, "seller_id": organisation("HTX").pk,
        "commodity_id": Commodity.objects.get(code="hong").pk, "market_id": Market.objects.get(code="ha-noi").pk,
        **more,
    }  # fmt: skip


@pytest.mark.django_db
class TestEntering:
    def test_an_agreement_names_where(self, small: Small, officer: User) -> None:
        with pytest.raises(InputInvalid) as error:
            enter_order(
                season=small.season, facts=given(origin=Origin.AGREEMENT), terms=facts(), deliveries=[one_day()],
                actor=officer,
            )  # fmt: skip
        assert [fault.column for fault in error.value.faults] == ["agreed_at_text"]
        made = enter_order(
            season=small.season, facts=given(origin=Origin.AGREEMENT, agreed_at_text="Hội nghị 25/9, biên bản 12"),
            terms=facts(), deliveries=[one_day()], actor=officer,
        )  # fmt: skip
        assert made.code == f"DH-{made.pk:06d}" and made.area_code == organisation("HTX").area_code
        assert "hong tan mi" in made.folded and made.state == states.PROPOSED

    @pytest.mark.parametrize(
        ("wrong", "column"),
        [
            ({"seller_id": 0}, "seller"),
            ({"market_id": None}, "market"),
            ({"note": "\x00"}, "note"),
            ({"origin": "?"}, "origin"),
        ],
    )
    def test_what_cannot_stand_is_named(
        self, small: Small, officer: User, wrong: dict[str, Any], column: str
    ) -> None:
        if wrong.get("seller_id") == 0:
            wrong = {"seller_id": organisation("TL").pk}
        with pytest.raises(InputInvalid) as error:
            enter_order(
                season=small.season,
                facts=given(**wrong),
                terms=facts(),
                deliveries=[one_day()],
                actor=officer,
            )
        assert column in {fault.column for fault in error.value.faults}
        assert not Order.objects.exists()

    def test_orders_of_a_plan_are_not_typed(self, small: Small, officer: User) -> None:
        with pytest.raises(DomainError) as error:
            enter_order(
                season=small.season,
                facts=given(origin=Origin.PLAN),
                terms=facts(),
                deliveries=[one_day()],
                actor=officer,
            )
        assert error.value.code == "order_of_a_plan_only"

    def test_either_side_proposes_nobody_else(self, small: Small, buyer: User, seller: User) -> None:
        assert waiting(entered(small, seller)).seller_yes_by == seller
        assert waiting(entered(small, buyer)).buyer_yes_by == buyer
        for who in (
            agent("H3", "representative", "khac"),
            person("xem", "viewer"),
            person("canboxa", "commune_officer"),
        ):
            with pytest.raises(DomainError) as error:
                entered(small, who)
            assert error.value.code == "not_allowed"

    def test_the_same_call_twice_is_one_order(self, small: Small, officer: User) -> None:
        key = uuid.uuid4()
        assert entered(small, officer, client_uuid=key) == entered(small, officer, client_uuid=key)
        assert Order.objects.count() == 1

    def test_a_draft_is_its_writers_until_it_is_sent(self, small: Small, buyer: User, seller: User) -> None:
        order = entered(small, buyer, as_draft=True)
        assert (order.state, waiting(order).buyer_yes_at) == (states.DRAFT, None)
        assert list(orders_shown(buyer)) == [order] and not orders_shown(seller).exists()
        changed = change_draft(
            order=order, version=order.version, facts=given(note="gấp"), terms=facts(price_vnd_per_kg=19_000),
            deliveries=[one_day(700)], actor=buyer,
        )  # fmt: skip
        assert (changed.note, waiting(order).price_vnd_per_kg, changed.version) == ("gấp", 19_000, 2)
        with pytest.raises(DomainError) as error:
            change_draft(order=order, version=1, facts={}, terms=facts(), deliveries=[one_day()], actor=buyer)
        assert error.value.code == "order_changed_meanwhile"
        send_order(order=order, actor=buyer)
        assert waiting(order).buyer_yes_by == buyer and list(orders_shown(seller)) == [order]


@pytest.mark.django_db
class TestEnding:
    @pytest.fixture
    def ordered(self, small: Small) -> Ordered:
        return agreed_order(small)

    def test_cancelled_with_a_reason_and_households_are_free(self, ordered: Ordered, officer: User) -> None:
        with pytest.raises(InputInvalid):
            cancel_order(order=ordered.order, reason=" ", actor=officer)
        cancel_order(order=ordered.order, reason="bên mua thôi", actor=officer)
        assert (ordered.order.state, ordered.order.reason) == (states.CANCELLED, "bên mua thôi")
        line = OrderLine.objects.get()
        assert (line.state, line.allocated_kg, line.confirmed_kg) == (states.CANCELLED, 0, 0)
        assert set(Slip.objects.values_list("state", "allocated_kg")) == {(states.CANCELLED, 0)}

    def test_not_once_goods_were_picked(self, ordered: Ordered, officer: User) -> None:
        with transaction.atomic():
            post(line=ordered.line, kind=Kind.HARVESTED, kg=5, slip=ordered.slips[0], actor=officer)
        with pytest.raises(DomainError) as error:
            cancel_order(order=ordered.order, reason="thôi", actor=officer)
        assert (error.value.code, error.value.facts["line"]) == ("order_under_way", 1)

    def test_sides_give_up_only_what_is_not_agreed(
        self, small: Small, ordered: Ordered, buyer: User, seller: User
    ) -> None:
        with pytest.raises(DomainError) as error:
            cancel_order(order=ordered.order, reason="thôi", actor=seller)
        assert error.value.code == "not_allowed"
        fresh = entered(small, buyer)
        assert cancel_order(order=fresh, reason="thôi", actor=seller).state == states.CANCELLED
        assert Terms.objects.get(order=fresh).state == states.REFUSED

    def test_closed_with_a_reason_while_something_is_open(self, ordered: Ordered, officer: User) -> None:
        with pytest.raises(DomainError) as error:
            close_order(order=ordered.order, reason="", actor=officer)
        assert error.value.code == "order_unfinished"
        assert close_order(order=ordered.order, reason="mưa, hết hàng", actor=officer).state == states.CLOSED
        assert reopen_order(order=ordered.order, reason="còn giao", actor=officer).state == states.AGREED

    def test_two_people_changing_where_it_goes(self, ordered: Ordered, officer: User) -> None:
        seen = {"note": ""}
        change_order(order=ordered.order, version=1, seen=seen, mine={"note": "cổng sau"}, actor=officer)
        with pytest.raises(EditedMeanwhile):
            change_order(
                order=ordered.order, version=1, seen=seen, mine={"note": "cổng trước"}, actor=officer
            )

    def test_an_entry_is_corrected_by_a_further_one(
        self, ordered: Ordered, officer: User, seller: User
    ) -> None:
        with transaction.atomic():
            entry = post(line=ordered.line, kind=Kind.HARVESTED, kg=500, slip=ordered.slips[0], actor=officer)
        for who in (seller,):
            with pytest.raises(DomainError) as error:
                correct_entry(entry=entry, kg=480, reason="cân lại", actor=who)
            assert error.value.code == "not_allowed"
        made = correct_entry(entry=entry, kg=480, reason="cân lại", actor=officer)
        assert made is not None and (made.kg, made.corrects, made.reason) == (-20, entry, "cân lại")
        held = Entry.objects.filter(kind=Kind.ALLOCATED).first()
        assert held is not None
        with pytest.raises(DomainError) as error:
            correct_entry(entry=held, kg=1, reason="thử", actor=officer)
        assert error.value.code == "entry_of_slip"

    def test_areas_follow_the_seller(self, ordered: Ordered) -> None:
        Order.objects.filter(pk=ordered.order.pk).update(area_code="20.x")
        assert refresh_areas() >= 1
        ordered.order.refresh_from_db()
        assert ordered.order.area_code == organisation("HTX").area_code


@pytest.mark.django_db(transaction=True)
def test_one_call_sent_twice_at_once_is_one_order(small: Small) -> None:
    officer, key = person("dieuphoi", "coordinator"), uuid.uuid4()
    done = at_once(*(lambda: entered(small, officer, client_uuid=key) for _ in range(2)))
    assert Order.objects.count() == 1
    assert {one.pk for one in done if isinstance(one, Order)} == {Order.objects.get().pk} and len(done) == 2
    assert all(isinstance(one, Order) for one in done)


@pytest.mark.django_db
class TestRecords:
    """The fulfilment record, from entries alone."""

    def kept(
        self, small: Small, number: int, *, late: int = 0, kg: int = 1000, pay_after: int = 5
    ) -> Ordered:
        """An order of a past day whose goods came ``late`` days late, ``kg`` of them, paid after so many days."""
        day = date(2021, 9, 10)
        ordered = agreed_order(small, f"DH-K{number}", parts=(("H1", 1000),), day=day)
        noon = timezone.make_aware(datetime(2021, 9, 10, 12))
        line = ordered.line
        with transaction.atomic():
            for kind, after in (
                (Kind.HARVESTED, 0), (Kind.RECEIVED, 0), (Kind.LOADED, 0), (Kind.DELIVERED, 1 + late),
                (Kind.ACCEPTED, 1 + late), (Kind.PAID, pay_after),
            ):  # fmt: skip
                post(line=line, kind=kind, kg=kg, actor=None, at=noon + timedelta(days=after))
        return ordered

    def test_too_few_say_nothing(self, small: Small, settings: Any) -> None:
        settings.SHOWN_DAY = date(2021, 9, 27)
        assert fulfilment(organisation("HTX")) == []
        self.kept(small, 1)
        (record,) = fulfilment(organisation("HTX"))
        assert (record.orders, record.enough) == (1, False)

    def test_in_full_on_the_day_at_the_price_days_to_pay(self, small: Small, settings: Any) -> None:
        settings.SHOWN_DAY = date(2021, 9, 27)
        self.kept(small, 1)
        self.kept(small, 2, late=2, pay_after=9)
        third = self.kept(small, 3, kg=700, pay_after=7)
        with transaction.atomic():
            notice_price(third.line, 15_000, None, "payment:3")
        (sold,) = fulfilment(organisation("HTX"))
        (bought,) = fulfilment(organisation("TL"))
        assert (sold.side, bought.side, sold.enough) == ("seller", "buyer", True)
        assert (sold.in_full.good, sold.in_full.of) == (2, 3)
        assert (sold.on_day.good, sold.on_day.of) == (2, 3)
        assert (bought.at_price.good, bought.at_price.of) == (2, 3)
        assert (bought.days_to_pay, bought.paid_in_time.good) == (7, 2)
        assert (sold.asked_kg, sold.delivered_kg) == (3000, 2700)
