"""Households answer: yes, less, no, too late, otherwise; what they give back goes to the next by the ledger."""

from __future__ import annotations

import random
import threading
from datetime import timedelta

import pytest
from django.db import connection

from cungcau.domain.orders import states
from cungcau.domain.orders.deadlines import answer_until
from cungcau.domain.orders.models import AllocatedBy, AnswerBy, Entry, OrderLine, Slip
from cungcau.domain.orders.services import slips
from cungcau.domain.orders.services.slips import Part
from cungcau.domain.registry.models import Consent
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.audit.models import Entry as Trail
from cungcau.platform.notify.models import Notification, Outgoing
from cungcau.platform.ui.clock import now as present
from tests.at_once import at_once
from tests.domain.orders.order_rows import DAY, organisation
from tests.domain.orders.slip_rows import check_rules, open_order, record_orchards, representative
from tests.domain.season_rows import START, Small, person

LINK, PHONE = AnswerBy.LINK, AnswerBy.PHONE


def sent(small: Small, kg: dict[str, int], lots: dict[str, int], code: str = "DH-1") -> dict[str, Slip]:
    """A line split by hand as ``kg`` says and sent; more households with lots stand by."""
    known = record_orchards(small, lots)
    line = open_order(small, code, asked_kg=sum(kg.values())).line
    slips.keep_split(
        line=line,
        parts=[Part(known[who].pk, size, AllocatedBy.HAND, "thử") for who, size in kg.items()],
        actor=None,
    )
    return {slip.producer.code: slip for slip in slips.send_slips(line=line, actor=None)}


def again(slip: Slip) -> Slip:
    return Slip.objects.select_related("line", "producer").get(pk=slip.pk)


def late(slip: Slip) -> None:
    Slip.objects.filter(pk=slip.pk).update(answer_until=present() - timedelta(minutes=1))


@pytest.mark.django_db
def test_yes_from_everybody_confirms_the_line(small: Small) -> None:
    asked = sent(small, {"A": 600, "B": 400}, {"A": 700, "B": 700})
    line = OrderLine.objects.get()
    assert line.state == states.ALLOCATED
    assert all(slip.state == states.SENT and slip.answer_until > present() for slip in asked.values())  # type: ignore[operator]
    slips.answer(slip=asked["A"], kg=600, by=LINK, actor=None)
    slips.answer(slip=asked["A"], kg=600, by=LINK, actor=None)
    slips.answer(
        slip=asked["B"], kg=400, by=PHONE, actor=representative(), spoke_with="vợ", note="sẽ hái sớm"
    )
    line.refresh_from_db()
    assert (line.state, line.allocated_kg, line.confirmed_kg) == (states.CONFIRMED, 1000, 1000)
    told = again(asked["B"])
    assert (told.answered_by, told.answer_note, told.answer_entered_by.username) == (  # type: ignore[union-attr]
        PHONE, "vợ: sẽ hái sớm", "dai-dien",
    )  # fmt: skip
    assert Trail.objects.filter(verb="slip.accept").count() == 2
    check_rules()


@pytest.mark.django_db
def test_less_gives_the_rest_to_the_next_at_once(small: Small) -> None:
    asked = sent(small, {"A": 600}, {"A": 700, "B": 150, "C": 700})
    slips.answer(slip=asked["A"], kg=350, by=LINK, actor=None)
    first = again(asked["A"])
    assert (first.state, first.allocated_kg, first.confirmed_kg, first.offered_kg) == (
        states.ACCEPTED,
        350,
        350,
        600,
    )
    more = list(Slip.objects.filter(instead_of=first).order_by("pk"))
    assert [(one.producer.code, one.offered_kg, one.state) for one in more] == [
        ("B", 150, states.SENT), ("C", 100, states.SENT),
    ]  # fmt: skip
    assert more[0].allocated_by == AllocatedBy.REOFFER and "thay Hộ A" in more[0].reason
    assert first.line.allocated_kg == 600 and first.line.state == states.ALLOCATED
    check_rules()


@pytest.mark.django_db
def test_a_chain_of_refusals_ends_with_the_representative(small: Small) -> None:
    agent = representative()
    asked = sent(small, {"A": 300}, {"A": 300, "B": 300, "C": 300})
    slip = asked["A"]
    for _ in range(3):
        slips.answer(slip=slip, kg=0, by=LINK, actor=None)
        slip = Slip.objects.filter(instead_of=slip).first() or slip
    assert list(Slip.objects.order_by("pk").values_list("producer__code", "state")) == [
        ("A", states.DECLINED), ("B", states.DECLINED), ("C", states.DECLINED),
    ]  # fmt: skip
    line = OrderLine.objects.get()
    assert (line.state, line.allocated_kg) == (states.OPEN, 0)
    assert Trail.objects.filter(verb="orders.slip_nobody_left").count() == 1
    notice = Notification.objects.get(user=agent)
    assert notice.message == "orders.slip_nobody_left" and notice.facts["kg"] == "300 kg"
    check_rules()


@pytest.mark.django_db
def test_rain_after_a_yes_passes_everything_on(small: Small) -> None:
    asked = sent(small, {"A": 300, "B": 300}, {"A": 300, "B": 300, "C": 1000})
    for slip in asked.values():
        slips.answer(slip=slip, kg=300, by=LINK, actor=None)
    with pytest.raises(DomainError, match="slip_reason_missing"):
        slips.fail(slip=asked["A"], reason=" ", actor=None)
    slips.fail(slip=asked["A"], reason="mưa to", actor=representative())
    gone = again(asked["A"])
    assert (gone.state, gone.allocated_kg, gone.confirmed_kg) == (states.FAILED, 0, 0)
    assert Slip.objects.get(instead_of=gone).producer.code == "C"
    assert gone.line.state == states.ALLOCATED
    check_rules()


@pytest.mark.django_db
def test_when_everybody_was_asked_who_said_yes_to_all_is_asked_for_more(small: Small) -> None:
    asked = sent(small, {"A": 300, "B": 300}, {"A": 900, "B": 900})
    slips.answer(slip=asked["B"], kg=300, by=LINK, actor=None)
    slips.answer(slip=asked["A"], kg=100, by=LINK, actor=None)
    assert Slip.objects.get(instead_of=asked["A"]).producer.code == "B"
    check_rules()


@pytest.mark.django_db
def test_a_mind_is_changed_while_the_part_is_free(small: Small) -> None:
    asked = sent(small, {"A": 300}, {"A": 300})
    slip = asked["A"]
    for kg, state in (
        (0, states.DECLINED),
        (300, states.ACCEPTED),
        (120, states.ACCEPTED),
        (200, states.ACCEPTED),
    ):
        slips.answer(slip=slip, kg=kg, by=LINK, actor=None)
        now = again(slip)
        assert (now.state, now.allocated_kg, now.confirmed_kg) == (state, kg, kg)
    assert Trail.objects.filter(verb="slip.reconsider").count() == 1
    check_rules()


@pytest.mark.django_db
def test_a_part_that_went_to_somebody_else_is_gone(small: Small) -> None:
    asked = sent(small, {"A": 300}, {"A": 300, "B": 100})
    slips.answer(slip=asked["A"], kg=0, by=LINK, actor=None)
    with pytest.raises(DomainError) as refused:
        slips.answer(slip=asked["A"], kg=300, by=LINK, actor=None)
    assert (refused.value.code, refused.value.facts["left_kg"]) == ("slip_part_gone", 200)
    slips.answer(slip=asked["A"], kg=200, by=LINK, actor=None)
    assert OrderLine.objects.get().allocated_kg == 300
    check_rules()


@pytest.mark.django_db
def test_after_the_time_given_only_the_representative_may(small: Small) -> None:
    slip = sent(small, {"A": 300}, {"A": 300})["A"]
    late(slip)
    with pytest.raises(DomainError, match="slip_answer_late"):
        slips.answer(slip=slip, kg=300, by=LINK, actor=None)
    slips.answer(slip=slip, kg=300, by=PHONE, actor=representative(), spoke_with="chủ hộ")
    assert again(slip).state == states.ACCEPTED


@pytest.mark.django_db
@pytest.mark.parametrize("kg", [-1, 301, 10**9])
def test_senseless_answers_are_refused(small: Small, kg: int) -> None:
    slip = sent(small, {"A": 300}, {"A": 300})["A"]
    with pytest.raises(DomainError, match="slip_answer_kg_invalid"):
        slips.answer(slip=slip, kg=kg, by=LINK, actor=None)


@pytest.mark.django_db
def test_slips_nobody_answered_lapse_and_go_on(small: Small) -> None:
    asked = sent(small, {"A": 300, "B": 300}, {"A": 300, "B": 300, "C": 300})
    slips.answer(slip=asked["B"], kg=300, by=LINK, actor=None)
    late(asked["A"])
    late(asked["B"])
    assert slips.lapse_overdue() == 1 and slips.lapse_overdue() == 0
    assert again(asked["A"]).state == states.LAPSED and again(asked["B"]).state == states.ACCEPTED
    assert Slip.objects.get(instead_of=asked["A"]).state == states.SENT
    with pytest.raises(DomainError, match="slip_answer_closed"):
        slips.answer(slip=asked["A"], kg=300, by=LINK, actor=None)
    check_rules()


@pytest.mark.django_db
def test_a_slip_taken_back_stays_with_the_line_and_is_told(small: Small) -> None:
    agree("A", small)
    slip = sent(small, {"A": 300}, {"A": 300, "B": 300})["A"]
    slips.cancel(slip=slip, reason="bên mua hoãn", actor=representative())
    assert again(slip).state == states.CANCELLED and Slip.objects.count() == 1
    assert OrderLine.objects.get().state == states.OPEN
    assert Outgoing.objects.filter(about=f"slip:{slip.pk}", message="orders.slip_cancelled").count() == 1
    added = slips.add_slip(
        line=slip.line,
        lot_id=Lot.objects.get(code="LO-B").pk,
        kg=300,
        reason="nhờ hộ B",
        actor=None,
        instead_of=slip,
    )
    assert (added.state, added.instead_of) == (states.DRAFT, slip)
    check_rules()


def agree(code: str, small: Small) -> None:
    """Nothing is recorded yet of a household that is made later: consent is added once it is there."""
    record_orchards(small, {code: 300, "B": 300})
    Consent.objects.create(
        organisation=organisation(code),
        purpose=Consent.Purpose.MESSAGES,
        given=True,
        on=START,
        how=Consent.How.CALL,
    )


@pytest.mark.django_db
def test_only_who_agreed_to_messages_is_sent_one(small: Small) -> None:
    agree("A", small)
    asked = sent(small, {"A": 300, "B": 300}, {"A": 300, "B": 300})
    ways = dict(Outgoing.objects.filter(message="orders.slip_ask").values_list("about", "ways"))
    assert ways == {f"slip:{asked['A'].pk}": "sms", f"slip:{asked['B'].pk}": ""}
    text = Outgoing.objects.get(about=f"slip:{asked['A'].pk}").sms
    assert text.startswith("Hai 300kg Hong vanh khuyen loai 2 28/9 giao Diem Tan My 1 18.000d/kg.")
    slips.answer(slip=asked["A"], kg=300, by=LINK, actor=None)
    assert Outgoing.objects.get(about=f"slip:{asked['A'].pk}").state == "cancelled"


def test_the_time_to_answer() -> None:
    noon = present().replace(year=2021, month=9, day=27, hour=12, minute=0, second=0, microsecond=0)
    assert answer_until(DAY, noon) == noon.replace(day=28, hour=0)
    assert answer_until(DAY, noon.replace(hour=20)) == noon.replace(day=28, hour=5)
    assert answer_until(DAY, noon.replace(day=28, hour=4, minute=30)) == noon.replace(
        day=28, hour=5, minute=30
    )
    assert answer_until(DAY, noon.replace(day=28, hour=9)) == noon.replace(day=28, hour=10)


@pytest.mark.django_db
def test_somebody_else_may_not_record_an_answer(small: Small) -> None:
    slip = sent(small, {"A": 300}, {"A": 300})["A"]
    for actor in (person("ngoai", "representative", "20.06172"), person("mua", "buyer")):
        for deed in (
            lambda actor=actor: slips.answer(slip=slip, kg=1, by=PHONE, actor=actor),
            lambda actor=actor: slips.fail(slip=slip, reason="x", actor=actor),
            lambda actor=actor: slips.cancel(slip=slip, reason="x", actor=actor),
            lambda actor=actor: slips.new_link(slip=slip, actor=actor),
        ):
            with pytest.raises(DomainError, match="order_not_found"):
                deed()
    assert again(slip).state == states.SENT


@pytest.mark.django_db(transaction=True)
def test_two_who_refuse_at_once_do_not_oversell_the_third(small: Small) -> None:
    asked = sent(small, {"A": 300, "B": 300}, {"A": 300, "B": 300, "C": 400})
    at_once(
        *[lambda slip=slip: slips.answer(slip=slip, kg=0, by=LINK, actor=None) for slip in asked.values()]
    )
    taken = Slip.objects.filter(producer__code="C")
    assert sum(slip.allocated_kg for slip in taken) <= 400
    check_rules()


@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_a_thousand_answers_at_once_oversell_nothing(small: Small) -> None:
    """8 threads, 125 answers each, to slips of 10 orders that share 40 lots: yes, less, no, other minds, failures."""
    households = {f"N{n:02d}": 900 for n in range(40)}
    lots = list(record_orchards(small, households).values())
    for n in range(10):
        line = open_order(small, f"DH-{n}", asked_kg=1600).line
        mine = [lots[(4 * n + k) % 40] for k in range(16)]
        slips.keep_split(line=line, parts=[Part(lot.pk, 100, AllocatedBy.LEDGER) for lot in mine], actor=None)
        slips.send_slips(line=line, actor=None)
    refused: list[str] = []
    broken: list[BaseException] = []
    done = [0] * 8

    def answer_many(place: int) -> None:
        chance = random.Random(place)
        try:
            for _ in range(125):
                slip = Slip.objects.get(
                    pk=chance.choice(list(Slip.objects.order_by("pk").values_list("pk", flat=True)))
                )
                try:
                    if chance.random() < 0.05:
                        slips.fail(slip=slip, reason="mưa", actor=None)
                    else:
                        kg = chance.choice([0, 0, 1, slip.offered_kg // 2, slip.offered_kg, slip.offered_kg])
                        slips.answer(slip=slip, kg=kg, by=chance.choice([LINK, PHONE]), actor=None)
                    done[place] += 1
                except DomainError as error:
                    refused.append(error.code)
        except BaseException as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer_many, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(800)
        assert not thread.is_alive(), "a thread hangs"
    assert broken == []
    assert set(refused) <= {"slip_answer_closed", "slip_part_gone", "verb_not_allowed"}
    assert sum(done) + len(refused) == 1000 and sum(done) > 300
    assert Slip.objects.filter(instead_of__isnull=False).count() > 20
    check_rules()
    assert Entry.objects.filter(kg__lt=0, reason="").count() == 0
