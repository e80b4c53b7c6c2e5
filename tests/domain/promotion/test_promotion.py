"""Events, display points, memoranda: what is written, refused, kept in the trail; two people at one order."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.ocop.models import Product
from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import Order
from cungcau.domain.promotion import states
from cungcau.domain.promotion.models import (
    Displayed,
    Event,
    EventParty,
    EventSite,
    Memorandum,
    MemorandumOrder,
)
from cungcau.domain.promotion.selectors import delivered_of, event_for, events_shown, open_on, orders_to_tie
from cungcau.domain.promotion.services import displays, events, memoranda
from cungcau.domain.promotion.services.areas import refresh_promotion_areas
from cungcau.domain.promotion.services.events import EVENT
from cungcau.domain.promotion.services.keeping import change
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry as Trail
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.reference.search import words
from tests.at_once import at_once
from tests.domain.orders.order_rows import agreed_order
from tests.domain.promotion import promotion_rows as rows
from tests.domain.season_rows import SOURCE, Small, person, record_all

pytestmark = pytest.mark.django_db


def product(name: str = "Hồng sấy dẻo") -> Product:
    return Product.objects.create(
        entity=rows.organisation("HTX"), name=name, unit=rows.place(), area_code="20.06172", folded=words(name),
        source=SOURCE,
    )  # fmt: skip


def code_of(caught: pytest.ExceptionInfo[DomainError]) -> str:
    return caught.value.code


def test_an_event_is_held_no_earlier_than_it_begins(small: Small) -> None:
    """Before its first day it stays planned; then it is held, and the trail says who said so."""
    officer = person("dieu-phoi", "coordinator")
    to_come = rows.event("Hội chợ cuối vụ", starts_on=date(2021, 10, 5), ends_on=date(2021, 10, 7))
    with pytest.raises(DomainError) as refused:
        events.hold(event=to_come, actor=officer)
    assert code_of(refused) == "event_not_over"
    now = rows.event(actor=officer)
    assert events.hold(event=now, actor=officer).state == states.HELD
    assert Trail.objects.filter(verb="promotion_event.hold", actor=officer).count() == 1
    assert events.take_back(event=now, actor=officer).state == states.PLANNED


def test_an_event_is_cancelled_with_a_reason(small: Small) -> None:
    """Without one nothing changes; with one it is kept, and may be taken up again."""
    one = rows.event()
    with pytest.raises(DomainError) as refused:
        events.cancel(event=one, reason="  ", actor=None)
    assert code_of(refused) == "promotion_reason_missing"
    events.cancel(event=one, reason="Dịch bệnh", actor=None)
    one.refresh_from_db()
    assert (one.state, one.reason) == (states.CANCELLED, "Dịch bệnh")
    events.resume(event=one, actor=None)
    one.refresh_from_db()
    assert (one.state, one.reason) == (states.PLANNED, "")


def test_what_is_wrong_with_an_event_is_said_by_field(small: Small) -> None:
    """Days the wrong way round, a kind nobody knows, a name too long; nothing is written."""
    with pytest.raises(InputInvalid) as refused:
        rows.event("x" * 301)
    assert {fault.column for fault in refused.value.faults} == {"title"}
    with pytest.raises(InputInvalid) as refused:
        rows.event(kind="picnic", ends_on=date(2021, 9, 1), visitors=-1)
    assert {fault.column for fault in refused.value.faults} == {"kind", "ends_on", "visitors"}
    with pytest.raises(InputInvalid) as refused:
        rows.event("", unit_id=None)
    assert {fault.column for fault in refused.value.faults} == {"title", "unit"}
    assert not Event.objects.exists()


def test_places_and_parties_of_an_event(small: Small) -> None:
    """In their order, each once, taken off again; a party is of the registry or told by name, not both."""
    one = rows.event()
    events.add_site(event=one, kind="main", name="Hội trường UBND huyện", actor=None)
    site = events.add_site(event=one, kind="province", name="Bắc Ninh", actor=None)
    with pytest.raises(DomainError) as refused:
        events.add_site(event=one, kind="province", name=" Bắc  Ninh ", actor=None)
    assert code_of(refused) == "event_part_known"
    with pytest.raises(InputInvalid):
        events.add_site(event=one, kind="moon", name="", actor=None)
    assert list(EventSite.objects.values_list("position", "name")) == [
        (1, "Hội trường UBND huyện"), (2, "Bắc Ninh"),
    ]  # fmt: skip
    events.remove_site(event=one, pk=site.pk, actor=None)
    assert EventSite.objects.count() == 1
    buyer = rows.organisation("TL")
    party = events.add_party(event=one, role="buyer", organisation=buyer, actor=None)
    with pytest.raises(InputInvalid):
        events.add_party(event=one, role="buyer", organisation=buyer, name="Ai đó", actor=None)
    with pytest.raises(DomainError):
        events.add_party(event=one, role="seller", organisation=buyer, actor=None)
    assert events.say_came(event=one, pk=party.pk, came=True, actor=None).came is True
    events.remove_party(event=one, pk=party.pk, actor=None)
    assert not EventParty.objects.exists()
    with pytest.raises(DomainError):
        events.remove_party(event=one, pk=party.pk, actor=None)


def test_officers_write_within_their_area(small: Small) -> None:
    """A commune's officer neither sees nor writes what lies in another commune."""
    elsewhere = person("xa-khac", "commune_officer", "20.06124")
    one = rows.event(actor=person("can-bo-xa", "commune_officer", "20.06172"))
    assert event_for(elsewhere, one.pk) is None and not events_shown(elsewhere).exists()
    with pytest.raises(DomainError) as refused:
        rows.event("Khác", actor=elsewhere)
    assert code_of(refused) == "not_allowed"
    with pytest.raises(DomainError) as refused:
        events.hold(event=one, actor=elsewhere)
    assert code_of(refused) == "not_allowed"


def test_the_second_of_two_who_correct_an_event_is_shown_the_first(small: Small) -> None:
    """Nothing is overwritten: the later save is refused with what stands there now."""
    one = rows.event()
    seen = {"place_text": one.place_text, "visitors": None}
    change(EVENT, one, version=1, seen=seen, mine={**seen, "visitors": 120}, actor=None)
    with pytest.raises(EditedMeanwhile) as refused:
        change(EVENT, one, version=1, seen=seen, mine={**seen, "visitors": 90}, actor=None)
    assert refused.value.theirs == {"visitors": 120}
    one.refresh_from_db()
    assert (one.visitors, one.version) == (120, 2)


def test_a_display_point_is_open_on_its_days(small: Small) -> None:
    """Its first and last day are open; closing needs a reason and ends what it shows."""
    one = rows.display_point()
    shown = displays.show(point=one, product=product(), from_on=date(2021, 9, 2), actor=None)
    with pytest.raises(DomainError) as refused:
        displays.show(point=one, product=shown.product, from_on=date(2021, 9, 3), actor=None)
    assert code_of(refused) == "displayed_already"
    with pytest.raises(InputInvalid):
        displays.close(point=one, on=date(2021, 8, 31), reason="Hết hạn thuê", actor=None)
    displays.close(point=one, on=date(2021, 9, 30), reason="Hết hạn thuê", actor=None)
    standing = [type(one).objects.filter(open_on(date(2021, 9, day))).count() for day in (1, 30)]
    assert standing == [1, 1] and not type(one).objects.filter(open_on(date(2021, 10, 1))).exists()
    assert Displayed.objects.get().to_on == date(2021, 9, 30)
    with pytest.raises(DomainError) as refused:
        displays.show(point=one, product=product("Na sấy"), from_on=date(2021, 10, 2), actor=None)
    assert code_of(refused) == "display_point_closed"
    displays.reopen(point=one, actor=None)
    again = displays.show(point=one, product=shown.product, from_on=date(2021, 10, 2), actor=None)
    displays.take_off(point=one, pk=again.pk, actor=None)
    assert Displayed.objects.count() == 1, "one that was to be shown later leaves no days behind"


def test_a_point_stands_once(small: Small) -> None:
    """The same name at the same address is refused by its field."""
    rows.display_point()
    with pytest.raises(InputInvalid) as refused:
        rows.display_point()
    assert refused.value.faults[0].column == "name"


def test_a_memorandum_is_fulfilled_by_orders_that_fit(small: Small) -> None:
    """The same sides and goods; what the orders delivered counts towards it."""
    officer = person("dieu-phoi", "coordinator")
    one = rows.memorandum()
    ordered = agreed_order(small)
    assert [order.code for order in orders_to_tie(officer, one)] == ["DH-1"]
    tied = memoranda.tie(memorandum=one, order=ordered.order, actor=officer)
    assert memoranda.tie(memorandum=one, order=ordered.order, actor=officer) == tied, (
        "said twice it stands once"
    )
    assert not orders_to_tie(officer, one).exists()
    assert delivered_of([one.pk]) == {}
    other = agreed_order(small, "DH-2", buyer=rows.organisation("H1"))
    with pytest.raises(DomainError) as refused:
        memoranda.tie(memorandum=one, order=other.order, actor=officer)
    assert code_of(refused) == "memorandum_order_differs" and refused.value.facts["what"] == "bên mua"
    memoranda.untie(memorandum=one, pk=tied.pk, actor=officer)
    assert not MemorandumOrder.objects.exists() and Order.objects.count() == 2


def test_a_memorandum_that_is_over_takes_no_orders(small: Small) -> None:
    """Ended with a reason; put in force again it takes them; a cancelled order never."""
    one = rows.memorandum()
    ordered = agreed_order(small)
    memoranda.end(memorandum=one, reason="Hết vụ", actor=None)
    with pytest.raises(DomainError) as refused:
        memoranda.tie(memorandum=one, order=ordered.order, actor=None)
    assert code_of(refused) == "promotion_not_open"
    memoranda.resume(memorandum=one, actor=None)
    Order.objects.filter(pk=ordered.order.pk).update(state=order_states.CANCELLED)
    with pytest.raises(DomainError) as refused:
        memoranda.tie(memorandum=one, order=ordered.order, actor=None)
    assert code_of(refused) == "memorandum_order_differs"


def test_the_sides_stay_while_orders_are_tied(small: Small) -> None:
    """With an order tied neither side nor the goods can be changed."""
    one = rows.memorandum()
    memoranda.tie(memorandum=one, order=agreed_order(small).order, actor=None)
    seen = {"buyer_id": one.buyer_id}
    with pytest.raises(InputInvalid) as refused:
        change(
            memoranda.MEMORANDUM,
            one,
            version=1,
            seen=seen,
            mine={"buyer_id": rows.organisation("H1").pk},
            actor=None,
        )
    assert [fault.column for fault in refused.value.faults] == ["buyer"]


def test_the_database_holds_what_the_services_promise(small: Small) -> None:
    """No negative weight, no ending without a reason, no one-sided memorandum, whoever writes."""
    one = rows.memorandum()
    for wrong in (
        {"kg": 0},
        {"state": states.ENDED},
        {"buyer": one.seller_id},
        {"ends_on": date(2021, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Memorandum.objects.filter(pk=one.pk).update(**wrong)


def test_areas_follow_the_units(small: Small) -> None:
    """What was copied before units changed is copied anew."""
    one, point, paper = rows.event(), rows.display_point(), rows.memorandum()
    for row in (one, point, paper):
        type(row).objects.update(area_code="20.99999")
    assert refresh_promotion_areas() == 3
    one.refresh_from_db()
    assert one.area_code == "20.06172"


@pytest.mark.django_db(transaction=True)
def test_two_memoranda_never_take_one_order() -> None:
    """Of two people who tie the same order to two memoranda at once, one is told it is taken."""
    small = record_all()
    first, second = rows.memorandum("BB-01"), rows.memorandum("BB-02")
    ordered = agreed_order(small)
    found = at_once(
        lambda: memoranda.tie(memorandum=first, order=ordered.order, actor=None),
        lambda: memoranda.tie(memorandum=second, order=ordered.order, actor=None),
        lambda: memoranda.tie(memorandum=first, order=ordered.order, actor=None),
    )
    refused = [one for one in found if isinstance(one, DomainError)]
    assert MemorandumOrder.objects.count() == 1
    assert refused and {one.code for one in refused} == {"memorandum_order_taken"}
    assert all(isinstance(one, DomainError | MemorandumOrder) for one in found)
