"""Transit papers: the check-list, the states, the signature and what a code is worth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.logistics import checklist, plates, states
from cungcau.domain.logistics.models import PaperStop, TransitPaper
from cungcau.domain.logistics.selectors.papers import paper_for, papers_shown
from cungcau.domain.logistics.services import papers, signing
from cungcau.domain.logistics.services.paper_parts import facts_of_trip
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing.versions import EditedMeanwhile
from tests.at_once import at_once
from tests.domain.logistics.road_rows import DAY, agent, carrier, paper, paper_facts, received, trip_of
from tests.domain.orders.order_rows import agreed_order
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept", "form"),
    [
        ("29c12345", "29C-123.45", "car"),
        ("29C-123.45", "29C-123.45", "car"),
        ("12 H 1234", "12H-1234", "car"),
        ("51LD-123.45", "51LD-123.45", "car"),
        ("29R 012.34", "29R-012.34", "car"),
        ("12b1-234.56", "12B1-234.56", "motorbike"),
        ("TM 12 34", "TM-12-34", "armed"),
        ("AG-12345", "AG-12345", "boat"),
    ],
)
def test_plates_are_read_in_every_usual_writing(typed: str, kept: str, form: str) -> None:
    found = plates.read(typed)
    assert found is not None
    assert (found.text, found.form) == (kept, form)


@pytest.mark.parametrize("typed", ["", "xe anh Ba", "09C-123.45", "29C-12", "29C-1234567", "1234"])
def test_what_is_no_plate_is_not_taken_for_one(typed: str) -> None:
    assert plates.read(typed) is None


def test_a_masked_plate_hides_what_tells_vehicles_apart() -> None:
    assert plates.masked("29C-123.45") == "29C-•••45"


def test_every_missing_item_is_named_at_once(small: Small) -> None:
    draft = paper(
        small, plate="xe anh Ba", load_kg=6000, drops="", returns="", route_text="", licence_to=date(2021, 9, 28),
        valid_to=DAY, driver_phone="", test_no="",
    )  # fmt: skip
    with pytest.raises(InputInvalid) as refused:
        papers.submit_paper(paper=draft, actor=None)
    items = [fault.column for fault in refused.value.faults]
    assert items == [
        "Biển số xe", "Khối lượng hàng", "Nơi giao hàng", "Chiều về", "Lộ trình", "Thời hạn của giấy",
        "Điện thoại lái xe", "Giấy phép lái xe", "Kết quả xét nghiệm",
    ]  # fmt: skip
    said = " ".join(fault.expected for fault in refused.value.faults)
    assert "6.000 kg vượt tải trọng xe 5.000 kg" in said
    assert "Giấy phép lái xe hết hạn ngày 28/9/2021, trước ngày về 29/9/2021" in said
    draft.refresh_from_db()
    assert draft.state == states.DRAFT


def test_rules_count_on_their_days_only(small: Small) -> None:
    """After the epidemic no test result is asked; a boat needs no driving licence and no inspection."""
    day = date(2026, 9, 28)
    stated = checklist.Stated(
        plate="AG-12345", leaves_on=day, back_on=day, valid_from=day, valid_to=day, capacity_kg=300_000,
        load_kg=200_000, goods="lúa", route="sông Hậu", pick_ups=1, drops=1, driver="A", phone="+84912000111",
    )  # fmt: skip
    assert checklist.missing(stated, today=day) == []
    then = date(2021, 9, 1)
    back = checklist.Stated(
        plate="AG-12345", leaves_on=then, back_on=then, valid_from=then, valid_to=then, capacity_kg=1, load_kg=1,
        goods="lúa", route="sông Hậu", pick_ups=1, drops=1, driver="A", phone="+84912000111",
    )  # fmt: skip
    assert [one.code for one in checklist.missing(back, today=then)] == ["test"]


def test_given_back_with_items_corrected_and_approved(small: Small) -> None:
    officer = person("can_bo", "coordinator")
    made = papers.submit_paper(paper=paper(small), actor=None)
    with pytest.raises(DomainError, match="items_missing"):
        papers.give_back_paper(paper=made, items=["  "], reason="", actor=officer)
    back = papers.give_back_paper(paper=made, items=["Lộ trình qua cầu cấm tải"], reason="", actor=officer)
    assert (back.state, back.returned_items) == (states.RETURNED, ["Lộ trình qua cầu cấm tải"])
    seen = {"route_text": back.route_text}
    papers.change_paper(paper=back, version=1, seen=seen, mine={"route_text": "QL1A"}, actor=officer)
    again = papers.submit_paper(paper=back, actor=None)
    assert (again.state, again.returned_items) == (states.SUBMITTED, [])
    signed = papers.approve_paper(paper=again, signer="Phó Giám đốc Sở", actor=officer)
    assert (signed.state, signed.route_text, bool(signed.signature)) == (states.APPROVED, "QL1A", True)
    assert Entry.objects.filter(verb="transit_paper.approve", actor=officer).count() == 1


def test_two_people_at_one_draft(small: Small) -> None:
    made = paper(small)
    papers.change_paper(paper=made, version=1, seen={"goods": made.goods}, mine={"goods": "Na"}, actor=None)
    with pytest.raises(EditedMeanwhile):
        papers.change_paper(
            paper=made, version=1, seen={"goods": made.goods}, mine={"goods": "Hồi"}, actor=None
        )


def _signed(small: Small) -> TransitPaper:
    made = papers.submit_paper(paper=paper(small), actor=None)
    papers.approve_paper(paper=made, signer="Phó Giám đốc Sở", actor=None)
    return TransitPaper.objects.get(pk=made.pk)


def test_a_signed_paper_never_changes(small: Small) -> None:
    made = _signed(small)
    for change in ({"load_kg": 1}, {"plate": "29C-999.99"}, {"signature": "x"}):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            TransitPaper.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="do not change"), transaction.atomic():
        PaperStop.objects.filter(paper=made).delete()
    with pytest.raises(DomainError, match="paper_not_editable"):
        papers.change_paper(paper=made, version=1, seen={"goods": ""}, mine={"goods": "x"}, actor=None)


@pytest.mark.parametrize(
    ("on", "word"),
    [
        (DAY - timedelta(days=1), signing.NOT_YET),
        (DAY, signing.VALID),
        (DAY + timedelta(days=2), signing.VALID),
        (DAY + timedelta(days=3), signing.EXPIRED),
    ],
)
def test_a_code_says_what_it_is_worth_on_the_day(small: Small, on: date, word: str) -> None:
    made = _signed(small)
    verdict = signing.judge(made.code, signing.shown_on_code(made), on=on)
    assert (verdict.word, verdict.paper) == (word, made)
    assert signing.judge_typed(made.code, "12c12345", on=on).word == word


def test_forged_altered_and_revoked_codes(small: Small) -> None:
    made = _signed(small)
    code = signing.shown_on_code(made)
    assert signing.judge("GN-999999", code, on=DAY) == signing.Verdict(signing.FORGED)
    assert signing.judge(made.code, code | {"s": "a" * 43}, on=DAY) == signing.Verdict(signing.FORGED)
    assert signing.judge(made.code, {}, on=DAY) == signing.Verdict(signing.FORGED)
    assert signing.judge(made.code, code | {"xe": "29C-999.99"}, on=DAY) == signing.Verdict(signing.ALTERED)
    assert signing.judge(made.code, code | {"den": "31-12-2021"}, on=DAY) == signing.Verdict(signing.ALTERED)
    assert signing.judge_typed(made.code, "29C-999.99", on=DAY) == signing.Verdict(signing.FORGED)
    with pytest.raises(DomainError, match="reason_missing"):
        papers.revoke_paper(paper=made, reason=" ", actor=None)
    papers.revoke_paper(paper=made, reason="Xe đổi chủ", actor=None)
    assert signing.judge(made.code, code, on=DAY).word == signing.REVOKED


def test_papers_outlive_a_change_of_keys(small: Small) -> None:
    made = _signed(small)
    code = signing.shown_on_code(made)
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="một khoá mới", SECRET_KEY_FALLBACKS=[]):
        assert signing.judge(made.code, code, on=DAY).word == signing.FORGED
    with override_settings(SECRET_KEY="một khoá mới", SECRET_KEY_FALLBACKS=[old]):
        assert signing.judge(made.code, code, on=DAY).word == signing.VALID


@given(noise=st.text(max_size=60))
def test_noise_is_forged_never_a_crash(noise: str) -> None:
    assert (
        signing.judge(noise.replace("\x00", ""), {"s": noise, "k": noise, "xe": noise}, on=DAY).word
        == "forged"
    )


def test_a_trip_fills_its_paper_in(small: Small) -> None:
    ordered = agreed_order(small)
    load = trip_of(received(ordered), 900, carrier())
    facts = facts_of_trip(load.trip)
    assert facts["plate"] == "12C-123.45"
    assert (facts["load_kg"], facts["goods"]) == (900, "Hồng vành khuyên")
    assert (facts["pick_ups"], facts["drops"]) == ("Điểm Tân Mỹ 1", "Chợ đầu mối Hà Nội")
    assert (facts["leaves_on"], facts["back_on"]) == (DAY, DAY + timedelta(days=1))
    assert facts["licence_to"] == date(2025, 1, 1)


def test_who_sees_and_writes_papers(small: Small) -> None:
    made = paper(small)
    ours = agent("nha_xe", "carrier", "VT")
    other = person("xe_khac", "carrier")
    elsewhere = person("an_giang", "coordinator", "91")
    assert list(papers_shown(ours)) == [made]
    assert not papers_shown(other).exists()
    assert paper_for(elsewhere, made.pk) is None
    papers.submit_paper(paper=made, actor=ours)
    with pytest.raises(DomainError, match="not_allowed"):
        papers.approve_paper(paper=made, actor=ours)
    with pytest.raises(DomainError, match="paper_carrier_not_yours"):
        papers.take_back_paper(paper=made, actor=other)
    owner = made.carrier
    with pytest.raises(DomainError, match="paper_carrier_not_yours"):
        papers.enter_paper(season=small.season, facts=paper_facts(owner), actor=other)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_one_approves(small: Small) -> None:
    made = papers.submit_paper(paper=paper(small), actor=None)
    officer = person("duyet", "coordinator")
    found = at_once(
        lambda: papers.approve_paper(paper=made, actor=officer),
        lambda: papers.give_back_paper(paper=made, items=["Lộ trình"], reason="", actor=officer),
        lambda: papers.approve_paper(paper=made, actor=officer),
    )
    refused = [one for one in found if isinstance(one, DomainError)]
    assert [one.code for one in refused] == ["verb_not_allowed"] * 2
