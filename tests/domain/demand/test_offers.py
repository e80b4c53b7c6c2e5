"""Several cooperatives against one need: never more is taken than is wanted, whoever takes at once."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection

from cungcau.domain.demand import selectors, services, states
from cungcau.domain.demand.models import Need, Offer
from cungcau.domain.demand.selectors.fitting import fitting
from cungcau.domain.demand.selectors.suggesting import suggestions
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services.ties import Days, add_agent
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import commodity_words
from tests.domain.season_rows import SOURCE, START, Small, person, record_all

FIRST, LAST = date(2021, 9, 27), date(2021, 10, 10)


def need_of(small: Small, **more: Any) -> Need:
    """A need of 10 t, two over in a hundred."""
    old = Need.objects.get(code="N1")
    given = {
        "commodity_id": old.commodity_id, "market_id": old.market_id, "quantity_kg": 10_000, "deliver_from": FIRST,
        "deliver_to": LAST, "tolerance_over": 2, **more,
    }  # fmt: skip
    buyer = Organisation.objects.get(code="TL")
    return services.enter_need(season=small.season, buyer=buyer, facts=given, actor=None)


def offer_of(need: Need, kg: int, code: str = "HTX", **more: Any) -> Offer:
    organisation = Organisation.objects.get(code=code)
    given: dict[str, Any] = {"kg": kg, "first": FIRST, "last": LAST, **more}
    return services.enter_offer(need=need, organisation=organisation, facts=given, actor=None)


@pytest.fixture
def officer(small: Small) -> User:
    return person("dieu-phoi", "coordinator")


@pytest.mark.django_db
def test_taken_within_the_gap_only(small: Small, officer: User) -> None:
    need = need_of(small)
    first, second, third = offer_of(need, 6000), offer_of(need, 4200, "H1"), offer_of(need, 1, "H2")
    services.accept_offer(offer=first, actor=officer)
    services.accept_offer(offer=second, actor=officer)
    with pytest.raises(DomainError) as refused:
        services.accept_offer(offer=third, actor=officer)
    assert (refused.value.code, refused.value.facts["left"]) == ("offer_beyond_gap", 0)
    services.release_offer(offer=second, reason="xe hỏng", actor=officer)
    services.accept_offer(offer=third, actor=officer)
    stack = selectors.stack(need, list(selectors.offers_of(need)), clock.today())
    assert (stack.accepted, stack.gap, stack.room) == (6001, 3999, 4199)


@pytest.mark.django_db
def test_a_delivery_takes_no_more_than_it_asks(small: Small, officer: User) -> None:
    need = need_of(
        small, quantity_kg=0, kg_per_delivery=1000, frequency="weekdays", weekdays=[2], tolerance_over=0
    )
    assert selectors.lines_of(need).count() == 2
    offer = offer_of(need, 0, kg_per_delivery=600)
    assert offer.kg == 1200
    services.accept_offer(offer=offer, actor=officer)
    other = offer_of(need, 500, "H1", kg_per_delivery=500)
    with pytest.raises(DomainError) as refused:
        services.accept_offer(offer=other, actor=officer)
    assert (refused.value.code, refused.value.facts["left"]) == ("offer_beyond_delivery", 400)
    weeks = selectors.stack(need, list(selectors.offers_of(need)), clock.today()).weeks
    assert [(week.asked, week.accepted, week.gap) for week in weeks] == [(1000, 600, 400), (1000, 600, 400)]


@pytest.mark.django_db
def test_offers_expire_and_are_decided_once(small: Small, officer: User) -> None:
    need = need_of(small)
    late = offer_of(need, 100, valid_until=date(2021, 9, 26))
    assert late.state_on(clock.today()) == states.EXPIRED
    with pytest.raises(DomainError, match="offer_expired"):
        services.accept_offer(offer=late, actor=officer)
    services.decline_offer(offer=late, reason="muộn", actor=officer)
    with pytest.raises(DomainError, match="verb_not_allowed"):
        services.accept_offer(offer=late, actor=officer)
    with pytest.raises(DomainError, match="reason_missing"):
        services.withdraw_offer(offer=offer_of(need, 5), reason=" ", actor=officer)
    services.withdraw_need(need=need, reason="thôi", actor=officer)
    with pytest.raises(DomainError, match="need_not_open"):
        offer_of(need, 5)
    with pytest.raises(DomainError, match="not_allowed"):
        services.decline_offer(offer=late, reason="x", actor=person("xem", "viewer"))


@pytest.mark.django_db
def test_representatives_offer_for_their_own(small: Small) -> None:
    need = need_of(small)
    user = person("dai-dien", "representative", "20.06172")
    cooperative = Organisation.objects.get(code="HTX")
    add_agent(user=user, organisation=cooperative, days=Days(START, None), source=SOURCE, actor=None)
    given = {"kg": 500, "first": FIRST, "last": LAST}
    offer = services.enter_offer(need=need, organisation=cooperative, facts=given, actor=user)
    services.change_offer(offer=offer, version=1, seen={"kg": 500}, mine={"kg": 700}, actor=user)
    offer.refresh_from_db()
    assert (offer.kg, offer.version) == (700, 2)
    with pytest.raises(DomainError, match="not_allowed"):
        services.accept_offer(offer=offer, actor=user)
    with pytest.raises(DomainError, match="not_allowed"):
        services.enter_offer(
            need=need, organisation=Organisation.objects.get(code="TL"), facts=given, actor=user
        )
    services.withdraw_offer(offer=offer, reason="mất mùa", actor=user)


@pytest.mark.django_db
def test_offers_outside_the_window_are_refused(small: Small) -> None:
    need = need_of(small)
    for more in ({"first": date(2021, 9, 1)}, {"last": date(2022, 1, 1)}, {"price_vnd_per_kg": -1}):
        with pytest.raises(InputInvalid):
            offer_of(need, 100, **more)
    with pytest.raises(InputInvalid):
        offer_of(need, 0)


@pytest.mark.django_db
def test_what_each_offer_lacks_is_named(small: Small) -> None:
    need = need_of(small, min_grade=2, certificates=["VG"], tests=["vi sinh"], pack="khay 1 kg")
    poor = offer_of(need, 3000, grade=1, pack_fits=False)
    claimed = offer_of(need, 10_000, "H1", grade=3, certificates=["VG"], tests=["vi sinh"], pack_fits=True)
    found = fitting(need, [poor, claimed], commodity_words(need.commodity), clock.today())
    said = [(part.state, part.words) for part in found[poor.pk]]
    assert ("missing", "thiếu chứng nhận VietGAP") in said
    assert ("missing", "thiếu kiểm nghiệm vi sinh") in said
    assert ("missing", "Loại 3, cần từ Loại 2") in said
    assert ("missing", "không đóng gói được: khay 1 kg") in said
    states_of = {part.part: part.state for part in found[claimed.pk]}
    assert states_of == {
        "grade": "fits", "certificates": "unknown", "tests": "fits", "pack": "fits", "quantity": "fits",
    }  # fmt: skip


@pytest.mark.django_db
def test_whom_to_ask(small: Small) -> None:
    need = need_of(small, certificates=["VG"])
    assert [(one.organisation.code, one.lacks) for one in suggestions(need, clock.today())] == [
        ("HTX", ("VG",))
    ]
    offer_of(need, 10)
    assert list(suggestions(need, clock.today())) == []


@pytest.mark.django_db(transaction=True)
def test_two_officers_taking_the_last_tonne_at_once() -> None:
    small = record_all()
    officers = [person(f"dieu-phoi-{n}", "coordinator") for n in range(4)]
    need = need_of(small, tolerance_over=0)
    services.accept_offer(offer=offer_of(need, 9000), actor=None)
    offers = [offer_of(need, 1000, code) for code in ("H1", "H2", "H3", "HTX")]
    gate = threading.Barrier(len(offers))
    told: list[str] = []

    def take(offer: Offer, officer: User) -> None:
        gate.wait()
        try:
            services.accept_offer(offer=offer, actor=officer)
            told.append("taken")
        except DomainError as refused:
            told.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in zip(offers, officers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["offer_beyond_gap"] * 3 + ["taken"]
    accepted = need.offers.filter(state=states.ACCEPTED)
    assert sum(accepted.values_list("kg", flat=True)) == 10_000
