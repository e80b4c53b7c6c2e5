"""Writing, summing up, signing, sending, revising."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.models import Indicator, Reading
from cungcau.domain.programmes.services import indicators
from cungcau.domain.reporting import services, states
from cungcau.domain.reporting.layouts import layouts
from cungcau.domain.reporting.models import Line, Report, Section, Step
from cungcau.domain.reporting.selectors.comparing import compared, parts_of
from cungcau.domain.reporting.selectors.differences import differences, pieces
from cungcau.domain.reporting.selectors.rights import due_for, report_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import roles
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.orders.order_rows import agreed_order
from tests.domain.programmes.programme_rows import in_post
from tests.domain.reporting.report_rows import HALF_DUE, duty, officer, opened, sent, set_up, walked
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
TODAY = date(2021, 9, 27)


def line(report: Report, key: str) -> Line:
    return Line.objects.get(report=report, key=key)


def write(section: Section, text: str) -> Section:
    return services.write_section(
        pk=section.pk, version=section.version, seen={"text": section.text}, mine={"text": text}, actor=None
    )


def test_every_template_names_figures_there_are() -> None:
    for form in layouts().values():
        for part in form.sections:
            for one in part.lines:
                if one.figure:
                    assert figures.checked(one.figure, one.arguments) == dict(one.arguments), form.code
    assert set(layouts()) == {"ocop_period", "harvest_period", "harvest_day", "quick"}


def test_communes_are_summed_up_without_retyping() -> None:
    found = opened()
    sent(found.due(found.first), "Thiếu vốn.", trained=40, ideas=2)
    upper = found.due(found.department)
    with clock.living(date(2021, 6, 20)):
        report = services.begin(due=upper, actor=None)
    trained = line(report, "trained")
    assert (trained.source, trained.computed, trained.below_sent, trained.below_all) == (
        "rolled",
        Decimal(40),
        1,
        2,
    )
    words = report.sections.get(key="difficulties")
    assert words.text == "UBND xã Hoàng Văn Thụ: Thiếu vốn."
    sent(found.due(found.second), "Mưa nhiều.", trained=25)
    services.recount(report=report, actor=None)
    trained, ideas = line(report, "trained"), line(report, "ideas")
    assert (trained.computed, trained.below_sent) == (Decimal(65), 2)
    assert (ideas.computed, ideas.below_sent, ideas.below_all) == (Decimal(2), 1, 2)
    assert line(report, "trainings").computed is None
    write(words, words.text + "\nÝ riêng của Sở.")
    words = services.gather(section=words, actor=None)
    assert words.text.splitlines() == [
        "UBND xã Hoàng Văn Thụ: Thiếu vốn.", "Ý riêng của Sở.", "UBND xã Na Sầm: Mưa nhiều.",
    ]  # fmt: skip
    assert services.gather(section=words, actor=None).text == words.text


def test_indicators_come_with_their_targets() -> None:
    found = opened()
    indicators.record_reading(
        indicator=found.indicator,
        as_of=date(2021, 6, 1),
        value=Decimal(12),
        provenance="sổ của Sở",
        actor=None,
    )
    with clock.living(date(2021, 6, 20)):
        report = services.begin(due=found.due(found.department), actor=None)
    row = Line.objects.get(report=report, source="indicator")
    seen = compared(row)
    assert (row.computed, row.target, row.where_from) == (Decimal(12), Decimal(50), "sổ của Sở")
    assert (seen.reached, seen.share) == ("no", Decimal("0.24"))
    assert report.as_of == date(2021, 6, 20)


def test_figures_are_those_of_the_registry_and_of_the_year_before(small: Small) -> None:
    found = set_up()
    agreed_order(small, day=TODAY)
    daily = duty(
        "Báo cáo ngày", found.department, found.first, layout="harvest_day", rhythm="daily", season_id=small.season.pk,
        days=[], starts_on=date(2021, 9, 1),
    )  # fmt: skip
    with clock.living(TODAY):
        services.open_dues(duty=daily)
        report = services.begin(due=daily.dues.get(due_on=TODAY), actor=None)
    row = line(report, "received")
    asked = figures.Asked(TODAY, TODAY, found.first.area_code, small.season.pk, {})
    assert row.computed == figures.measure("tonnes_received", asked)
    assert (row.unit, row.first, row.last, row.last_year) == ("tấn", TODAY, TODAY, Decimal(0))
    assert line(report, "received_all").first == small.season.start


def test_last_years_words_of_the_same_agency_stand_beside() -> None:
    found = opened()
    sent(found.due(found.first), trained=40)
    with clock.living(date(2022, 6, 10)):
        services.open_all()
        again = services.begin(
            due=found.below.dues.get(agency=found.first, due_on=date(2022, 6, 15)), actor=None
        )
        services.enter(line=line(again, "trained"), value=Decimal(50), reason="", actor=None)
    seen = compared(line(again, "trained"))
    assert (seen.line.last_year, seen.change, seen.change_share) == (
        Decimal(40),
        Decimal(10),
        Decimal("0.25"),
    )


def test_another_figure_needs_its_reason_and_the_computed_one_stays() -> None:
    found = opened()
    report = services.begin(due=found.due(found.first), actor=None)
    row = line(report, "delivered")
    with pytest.raises(DomainError, match="report_figure_reason_missing"):
        services.enter(line=row, value=Decimal(7), reason=" ", actor=None)
    with pytest.raises(DomainError, match="report_figure_missing"):
        services.enter(line=row, value=None, reason="", actor=None)
    with pytest.raises(DomainError, match="report_figure_too_large"):
        services.enter(line=row, value=Decimal(10) ** 18, reason="x", actor=None)
    row = services.enter(line=row, value=Decimal("7.5"), reason="gồm hàng bán lẻ", actor=None)
    assert (row.computed, row.shown, row.is_overridden) == (Decimal(0), Decimal("7.5"), True)
    services.recount(report=report, actor=None)
    assert line(report, "delivered").shown == Decimal("7.5")
    row = services.enter(line=row, value=None, reason="", actor=None)
    assert (row.shown, row.reason, row.is_overridden) == (Decimal(0), "", False)
    assert Entry.objects.filter(verb__in=("reporting.entered", "reporting.cleared")).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(pk=row.pk).update(entered=3)


def test_the_second_of_two_writers_is_shown_the_first() -> None:
    found = opened()
    report = services.begin(due=found.due(found.first), actor=None)
    section = report.sections.get(key="results")
    write(section, "Người thứ nhất.")
    with pytest.raises(EditedMeanwhile):
        write(section, "Người thứ hai.")
    row = line(report, "delivered")
    seen = {"entered": None, "reason": ""}
    services.enter(line=row, value=Decimal(1), reason="a", actor=None, version=1, seen=seen)
    with pytest.raises(EditedMeanwhile):
        services.enter(line=row, value=Decimal(2), reason="b", actor=None, version=1, seen=seen)


def test_what_was_sent_is_frozen_and_a_revision_stands_beside_it() -> None:
    found = opened()
    first = sent(found.due(found.first), "Thiếu vốn.", trained=40)
    for deed in (
        lambda: services.recount(report=first, actor=None),
        lambda: write(first.sections.get(key="difficulties"), "khác"),
        lambda: services.enter(line=line(first, "trained"), value=Decimal(1), reason="x", actor=None),
        lambda: services.write_head(pk=first.pk, version=1, seen={"number": None}, mine={"number": 5}, actor=None),
    ):  # fmt: skip
        with pytest.raises(DomainError, match="report_closed"):
            deed()
    with pytest.raises(DomainError, match="report_changes_missing"):
        services.revise(report=first, changes=" ", actor=None)
    second = services.revise(report=first, changes="cộng nhầm lớp", actor=None)
    with pytest.raises(DomainError, match="report_revised_meanwhile"):
        services.revise(report=first, changes="nữa", actor=None)
    walked(second, until="sign")
    with pytest.raises(DomainError, match="report_revision_unchanged"):
        services.move(report=second, verb="send", actor=None)
    services.move(report=second, verb="return", note="sửa số", actor=None)
    services.enter(line=line(second, "trained"), value=Decimal(38), reason="đếm lại", actor=None)
    write(second.sections.get(key="difficulties"), "Thiếu vốn và giống.")
    walked(second)
    first.refresh_from_db()
    second.refresh_from_db()
    due = found.due(found.first)
    assert (first.state, second.state, due.state, due.was_late) == ("replaced", "sent", "sent", False)
    assert line(first, "trained").shown == 40
    shown = [(one.kind, one.name, one.before, one.after) for one in differences(first, second)]
    assert shown == [
        ("words", "IV. KHÓ KHĂN, VƯỚNG MẮC", "Thiếu vốn.", "Thiếu vốn và giống."),
        ("figure", "Lượt người dự", Decimal(40), Decimal(38)),
    ]
    assert [one.change for one in differences(first, second)][1] == -2


def test_a_revision_below_reaches_the_sum_above() -> None:
    found = opened()
    first = sent(found.due(found.first), trained=40)
    report = services.begin(due=found.due(found.department), actor=None)
    again = services.revise(report=first, changes="đếm lại", actor=None)
    services.enter(line=line(again, "trained"), value=Decimal(30), reason="", actor=None)
    services.recount(report=report, actor=None)
    assert line(report, "trained").computed == 40
    walked(again)
    services.recount(report=report, actor=None)
    assert line(report, "trained").computed == 30


def test_what_an_agency_reports_of_an_indicator_becomes_a_reading_of_the_plan() -> None:
    found = opened()
    Indicator.objects.filter(pk=found.indicator.pk).update(reporter=found.department)
    report = services.begin(due=found.due(found.department), actor=None)
    own = Line.objects.get(report=report, source="indicator")
    services.enter(line=own, value=Decimal(14), reason="quyết định công nhận", actor=None)
    walked(report)
    reading = Reading.objects.get(indicator=found.indicator)
    assert (reading.value, reading.as_of) == (Decimal(14), report.as_of)
    assert "Sở Nông nghiệp" in reading.provenance and "quyết định công nhận" in reading.provenance
    again = services.revise(report=report, changes="sót một sản phẩm", actor=None)
    services.enter(
        line=Line.objects.get(report=again, source="indicator"), value=Decimal(15), reason="sửa", actor=None
    )
    walked(again)
    current = Reading.objects.get(indicator=found.indicator, is_current=True)
    assert (current.value, current.reason) == (Decimal(15), "sót một sản phẩm")


def test_word_by_word() -> None:
    found = pieces("a b c", "a x c d")
    assert [(one.kind, one.text) for one in found] == [
        ("same", "a"), ("gone", "b"), ("new", "x"), ("same", "c"), ("new", "d"),
    ]  # fmt: skip


def test_the_way_of_a_report_wants_two_people_and_words_when_returned() -> None:
    found = opened()
    writer, chief = officer(name="viet"), officer(name="truong")
    report = services.begin(due=found.due(found.department), actor=writer)
    with pytest.raises(DomainError, match="verb_not_allowed"):
        services.move(report=report, verb="sign", actor=chief)
    services.move(report=report, verb="submit", actor=writer)
    with pytest.raises(DomainError, match="report_note_missing"):
        services.move(report=report, verb="return", actor=chief)
    services.move(report=report, verb="return", actor=chief, note="thiếu kiến nghị")
    assert Notification.objects.filter(user=writer, message="reporting.returned").count() == 1
    services.move(report=report, verb="submit", actor=writer)
    services.move(report=report, verb="approve", actor=writer)
    with pytest.raises(DomainError, match="report_same_person"):
        services.move(report=report, verb="sign", actor=writer)
    services.move(report=report, verb="sign", actor=chief)
    services.write_head(pk=report.pk, version=1, seen={"number": None}, mine={"number": 12}, actor=chief)
    with pytest.raises(DomainError, match="report_closed"):
        services.write_head(
            pk=report.pk, version=2, seen={"subject": report.subject}, mine={"subject": "x"}, actor=chief
        )
    services.move(report=report, verb="send", actor=chief)
    verbs = list(Step.objects.filter(report=report).values_list("verb", flat=True))
    assert verbs == ["begin", "submit", "return", "submit", "approve", "sign", "send"]


def test_people_in_post_write_for_their_agency_alone() -> None:
    found = opened()
    clerk = in_post(person("xa-tm", roles.REPRESENTATIVE, "91"), found.first)
    mine, other = found.due(found.first), found.due(found.second)
    assert due_for(clerk, mine.pk) is not None
    assert due_for(clerk, other.pk) is None
    report = services.begin(due=mine, actor=clerk)
    walked(report, actor=clerk)
    assert report_for(clerk, report.pk) is not None
    with pytest.raises(DomainError, match="not_allowed"):
        services.begin(due=other, actor=clerk)
    later = mine.due_on + timedelta(days=400)
    assert later > HALF_DUE


def test_who_receives_reports_sees_them_once_sent() -> None:
    found = opened()
    receiver = in_post(person("so-nn", roles.REPRESENTATIVE, "91"), found.department)
    draft = services.begin(due=found.due(found.second), actor=None)
    done = sent(found.due(found.first))
    assert due_for(receiver, draft.due_id) is not None
    assert report_for(receiver, draft.pk) is None
    assert report_for(receiver, done.pk) is not None
    assert next(part.section.key for part in parts_of(done)) == "situation"


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_begin_one_report_and_send_it_once() -> None:
    found = opened()
    due = found.due(found.first)
    begun = at_once(
        lambda: services.begin(due=due, actor=None).pk, lambda: services.begin(due=due, actor=None).pk
    )
    assert len(set(begun)) == 1
    report = walked(Report.objects.get(), until="sign")

    def send() -> str:
        return services.move(report=Report.objects.get(pk=report.pk), verb="send", actor=None).state

    ended = sorted(map(str, at_once(send, send)))
    assert ended[0] == states.SENT or "verb_not_allowed" in ended[1]
    assert [one.code for one in at_once(send) if isinstance(one, DomainError)] == ["verb_not_allowed"]
    assert Report.objects.filter(state=states.SENT).count() == 1
    assert Step.objects.filter(verb="send").count() == 1
