"""Every check of a plan: on a sound plan it is silent, on a planted fault it speaks and proposes the mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cungcau.domain.programmes.checking import Body, Place, PlanSheet, Row, ScenarioSheet, SplitRow, wording
from cungcau.domain.programmes.checking.amounts import amounts
from cungcau.domain.programmes.checking.places import mentions
from tests.domain.programmes.sheet_rows import (
    FARMING,
    PLACES,
    TRADE,
    at_2026,
    found,
    indicator,
    line,
    only,
    passage,
    rules,
    sound,
    task,
)


def test_nothing_is_wrong_with_a_sound_plan() -> None:
    assert found(sound()) == []
    assert found(at_2026(sound()), today=date(2026, 3, 1)) == []


def test_the_slip_of_the_youth_union_plan() -> None:
    """Feb – Dec 2023, and the results are to be sent before 30/10/2022: words of source plan 002."""
    sent = passage(
        "Các đơn vị tổng hợp báo cáo kết quả về Ban Thường vụ Tỉnh đoàn trước ngày 30/10/2022 để tổng hợp.",
        "reporting",
    )
    plan = sound(
        title="Kế hoạch kết nối hỗ trợ tiêu thụ nông sản năm 2023", starts_on=date(2023, 2, 1), issued_on=None,
        ends_on=date(2023, 12, 31), passages=(sent,), indicators=(indicator(due_on=date(2023, 12, 31)),),
        tasks=(task(due_on=date(2023, 12, 31)),),
    )  # fmt: skip
    slip = only(plan, "text_before_period")
    assert slip.row == sent.row and slip.seriousness == "error"
    assert "30/10/2022" in wording.sentence(slip) and "01/02/2023" in wording.sentence(slip)
    (mend,) = slip.mends
    assert (mend.deed, mend.before, mend.after) == ("replace", "30/10/2022", "30/10/2023")
    mended = replace(plan, passages=(replace(sent, text=sent.text.replace(mend.before, mend.after)),))
    assert found(mended) == []


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Quyết định số 1533/QĐ-UBND ngày 13/8/2019 của UBND tỉnh.",
        "Quyết định số 4464/QĐ-BNN-VPĐP ngày 06/11/2020 về bộ tài liệu tập huấn.",
        "Báo cáo định kỳ 6 tháng (trước 25/6) và 01 năm (trước 30/11).",
    ],
)
def test_the_date_of_a_paper_is_no_deadline(text: str) -> None:
    assert found(sound(passages=(passage(text, "reporting"),))) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Hoàn thành trước ngày 15/3/2022.", "text_after_period"),
        ("Gửi báo cáo chậm nhất ngày 20 tháng 12 năm 2020.", "text_before_period"),
        ("Xong đến hết ngày 31/4/2021.", "no_such_day"),
        ("Hoàn thành trước ngày 05/01/2021.", "text_before_issue"),
    ],
)
def test_days_in_sentences(text: str, rule: str) -> None:
    assert only(sound(passages=(passage(text, "reporting"),)), rule)


def test_days_of_rows_outside_the_period() -> None:
    slip = only(sound(tasks=(task(due_on=date(2022, 11, 30)),)), "date_after_period")
    assert [mend.changes for mend in slip.mends] == [
        (("due_on", date(2021, 11, 30)),), (("due_on", date(2021, 12, 31)),),
    ]  # fmt: skip
    assert only(sound(indicators=(indicator(due_on=date(2020, 12, 31)),)), "date_before_period")
    assert "due_before_issue" in rules(sound(tasks=(task(due_on=date(2021, 1, 20)),)))
    assert rules(sound(tasks=(task(starts_on=date(2021, 12, 1)),))) == ["row_reversed"]
    assert rules(sound(issued_on=date(2022, 1, 3)))[0:1] == ["due_before_issue"]
    assert "issued_after_period" in rules(sound(issued_on=date(2022, 1, 3)))


def test_a_period_the_wrong_way_round_is_the_one_thing_said_of_days() -> None:
    wrong = sound(starts_on=date(2021, 12, 31), ends_on=date(2021, 1, 1))
    assert "period_reversed" in rules(wrong)
    turned = next(one for one in found(wrong) if one.rule == "period_reversed").mends[0]
    assert turned.changes == (("starts_on", date(2021, 1, 1)), ("ends_on", date(2021, 12, 31)))


def test_the_title_names_the_period() -> None:
    slip = only(sound(title="Kế hoạch OCOP năm 2020"), "title_period")
    assert (slip.mends[0].before, slip.mends[0].after) == ("2020", "2021")
    assert only(sound(title="Đề án OCOP, giai đoạn 2021 - 2025"), "title_period")
    said = passage("Thời gian thực hiện: Từ tháng 02 đến hết tháng 12/2022.", "reporting")
    assert only(sound(passages=(said,)), "text_period").mends[0].changes == (
        ("starts_on", date(2022, 2, 1)), ("ends_on", date(2022, 12, 31)),
    )  # fmt: skip


def test_money_that_does_not_add_up() -> None:
    lines = (
        line("Trung ương", 52_150_000_000, 1, fund="central"), line("Địa phương", 1_000_000_000, 2, fund="local"),
        line("Chủ thể", 62_200_000_000, 3, fund="entity"),
    )  # fmt: skip
    assert found(sound(lines=lines, stated_total=115_350_000_000)) == []
    slip = only(sound(lines=lines, stated_total=115_530_000_000), "total_differs")
    assert slip.facts["gap"] == 180_000_000
    assert slip.mends[0].changes == (("stated_total_vnd", 115_350_000_000),)
    assert only(sound(lines=lines), "total_not_stated")
    control = line("Cộng ngân sách Trung ương", 52_000_000_000, 4, fund="central", control=True)
    slip = only(sound(lines=(*lines, control), stated_total=115_350_000_000), "control_differs")
    assert slip.row == control.row and slip.mends[0].changes == (("amount_vnd", 52_150_000_000),)
    late = replace(lines[0], year=2022)
    assert only(sound(lines=(late, *lines[1:]), stated_total=115_350_000_000), "year_outside_period")
    spent = replace(lines[1], spent=1_000_000_001)
    assert only(sound(lines=(lines[0], spent, lines[2]), stated_total=115_350_000_000), "overspent")


MONEY = (
    "Tổng nhu cầu kinh phí là {} triệu đồng, trong đó: ngân sách Trung ương là 52.150 triệu đồng; ngân sách địa phương "
    "là 1.000 triệu đồng; vốn của các tổ chức, cá nhân là 62.200 triệu đồng."
)


def test_sums_in_sentences() -> None:
    report = sound().passages
    good = sound(passages=(passage(MONEY.format("115.350"), number=2), *report), stated_total=115_350_000_000)
    assert found(good) == []
    wrong = sound(
        passages=(passage(MONEY.format("115.530"), number=2), *report), stated_total=115_530_000_000
    )
    slip = only(wrong, "parts_below_whole")
    assert slip.mends[0].after == "115.350 triệu đồng"
    assert only(replace(good, stated_total=115_000_000_000), "text_total_differs").mends[0].changes == (
        ("stated_total_vnd", 115_350_000_000),
    )
    stars = "Giữ {} sản phẩm đã được chứng nhận (09 sản phẩm đạt 04 sao và 21 sản phẩm đạt 03 sao)."
    assert found(sound(passages=(passage(stars.format(30), number=2), *report))) == []
    assert only(sound(passages=(passage(stars.format(29), number=2), *report)), "parts_exceed_whole")
    loads = "Tiêu thụ 5.200 tấn, gồm xã Tân Mỹ 3.000 tấn, xã Hoàng Việt 2.500 tấn."
    assert (
        only(sound(passages=(passage(loads, number=2), *report)), "parts_exceed_whole").mends[0].after
        == "5.500 tấn"
    )


def test_a_part_named_alone_is_no_sum() -> None:
    report = sound().passages
    assert (
        found(
            sound(passages=(passage("Bán 5.200 tấn, trong đó 2.000 tấn ra tỉnh ngoài.", number=2), *report))
        )
        == []
    )


def test_scenarios_add_up() -> None:
    def way(total: int, *kg: int | None) -> ScenarioSheet:
        names = ("Thị trường trong nước", "Xuất khẩu")
        rows = tuple(
            SplitRow(Row("scenario_row", place, place, name), "market", name, each)
            for place, (name, each) in enumerate(zip(names, kg, strict=True), start=1)
        )
        split = SplitRow(Row("scenario_row", 9, 9, "Chợ"), "channel", "Chợ", 90_000)
        return ScenarioSheet(Row("scenario", 1, 1, "Bình thường"), "Bình thường", total, (*rows, split))

    assert found(sound(scenarios=(way(180_000, 90_000, 90_000),))) == []
    slip = only(sound(scenarios=(way(180_000, 90_000, 80_000),)), "scenario_differs")
    assert slip.mends[0].changes == (("total_kg", 170_000),)
    assert found(sound(scenarios=(way(180_000, 90_000, None),))) == []
    assert only(sound(scenarios=(way(190_000, 100_000, 90_000),)), "split_differs").facts["sum"] == 90_000


def test_what_is_written_twice() -> None:
    text = "Xây dựng phóng sự giới thiệu hồng vành khuyên trên đài tỉnh"
    slip = only(sound(tasks=(task(text, 1), task(text.upper(), 2))), "task_twice")
    assert slip.row.number == 2 and slip.mends[0].deed == "remove"
    near = task(f"{text}, phát", 2)
    assert only(sound(tasks=(task(text, 1), near)), "task_alike")
    assert found(sound(tasks=(task(text, 1), replace(near, lead=FARMING)))) == []
    assert only(sound(indicators=(indicator(), indicator(number=2))), "indicator_twice")
    assert only(
        sound(passages=(*sound().passages, passage(sound().passages[0].text, "reporting", 2))),
        "passage_twice",
    )
    lines = (line("In tem", 5, 1, fund="local"), line("in tem", 5, 2, fund="local"))
    assert only(sound(lines=lines, stated_total=10), "amount_twice")


def test_numbers_of_passages() -> None:
    report = sound().passages
    texts = [
        passage(f"Việc {mark}", number=place, mark=mark)
        for place, mark in enumerate(("3.1", "3.2", "3.4"), 2)
    ]
    assert only(sound(passages=(*report, *texts)), "mark_missing").facts["missing"] == "3.3"
    texts[2] = replace(texts[2], mark="3.2")
    assert only(sound(passages=(*report, *texts)), "mark_twice").mends[0].changes == (("mark", "3.3"),)


def test_what_is_left_open() -> None:
    slip = only(sound(tasks=(task(lead=None),)), "task_no_lead")
    assert slip.mends[0].changes == (("lead", FARMING.key),) and FARMING.name in wording.offer(slip.mends[0])
    assert only(sound(tasks=(task(due_on=None),)), "task_no_date").mends[0].changes == (
        ("due_on", date(2021, 12, 31)),
    )
    assert found(sound(tasks=(task(due_on=None, lead=None, open=False),))) == []
    assert only(sound(indicators=(indicator(source="none"),)), "indicator_no_source")
    assert only(sound(indicators=(indicator(reporter=None),)), "indicator_no_reporter")
    assert only(sound(indicators=(indicator(target=None),)), "indicator_no_target")
    assert only(sound(indicators=(indicator(due_on=None),)), "indicator_no_date")
    asked = indicator(source="query", query="ocop.valid", reporter=None)
    assert found(sound(indicators=(asked,)), figures=frozenset({"ocop.valid"})) == []
    assert only(sound(indicators=(asked,)), "figure_unknown", figures=frozenset({"ocop.new"}))
    assert rules(sound(indicators=(), tasks=(), passages=())) == ["no_indicators", "no_reporting", "no_tasks"]
    assert only(sound(tasks=(task(helpers=(TRADE,)),)), "lead_helps")


def test_an_agency_that_is_no_more() -> None:
    old = Body(7, "Sở NN&PTNT", None, date(2025, 2, 28), 8, "Sở Nông nghiệp và Môi trường")
    assert found(sound(tasks=(task(lead=old),))) == []
    late = at_2026(sound(tasks=(task(lead=old),)))
    slip = only(late, "agency_ended", today=date(2026, 1, 5))
    assert slip.mends[0].changes == (("lead", 8),)
    assert "Sở Nông nghiệp và Môi trường" in wording.sentence(slip)


def test_places_are_found_in_sentences() -> None:
    text = "Tổ công tác chỉ đạo các xã Hoàng Việt, Tân Mỹ (Văn Lãng); TP. Lạng Sơn, các huyện, thành phố."
    named = [(one.kind, one.names[0]) for one in mentions(text)]
    assert named == [("xã", "Hoàng Việt"), ("xã", "Tân Mỹ"), ("thành phố", "Lạng Sơn")]


def test_places_that_are_no_more() -> None:
    plan = sound(tasks=(task("Mở điểm bán ở các xã Tân Mỹ, Hoàng Việt, huyện Văn Lãng, tỉnh Lạng Sơn"),))
    assert found(plan, places=PLACES) == []
    slips = found(at_2026(plan), places=PLACES, today=date(2026, 2, 1))
    assert {slip.rule for slip in slips} == {"place_ended"}
    by_place = {str(slip.facts["place"]): slip for slip in slips}
    assert set(by_place) == {"xã Tân Mỹ", "xã Hoàng Việt", "huyện Văn Lãng"}
    assert [(mend.before, mend.after) for mend in by_place["xã Tân Mỹ"].mends] == [
        ("xã Tân Mỹ", "xã Hoàng Văn Thụ"), ("xã Tân Mỹ", "xã Na Sầm"), ("xã Tân Mỹ", "xã Tân Mỹ (cũ)"),
    ]  # fmt: skip
    assert by_place["xã Hoàng Việt"].mends[0].before == "Hoàng Việt"
    assert [mend.after for mend in by_place["huyện Văn Lãng"].mends] == ["huyện Văn Lãng (cũ)"]
    assert "và 2 đơn vị khác" in wording.sentence(by_place["huyện Văn Lãng"])


def test_a_place_named_as_it_was_is_left_alone() -> None:
    plan = at_2026(sound(tasks=(task("Điểm cân ở xã Tân Mỹ (cũ), huyện Văn Lãng trước đây"),)))
    assert found(plan, places=PLACES, today=date(2026, 2, 1)) == []


def test_a_place_still_there_elsewhere_is_left_alone_without_an_area() -> None:
    places = {"xa tan my": (*PLACES["xa tan my"], Place("xã Tân Mỹ", frozenset({"99"})))}
    plan = at_2026(sound(tasks=(task("Điểm cân ở xã Tân Mỹ"),), area_code=""))
    assert found(plan, places=places, today=date(2026, 2, 1)) == []


def test_against_the_plan_above() -> None:
    above = sound(
        indicators=(indicator(target=Decimal(60), due_on=date(2021, 11, 1)),), title="Kế hoạch tỉnh năm 2021"
    )
    assert only(sound(), "due_after_parent", parent=above).mends[0].changes == (
        ("due_on", date(2021, 11, 1)),
    )
    more = sound(indicators=(indicator(target=Decimal(70), due_on=date(2021, 11, 1)),))
    assert only(more, "target_beyond_parent", parent=above)
    small = replace(above, stated_total=5, starts_on=date(2021, 3, 1))
    assert rules(sound(stated_total=6), parent=small) == [
        "due_after_parent",
        "money_beyond_parent",
        "outside_parent",
    ]


def test_against_last_years_plan() -> None:
    last = sound(indicators=(indicator(target=Decimal(60), last=Decimal(40)),), title="Kế hoạch năm 2020")
    slips = {one.rule: one for one in found(sound(indicators=(indicator(baseline=Decimal(45)),)), last=last)}
    assert set(slips) == {"baseline_differs", "target_below_last"}
    assert slips["baseline_differs"].mends[0].changes == (("baseline", Decimal(40)),)
    assert found(sound(indicators=(indicator(baseline=Decimal(40), target=Decimal(60)),)), last=last) == []


def test_against_a_plan_of_the_same_time_and_those_below() -> None:
    other = sound(indicators=(indicator(target=Decimal(55)),), title="Kế hoạch khác năm 2021")
    slip = only(sound(), "target_differs", same=(other,))
    assert slip.mends[0].changes == (("target", Decimal(55)), ("target_high", None))
    half = sound(indicators=(indicator(target=Decimal(20)),))
    assert only(sound(), "below_short", below=(half, half)).facts["sum"] == 40
    assert found(sound(), below=(half, other)) == []


def test_more_mends() -> None:
    def first(plan: PlanSheet, rule: str, **facts: Any) -> tuple[object, ...]:
        return next(one for one in found(plan, **facts) if one.rule == rule).mends[0].changes

    assert first(sound(issued_on=date(2022, 1, 3)), "issued_after_period") == (
        ("issued_on", date(2021, 1, 3)),
    )
    named = indicator("Thêm từ 50 sản phẩm đạt 3 sao", target=None)
    assert first(sound(indicators=(named,)), "indicator_no_target") == (("target", Decimal(50)),)
    ranged = indicator("Củng cố 60-70 tổ chức", unit="tổ chức", target=None)
    assert first(sound(indicators=(ranged,)), "indicator_no_target") == (
        ("target", Decimal(60)), ("direction", "between"), ("target_high", Decimal(70)),
    )  # fmt: skip
    open_range = indicator(direction="between")
    assert first(sound(indicators=(open_range,)), "indicator_no_range") == (("direction", "at_least"),)
    behind = indicator(baseline=Decimal(1), baseline_on=date(2021, 6, 1), due_on=date(2021, 5, 1))
    assert first(sound(indicators=(behind,)), "due_before_baseline") == (("due_on", date(2021, 12, 31)),)
    above = sound(starts_on=date(2021, 3, 1), indicators=(indicator(target=Decimal(40)),))
    assert first(sound(), "outside_parent", parent=above) == (
        ("starts_on", date(2021, 3, 1)), ("ends_on", date(2021, 12, 31)),
    )  # fmt: skip
    assert first(sound(), "target_beyond_parent", parent=above) == (("target", Decimal(40)),)
    said = passage("Hoàn thành trước ngày 05/01/2021.", "reporting")
    long = sound(passages=(said,), ends_on=date(2022, 12, 31), title="Kế hoạch")
    slip = next(one for one in found(long) if one.rule == "text_before_issue")
    assert [mend.after for mend in slip.mends] == ["05/01/2022"]


def test_every_rule_has_a_sentence_and_every_key_stays() -> None:
    plan = sound(tasks=(task(lead=None, due_on=None),), title="Kế hoạch năm 2020")
    first, again = found(plan), found(plan)
    assert [one.key for one in first] == [one.key for one in again]
    assert len({one.key for one in first}) == len(first)
    assert all(len(one.key) == 16 and wording.sentence(one) and wording.where(one.row) for one in first)
    moved = found(replace(plan, title="Kế hoạch năm 2019"))
    assert first[0].key != moved[0].key


def test_amounts_are_read_and_what_is_not_sure_is_left_out() -> None:
    read = [
        (one.low, one.high, one.unit)
        for one in amounts("8 hợp tác xã, 200 tấn; 60-70 tổ chức; 115.350 triệu đồng")
    ]
    assert read == [
        (8, 8, "hop tac xa"),
        (200_000, 200_000, "kg"),
        (60, 70, "to chuc"),
        (115_350_000_000,) * 2 + ("dong",),
    ]
