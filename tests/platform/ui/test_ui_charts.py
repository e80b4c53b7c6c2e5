from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import translation
from ui_markup import by_class, parsed, words

from cungcau.platform.ui import charts, figures
from cungcau.platform.ui.charts.calendar import level
from cungcau.platform.ui.charts.histogram import counts
from cungcau.platform.ui.charts.svg import el, nice_ticks, num

MONDAY = dt.date(2021, 9, 13)
EVIL = '<script>alert("1")</script>'


def week(offered: int, asked: int, picked: int, delivered: int, start: dt.date = MONDAY) -> charts.Week:
    return charts.Week(start, offered, asked, picked, delivered)


def percent(value: str | None) -> float:
    assert value is not None and value.endswith("%")
    return float(value[:-1])


EVERY_CHART = {
    "weeks": lambda title: charts.bars_supply_need([week(5, 4, 3, 3)], title=title),
    "calendar": lambda title: charts.calendar_heat([charts.Day(MONDAY, 5)], title=title),
    "lorenz": lambda title: charts.lorenz([0.5], title=title),
    "bullet": lambda title: charts.bullet(10, 5, title=title),
    "histogram": lambda title: charts.histogram([0.5], title=title),
    "sparkline": lambda title: charts.sparkline([1, 2], title=title),
}


@pytest.mark.parametrize("kind", EVERY_CHART)
def test_every_chart_is_named_described_and_escaped(kind: str) -> None:
    markup = EVERY_CHART[kind](EVIL)
    assert "<script" not in markup
    assert "style=" not in markup
    svg = next(parsed(markup).iter("svg"))
    ids = {element.get("id"): words(element) for element in svg.iter() if element.get("id")}
    assert svg.get("role") == "img"
    assert ids[svg.get("aria-labelledby")] == EVIL
    assert ids[svg.get("aria-describedby")]


@pytest.mark.parametrize("kind", sorted(set(EVERY_CHART) - {"sparkline"}))
def test_every_figure_has_its_table(kind: str) -> None:
    tree = parsed(EVERY_CHART[kind]("Hình"))
    region = next(element for element in tree.iter("div") if element.get("role") == "region")
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == "Bảng số liệu: Hình"
    assert [head.get("scope") for head in tree.iter("th")]
    assert len(list(tree.iter("tr"))) >= 2


def test_a_chart_without_title_keeps_its_name_for_those_who_hear_it() -> None:
    caption = next(parsed(charts.lorenz([0.5])).iter("figcaption"))
    assert caption[0].get("class") == "visually-hidden"
    assert words(caption) == "Công bằng giữa các hộ"


def test_the_same_data_give_the_same_markup_and_other_data_other_ids() -> None:
    one, again, other = (charts.bullet(10, value) for value in (5, 5, 6))
    assert one == again
    ids = [next(parsed(markup).iter("svg")).get("aria-labelledby") for markup in (one, other)]
    assert ids[0] != ids[1]


class TestWeeks:
    def test_bars_are_as_high_as_their_quantities(self) -> None:
        markup = charts.bars_supply_need([week(1000, 800, 600, 500)])
        heights = {
            name: float(by_class(markup, name)[0].get("height", ""))
            for name in ("c-planned", "c-hatched", "c-met", "c-short")
        }
        assert heights["c-planned"] + heights["c-hatched"] == pytest.approx(200)
        assert heights["c-planned"] == pytest.approx(0.6 * 200)
        assert heights["c-met"] == pytest.approx(0.5 * 200)
        assert heights["c-short"] == pytest.approx(0.3 * 200)

    def test_nothing_is_drawn_for_nothing(self) -> None:
        markup = charts.bars_supply_need([week(0, 0, 0, 0)])
        drawn = parsed(markup).find(".//svg[@class='chart__plot']")
        assert drawn is not None
        assert not list(drawn.iter("rect"))

    def test_columns_stay_inside_and_do_not_overlap(self) -> None:
        weeks = [week(5, 5, 5, 5, MONDAY + dt.timedelta(days=7 * i)) for i in range(6)]
        plot = parsed(charts.bars_supply_need(weeks)).find(".//svg[@class='chart__plot']")
        assert plot is not None
        spans = sorted(
            {(percent(r.get("x")), percent(r.get("x")) + percent(r.get("width"))) for r in plot.iter("rect")}
        )
        assert spans[0][0] >= 0 and spans[-1][1] <= 100
        assert all(before[1] <= after[0] + 1e-6 for before, after in pairwise(spans))

    def test_a_long_season_scrolls_in_its_own_region(self) -> None:
        weeks = [week(5, 5, 5, 5, MONDAY + dt.timedelta(days=7 * i)) for i in range(20)]
        assert by_class(charts.bars_supply_need(weeks), "chart__scroll")[0].get("tabindex") == "0"
        assert not by_class(charts.bars_supply_need(weeks[:7]), "chart__scroll")

    def test_the_table_tells_what_is_short(self) -> None:
        markup = charts.bars_supply_need([week(1000, 800, 600, 500)])
        cells = [words(cell) for cell in list(parsed(markup).iter("tr"))[1]]
        assert cells == ["13/9–19/9/2021", "1.000 kg", "600 kg", "800 kg", "500 kg", "300 kg"]

    def test_json_is_read_by_name(self) -> None:
        kept = {
            "start": "2021-09-13", "asked_kg": 2, "offered_kg": 1, "picked_kg": 3, "delivered_kg": 4,
            "short_kg": 9,
        }  # fmt: skip
        assert charts.Week.from_json(kept) == week(1, 2, 3, 4)

    def test_wrong_weeks_are_refused_by_name(self) -> None:
        with pytest.raises(ValueError, match="weeks"):
            charts.bars_supply_need([])
        with pytest.raises(ValueError, match=r"2021-09-13\.asked_kg = -1"):
            charts.bars_supply_need([week(1, -1, 0, 0)])


class TestCalendar:
    def test_a_missing_day_is_not_a_zero(self) -> None:
        markup = charts.calendar_heat(
            [charts.Day(MONDAY, None), charts.Day(MONDAY + dt.timedelta(days=1), 0)]
        )
        missing = by_class(markup, "c-missing")
        assert words(missing[0]) == "13/9/2021: chưa có số liệu"
        assert words(by_class(markup, "c-heat-0")[0]) == "14/9/2021: 0 kg"

    def test_days_stand_under_their_weekday_in_their_week(self) -> None:
        sunday = MONDAY + dt.timedelta(days=13)
        markup = charts.calendar_heat([charts.Day(MONDAY, 4), charts.Day(sunday, 1)])
        first, last = by_class(markup, "c-heat-4")[0], by_class(markup, "c-heat-1")[0]
        assert percent(first.get("x")) == pytest.approx(0.4)
        assert percent(last.get("x")) == pytest.approx(600 / 7 + 0.4, abs=0.01)
        assert float(last.get("y", "")) - float(first.get("y", "")) == 52

    @pytest.mark.parametrize(
        ("kg", "shade"), [(0, 0), (1, 1), (25, 1), (26, 2), (50, 2), (51, 3), (75, 3), (76, 4), (100, 4)]
    )
    def test_shades_are_quarters_of_the_largest(self, kg: int, shade: int) -> None:
        assert level(kg, 100) == shade

    def test_today_is_ringed(self) -> None:
        days = [charts.Day(MONDAY + dt.timedelta(days=i), 1) for i in range(3)]
        assert len(by_class(charts.calendar_heat(days, today=days[1].date), "c-today")) == 1

    def test_a_date_given_twice_is_refused(self) -> None:
        with pytest.raises(ValueError, match="hai lần"):
            charts.calendar_heat([charts.Day(MONDAY, 1), charts.Day(MONDAY, 2)])


class TestSmallOnes:
    def test_bullet_keeps_proportion_and_marks_the_target(self) -> None:
        markup = charts.bullet(100, 50)
        bar, mark = by_class(markup, "c-bar")[0], by_class(markup, "c-target")[0]
        assert percent(bar.get("width")) * 2 == pytest.approx(percent(mark.get("x1")), abs=0.02)
        assert "50%" in markup

    def test_bullet_beyond_the_target_and_without_one(self) -> None:
        beyond = charts.bullet(100, 150)
        assert percent(by_class(beyond, "c-bar")[0].get("width")) < 100
        assert "150%" in beyond
        assert "Tỷ lệ" not in charts.bullet(0, 5)

    def test_sparkline_breaks_where_a_day_is_missing(self) -> None:
        path = by_class(charts.sparkline([1, 2, None, 3], title="Giá"), "c-curve")[0].get("d", "")
        assert path.count("M") == 2
        assert "1 kỳ chưa có số liệu" in charts.sparkline([1, None], title="Giá")

    def test_a_flat_sparkline_lies_in_the_middle(self) -> None:
        dot = by_class(charts.sparkline([5, 5], title="Giá"), "c-dot")[0]
        assert (float(dot.get("cx", "")), float(dot.get("cy", ""))) == (100, 14)

    def test_sparkline_of_no_reports_says_so(self) -> None:
        assert "Chưa có số liệu." in charts.sparkline([None, None], title="Giá")

    def test_histogram_counts_every_value_once(self) -> None:
        assert counts([0, 0.1, 0.1999, 0.5, 1.0, 1.7], bins=5, low=0, high=1) == [3, 0, 1, 0, 2]
        assert counts([0.3, 0.6], bins=10, low=0, high=1) == [0, 0, 0, 1, 0, 0, 1, 0, 0, 0]

    def test_histogram_marks_the_lowest_that_holds_any(self) -> None:
        markup = charts.histogram([0.35, 0.9, 0.95], bins=10)
        assert words(by_class(markup, "c-bar--marked")[0]) == "30% – 40%: 1"
        assert len(by_class(markup, "c-bar")) == 1

    def test_histogram_refuses_no_range(self) -> None:
        with pytest.raises(ValueError, match="low < high"):
            charts.histogram([1], low=1, high=1)


def test_ticks_are_round_and_reach_the_top() -> None:
    assert nice_ticks(1150) == [0, 500, 1000, 1500]
    assert nice_ticks(0) == [0, 1]
    assert nice_ticks(10) == [0, 2.5, 5, 7.5, 10]


def test_elements_escape_text_and_attributes_but_not_elements() -> None:
    inner = el("tspan", "a < b")
    assert el("text", inner, "&", data_x='"') == '<text data-x="&quot;"><tspan>a &lt; b</tspan>&amp;</text>'
    assert el("rect", x=None, y=1.5) == '<rect y="1.5"/>'
    assert [num(value) for value in (3, 3.0, 0.126, 1 / 3)] == ["3", "3", "0.13", "0.33"]


def test_charts_speak_the_language_of_the_moment() -> None:
    with translation.override("en"):
        assert figures.axis(5000)[0] == "t"
        assert "1,000 kg" in charts.bars_supply_need([week(1000, 0, 0, 0)])
