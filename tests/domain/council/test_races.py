"""Nine members, two who close, one who is late: at the same moment, with nothing lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cungcau.domain.council import states
from cungcau.domain.council.models import Decision, EarlierResult, Item, Score, ScoreSheet
from cungcau.domain.council.selectors.decisions import Purpose
from cungcau.domain.council.selectors.results import table_of
from cungcau.domain.council.services import agenda, closing, decisions, results, scores, sessions
from cungcau.domain.council.services.scores import Tap
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from tests.at_once import at_once
from tests.domain.council.council_rows import DAY, PLACE, Sitting, sitting, taps
from tests.domain.ocop import ocop_rows as rows
from tests.domain.season_rows import record_places

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nine(transactional_db: None) -> Sitting:
    """Nine who score, everybody there, the product given out."""
    record_places()
    load_shipped_rules()
    return sitting(members=7).open()


def codes(done: list[object]) -> list[str]:
    """The refusals among what was done; anything else that went wrong is raised."""
    for one in done:
        if isinstance(one, Exception) and not isinstance(one, DomainError):
            raise one
    return sorted(one.code for one in done if isinstance(one, DomainError))


def test_nine_members_tap_at_once_and_nothing_is_lost(nine: Sitting) -> None:
    """Each member taps every criterion one by one (hundreds of saves), changing their mind once on each."""
    item = nine.item
    wanted = {
        user: {
            tap.criterion: tap
            for tap in taps(item, {"4.1": 1 + n % 3, "5.1": (0, 1, 2, 3, 5)[n % 5], "8": (0, 1, 3)[n % 3]})
        }
        for n, user in enumerate(nine.judges)
    }

    def work(user: User) -> Callable[[], object]:
        def deed() -> int:
            for code, tap in wanted[user].items():
                scores.keep(item=item, taps=[Tap(code, 0, tick=1)], actor=user)
                scores.keep(
                    item=item,
                    taps=[Tap(code, tap.points, tap.case, f"của {user}", tap.client_uuid, 2)],
                    actor=user,
                )
            return scores.hand_in(item=item, actor=user).total

        return deed

    # A level of 0 stands on every criterion of the sheet: printed, or "no level reached".
    done = at_once(*(work(user) for user in nine.judges))
    assert codes(done) == []
    assert done == [sum(tap.points for tap in wanted[user].values()) for user in nine.judges]
    assert Score.objects.count() == 9 * len(wanted[nine.chair])
    for user in nine.judges:
        kept = Score.objects.filter(sheet__seat__user=user, sheet__item=item)
        assert {one.criterion: one.points for one in kept} == {c: t.points for c, t in wanted[user].items()}
        assert {one.note for one in kept} == {f"của {user}"}
    assert ScoreSheet.objects.filter(state=states.SUBMITTED).count() == 9
    closing.close_scoring(item=item, actor=nine.secretary)
    assert len(nine.item.sheets.all()) == 9


def test_one_member_on_two_devices_the_last_tap_stands(nine: Sitting) -> None:
    item, user = nine.item, nine.members[0]

    def device(points: int, start: int) -> Callable[[], object]:
        return lambda: [
            scores.keep(item=item, taps=[Tap("4.1", points, tick=start + 2 * n)], actor=user)
            for n in range(20)
        ]

    assert codes(at_once(device(1, 100), device(3, 101))) == []
    stands = Score.objects.get(sheet__seat__user=user, criterion="4.1")
    assert (stands.points, stands.tick) == (3, 139)
    late = scores.keep(item=item, taps=[Tap("4.1", 2, tick=120)], actor=user)
    assert late[0].stale and late[0].score.points == 3


def test_two_people_close_at_once(nine: Sitting) -> None:
    nine.score_all()

    def close(user: User) -> Callable[[], object]:
        return lambda: closing.close_scoring(item=nine.item, actor=user)

    done = at_once(close(nine.secretary), close(nine.chair))
    assert codes(done) == ["scoring_not_open"]
    assert nine.item.state == states.AGREEING


def test_the_last_sheet_comes_while_somebody_closes(nine: Sitting) -> None:
    """Never closed without it: the sheet counts, or the closing is refused."""
    for user in nine.judges[:-1]:
        nine.score(user)
    last = nine.judges[-1]
    scores.keep(item=nine.item, taps=taps(nine.item), actor=last)
    done = at_once(
        lambda: scores.hand_in(item=nine.item, actor=last),
        lambda: closing.close_scoring(item=nine.item, actor=nine.secretary),
    )
    assert codes(done) in ([], ["sheets_missing"])
    if nine.item.state == states.AGREEING:
        assert len(table_of(nine.item).sheets) == 9
    else:
        assert nine.item.state == states.SCORING
    assert ScoreSheet.objects.get(seat__user=last).state == states.SUBMITTED


def test_a_sheet_is_taken_back_while_somebody_closes(nine: Sitting) -> None:
    nine.score_all()
    done = at_once(
        lambda: scores.take_back(item=nine.item, actor=nine.members[0]),
        lambda: closing.close_scoring(item=nine.item, actor=nine.secretary),
    )
    refused = codes(done)
    sheet = ScoreSheet.objects.get(seat__user=nine.members[0])
    if nine.item.state == states.AGREEING:
        assert refused == ["scoring_not_open"] and sheet.state == states.SUBMITTED
    else:
        assert refused == ["sheets_missing"] and sheet.state == states.DRAFT


def test_a_result_is_finished_and_reopened_once(nine: Sitting) -> None:
    nine.score_all()
    nine.close()

    def finish(user: User) -> Callable[[], object]:
        return lambda: results.finish(item=nine.item, actor=user)

    assert codes(at_once(finish(nine.secretary), finish(nine.chair))) == ["result_not_open"]

    def reopen(user: User) -> Callable[[], object]:
        return lambda: results.reopen(item=nine.item, reason="xem lại", actor=user)

    assert codes(at_once(reopen(nine.secretary), reopen(nine.chair))) == ["result_not_there"]
    assert EarlierResult.objects.count() == 1


def test_a_product_stands_on_one_decision(nine: Sitting) -> None:
    nine.score_all({"3.5": 2, "8": 3, "4.3": 0, "12": 1, "7": 0})
    nine.close()
    done = nine.finish()
    assert done.result_star == 4
    sessions.close_session(session=nine.session, conclusion="", actor=nine.secretary)

    def draft() -> Any:
        return decisions.draft(
            session=nine.session,
            purpose=Purpose.RECOGNISE,
            items=[done.pk],
            authority="UBND",
            actor=nine.office,
        )

    assert codes(at_once(draft, draft)) == ["decision_item_wrong"]
    decision = Decision.objects.get()

    def sign() -> Any:
        return decisions.sign(
            decision=decision, number="5/QĐ", signed_on=DAY, signer="Chủ tịch", actor=nine.office
        )

    assert codes(at_once(sign, sign)) == ["decision_signed_already"]


def test_a_dossier_is_put_on_one_session(nine: Sitting) -> None:
    dossier = rows.ready(rows.entity_with_product("HTX-HOI", "Hoa hồi"))
    plans = [
        sessions.plan(council=nine.council, wanted=sessions.Plan(DAY, PLACE), actor=nine.office)
        for _ in range(2)
    ]

    def put(session: Any) -> Callable[[], object]:
        return lambda: agenda.put_on(session=session, wanted=[dossier], actor=nine.office)

    refused = codes(at_once(*(put(one) for one in plans)))
    assert refused in (["dossier_on_session_already"], ["verb_not_allowed"])
    assert Item.objects.filter(dossier=dossier).count() == 1


def test_sessions_planned_at_once_have_numbers_of_their_own(nine: Sitting) -> None:
    def plan() -> Any:
        return sessions.plan(council=nine.council, wanted=sessions.Plan(DAY, PLACE), actor=nine.office)

    done = at_once(*[plan] * 5)
    assert codes(done) == []
    assert len({one.code for one in done}) == 5  # type: ignore[attr-defined]
