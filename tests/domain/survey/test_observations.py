"""Observations: read as written, confirmed by another, corrected by a new row, one of them in use."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from cungcau.domain.survey import metrics, ruling, services
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.models import Figure, Observation, Question
from cungcau.domain.survey.places import Places
from cungcau.domain.survey.reading import Goods, Period, ValueUnreadable, read_period, read_value
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry as TrailEntry
from cungcau.reference.geography import services as geography
from cungcau.reference.geography.models import Unit
from tests.domain.season_rows import SOURCE, person
from tests.domain.survey.conftest import record_units

DAY = date(2021, 9, 27)


def entry(
    text: str,
    source: str = "báo cáo A",
    metric: str = "output",
    where: str = "huyện Văn Lãng",
    **facts: object,
) -> Entry:
    given: dict[str, object] = {
        "goods": Goods("hong", "Hồng vành khuyên"), "place": Places("20").read(where, DAY),
        "period": read_period("2021"), **facts,
    }  # fmt: skip
    return Entry(metric=metric, value=read_value(text, metrics.metric(metric)), source=source, **given)  # type: ignore[arg-type]


def code_of(refused: pytest.ExceptionInfo[DomainError]) -> str:
    return refused.value.code


@pytest.mark.parametrize(
    ("metric", "text", "low", "high", "hedge"),
    [
        ("planted_area", "gần 500 ha", None, 5_000_000, "under"),
        ("planted_area", "1.350", 13_500_000, 13_500_000, ""),
        ("planted_area", "khoảng 3.200 ha", 32_000_000, 32_000_000, "about"),
        ("price", "15-25.000", 15_000, 25_000, ""),
        ("price", "25 nghìn", 25_000, 25_000, ""),
        ("output", "trên 35.000 tấn", 35_000_000, None, "over"),
        ("output", "5-7 tạ", 500, 700, ""),
        ("yield", "10,5", 10_500, 10_500, ""),
        ("yield", "5,3-6 tấn/ha", 5_300, 6_000, ""),
        ("value", "200-250 tỷ", 200 * 10**9, 250 * 10**9, ""),
        ("households", "3.500 hộ", 3_500, 3_500, ""),
    ],
)
def test_values_are_read_as_people_write_them(
    metric: str, text: str, low: int | None, high: int | None, hedge: str
) -> None:
    value = read_value(text, metrics.metric(metric))
    assert (value.low, value.high, value.hedge, value.written) == (low, high, hedge, text)


@pytest.mark.parametrize(
    ("metric", "text", "said"),
    [
        ("output", "500 ha", "không phải sản lượng"),
        ("output", "5,550", "5,55 tấn"),
        ("planted_area", "rất nhiều", "Không đọc được"),
        ("output", "9" * 30, "quá lớn"),
        ("households", "5 tấn", "không phải số hộ"),
        ("output", "2021-09", "không phải sản lượng"),
    ],
)
def test_what_is_no_value_is_told_in_words(metric: str, text: str, said: str) -> None:
    with pytest.raises(ValueUnreadable) as refused:
        read_value(text, metrics.metric(metric))
    assert said in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "period", "shown"),
    [
        ("2021", (date(2021, 1, 1), date(2021, 12, 31)), "2021"),
        ("năm 2021", (date(2021, 1, 1), date(2021, 12, 31)), "2021"),
        ("2019-2021", (date(2019, 1, 1), date(2021, 12, 31)), "2019–2021"),
        ("2021-08", (date(2021, 8, 1), date(2021, 8, 31)), "8/2021"),
        ("(trước 2021)", (None, date(2020, 12, 31)), "trước 2021"),
        ("(không rõ)", (None, None), "không rõ"),
        ("", (None, None), "không rõ thời gian"),
        ("(đầu vụ, đến 30/7)", (None, None), "đầu vụ, đến 30/7"),
    ],
)
def test_periods_are_read_or_kept_as_written(
    text: str, period: tuple[date | None, date | None], shown: str
) -> None:
    read = read_period(text)
    assert (read.first, read.last) == period
    assert metrics.show_period(read.first, read.last, read.text) == shown


@pytest.mark.django_db
def test_what_is_in_use_follows_the_rule_and_says_why(places: None) -> None:
    one, two = person("nguoi-1", "coordinator"), person("nguoi-2", "coordinator")

    def used() -> tuple[int | None, str]:
        figure = Figure.objects.select_related("in_use").get()
        assert figure.in_use is not None
        return figure.in_use.low, figure.use_reason

    services.enter_observation(entry=entry("5.200 tấn", "A"), actor=one)
    assert used() == (5_200_000, ruling.ONLY)
    services.enter_observation(entry=entry("trên 5.000 tấn", "B"), actor=one)
    assert used() == (5_200_000, ruling.EXACT)
    services.enter_observation(entry=entry("5.600 tấn", "C"), actor=one)
    assert used() == (5_600_000, ruling.LATEST)
    old = services.enter_observation(entry=entry("5.400", "D", source_date=date(2021, 1, 1)), actor=one)
    assert used() == (5_400_000, ruling.NEWEST)
    trusted = services.enter_observation(entry=entry("4.900", "E", confidence="high"), actor=one)
    assert used() == (4_900_000, ruling.CONFIDENCE)
    services.confirm_observation(observation=old, actor=two)
    assert used() == (5_400_000, ruling.CONFIRMED)
    figure = Figure.objects.get()
    assert (figure.count, figure.unconfirmed, figure.low, figure.high) == (5, 4, 4_900_000, 5_600_000)
    assert figure.conflicting
    services.choose_in_use(observation=trusted, reason="đã đo lại", version=figure.version, actor=one)
    assert used() == (4_900_000, ruling.CHOSEN)
    services.enter_observation(
        entry=entry("5.000", "F", source_date=date(2022, 1, 1), confidence="high"), actor=one
    )
    assert used() == (4_900_000, ruling.CHOSEN)
    trusted.refresh_from_db()
    value = read_value("4.950 tấn", metrics.metric("output"))
    services.correct_observation(observation=trusted, value=value, reason="gõ nhầm", actor=two)
    assert used() == (4_950_000, ruling.CHOSEN)


@pytest.mark.parametrize(
    ("first", "second", "conflicting"),
    [
        ("trên 35.000 tấn", "36.000 tấn", False),
        ("35.000 tấn", "36.000 tấn", True),
        ("35.000 tấn", "35.300 tấn", False),
        ("khoảng 35.000 tấn", "36.500 tấn", False),
        ("gần 500 tấn", "650 tấn", True),
        ("15-20 tấn", "18-25 tấn", False),
    ],
)
@pytest.mark.django_db
def test_which_sources_disagree(places: None, first: str, second: str, conflicting: bool) -> None:
    services.record_observations(entries=[entry(first, "A"), entry(second, "B")], actor=None)
    assert Figure.objects.get().conflicting is conflicting


@pytest.mark.django_db
def test_nobody_confirms_the_own_figure_nor_twice(places: None) -> None:
    one, two, three = (person(f"nguoi-{i}", "coordinator") for i in range(3))
    seen = services.enter_observation(entry=entry("5 tấn"), actor=one)
    with pytest.raises(DomainError) as refused:
        services.confirm_observation(observation=seen, actor=one)
    assert code_of(refused) == "observation_confirm_own"
    with pytest.raises(DomainError) as refused:
        services.confirm_observation(observation=seen, actor=person("xem", "viewer"))
    assert code_of(refused) == "not_allowed"
    services.confirm_observation(observation=seen, actor=two)
    with pytest.raises(DomainError) as refused:
        services.confirm_observation(observation=seen, actor=three)
    assert code_of(refused) == "observation_confirmed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(confirmed_by=one)


@pytest.mark.django_db
def test_a_correction_is_a_new_row_and_the_old_one_stays(places: None, officer: User) -> None:
    slip = services.enter_observation(entry=entry("300 ha", "T", "planted_area"), actor=officer)
    services.enter_observation(entry=entry("6 tấn/ha", "T", "yield"), actor=officer)
    services.enter_observation(entry=entry("11.000 tấn", "T"), actor=officer)
    [question] = Question.objects.filter(rule="output_beyond_area")
    assert question.thing_type == "survey.observation"
    value = read_value("1.800 ha", metrics.metric("planted_area"))
    for reason, why in (("", "figure_reason_missing"), ("  ", "figure_reason_missing")):
        with pytest.raises(DomainError) as refused:
            services.correct_observation(observation=slip, value=value, reason=reason, actor=officer)
        assert code_of(refused) == why
    new = services.correct_observation(
        observation=slip, value=value, reason="thiếu một chữ số", actor=officer
    )
    slip.refresh_from_db()
    assert (slip.low, slip.is_current, new.corrects_id) == (3_000_000, False, slip.pk)
    assert Figure.objects.get(metric="planted_area").low == 18_000_000
    question.refresh_from_db()
    assert question.state == "withdrawn"
    with pytest.raises(DomainError) as refused:
        services.correct_observation(observation=slip, value=value, reason="lần nữa", actor=officer)
    assert code_of(refused) == "observation_corrected"
    facts = TrailEntry.objects.get(verb="survey.observation_corrected").facts
    assert facts["before"] == "300 ha" and facts["value"] == "1.800 ha"


@pytest.mark.django_db
def test_choosing_needs_a_reason_and_the_present_version(places: None, officer: User) -> None:
    done = services.record_observations(entries=[entry("5 tấn", "A"), entry("9 tấn", "B")], actor=officer)
    one, two = done.observations
    version = Figure.objects.get().version
    with pytest.raises(DomainError) as refused:
        services.choose_in_use(observation=one, reason=" ", version=version, actor=officer)
    assert code_of(refused) == "figure_reason_missing"
    with pytest.raises(DomainError) as refused:
        commune = person("can-bo", "commune_officer", "20.06172")
        services.choose_in_use(observation=one, reason="x", version=version, actor=commune)
    assert code_of(refused) == "not_allowed"
    services.choose_in_use(observation=one, reason="gần thực tế", version=version, actor=officer)
    with pytest.raises(DomainError) as refused:
        services.choose_in_use(observation=two, reason="mới hơn", version=version, actor=officer)
    assert code_of(refused) == "figure_chosen_meanwhile"
    assert refused.value.facts["value"] == "5 tấn" and "dieu-phoi" in str(refused.value.facts["name"])


@pytest.mark.django_db(transaction=True)
def test_of_two_people_choosing_at_once_one_wins_and_the_other_is_told() -> None:
    record_units()
    people = [person(f"nguoi-{i}", "coordinator") for i in range(2)]
    done = services.record_observations(entries=[entry("5 tấn", "A"), entry("9 tấn", "B")], actor=people[0])
    version = Figure.objects.get().version
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def choose(number: int) -> None:
        try:
            barrier.wait(timeout=20)
            services.choose_in_use(
                observation=done.observations[number],
                reason=f"lý do {number}",
                version=version,
                actor=people[number],
            )
            outcomes.append("chosen")
        except DomainError as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=choose, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["chosen", "figure_chosen_meanwhile"]
    figure = Figure.objects.select_related("in_use").get()
    assert figure.version == version + 1 and figure.in_use is not None
    assert figure.chosen_reason == f"lý do {0 if figure.in_use.low == 5000 else 1}"


@pytest.mark.django_db(transaction=True)
def test_two_people_recording_one_figure_at_once_share_it() -> None:
    record_units()
    people = [person(f"nguoi-{i}", "coordinator") for i in range(2)]
    entries = [entry("5 tấn", "A"), entry("9 tấn", "B")]
    barrier = threading.Barrier(2)
    trouble: list[BaseException] = []

    def enter(number: int) -> None:
        try:
            barrier.wait(timeout=20)
            services.enter_observation(entry=entries[number], actor=people[number])
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert trouble == []
    figure = Figure.objects.get()
    assert (figure.count, figure.conflicting, figure.low, figure.high) == (2, True, 5000, 9000)


@pytest.mark.django_db
def test_the_database_keeps_the_rules(places: None, officer: User) -> None:
    seen = services.enter_observation(entry=entry("5 tấn"), actor=officer)
    for change in (
        {"low": None, "high": None},
        {"low": 9000},
        {"low": -1},
        {"source": ""},
        {"corrects": seen.pk},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.filter(pk=seen.pk).update(**change)
    for wrong in (
        {"metric": "x"},
        {"period_from": date(2022, 1, 1)},
        {"chosen_reason": "x"},
        {"place_text": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Figure.objects.filter(pk=seen.figure_id).update(**wrong)


@pytest.mark.django_db
def test_area_codes_follow_the_units(places: None, officer: User) -> None:
    services.enter_observation(entry=entry("650 ha", "A", "planted_area", "xã Tân Mỹ"), actor=officer)
    services.enter_observation(
        entry=entry("500 ha", "A", "planted_area", "xã Tân Mỹ", period=read_period("2022")), actor=officer
    )
    figure = Figure.objects.order_by("pk")[0]
    assert figure.area_code == "20.06172" and Question.objects.get().area_code == "20.06172"
    Unit.objects.filter(code="06172", valid_to=None).update(valid_to=date(2025, 12, 31))
    geography.record_units(
        rows=[geography.UnitRow("06175", "xã", "Hội Hoan", "20", date(2026, 1, 1))], source=SOURCE, actor=None
    )
    link = geography.SuccessionRow("06172", date(2025, 12, 31), "06175")
    geography.record_successions(rows=[link], source=SOURCE, actor=None)
    services.refresh_areas()
    assert set(Figure.objects.values_list("area_code", flat=True)) == {"20.06175"}
    assert Question.objects.get().area_code == "20.06175"
    assert services.refresh_areas() == 0


@pytest.mark.django_db
def test_figures_of_unknown_time_meet_only_where_the_words_agree(places: None) -> None:
    entries = [
        entry("5 tấn", "A", period=Period(text="đầu vụ")),
        entry("9 tấn", "B", period=Period(text="Đầu vụ")),
        entry("7 tấn", "C", period=Period(text="không rõ")),
    ]
    services.record_observations(entries=entries, actor=None)
    assert sorted(Figure.objects.values_list("count", flat=True)) == [1, 2]
