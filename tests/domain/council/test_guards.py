"""What the database refuses, whoever writes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from cungcau.domain.council import states
from cungcau.domain.council.models import (
    Attendance,
    Decision,
    DecisionLine,
    Discussion,
    Item,
    Score,
    ScoreSheet,
    Session,
)
from cungcau.domain.council.services import closing, results
from tests.domain.council.council_rows import DAY, Sitting

pytestmark = pytest.mark.django_db


def refused(name: str, statement: str, *values: object) -> None:
    """The statement breaks on this guard."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_scores_of_a_submitted_sheet_stay(opened: Sitting) -> None:
    opened.score(opened.members[0])
    sheet = ScoreSheet.objects.get(seat__user=opened.members[0])
    stays = "is submitted"
    refused(stays, "UPDATE council_score SET points = 0 WHERE sheet_id = %s", sheet.pk)
    refused(stays, "DELETE FROM council_score WHERE sheet_id = %s", sheet.pk)
    refused(stays, "UPDATE council_scoresheet SET total = 1 WHERE id = %s", sheet.pk)
    refused(stays, "UPDATE council_scoresheet SET remark = 'khác' WHERE id = %s", sheet.pk)
    refused(stays, "DELETE FROM council_scoresheet WHERE id = %s", sheet.pk)


def test_scores_are_written_while_their_scoring_is_open(opened: Sitting) -> None:
    late = opened.members[0]
    closing.stop(item=opened.item, code="FORGED", reason="giấy giả", actor=opened.chair)
    sheet = ScoreSheet.objects.get(seat__user=late)
    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        Score.objects.create(sheet=sheet, criterion="1.1", points=1)


def test_a_submitted_sheet_is_not_taken_back_once_closed(opened: Sitting) -> None:
    opened.score_all()
    opened.close()
    refused("is submitted", "UPDATE council_scoresheet SET state = 'draft', submitted_at = NULL")


def test_a_sheet_keeps_its_member_product_and_scoring(opened: Sitting) -> None:
    sheet = ScoreSheet.objects.first()
    assert sheet is not None
    refused("is submitted", "UPDATE council_scoresheet SET attempt = 2 WHERE id = %s", sheet.pk)


def test_what_was_discussed_and_earlier_results_stay(opened: Sitting) -> None:
    for user in opened.judges[1:]:
        opened.score(user)
    opened.score(opened.chair, {"4.1": 1, "4.3": 0, "5.1": 5, "8": 1})
    opened.close()
    closing.discuss(item=opened.item, again=False, text="Giữ", actor=opened.chair)
    refused("written once", "UPDATE council_discussion SET text = 'khác'")
    assert Discussion.objects.get().text == "Giữ"
    Item.objects.filter(pk=opened.item.pk).update(state=states.DONE, finished_at=opened.session.opened_at)
    Item.objects.get(pk=opened.item.pk)
    opened.item.dossier.__class__.objects.filter(pk=opened.item.dossier_id).update(state="scored")
    results.reopen(item=opened.item, reason="thử", actor=opened.chair)
    refused("written once", "DELETE FROM council_earlierresult")


def test_an_open_scoring_is_never_open_to_others(opened: Sitting) -> None:
    refused("council_item_blind_while_scoring", "UPDATE council_item SET closed_attempt = attempt")


def test_one_presides_and_is_there(opened: Sitting) -> None:
    with pytest.raises(IntegrityError, match="council_one_presides"), transaction.atomic():
        Attendance.objects.update(chairs=True)
    with pytest.raises(IntegrityError, match="council_chair_is_there"), transaction.atomic():
        Attendance.objects.filter(chairs=True).update(present=False)


def test_a_dossier_is_judged_in_one_session_at_a_time(opened: Sitting) -> None:
    other = Session.objects.create(council=opened.council, code="HĐ-thử", held_on=DAY)
    with pytest.raises(IntegrityError, match="council_dossier_in_one_session"), transaction.atomic():
        Item.objects.create(session=other, dossier=opened.item.dossier, no=1)


def test_a_signed_decision_keeps_its_list(opened: Sitting) -> None:
    decision = Decision.objects.create(
        session=opened.session,
        kind="recognise",
        state=states.SIGNED,
        number="1",
        signed_on=DAY,
        signer="CT",
        authority="UBND",
    )
    with pytest.raises(IntegrityError, match="is signed"), transaction.atomic():
        DecisionLine.objects.create(decision=decision, item=opened.item, star=3)
