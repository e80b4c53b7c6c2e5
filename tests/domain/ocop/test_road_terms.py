"""Terms besides the commune's, the Ministry's road, reminders."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import (
    Certificate,
    CriteriaSet,
    Dossier,
    DossierKind,
    Instrument,
    ItemRequest,
    Round,
    RuleBook,
    Samples,
    Stage,
    StageTerm,
    Step,
)
from cungcau.domain.ocop.selectors.clocks import clock_of, left
from cungcau.domain.ocop.selectors.road_terms import counting, term_of
from cungcau.domain.ocop.services import ministry, requests, road, road_office, road_settings, samples
from cungcau.domain.ocop.services.road_reminders import remind_all
from cungcau.domain.ocop.services.rounds import add_proposed
from cungcau.domain.ocop.workdays import Workdays
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.ui import clock
from tests.domain.ocop import ocop_rows as rows
from tests.domain.ocop import road_rows as here
from tests.domain.ocop.road_rows import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


@pytest.fixture
def who(entity: rows.Entity) -> People:
    return here.people(entity)


def certificate(entity: rows.Entity) -> Certificate:
    return Certificate.objects.create(
        product=entity.product, instrument=Instrument.objects.get(code="QD148_2023"), star=3,
        starts_on=date(2023, 10, 20), expires_on=date(2026, 10, 20), source="danh sách", area_code=rows.AREA,
    )  # fmt: skip


def test_a_re_evaluation_is_decided_within_45_days_of_reaching_the_province(entity: rows.Entity) -> None:
    file = rows.forwarded(entity, kind=DossierKind.RENEWAL, renews=certificate(entity))
    for stage in (Stage.OFFICE, Stage.ADVISORY, Stage.COUNCIL, Stage.DECISION):
        term = term_of(file, stage, rows.DAY)
        assert term.due_on == date(2026, 7, 16), stage
        assert term.why == "đánh giá lại: 45 ngày kể từ khi tỉnh nhận đủ hồ sơ (01/6/2026)"
    assert term_of(file, Stage.COMMUNE, rows.DAY).due_on == date(2026, 6, 22)


def test_of_several_terms_the_earliest_counts(entity: rows.Entity, who: People) -> None:
    file = rows.forwarded(entity, kind=DossierKind.RENEWAL, renews=certificate(entity))
    own: dict[str, Any] = {
        "area": "20",
        "stage": "advisory",
        "unit": "days",
        "source": "QĐ 12",
        "actor": who.office,
    }
    road_settings.set_term(count=10, **own)
    assert term_of(file, Stage.ADVISORY, rows.DAY).due_on == date(2026, 6, 11)
    road_settings.set_term(count=90, **own)
    assert term_of(file, Stage.ADVISORY, rows.DAY).due_on == date(2026, 7, 16)
    with pytest.raises(DomainError) as error:
        road_settings.set_term(area="20", stage="commune", count=5, unit="days", source="x", actor=who.office)
    assert error.value.code == "ocop_term_by_law"
    with pytest.raises(DomainError) as error:
        road_settings.set_term(area="91", stage="office", count=5, unit="days", source="x", actor=who.office)
    assert error.value.code == "not_allowed"


def test_without_a_rule_there_is_no_deadline(entity: rows.Entity) -> None:
    term = term_of(rows.forwarded(entity), Stage.OFFICE, rows.DAY)
    assert (term.due_on, term.why) == (None, "")
    assert left(None, rows.DAY).text == "không đặt hạn"


def old_file(entity: rows.Entity, kind: str = DossierKind.FIRST, **facts: Any) -> Dossier:
    """A file under the decision before: its book as an installation that began earlier would hold it."""
    newest = RuleBook.objects.get()
    content = dict(newest.content)
    content["instrument"] = "QD148_2023"
    old = RuleBook.objects.create(
        instrument=Instrument.objects.get(code="QD148_2023"), no=1, content=content, sha256="0" * 64
    )
    kept = CriteriaSet.objects.create(
        book=old, code="QD26-01", number=1, name="Rau, quả", category="I", samples=5
    )
    file = rows.drafted(entity, kind=kind, **facts)
    Dossier.objects.filter(pk=file.pk).update(criteria_set=kept, forwarded_at=rows.at())
    return Dossier.objects.select_related("criteria_set__book__instrument", "round").get(pk=file.pk)


@pytest.mark.parametrize(("again", "due"), [(False, date(2026, 7, 21)), (True, date(2026, 6, 21))])
def test_files_under_the_decision_before_are_finished_in_time(
    entity: rows.Entity, again: bool, due: date
) -> None:
    facts: dict[str, object] = {"renews": certificate(entity)} if again else {}
    file = old_file(entity, DossierKind.RENEWAL if again else DossierKind.FIRST, **facts)
    using = counting()
    term = term_of(file, Stage.COUNCIL, rows.DAY, using)
    assert term.due_on == due and term.why.startswith("chuyển tiếp: hồ sơ theo 148/QĐ-TTg")


def scored(entity: rows.Entity, num: int, den: int, star: int) -> Dossier:
    file = rows.ready(entity)
    Dossier.objects.filter(pk=file.pk).update(
        state=states.SCORED, result_num=num, result_den=den, result_band_star=star, result_star=star
    )
    file.refresh_from_db()
    Step.objects.filter(dossier=file).delete()
    road.follow(file, None)
    return file


def test_to_the_ministry_and_back(entity: rows.Entity, who: People) -> None:
    add_proposed(area="20", year=2026, actor=who.office)
    file = scored(entity, 629, 7, 4)
    with pytest.raises(DomainError) as error:
        ministry.send_up(dossier=file, letter_no="1", letter_on=rows.DAY, actor=who.office)
    assert error.value.code == "ocop_not_for_ministry" and error.value.facts["average"] == "89,86"
    Dossier.objects.filter(pk=file.pk).update(result_num=90, result_den=1, result_band_star=5, result_star=5)
    with pytest.raises(DomainError) as error:
        ministry.send_up(dossier=file, letter_no="1", letter_on=rows.DAY, actor=who.adviser)
    assert error.value.code == "not_allowed"
    ministry.send_up(dossier=file, letter_no="45/UBND", letter_on=rows.DAY, actor=who.office)
    step = here.open_step(file)
    assert (step.stage, step.due_on) == (Stage.MINISTRY, date(2026, 9, 29))
    assert step.due_why == "đợt 2/2026 của Bộ: đề nghị trước 30/7/2026, xong trước 30/9/2026"
    samples.send(dossier=file, count=5, sent_on=rows.DAY, actor=who.office, stage=Stage.MINISTRY)
    assert Samples.objects.get().stage == Stage.MINISTRY
    ministry.come_back(dossier=file, average=Fraction(271, 3), note="TB 7", actor=who.office)
    file.refresh_from_db()
    assert (file.state, file.ministry_num, file.ministry_den) == (states.SCORED, 271, 3)
    with pytest.raises(DomainError) as error:
        ministry.use_result(dossier=file, actor=who.office)
    assert error.value.code == "ocop_ministry_result_stands"
    assert Step.objects.filter(dossier=file, stage=Stage.MINISTRY).get().ended_by == who.office


@pytest.mark.parametrize(
    ("text", "value"),
    [("91,25", Fraction(365, 4)), ("91.25", Fraction(365, 4)), ("731/8", Fraction(731, 8)), ("100", Fraction(100)),
     ("0", Fraction(0)), (" 89,9999 ", Fraction(899999, 10000))],
)  # fmt: skip
def test_an_average_is_read_exactly(text: str, value: Fraction) -> None:
    assert ministry.average_in(text) == value


@pytest.mark.parametrize("text", ["", "chín mươi", "100,5", "1/0", "-3", "91,2,5", "9e1", "1000000/1", "٩"])
def test_what_is_no_average_is_refused(text: str) -> None:
    with pytest.raises(InputInvalid):
        ministry.average_in(text)


def test_a_clock_counts_what_is_left_and_what_it_took() -> None:
    days = Workdays()
    assert left(date(2026, 6, 22), rows.DAY, days).text == "còn 15 ngày làm việc"
    assert left(date(2026, 6, 22), rows.DAY).text == "còn 21 ngày"
    assert left(rows.DAY, rows.DAY).text == "hạn hôm nay"
    late = left(date(2026, 5, 28), rows.DAY, days)
    assert (late.text, late.days, late.tone) == ("quá hạn 4 ngày", -4, "bad")
    step = Step(stage=Stage.COMMUNE, started_at=rows.at(date(2026, 5, 1)), due_on=date(2026, 5, 25))
    step.ended_at = rows.at(date(2026, 5, 20))
    assert clock_of(step, rows.DAY).text == "xong trong 19 ngày"
    step.ended_at = rows.at(date(2026, 5, 27))
    assert clock_of(step, rows.DAY).text == "xong trong 26 ngày, quá hạn 2 ngày"


def test_reminders_come_before_the_day_after_it_and_then_weekly(entity: rows.Entity, who: People) -> None:
    file = rows.submitted(entity)
    Step.objects.filter(dossier=file).update(due_on=date(2026, 6, 22))
    other = rows.reviewing(rows.entity_with_product("HTX-2", "Quýt", rows.COMMUNE))
    requests.ask(dossier=other, items=[here.item("a", 20), here.item("b", 21)], actor=who.adviser)

    def on(day: date) -> tuple[int, int]:
        with clock.living(day):
            remind_all()
        return here.told("file_due").get("can-bo-xa", 0), here.told("items_due").get("dai-dien-htx-2", 0)

    assert on(date(2026, 6, 18)) == (0, 1)
    assert on(date(2026, 6, 19)) == (1, 2)
    assert on(date(2026, 6, 20)) == (1, 2)
    assert on(date(2026, 6, 23)) == (2, 3)
    assert here.told("file_due")["vp-ocop"] == 1
    assert on(date(2026, 6, 25)) == (2, 3)
    assert on(date(2026, 6, 30)) == (3, 4)
    ItemRequest.objects.update(state=states.CANCELLED)
    Step.objects.filter(dossier=file).update(ended_at=clock.now() + timedelta(days=40))
    assert on(date(2026, 7, 10)) == (3, 4)


def test_rounds_move_the_council_s_deadline(entity: rows.Entity, who: People) -> None:
    add_proposed(area="20", year=2026, actor=who.office)
    file = rows.forwarded(entity)
    road_office.take_up(dossier=file, actor=who.office, round=Round.objects.get(level="province", no=2))
    road_office.finish_review(dossier=file, conclusion="Được", actor=who.adviser)
    assert here.open_step(file).due_on == date(2026, 12, 29)
    road_office.assign_round(dossier=file, round=Round.objects.get(level="province", no=1), actor=who.office)
    assert here.open_step(file).due_on == date(2026, 6, 29)
    road_office.assign_round(dossier=file, round=None, actor=who.office)
    assert here.open_step(file).due_on is None
    assert not StageTerm.objects.exists()
