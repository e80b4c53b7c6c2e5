"""The source tables come in as they are; their slips are questioned, their correct rows are not."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from cungcau.domain.survey import selectors, wording
from cungcau.domain.survey.doors import FIGURES, OUTPUTS
from cungcau.domain.survey.models import Figure, Observation, Question
from cungcau.engines.plausibility import Span
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.intake.services.direct import bring_in
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import person
from tests.domain.survey.conftest import TABLES, bring, rows_of

pytestmark = pytest.mark.django_db
MANY, FRUIT = "08_langson_na_hong_thach_hoi_nhieu_nguon.csv", "05_angiang_trai_cay_T8_T12_2021.csv"


@pytest.fixture
def many(officer: User, goods: None) -> Outcome:
    """Table 08 brought in."""
    done = bring(FIGURES, MANY, officer)
    assert isinstance(done, Outcome)
    return done


def asked() -> set[tuple[str, str]]:
    return {(one.rule, one.thing_label) for one in Question.objects.all()}


def sentences() -> list[str]:
    return [wording.sentence(one.rule, one.facts) for one in Question.objects.all()]


def figure(metric: str, goods: str, place: str, year: int) -> Figure:
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = Figure.objects.filter(metric=metric, commodity_text=goods, place__name=place)
    return rows.get(period_from=first, period_to=last)


def test_every_row_comes_in_and_a_second_time_nothing_changes(many: Outcome, officer: User) -> None:
    assert (many.created, many.changed, many.unchanged) == (36, 0, 0)
    before = (Observation.objects.count(), Question.objects.count())
    assert bring(FIGURES, MANY, officer) == Outcome(0, 0, 36, 0)
    assert (Observation.objects.count(), Question.objects.count()) == before


def test_exactly_the_slips_are_asked_about(many: Outcome) -> None:
    """Every other row of the 36 raises nothing."""
    assert asked() == {
        ("digit_off", "Diện tích trồng Na 2017, Huyện Chi Lăng, Tỉnh Lạng Sơn: 15000"),
        ("parts_short_of_total", "Diện tích trồng Na 2021, Tỉnh Lạng Sơn: 3200"),
        ("parts_short_of_total", "Sản lượng Na 2021, Tỉnh Lạng Sơn: 35000"),
        ("yield_unusual", "Sản lượng Na 2019–2021, Thành phố Chí Linh, Tỉnh Hải Dương: 15000"),
        ("area_falling", "Diện tích trồng Hồng vành khuyên 2022, Xã Tân Mỹ, Huyện Văn Lãng: 500"),
        ("price_unlike_value", "Giá trị Hồng vành khuyên 2022, Huyện Văn Lãng, Tỉnh Lạng Sơn: 72"),
        ("output_beyond_area", "Sản lượng Thạch đen (khô) 2022, Huyện Tràng Định, Tỉnh Lạng Sơn: 11000"),
        ("price_unlike_value", "Giá trị Hồi (tươi) 2014, Tỉnh Lạng Sơn: 650"),
    }
    assert many.questions == 8


def test_the_questions_carry_the_figures_and_a_proposal(many: Outcome) -> None:
    said = sentences()
    for part in (
        "15.000 ha, trong khi các số khác cùng nơi 1.600 ha – 2.500 ha. Có thừa hay thiếu chữ số? Có phải là 1.500 ha?",
        "300 ha × 6 tấn/ha = 1.800 tấn, nhưng sản lượng ghi 11.000 tấn. Số nào đúng? Có phải diện tích là 1.300 ha?",
        "72 tỷ đồng / 6.000 tấn = 12.000 đ/kg, trong khi giá ghi 15.000 đ/kg – 25.000 đ/kg.",
        "Các phần cộng lại được 2.000 ha, tổng ghi 3.200 ha: còn 1.200 ha không rõ của phần nào.",
        "Diện tích giảm từ 650 ha (năm 2021) còn 500 ha.",
        "Năng suất 21,43 tấn/ha khác thường: nơi khác và các năm khác 4,38 tấn/ha – 17,52 tấn/ha.",
    ):
        assert any(part in sentence for sentence in said), part


def test_sources_that_disagree_stand_side_by_side(many: Outcome, officer: User) -> None:
    output = figure("output", "Na", "Lạng Sơn", 2021)
    assert (output.conflicting, output.low, output.high, output.count) == (True, 35_000_000, 36_000_000, 2)
    agreed = figure("output", "Na", "Chi Lăng", 2021)
    assert (agreed.conflicting, agreed.count) == (False, 2)
    page = client_of(officer).get("/so-lieu/", {"only": "mau-thuan"})
    text = text_of(page)
    assert (
        "Mâu thuẫn" in text
        and "35.000 tấn – 36.000 tấn" in text
        and "Chi Lăng" not in text.split("Cập nhật")[-1]
    )
    beside = text_of(client_of(officer).get(f"/so-lieu/{figure('planted_area', 'Na', 'Lạng Sơn', 2021).pk}/"))
    assert "Huyện Chi Lăng, Tỉnh Lạng Sơn : 2.000 ha" in beside and "không rõ của phần nào" in beside


def test_odd_years_and_places_are_kept_as_written(many: Outcome) -> None:
    early = Figure.objects.get(metric="price", commodity_code="na", period_text="đầu vụ, đến 30/7")
    assert (early.period_from, early.period_to, early.period) == (None, None, "đầu vụ, đến 30/7")
    before = Figure.objects.get(
        metric="planted_area", commodity_code="hong", period_from=None, period_to=date(2020, 12, 31)
    )
    assert before.period == "trước 2021"
    unknown = Figure.objects.get(metric="price", commodity_code="hong", period_text="không rõ")
    assert unknown.place is not None and unknown.place.title == "Tỉnh Lạng Sơn"
    both = Figure.objects.get(metric="planted_area", place_text="Chi Lăng & Hữu Lũng")
    assert (both.place, both.area_code, both.period) == (None, "20", "2019–2021")
    country = Figure.objects.get(metric="output", place_text="Việt Nam")
    assert (country.place, country.area_code, country.follows_place) == (None, "20", False)
    away = Figure.objects.get(metric="output", place__name="Lục Nam")
    assert (away.area_code, away.place_text) == ("20", "Huyện Lục Nam, Tỉnh Bắc Giang")
    source = away.observations.get().source
    assert source.startswith("https://bavutex") and Observation.objects.filter(source=source).count() == 12
    plan = Observation.objects.get(
        place_written="tỉnh Lạng Sơn (kế hoạch tiêu thụ)", figure__metric="value", low=10**12
    )
    assert plan.figure.place_text == "Tỉnh Lạng Sơn"
    dry = Figure.objects.get(metric="price", commodity_text="Hồi (tươi)", place__name="Văn Quan")
    assert dry.place is not None and dry.place.level == "district"


def test_the_total_of_table_05_is_questioned_and_its_shares_are_not(officer: User) -> None:
    done = bring(OUTPUTS, FRUIT, officer)
    assert done == Outcome(12, 0, 0, 1)
    assert sentences() == [
        "Các phần cộng lại được 103.902 tấn, tổng ghi 109.779 tấn: còn 5.877 tấn không rõ của phần nào."
    ]
    total = Question.objects.get()
    assert total.thing_label == "Sản lượng Tổng các nông sản 8–12/2021, Tỉnh An Giang: 109779"
    shares = dict(
        Figure.objects.filter(metric__in=("local_sales", "outside_sales")).values_list("metric", "low")
    )
    assert shares == {"local_sales": 22_000_000, "outside_sales": 87_779_000}
    august = Figure.objects.get(period_to=date(2021, 8, 31))
    assert (august.low, august.period) == (7_615_000, "8/2021")
    assert bring(OUTPUTS, FRUIT, officer) == Outcome(0, 0, 12, 0)


def test_faults_name_row_column_and_what_was_meant(officer: User) -> None:
    rows = [
        Row("t", 2, {"commodity": "Na", "place": "Chi Lăng", "planted": "nhiều lắm", "source": "(như trên)"}),
        Row("t", 3, {"commodity": "Na", "place": "Chi Lăng", "output": "5,550", "source": "x"}),
        Row("t", 4, {"commodity": None, "place": "Chi Lăng", "output": "5 ha", "source": "x"}),
        Row("t", 5, {"commodity": "Na", "place": "Chi Lăng", "source": "x"}),
        Row("t", 6, {"commodity": "Na", "place": "Lạng Sơn", "price_from": "25", "price_to": "15", "source": "x"}),
    ]  # fmt: skip
    with pytest.raises(InputInvalid) as refused:
        FIGURES.record(rows, Context(officer, {}, ""))
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [
        (2, "planted"), (2, "source"), (3, "output"), (4, "commodity"), (4, "output"), (5, "output"), (6, "price_to"),
    ]  # fmt: skip
    assert not Observation.objects.exists() and not Figure.objects.exists()


def test_a_source_that_changes_its_mind_corrects_itself_but_no_person(many: Outcome, officer: User) -> None:
    rows = rows_of(FIGURES, MANY)
    changed = [
        Row(row.sheet, row.line, {**row.values, "output": "18500"} if row.line == 6 else row.values)
        for row in rows
    ]
    done = FIGURES.record(changed, Context(officer, {}, MANY))
    assert (done.created, done.changed, done.unchanged) == (0, 1, 35)
    new = Observation.objects.get(low=18_500_000)
    assert new.corrects is not None and new.corrects.low == 18_000_000 and not new.corrects.is_current
    again = FIGURES.record(rows, Context(officer, {}, MANY))
    assert (again.created, again.changed) == (0, 0)


def test_what_other_rooms_ask(many: Outcome) -> None:
    used = selectors.figure_in_use("output", "na", "20", on=date(2021, 8, 1))
    assert used is not None and used.in_use is not None and used.in_use.low == 36_000_000
    assert selectors.figure_in_use("output", "na", "20.06172") is None
    assert selectors.figure_in_use("output", "xoai", "20") is None
    assert selectors.usual_yield("na") == Span(4412, 17_648)
    assert selectors.usual_yield("xoai") is None
    assert selectors.last_season_output("na", "20", before=date(2023, 1, 1)) == Span(36_000_000, 36_000_000)
    assert selectors.last_season_output("na", "20", before=date(2020, 1, 1)) is None
    assert sorted(selectors.prices_of("hong", since=date(2022, 1, 1), until=date(2022, 12, 31))) == [
        15_000,
        25_000,
    ]


def test_a_commune_officer_brings_figures_of_the_own_commune_only(places: None, goods: None) -> None:
    own = person("can-bo", "commune_officer", "20.06172")
    row = {"commodity": "Na", "year": "2021", "output": "5 tấn", "source": "xã báo"}
    FIGURES.record([Row("t", 2, {**row, "place": "xã Tân Mỹ"})], Context(own, {}, "t"))
    assert Figure.objects.get().area_code == "20.06172"
    with pytest.raises(Exception, match="not_allowed"):
        FIGURES.record([Row("t", 2, {**row, "place": "tỉnh Lạng Sơn"})], Context(own, {}, "t"))
    assert Client().get("/so-lieu/").status_code == 302


@pytest.mark.parametrize(
    ("door", "name", "rows"), [("survey.figures", MANY, 36), ("survey.outputs", FRUIT, 12)]
)
def test_the_tables_pass_the_intake_as_they_are(
    officer: User, goods: None, door: str, name: str, rows: int
) -> None:
    """Uploaded, matched, previewed and written by the intake itself: nothing is refused, no column is left unread."""
    brought = bring_in(door, TABLES / name, source="bảng nguồn", actor=officer)
    assert [str(fault) for fault in brought.faults] == [] and brought.unread == ()
    assert brought.written and brought.outcome.created == rows
    again = bring_in(door, TABLES / name, "hai.csv", source="bảng nguồn", actor=officer)
    assert (again.outcome.created, again.outcome.changed, again.outcome.unchanged) == (0, 0, rows)


def test_as_above_needs_the_row_above(officer: User) -> None:
    rows = [
        Row("t", 2, {"commodity": "Na", "place": "Chi Lăng", "output": "5 tấn", "source": "A"}),
        Row("t", 4, {"commodity": "Na", "place": "Hữu Lũng", "output": "5 tấn", "source": "(như trên)"}),
    ]
    with pytest.raises(InputInvalid) as refused:
        FIGURES.record(rows, Context(officer, {}, ""))
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(4, "source")]
