"""A session from its plan to certificates, and what is refused on the way."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from cungcau.domain.council import states
from cungcau.domain.council.models import AgreedValue, Discussion, ItemRejection, Recusal, ScoreSheet
from cungcau.domain.council.selectors.decisions import Purpose
from cungcau.domain.council.selectors.results import table_of
from cungcau.domain.council.services import (
    agenda,
    agreed,
    attendance,
    closing,
    decisions,
    items,
    reminders,
    results,
    scores,
    sessions,
)
from cungcau.domain.council.services.agreed import Agreement
from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate, RuleBook, Step
from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.models import Notification
from tests.domain.council.council_rows import DAY, PLACE, Sitting, sitting, taps
from tests.domain.ocop import ocop_rows as rows

pytestmark = pytest.mark.django_db


def test_from_plan_to_certificate(opened: Sitting) -> None:
    opened.score_all({"1.6": 1, "4.1": 3, "4.2": 1, "4.3": 0, "5.1": 5, "12": 1, "7": 0, "6.3": 2})
    closed = opened.close()
    assert closed.state == states.AGREEING and closed.closed_attempt == 1
    done = opened.finish()
    assert done.state == states.DONE and done.result_star == 4
    dossier = done.dossier
    dossier.refresh_from_db()
    assert dossier.state == ocop_states.SCORED and dossier.result_star == 4
    assert Fraction(dossier.result_num or 0, dossier.result_den or 1) == Fraction(done.result["fraction"][0])
    assert Step.objects.get(dossier=dossier, ended_at=None).stage == "decision"
    sessions.close_session(session=opened.session, conclusion="Nhất trí.", actor=opened.chair)
    draft = decisions.draft(
        session=opened.session, purpose=Purpose.RECOGNISE, items=[done.pk], authority="UBND tỉnh Lạng Sơn",
        actor=opened.office,
    )  # fmt: skip
    signed = decisions.sign(
        decision=draft, number="1555/QĐ-UBND", signed_on=DAY, signer="Chủ tịch", actor=opened.office
    )
    assert signed.state == states.SIGNED
    certificate = Certificate.objects.get(dossier=dossier)
    assert (certificate.star, certificate.decision_no) == (4, "1555/QĐ-UBND")
    assert signed.lines.get().certificate == certificate
    dossier.refresh_from_db()
    assert dossier.state == ocop_states.RECOGNISED


def test_a_fall_back_for_a_missed_minimum(opened: Sitting) -> None:
    """The worked check of the rules: everything at its most but the trademark: 98 points, 3 stars."""
    opened.score_all({"3.5": 1})
    opened.close()
    done = opened.finish()
    assert (done.result_num, done.result_den, done.result_band_star, done.result_star) == (98, 1, 5, 3)
    missed = {(one["star"], one["criterion"]) for one in done.result["missed"]}
    assert (4, "3.5") in missed
    assert done.result["why"] and any(one["reachable"] for one in done.result["ways"])


def test_nobody_closes_before_everybody_handed_in(opened: Sitting) -> None:
    for user in opened.judges[1:]:
        opened.score(user)
    with pytest.raises(DomainError) as refused:
        opened.close()
    assert refused.value.code == "sheets_missing"
    assert refused.value.facts["who"] == opened.chair.full_name
    attendance.attend(
        session=opened.session,
        seat=opened.seat(opened.members[0]),
        present=False,
        reason="ốm",
        actor=opened.secretary,
    )
    opened.score(opened.chair)
    assert opened.close().state == states.AGREEING
    assert len(table_of(opened.item).sheets) == 5, "who handed in before leaving counts"


def test_too_far_apart_is_discussed_and_scored_again(opened: Sitting) -> None:
    for user in opened.judges[1:]:
        opened.score(user)
    opened.score(opened.chair, {"4.1": 1, "4.3": 0, "5.1": 0})
    closed = opened.close()
    assert closed.state == states.DISCUSSING
    with pytest.raises(DomainError, match="discussion_missing"):
        closing.discuss(item=opened.item, again=True, text=" ", actor=opened.chair)
    closing.discuss(item=opened.item, again=True, text="Xem lại kênh phân phối.", actor=opened.chair)
    now = opened.item
    assert (now.state, now.attempt, now.closed_attempt) == (states.SCORING, 2, 1)
    said = Discussion.objects.get()
    assert (said.attempt, said.spread, said.again) == (1, 14, True)
    assert ScoreSheet.objects.filter(item=now, attempt=1, state=states.SUBMITTED).count() == 5
    for user in opened.judges:
        assert scores.repeat_earlier(item=now, actor=user) == len(taps(now))
    scores.keep(item=now, taps=taps(now), actor=opened.chair)
    for user in opened.judges:
        scores.hand_in(item=now, actor=user)
    assert opened.close().state == states.AGREEING
    assert opened.finish().result["fraction"] == [100, 1]
    with pytest.raises(DomainError, match="scoring_not_open"):
        scores.keep(item=opened.item, taps=taps(now), actor=opened.chair)


def test_going_on_with_a_reason(opened: Sitting) -> None:
    for user in opened.judges[1:]:
        opened.score(user)
    opened.score(opened.chair, {"4.1": 1, "4.3": 0, "5.1": 5, "8": 1})
    opened.close()
    closing.discuss(item=opened.item, again=False, text="Mỗi người giữ ý kiến.", actor=opened.chair)
    assert opened.item.state == states.AGREEING
    with pytest.raises(DomainError) as refused:
        opened.finish()
    assert refused.value.code == "agreement_missing" and refused.value.facts["criteria"] == "4.1, 8"
    with pytest.raises(DomainError, match="agreed_reason_missing"):
        agreed.agree(item=opened.item, values={"4.1": Agreement(2)}, actor=opened.chair)
    agreed.agree(
        item=opened.item,
        values={"4.1": Agreement(3, "Có 6 đại lý ngoài xã"), "8": Agreement(5)},
        actor=opened.chair,
    )
    done = opened.finish()
    assert done.result_star == 4 and done.result["fraction"] == [487, 5]
    assert AgreedValue.objects.get(item=done, criterion="4.1").points == 3


def test_reopening_keeps_both_results(opened: Sitting) -> None:
    opened.score_all()
    opened.close()
    first = opened.finish()
    with pytest.raises(DomainError, match="result_reason_missing"):
        results.reopen(item=first, reason="", actor=opened.chair)
    again = results.reopen(item=first, reason="Phát hiện giấy tờ hết hạn", actor=opened.chair)
    assert again.state == states.AGREEING and again.result_num is None
    agreed.agree(item=opened.item, values={"10": Agreement(1, "giấy ATTP hết hạn")}, actor=opened.chair)
    done = opened.finish()
    assert done.result_star == 3
    kept = done.earlier.get()
    assert (kept.star, kept.num, kept.result["fraction"]) == (5, 100, [100, 1])
    done.dossier.refresh_from_db()
    assert done.dossier.result_star == 3


def test_a_rejection_leaves_no_star(opened: Sitting) -> None:
    opened.score_all()
    opened.close()
    with pytest.raises(DomainError, match="ground_unknown"):
        agreed.reject(item=opened.item, code="NOPE", reason="x", actor=opened.chair)
    agreed.reject(item=opened.item, code="FORGED", reason="Giấy chứng nhận giả", actor=opened.chair)
    done = opened.finish()
    assert done.result_star is None and done.result["rejected"] == ["FORGED"]
    sessions.close_session(session=opened.session, conclusion="", actor=opened.secretary)
    with pytest.raises(DomainError, match="decision_item_wrong"):
        decisions.draft(
            session=opened.session,
            purpose=Purpose.RECOGNISE,
            items=[done.pk],
            authority="UBND",
            actor=opened.office,
        )
    opened.session.refresh_from_db()
    assert decisions.not_recognise(session=opened.session, actor=opened.office) == [done]
    done.dossier.refresh_from_db()
    assert done.dossier.state == ocop_states.REJECTED and "giả" in done.dossier.end_reason


def test_stopping_before_all_handed_in(opened: Sitting) -> None:
    closing.stop(item=opened.item, code="FORGED", reason="Giấy giả", actor=opened.chair)
    done = opened.finish()
    assert done.result_num is None and done.result_star is None
    assert ItemRejection.objects.get().code == "FORGED"


def test_ninety_goes_up_to_the_ministry_and_comes_back_as_five_stars(opened: Sitting) -> None:
    opened.score_all()
    opened.close()
    done = opened.finish()
    assert done.result_star == 5
    sessions.close_session(session=opened.session, conclusion="", actor=opened.secretary)

    def draft(purpose: Purpose, authority: str) -> object:
        return decisions.draft(
            session=opened.session, purpose=purpose, items=[done.pk], authority=authority, actor=opened.office
        )

    with pytest.raises(DomainError, match="decision_item_wrong"):
        draft(Purpose.RECOGNISE, "UBND tỉnh")
    up = draft(Purpose.SEND_UP, "UBND tỉnh")
    decisions.sign(decision=up, number="77/TTr-UBND", signed_on=DAY, signer="Chủ tịch", actor=opened.office)  # type: ignore[arg-type]
    done.dossier.refresh_from_db()
    assert done.dossier.state == ocop_states.AT_MINISTRY
    five = draft(Purpose.MINISTRY, "Bộ Nông nghiệp và Môi trường")
    decisions.sign(decision=five, number="9/QĐ-BNNMT", signed_on=DAY, signer="Bộ trưởng", actor=opened.office)  # type: ignore[arg-type]
    assert Certificate.objects.get(dossier=done.dossier).star == 5


def test_a_member_who_acts_for_the_entity_stands_out(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    found = sitting(rows.ready(entity))
    from_entity = found.members[0]
    rows.Agent.objects.create(
        user=from_entity, organisation=entity.organisation, valid_from=DAY, source="thử"
    )
    found.open()
    assert Recusal.objects.get().seat.user == from_entity
    with pytest.raises(DomainError, match="stands_out"):
        scores.keep(item=found.item, taps=taps(found.item), actor=from_entity)
    with pytest.raises(DomainError, match="must_stand_out"):
        items.stand_in(recusal=Recusal.objects.get(), reason="nhầm", actor=found.secretary)
    for user in found.judges:
        if user != from_entity:
            found.score(user)
    assert found.close().state == states.AGREEING


def test_somebody_who_becomes_the_entity_s_agent_meanwhile_is_kept_out(opened: Sitting) -> None:
    user = opened.members[0]
    opened.score(user)
    rows.Agent.objects.create(
        user=user, organisation=opened.item.dossier.product.entity, valid_from=DAY, source="thử"
    )
    with pytest.raises(DomainError, match="must_stand_out"):
        scores.take_back(item=opened.item, actor=user)
    for other in opened.judges:
        if other != user:
            opened.score(other, {"4.1": 3})
    opened.close()
    assert [one.sheet.seat.user for one in table_of(opened.item).sheets] == [
        one for one in opened.judges if one != user
    ]


def test_the_secretary_and_the_office_do_not_score(opened: Sitting) -> None:
    for user, code in ((opened.secretary, "not_allowed"), (opened.office, "not_allowed")):
        with pytest.raises(DomainError, match=code):
            scores.keep(item=opened.item, taps=taps(opened.item), actor=user)
    with pytest.raises(DomainError, match="conducts_not"):
        closing.close_scoring(item=opened.item, actor=opened.office)
    with pytest.raises(DomainError, match="conducts_not"):
        closing.close_scoring(item=opened.item, actor=opened.members[0])


def test_a_sheet_is_taken_back_only_while_open(opened: Sitting) -> None:
    user = opened.members[0]
    opened.score_all()
    scores.take_back(item=opened.item, actor=user)
    scores.keep(item=opened.item, taps=taps(opened.item, {"8": 1})[-6:], actor=user)
    scores.hand_in(item=opened.item, actor=user)
    assert scores.hand_in(item=opened.item, actor=user).state == states.SUBMITTED
    opened.close()
    with pytest.raises(DomainError, match="scoring_not_open"):
        scores.take_back(item=opened.item, actor=user)


def test_no_level_reached_is_an_answer(opened: Sitting) -> None:
    """3.5 prints no level of 0: "no level reached" is 0 points, not unanswered."""
    opened.score_all({"3.5": 0})
    opened.close()
    done = opened.finish()
    assert done.result["fraction"] == [97, 1] and done.result["unanswered"] == []
    assert done.result_star == 2 if done.result_star else done.result_star is None
    missed = {one["star"] for one in done.result["missed"]}
    assert 3 in missed


def test_a_sheet_with_a_gap_is_not_handed_in(opened: Sitting) -> None:
    user = opened.members[0]
    scores.keep(item=opened.item, taps=taps(opened.item)[:-2], actor=user)
    with pytest.raises(DomainError) as refused:
        scores.hand_in(item=opened.item, actor=user)
    assert refused.value.facts == {"count": 2, "criteria": "11, 12"}


def test_written_opinions_that_differ_call_for_a_meeting(book: RuleBook) -> None:
    found = sitting()
    written = sessions.plan(
        council=found.council, wanted=sessions.Plan(DAY, "", "written", answer_by=DAY), actor=None
    )
    entity = rows.entity_with_product("HTX-HOI", "Hoa hồi")
    item = agenda.put_on(session=written, wanted=[rows.ready(entity)], actor=found.office)[0]
    opened = sessions.open_session(session=written, actor=found.secretary)
    item = found.again(item)
    assert item.state == states.SCORING and opened.opened_at
    for user in found.judges[1:]:
        found.score(user, item=item)
    found.score(found.chair, {"4.1": 1, "4.3": 0, "5.1": 0}, item)
    assert found.close(item).state == states.DISCUSSING
    with pytest.raises(DomainError, match="meeting_needed"):
        closing.discuss(item=item, again=True, text="x", actor=found.secretary)
    made = closing.call_meeting(item=item, meeting=found.session, text="Điểm lệch 14", actor=found.secretary)
    assert made.session == found.session and made.follows_id == item.pk and made.no == 2
    item.refresh_from_db()
    assert item.state == states.POSTPONED and item.sheets.count() == 5
    made.dossier.refresh_from_db()
    assert made.dossier.state == ocop_states.IN_SESSION


def test_postponing_and_taking_off(book: RuleBook) -> None:
    one, two = rows.ready(), rows.ready(rows.entity_with_product("HTX-HOI", "Hoa hồi"))
    found = sitting(one, two)
    agenda.put_in_order(session=found.session, items=[found.items[1].pk], actor=found.office)
    assert [item.dossier_id for item in found.session.items.order_by("no")] == [two.pk, one.pk]
    with pytest.raises(DomainError, match="session_reason_missing"):
        agenda.take_off(item=found.items[1], reason="", actor=found.office)
    agenda.take_off(item=found.items[1], reason="thiếu mẫu", actor=found.office)
    two.refresh_from_db()
    assert two.state == ocop_states.READY and found.again(found.items[0]).no == 1
    agenda.put_on(session=found.session, wanted=[two], actor=found.office)
    found.items = found.items[:1]
    found.open()
    agenda.postpone(item=found.session.items.get(no=2), reason="chờ kiểm nghiệm", actor=found.chair)
    two.refresh_from_db()
    assert two.state == ocop_states.READY
    with pytest.raises(DomainError, match="session_unfinished"):
        sessions.close_session(session=found.session, conclusion="", actor=found.chair)


def test_a_cancelled_session_gives_its_dossiers_back(planned: Sitting) -> None:
    with pytest.raises(DomainError, match="session_reason_missing"):
        sessions.cancel_session(session=planned.session, reason="", actor=planned.office)
    sessions.cancel_session(session=planned.session, reason="bão", actor=planned.office)
    dossier = planned.item.dossier
    assert dossier.state == ocop_states.READY
    again = sessions.plan(council=planned.council, wanted=sessions.Plan(DAY, PLACE), actor=None)
    assert again.code.endswith("/02")
    agenda.put_on(session=again, wanted=[dossier], actor=planned.office)


def test_the_deputy_presides_with_an_authorisation(planned: Sitting) -> None:
    planned.attend(planned.chair)
    with pytest.raises(DomainError, match="nobody_presides"):
        sessions.open_session(session=planned.session, actor=planned.secretary)
    with pytest.raises(DomainError, match="authorisation_missing"):
        attendance.preside(
            session=planned.session, seat=planned.seat(planned.deputy), reason="", actor=planned.secretary
        )
    with pytest.raises(DomainError, match="presides_wrongly"):
        attendance.preside(
            session=planned.session,
            seat=planned.seat(planned.members[0]),
            reason="x",
            actor=planned.secretary,
        )
    attendance.preside(
        session=planned.session, seat=planned.seat(planned.deputy), reason="GUQ 12", actor=planned.secretary
    )
    opened = sessions.open_session(session=planned.session, actor=planned.deputy)
    assert opened.state == states.OPEN and opened.rules["quorum_percent"] == 75


def test_rules_are_frozen_at_opening(opened: Sitting) -> None:
    opened.council.spread_limit = 1
    opened.council.save()
    for user in opened.judges[1:]:
        opened.score(user)
    opened.score(opened.chair, {"4.1": 1})
    assert opened.close().state == states.AGREEING


def test_members_are_reminded_once_a_day(book: RuleBook) -> None:
    found = sitting()
    tomorrow = DAY + timedelta(days=1)
    council = found.council
    sessions.plan(council=council, wanted=sessions.Plan(tomorrow, PLACE), actor=None)
    written = sessions.plan(
        council=council, wanted=sessions.Plan(DAY, "", "written", answer_by=tomorrow), actor=None
    )
    entity = rows.entity_with_product("HTX-HOI", "Hoa hồi")
    item = agenda.put_on(session=written, wanted=[rows.ready(entity)], actor=found.office)[0]
    sessions.open_session(session=written, actor=found.secretary)
    found.score(found.chair, item=item)
    assert reminders.remind() == 6 + 4
    assert reminders.remind() == 0
    late = Notification.objects.filter(message="council.opinions_due").values_list(
        "user__username", flat=True
    )
    assert sorted(late) == ["pho-chu-tich", "thanh-vien-1", "thanh-vien-2", "thanh-vien-3"]
