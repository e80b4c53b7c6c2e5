"""Who owes what: opened by the calendar, cascaded, reminded of, excused, asked at once."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from cungcau.domain.reporting import services, states
from cungcau.domain.reporting.models import Due, Duty, Nudge, Rhythm
from cungcau.domain.reporting.selectors.boards import board_of, counts_of
from cungcau.domain.reporting.selectors.rights import dues_shown
from cungcau.domain.reporting.selectors.schedule import days_late, is_late
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import roles
from cungcau.platform.audit.models import Entry
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from tests.at_once import at_once
from tests.domain.programmes.programme_rows import agency, in_post
from tests.domain.reporting.report_rows import HALF_DUE, NA_SAM, duty, officer, opened, sent, set_up
from tests.domain.season_rows import person, record_catalogue, record_places

pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def days_of(duty: Duty) -> list[tuple[str, str]]:
    rows = Due.objects.filter(duty=duty).order_by("due_on", "agency__name")
    return [(one.agency.name, one.due_on.isoformat()) for one in rows]


def test_dues_open_in_time_each_once_and_are_tied_to_those_above() -> None:
    found = set_up()
    with clock.living(date(2021, 5, 1)):
        assert services.open_all() == 0
    with clock.living(date(2021, 6, 10)):
        assert services.open_all() == 3
        assert services.open_all() == 0
    assert days_of(found.above) == [("Sở Nông nghiệp và PTNT Lạng Sơn", "2021-06-25")]
    assert days_of(found.below) == [("UBND xã Hoàng Văn Thụ", "2021-06-15"), ("UBND xã Na Sầm", "2021-06-15")]
    upper = found.due(found.department)
    assert set(Due.objects.filter(duty=found.below).values_list("above", flat=True)) == {upper.pk}
    assert Entry.objects.filter(verb="reporting.dues_opened").count() == 2


def test_dues_below_are_tied_whichever_was_opened_first() -> None:
    found = set_up()
    with clock.living(date(2021, 6, 10)):
        services.open_dues(duty=found.below)
        assert Due.objects.filter(above=None).count() == 2
        services.open_dues(duty=found.above)
    assert Due.objects.filter(above=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_open_each_due_once() -> None:
    found = set_up()

    def run() -> int:
        with clock.living(date(2021, 6, 10)):
            return services.open_dues(duty=found.below)

    assert sorted(at_once(run, run, run), key=str) == [0, 0, 2]
    assert Due.objects.count() == 2
    assert connection.in_atomic_block is False


def test_an_agency_that_ended_or_left_owes_nothing_after() -> None:
    found = set_up()
    services.end_owing(duty=found.below, agency=found.second, ends_on=date(2021, 6, 14), actor=None)
    gone = agency("xa-cu", "UBND xã cũ", "commune", NA_SAM, ends_on=date(2021, 6, 1))
    services.add_owing(duty=found.below, agencies=[gone, found.first], starts_on=date(2021, 6, 1), actor=None)
    with clock.living(date(2021, 6, 10)):
        services.open_dues(duty=found.below)
    assert days_of(found.below) == [("UBND xã Hoàng Văn Thụ", "2021-06-15")]


def test_late_is_the_day_after_or_the_hour() -> None:
    found = opened()
    due = found.due(found.first)
    assert not is_late(due, at(date(2021, 6, 15), 23))
    assert is_late(due, at(date(2021, 6, 16), 0))
    assert days_late(due, date(2021, 6, 18)) == 3
    due.due_hour = 17
    assert not is_late(due, at(date(2021, 6, 15), 16))
    assert is_late(due, at(date(2021, 6, 15), 17))
    with clock.living(date(2021, 6, 16)):
        sent(found.due(found.second), on=date(2021, 6, 16))
    late = found.due(found.second)
    assert (late.state, late.was_late, days_late(late, date(2022, 1, 1))) == ("sent", True, 1)


def test_counts_and_board_of_who_owes_what() -> None:
    found = opened()
    sent(found.due(found.first), on=date(2021, 6, 14))
    user = officer()
    rows = dues_shown(user)
    counts = counts_of(rows, at(date(2021, 6, 16)), date(2021, 6, 30))
    assert (counts.owed, counts.late, counts.soon, counts.sent, counts.sent_late) == (2, 1, 1, 1, 0)
    board = board_of(found.below, rows, at(date(2021, 6, 16)))
    assert [(row.agency, row.owed, row.late) for row in board.rows] == [
        ("UBND xã Hoàng Văn Thụ", 0, 0), ("UBND xã Na Sầm", 1, 1),
    ]  # fmt: skip
    assert [label for label, _day in board.periods] == ["6 tháng đầu năm 2021"]


def test_reminders_go_out_once_at_each_stage_then_above() -> None:
    found = opened()
    clerk = in_post(person("xa-tm", roles.REPRESENTATIVE, "20"), found.first)
    awaits = in_post(person("so-nn", roles.VIEWER, "20"), found.department)
    told = []
    for day in (
        date(2021, 6, 11),
        date(2021, 6, 13),
        date(2021, 6, 15),
        date(2021, 6, 16),
        date(2021, 6, 18),
    ):
        with clock.living(day):
            services.remind_all()
            services.remind_all()
        told.append(
            [
                Notification.objects.filter(user=one, message__startswith="reporting.").count()
                for one in (clerk, awaits)
            ]
        )
    assert told == [[0, 0], [1, 0], [2, 0], [3, 0], [3, 2]]
    stages = Nudge.objects.filter(due=found.due(found.first)).values_list("stage", flat=True)
    assert list(stages) == ["soon", "today", "late", "above"]


def test_what_was_sent_is_not_reminded_of() -> None:
    found = opened()
    sent(found.due(found.first), on=date(2021, 6, 12))
    with clock.living(date(2021, 6, 13)):
        services.remind_all()
    assert not Nudge.objects.filter(due=found.due(found.first)).exists()
    assert Nudge.objects.filter(due=found.due(found.second), stage="soon").count() == 1


def test_excusing_needs_a_reason_and_nothing_begun() -> None:
    found = opened()
    due = found.due(found.first)
    with pytest.raises(DomainError, match="reason_missing"):
        services.excuse(due=due, reason=" ", actor=None)
    row = services.excuse(due=due, reason="xã mới sáp nhập", actor=None)
    assert row.state == states.EXCUSED
    with pytest.raises(DomainError, match="report_due_excused"):
        services.begin(due=due, actor=None)
    assert services.unexcuse(due=due, actor=None).state == states.WAITING
    services.begin(due=due, actor=None)
    with pytest.raises(DomainError, match="report_due_begun"):
        services.excuse(due=due, reason="lý do", actor=None)


def test_a_quick_report_is_asked_of_each_once_and_told() -> None:
    found = set_up()
    quick = duty(
        "Báo cáo đột xuất", found.department, found.first, layout="quick", rhythm=Rhythm.DEMAND, days=[]
    )
    clerk = in_post(person("xa-tm", roles.REPRESENTATIVE, "20"), found.first)
    today = date(2021, 9, 27)

    def ask(**facts: object) -> list[Due]:
        given = {"request": "Thiệt hại do mưa đá", "due_on": today, "due_hour": 17, **facts}
        return services.ask_quick(duty=quick, agencies=[found.first, found.second], actor=None, **given)  # type: ignore[arg-type]

    with clock.living(today):
        assert len(ask()) == 2
        assert ask() == []
        for facts, code in (
            ({"request": " "}, "report_request_missing"), ({"due_on": date(2021, 9, 26)}, "report_due_past"),
            ({"first": date(2021, 9, 28)}, "report_duty_days_wrong"),
        ):  # fmt: skip
            with pytest.raises(DomainError, match=code):
                ask(**facts)
        assert services.open_dues(duty=quick) == 0
    assert Notification.objects.filter(user=clerk, message="reporting.asked").count() == 1
    report = services.begin(due=Due.objects.filter(duty=quick).earliest("pk"), actor=None)
    assert report.subject == "Thiệt hại do mưa đá"


def test_answers_to_a_quick_report_are_summed_into_the_receivers_own() -> None:
    found = set_up()
    facts = {"layout": "quick", "rhythm": Rhythm.DEMAND, "days": []}
    upper = duty("Đột xuất của Sở", found.committee, found.department, **facts)
    lower = duty("Đột xuất của xã", found.department, found.first, found.second, **facts)
    day = date(2021, 9, 27)
    with clock.living(day):
        (asked,) = services.ask_quick(
            duty=upper,
            agencies=[found.department],
            request="Hồng chưa bán",
            due_on=day,
            due_hour=17,
            actor=None,
        )
        given = {"request": "Hồng chưa bán của xã", "due_on": day, "due_hour": 15, "actor": None}
        both = [found.first, found.second]
        with pytest.raises(DomainError, match="report_above_wrong"):
            services.ask_quick(duty=upper, agencies=both, above=asked, **given)  # type: ignore[arg-type]
        told = services.ask_quick(duty=lower, agencies=both, above=asked, **given)  # type: ignore[arg-type]
    sent(told[0], on=day, unsold=12)
    sent(told[1], on=day, unsold=5)
    with clock.living(day):
        report = services.begin(due=asked, actor=None)
    line = report.lines.get(key="unsold")
    assert (line.source, int(line.computed or 0), line.below_sent, line.below_all) == ("rolled", 17, 2, 2)
    with pytest.raises(DomainError, match="report_above_wrong"):
        services.ask_quick(duty=lower, agencies=both, above=Due.objects.get(pk=asked.pk), **given)  # type: ignore[arg-type]


def test_a_changed_rule_moves_what_nobody_began() -> None:
    found = opened()
    services.begin(due=found.due(found.first), actor=None)
    with clock.living(date(2021, 6, 10)):
        services.change_duty(
            pk=found.below.pk, version=1, seen={"earlier_days": 10}, mine={"earlier_days": 5}, actor=None
        )
    assert days_of(found.below) == [("UBND xã Hoàng Văn Thụ", "2021-06-15"), ("UBND xã Na Sầm", "2021-06-20")]
    with clock.living(date(2021, 6, 10)):
        services.change_duty(
            pk=found.above.pk, version=1, seen={"days": found.above.days},
            mine={"days": [{"month": 6, "day": 28, "covers": "half"}]}, actor=None,
        )  # fmt: skip
    assert found.due(found.department).due_on == date(2021, 6, 28)
    assert found.due(found.second).due_on == date(2021, 6, 23)


def test_a_duty_that_makes_no_sense_is_refused() -> None:
    found = set_up()
    for facts, code in (
        ({"layout": "khac"}, "report_layout_unknown"),
        ({"days": []}, "report_days_missing"),
        ({"rhythm": Rhythm.FOLLOW}, "report_duty_follows_nothing"),
        ({"rhythm": Rhythm.DAILY}, "report_duty_wants_season"),
        ({"ends_on": date(2020, 1, 1)}, "report_duty_days_wrong"),
    ):  # fmt: skip
        with pytest.raises(DomainError, match=code):
            duty("Sai", found.committee, found.first, **facts)
    with pytest.raises(DomainError, match="report_nobody_owes"):
        duty("Sai", found.committee)
    with pytest.raises(DomainError, match="report_duty_circle"):
        services.change_duty(
            pk=found.above.pk,
            version=1,
            seen={"feeds_id": None},
            mine={"feeds_id": found.below.pk},
            actor=None,
        )
    assert Duty.objects.count() == 2


def test_daily_in_season_one_for_each_day() -> None:
    found = set_up()
    record_places()
    season = record_catalogue()
    daily = duty(
        "Báo cáo ngày", found.department, found.first, layout="harvest_day", rhythm=Rhythm.DAILY, season_id=season.pk,
        hour=17, open_days=0, days=[], starts_on=date(2021, 9, 1),
    )  # fmt: skip
    with clock.living(date(2021, 9, 17)):
        assert services.open_dues(duty=daily) == 3
        services.remind_all()
    with clock.living(date(2021, 9, 18)):
        assert services.open_dues(duty=daily) == 1
    assert not Nudge.objects.filter(stage="soon", due__duty=daily).exists()
    assert Nudge.objects.filter(stage="above", due__duty=daily).count() == 2
    assert Season.objects.count() == 1


def test_only_officers_of_the_area_arrange() -> None:
    found = opened()
    for user in (
        person("xem", roles.VIEWER, "20"),
        person("can-bo-xa", roles.COMMUNE_OFFICER, "20"),
        officer("91", "an-giang"),
    ):
        with pytest.raises(DomainError, match="not_allowed"):
            services.excuse(due=found.due(found.first), reason="x", actor=user)
        with pytest.raises(DomainError, match="not_allowed"):
            services.ask_quick(
                duty=found.below,
                agencies=[found.first],
                request="x",
                due_on=HALF_DUE,
                due_hour=None,
                actor=user,
            )


def test_a_duty_to_a_national_body_belongs_to_the_area_of_those_who_owe_it() -> None:
    found = set_up()
    national = agency("bo-nn", "Bộ Nông nghiệp và PTNT", area="")
    assert duty("Báo cáo bộ", national, found.committee, found.first).area_code == "20"
    assert duty("Báo cáo bộ của xã", national, found.first).area_code == found.first.area_code
