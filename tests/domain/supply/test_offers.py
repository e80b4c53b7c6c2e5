"""Lots offered, corrected, withdrawn, confirmed: what is kept, what is refused, who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply import selectors, services
from cungcau.domain.supply.doubting import Figures, doubts_about
from cungcau.domain.supply.models import Channel, Lot
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.platform.ui.figures import date as said_day
from cungcau.reference.catalogue.models import Commodity
from tests.domain.season_rows import TAN_MY, Small, lot, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(small: Small) -> User:
    return person("can-bo", "commune_officer", "20.06172")


def offer(producer: str = "H1", **facts: Any) -> services.Offer:
    given: dict[str, Any] = {
        "quantity_kg": 600, "harvest_from": date(2021, 10, 6), "harvest_to": date(2021, 10, 12), **facts,
    }  # fmt: skip
    one = Organisation.objects.select_related("unit", "representative").get(code=producer)
    return services.Offer(one, Commodity.objects.get(code="hong"), **given)


def put(small: Small, actor: User, *offers: services.Offer, **facts: Any) -> list[Lot]:
    given = {"channel": Channel.FORM, **facts}
    return services.offer_lots(season=small.season, offers=offers, actor=actor, **given)


def code_of(deed: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        deed()
    return refused.value.code


def test_an_offer_keeps_who_typed_who_was_asked_and_stands_to_the_end_of_its_window(
    small: Small, officer: User
) -> None:
    (made,) = put(small, officer, offer(grade=2), confirmed_with="chị Đào, qua điện thoại")
    one = Lot.objects.get(pk=made.pk)
    assert (one.state, one.version, one.channel, one.source) == ("offered", 1, "form", "nhập tay")
    assert (one.entered_by, one.confirmed_by, one.confirmed_with) == (
        officer,
        officer,
        "chị Đào, qua điện thoại",
    )
    assert one.confirmed_at is not None and timezone.localdate(one.confirmed_at) == clock.today()
    assert (one.expires_on, one.area_code, one.place.code) == (date(2021, 10, 12), "20.06172", TAN_MY)
    assert one.representative is not None and one.representative.code == "HTX"
    assert list(selectors.search(selectors.lots_of(small.season), "nong thi dao")) == [
        Lot.objects.get(code="L1"),
        one,
    ]
    entry = Entry.objects.get(verb="supply.lot_offered")
    assert (entry.actor, entry.object_id, entry.facts["kg"]) == (officer, str(one.pk), 600)


def test_the_same_client_uuid_is_the_same_lot_and_nobody_else_s(small: Small, officer: User) -> None:
    once = offer(client_uuid=uuid4())
    first, again = put(small, officer, once), put(small, officer, once)
    assert [one.pk for one in first] == [one.pk for one in again]
    assert Lot.objects.filter(channel="form").count() == 1
    other = person("can-bo-2", "commune_officer", "20.06172")
    assert code_of(lambda: put(small, other, once)) == "lot_uuid_taken"


def test_like_lots_get_codes_of_their_own_and_are_found_by_them(small: Small, officer: User) -> None:
    made = put(small, officer, offer(), offer(), offer())
    base = made[0].code
    assert [one.code for one in made] == [base, f"{base}-2", f"{base}-3"]
    third = Lot.objects.get(pk=made[2].pk)
    assert list(selectors.search(selectors.lots_of(small.season), f"{base}-3")) == [third]


def test_every_fault_is_told_and_nothing_is_written(small: Small, officer: User) -> None:
    with pytest.raises(InputInvalid) as refused:
        put(
            small, officer, offer(), offer(quantity_kg=0), offer(harvest_to=date(2021, 1, 1)),
            offer(largest_truck_kg=0, variety="x" * 121), offer(floor_price_vnd_per_kg=-1, note="a\x00b"),
        )  # fmt: skip
    found = [(fault.line, fault.column) for fault in refused.value.faults]
    assert found == [
        (2, "quantity_kg"), (3, "harvest_to"), (4, "largest_truck_kg"), (4, "variety"),
        (5, "floor_price_vnd_per_kg"), (5, "note"),
    ]  # fmt: skip
    assert not Lot.objects.filter(channel="form").exists()


def test_officers_write_in_their_area_representatives_for_their_own(small: Small, officer: User) -> None:
    assert code_of(lambda: put(small, officer, offer(), offer("H3"))) == "not_allowed"
    representative = person("dai-dien", "representative", "20.06172")
    assert code_of(lambda: put(small, representative, offer())) == "producer_not_yours"
    assert code_of(lambda: put(small, person("xem", "viewer"), offer())) == "not_allowed"
    assert not Lot.objects.filter(channel="form").exists()


def test_a_correction_counts_a_version_and_tells_what_was_there(small: Small, officer: User) -> None:
    (made,) = put(small, officer, offer(grade=2))
    seen = services.figures_of(made)
    done = services.correct_lot(
        lot=made, version=1, seen=seen, mine={**seen, "quantity_kg": 450, "note": "hái muộn"}, actor=officer,
        reason="mưa", confirmed_with="anh Bảy",
    )  # fmt: skip
    assert (done.version, done.quantity_kg, done.note, done.confirmed_with) == (2, 450, "hái muộn", "anh Bảy")
    deed = selectors.history_of(done)[0]
    assert deed.changes == (("khối lượng (kg)", "600", "450"), ("ghi chú", "", "hái muộn"))
    assert "sửa lô" in deed.sentence and "khối lượng" in deed.sentence


def test_an_offer_to_the_last_day_of_harvest_goes_along_when_that_day_moves(
    small: Small, officer: User
) -> None:
    (made,) = put(small, officer, offer())
    last = made.harvest_to
    assert made.expires_on == last
    seen = services.figures_of(made)
    done = services.correct_lot(
        lot=made, version=1, seen=seen, mine={**seen, "harvest_to": last + timedelta(days=3)}, actor=officer
    )
    assert done.expires_on == last + timedelta(days=3)
    changes = selectors.history_of(done)[0].changes
    assert changes[0] == ("đến hết ngày", said_day(last), said_day(last + timedelta(days=3)))
    seen = services.figures_of(done)
    mine = {**seen, "harvest_to": last, "expires_on": last + timedelta(days=1)}
    done = services.correct_lot(lot=made, version=2, seen=seen, mine=mine, actor=officer)
    assert done.expires_on == last + timedelta(days=1)


def test_the_second_of_two_is_shown_what_the_first_changed(small: Small, officer: User) -> None:
    (made,) = put(small, officer, offer())
    seen = services.figures_of(made)
    services.correct_lot(lot=made, version=1, seen=seen, mine={**seen, "quantity_kg": 500}, actor=officer)
    with pytest.raises(EditedMeanwhile) as refused:
        services.correct_lot(lot=made, version=1, seen=seen, mine={**seen, "quantity_kg": 700}, actor=officer)
    assert refused.value.theirs == {"quantity_kg": 500} and refused.value.version == 2
    assert Lot.objects.get(pk=made.pk).quantity_kg == 500


def test_a_correction_is_judged_like_an_offer(small: Small, officer: User) -> None:
    (made,) = put(small, officer, offer())
    seen = services.figures_of(made)

    def correct(**mine: Any) -> Lot:
        return services.correct_lot(lot=made, version=1, seen=seen, mine={**seen, **mine}, actor=officer)

    for wrong, column in (
        ({"quantity_kg": 0}, "quantity_kg"),
        ({"harvest_to": date(2021, 1, 1)}, "harvest_to"),
        ({"variety": "x" * 200}, "variety"),
    ):
        with pytest.raises(InputInvalid) as refused:
            correct(**wrong)
        assert [fault.column for fault in refused.value.faults] == [column]
    assert code_of(lambda: correct(producer_id=Organisation.objects.get(code="H3").pk,
                                   place_id=Organisation.objects.get(code="H3").unit_id)) == "not_allowed"  # fmt: skip
    with pytest.raises(ValueError, match="no such figures"):
        correct(state="withdrawn")
    assert Lot.objects.get(pk=made.pk).version == 1


def test_a_lot_is_withdrawn_with_a_reason_and_offered_again(small: Small, officer: User) -> None:
    (made,) = put(small, officer, offer())
    assert (
        code_of(lambda: services.withdraw_lot(lot=made, actor=officer, reason="  ")) == "lot_reason_missing"
    )
    services.withdraw_lot(lot=made, actor=officer, reason="bán hết cho thương lái")
    assert made not in selectors.lots_for_planning(small.season)
    assert selectors.set_aside(small.season) == (selectors.Aside("withdrawn", 1, 600),)
    assert code_of(lambda: services.withdraw_lot(lot=made, actor=officer, reason="nữa")) == "verb_not_allowed"
    seen = services.figures_of(made)
    late = lambda: services.correct_lot(lot=made, version=2, seen=seen, mine={"note": "x"}, actor=officer)  # noqa: E731
    assert code_of(late) == "lot_withdrawn"
    again = services.reoffer_lot(lot=made, actor=officer)
    assert (again.state, again.version) == ("offered", 3)
    assert made in selectors.lots_for_planning(small.season)


def test_an_offer_lapses_after_its_last_day_and_stands_again_when_confirmed(
    small: Small, officer: User
) -> None:
    past, kept, over = put(
        small, officer,
        offer(expires_on=date(2021, 9, 26)),
        offer(expires_on=date(2021, 9, 27)),
        offer(harvest_from=date(2021, 9, 16), harvest_to=date(2021, 9, 20)),
    )  # fmt: skip
    planned = set(selectors.lots_for_planning(small.season).filter(channel="form"))
    assert planned == {kept}
    assert selectors.set_aside(small.season) == (selectors.Aside("expired", 2, 1200),)
    assert {one.pk for one in selectors.lots_set_aside(small.season)} == {past.pk, over.pk}
    done = services.confirm_lots(lots=[past.pk, over.pk], actor=officer)
    assert (done.done, done.left) == ((past.code,), (over.code,))
    past.refresh_from_db()
    assert (past.expires_on, past.version) == (date(2021, 10, 12), 2)
    assert set(selectors.lots_for_planning(small.season).filter(channel="form")) == {past, kept}


def test_confirming_is_for_those_who_may_record_there(small: Small, officer: User) -> None:
    keys = list(Lot.objects.values_list("pk", flat=True))
    assert code_of(lambda: services.confirm_lots(lots=keys, actor=officer)) == "not_allowed"
    assert not Lot.objects.exclude(confirmed_at=None).exists()
    mine = list(Lot.objects.filter(area_code="20.06172", harvest_to__gte=clock.today()))
    services.confirm_lots(lots=[one.pk for one in mine], actor=officer, confirmed_with="trưởng thôn")
    assert [one.code for one in mine] == ["L2"]
    assert Lot.objects.get(code="L2").confirmed_with == "trưởng thôn"


def test_loading_a_season_again_keeps_what_people_said_of_its_lots(small: Small, officer: User) -> None:
    one = Lot.objects.get(code="L1")
    seen = services.figures_of(one)
    services.correct_lot(
        lot=one, version=1, seen=seen, mine={**seen, "offered_price_vnd_per_kg": 20_000}, actor=officer
    )
    services.record_lots(season=small.season, rows=[lot("L1", "H1", quantity_kg=1400)], actor=None)
    one.refresh_from_db()
    assert (one.quantity_kg, one.offered_price_vnd_per_kg, one.version) == (1400, 20_000, 3)
    assert one.confirmed_by == officer


def test_phone_numbers_never_stay_in_a_message(small: Small, officer: User) -> None:
    text = "chị Đào 0912 345 678, +84987654321 hoặc 0912.345.678 có 5 tạ, 18.000 đ, ngày 15/9/2021"
    (made,) = put(small, officer, offer(message=text), channel=Channel.CHAT)
    assert made.message == "chị Đào •••, ••• hoặc ••• có 5 tạ, 18.000 đ, ngày 15/9/2021"
    assert made.source == "tin nhắn"


def figures(**facts: Any) -> Figures:
    given: dict[str, Any] = {
        "producer_id": Organisation.objects.get(code="H2").pk, "commodity_id": Commodity.objects.get(code="hong").pk,
        "grade": 1, "quantity_kg": 500, "harvest_from": date(2021, 9, 20), "harvest_to": date(2021, 9, 24), **facts,
    }  # fmt: skip
    return Figures(**given)


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({}, []),
        ({"harvest_from": date(2021, 9, 1)}, ["outside_season"]),
        ({"max_kg_per_day": 50}, ["lot_limit_short"]),
        ({"max_kg_per_day": 100}, []),
        ({"bags": 20, "kg_per_bag": 30}, ["bags_unlike_weight"]),
        ({"bags": 20, "kg_per_bag": 25}, []),
        (
            {"grade": 2, "harvest_from": date(2021, 10, 5), "harvest_to": date(2021, 10, 9)},
            ["lot_like_another"],
        ),
        ({"grade": 2, "harvest_from": date(2021, 10, 6), "harvest_to": date(2021, 10, 9)}, []),
    ],
)
def test_what_is_doubtful_is_asked(small: Small, facts: dict[str, Any], rules: list[str]) -> None:
    (found,) = doubts_about(small.season, [figures(**facts)])
    assert [doubt.rule for doubt in found] == rules


def test_a_digit_too_many_against_last_season_is_asked(small: Small) -> None:
    before = type(small.season).objects.create(
        code="hong-2020", name="Hồng 2020", start=date(2020, 9, 15), end=date(2020, 10, 31), source="thử",
        area_code="20", order=["sold", "fair", "cost"], folded="hong 2020",
    )  # fmt: skip
    old = lot("O1", "H2", quantity_kg=1000, harvest_from=date(2020, 9, 20), harvest_to=date(2020, 9, 30))
    services.record_lots(season=before, rows=[old], actor=None)
    rules = [
        [doubt.rule for doubt in found]
        for found in doubts_about(small.season, [figures(quantity_kg=10_000), figures(quantity_kg=1200)])
    ]
    assert rules == [["digit_off"], []]


def test_a_uuid_is_made_where_none_was_given(small: Small, officer: User) -> None:
    (made,) = put(small, officer, offer())
    assert isinstance(made.client_uuid, UUID)
