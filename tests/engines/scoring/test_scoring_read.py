"""A broken rule file is refused by name: one mutation per rule, and many at once."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from rule_books import group, leaf, option, small

from cungcau.engines.scoring import newest_book, read, values_of
from cungcau.engines.scoring.read import parse_json
from cungcau.kernel.errors import Fault, InputInvalid

REAL = json.dumps(values_of(newest_book()))
Values = dict[str, Any]


def faults(values: Any) -> list[Fault]:
    with pytest.raises(InputInvalid) as refused:
        read(values)
    return list(refused.value.faults)


def sheet(values: Values) -> Values:
    return values["sheets"][0]


def rows(values: Values, part: int = 0) -> list[Values]:
    return sheet(values)["parts"][part]["criteria"]


def two_stars(values: Values) -> Values:
    return sheet(values)["star_conditions"]["2"]


def bands(values: Values) -> list[Values]:
    return values["instruments"][0]["bands"]


def put(target: Callable[[Values], Any], key: Any, value: Any) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        target(values)[key] = value

    return change


def drop(target: Callable[[Values], Any], key: Any) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        del target(values)[key]

    return change


def add(target: Callable[[Values], Any], value: Any) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        target(values).append(deepcopy(value))

    return change


def swap_options(values: Values) -> None:
    options = rows(values)[1]["options"]
    options[0], options[1] = options[1], options[0]


def twin_sheet(values: Values) -> None:
    values["sheets"].append({**deepcopy(sheet(values)), "number": 2})


def twin_number(values: Values) -> None:
    values["sheets"].append({**deepcopy(sheet(values)), "code": "T-02"})


def amends_itself(values: Values) -> None:
    values["instruments"].append(
        {"code": "OLD", "number": "0", "date": "2029-01-01", "most": 10, "amends": "OLD"}
    )


def ends_first(values: Values) -> None:
    values["instruments"][0] |= {"effective_from": "2030-02-02", "effective_to": "2030-02-01"}


def lower_higher_star(values: Values) -> None:
    """Three stars asks for less of 1.1 than two stars does."""
    options = rows(values)[1]["options"]
    options[1]["star"], options[2]["star"] = 3, 2
    sheet(values)["star_conditions"] = {"2": {"1.1": 2}, "3": {"1.1": 1, "3": 2}}


def shift_parts(values: Values) -> None:
    """Parts add up to the whole, criteria to the parts, yet not as the decision says."""
    rows(values)[0]["most"], rows(values)[2]["most"] = 3, 1
    rows(values)[2]["options"] = [option(0, "nhạt"), option(1, "đậm")]
    sheet(values)["parts"][0]["most"] = 5
    rows(values, 1).append(leaf("5", 1, [option(1, "thêm")]))
    sheet(values)["parts"][1]["most"] = 5


TABLE: list[tuple[str, Callable[[Values], None], str, str]] = [
    # sums
    ("children and parent", put(lambda v: rows(v)[0], "most", 5), "T-01/1", "cộng lại được 4"),
    ("criteria and part", put(lambda v: sheet(v)["parts"][1], "most", 3), "T-01/B", "cộng lại được 4"),
    ("parts and whole", put(lambda v: sheet(v)["parts"][1], "most", 3), "T-01/parts", "A + B phải bằng tổng điểm 10"),
    ("whole and decision", put(sheet, "most", 11), "T-01/most", "theo 1/THU là 10"),
    ("parts and decision", shift_parts, "T-01/A", "phần A theo 1/THU: 6"),
    ("a part is missing", drop(lambda v: sheet(v)["parts"], 1), "T-01/parts", "thiếu phần B"),
    ("an unknown part", put(lambda v: sheet(v)["parts"][1], "code", "Z"), "T-01/Z", "không có"),
    ("best option and maximum", put(lambda v: rows(v)[2], "most", 3), "T-01/A/1.2/most", "mức cao nhất là 2 điểm"),
    # codes
    ("a criterion twice", put(lambda v: rows(v, 1)[0], "code", "2"), "T-01/2", "mã tiêu chí lặp lại"),
    ("a part twice", put(lambda v: sheet(v)["parts"][1], "code", "A"), "T-01/parts", "mã phần lặp lại"),
    ("a set twice", twin_sheet, "sheets/T-01", "đứng hai lần"),
    ("a number twice", twin_number, "sheets", "số thứ tự bộ lặp lại"),
    ("a code missing", drop(lambda v: rows(v)[1], "code"), "T-01/A/criteria[2]/code", "thiếu"),
    ("parent unknown", put(lambda v: rows(v)[1], "parent", "7"), "T-01/1.1", "không có mục cha"),
    ("parent below", lambda v: rows(v).append(rows(v).pop(0)), "T-01/1.1", "đứng trước"),
    ("parent in another part", put(lambda v: rows(v, 1)[0], "parent", "1"), "T-01/3", "trong phần B"),
    ("a parent that is scored", put(lambda v: rows(v)[2], "parent", "1.1"), "T-01/1.1", "không chấm điểm trực tiếp"),
    ("a group without children", add(rows, group("9", 1)), "T-01/9", "phải có tiêu chí con"),
    ("a group with options", put(lambda v: rows(v)[0], "options", [option(4, "x")]), "T-01/A/1/options", "mục gộp"),
    # ladders
    ("no options", put(lambda v: rows(v)[2], "options", []), "T-01/A/1.2/options", "ít nhất một mức"),
    ("options missing", drop(lambda v: rows(v)[2], "options"), "T-01/A/1.2/options", "ít nhất một mức"),
    ("not ascending", swap_options, "T-01/A/1.1/options", "tăng dần, không trùng điểm; đang là 1, 0, 2"),
    ("equal points", put(lambda v: rows(v)[2]["options"][0], "points", 2), "T-01/A/1.2/options", "đang là 2, 2"),
    ("equal points, flag gone", put(sheet, "flags", []), "T-01/B/4/options", "đang là 1, 1, 2"),
    ("half a branch", drop(lambda v: rows(v)[3]["options"][2], "case"), "T-01/A/2/options", "mọi mức phải ghi"),
    ("not ascending in a branch", put(lambda v: rows(v)[3]["options"][2], "case", "a"), "T-01/A/2/options", "1, 2, 2"),
    ("blank label", put(lambda v: rows(v)[2]["options"][0], "label", "  "), "T-01/A/1.2/0/label", "không trống"),
    ("negative points", put(lambda v: rows(v)[2]["options"][0], "points", -1), "T-01/A/1.2/-1/points", "từ 0"),
    ("points true", put(lambda v: rows(v)[2]["options"][0], "points", True), "T-01/A/1.2/true/points", "số nguyên"),
    # stars
    ("condition on nothing", put(two_stars, "8", 1), "T-01/star_conditions/2/8", "không có tiêu chí"),
    ("condition on a group", put(two_stars, "1", 1), "T-01/star_conditions/2/1", "không có tiêu chí"),
    (
        "points no option has",
        put(two_stars, "1.2", 1),
        "T-01/star_conditions/2/1.2",
        "không mức nào của tiêu chí cho số điểm này",
    ),
    (
        "condition without a mark",
        put(two_stars, "1.2", 2),
        "T-01/star_conditions/2/1.2",
        "mang dấu sao này",
    ),
    (
        "condition beside the mark",
        put(two_stars, "1.1", 0),
        "T-01/star_conditions/2/1.1",
        "dấu sao in ở mức 1 điểm",
    ),
    (
        "mark without a condition",
        drop(lambda v: sheet(v)["star_conditions"]["3"], "3"),
        "T-01/star_conditions/3/3",
        "điều kiện sao không ghi",
    ),
    ("two marks", put(lambda v: rows(v)[1]["options"][0], "star", 2), "T-01/A/1.1/options", "cùng mang dấu 2 sao"),
    ("mark of no star", put(lambda v: rows(v)[1]["options"][0], "star", 9), "T-01/A/1.1/options", "hạng không có"),
    ("condition of no star", put(lambda v: sheet(v)["star_conditions"], "9", {}), "T-01/star_conditions/9", "hạng sao"),
    ("condition of a word", put(lambda v: sheet(v)["star_conditions"], "x", {}), "T-01/star_conditions/x", "hạng sao"),
    ("condition no pairs", put(lambda v: sheet(v)["star_conditions"], "2", 3), "T-01/star_conditions/2", "các cặp"),
    ("a half point", put(two_stars, "1.1", 0.5), "T-01/star_conditions/2/1.1", "số"),
    ("higher star asks less", lower_higher_star, "T-01/star_conditions/3/1.1", "thấp hơn điều kiện 2 sao"),
    # codes of grounds and rules
    ("unknown rejection", add(lambda v: sheet(v)["rejections"], "NO"), "T-01/rejections", "bảng mã"),
    ("unknown eliminator", put(lambda v: rows(v)[1], "eliminators", ["NO"]), "T-01/A/1.1/eliminators", "bảng mã"),
    ("unknown rule", put(lambda v: rows(v)[1], "rules", ["NO"]), "T-01/A/1.1/rules", "bảng mã"),
    ("rejection twice", add(lambda v: sheet(v)["rejections"], "FAKE"), "T-01/rejections", "lặp lại"),
    ("unknown effect", put(lambda v: v["rejections"]["FAKE"], "effect", "x"), "rejections/FAKE/effect", "một trong"),
    ("unknown trigger", put(lambda v: v["rejections"]["FAKE"], "trigger", "x"), "rejections/FAKE/trigger", "một trong"),
    ("ground no object", put(lambda v: v["rejections"], "FAKE", "x"), "rejections/FAKE", "nhóm khoá"),
    ("rule no text", put(lambda v: v["rules"], "LOOK", 1), "rules/LOOK", "đoạn chữ"),
    ("unknown category", put(sheet, "category", "Y"), "T-01/category", "categories"),
    ("flag on nothing", put(lambda v: sheet(v)["flags"][0], "criterion", "77"), "T-01/flags", "không có tiêu chí này"),
    # bands
    ("gap", put(lambda v: bands(v)[1], "upper", 7), "THU/bands/2", "hở một khoảng đến hạng 3 sao"),
    ("gap by a hair", put(lambda v: bands(v)[1], "lower", 6), "THU/bands/1", "hở một khoảng đến hạng 2 sao"),
    ("overlap", put(lambda v: bands(v)[1], "upper", 9), "THU/bands/2", "chồng lên hạng 3 sao"),
    ("overlap at one point", put(lambda v: bands(v)[1], "upper_inclusive", True), "THU/bands/2", "chồng lên"),
    ("top below the whole", put(lambda v: bands(v)[0], "upper", 9), "THU/bands/3", "lên đến hết 10 điểm"),
    ("top open", put(lambda v: bands(v)[0], "upper_inclusive", False), "THU/bands/3", "lên đến hết 10 điểm"),
    ("bottom above 0", put(lambda v: bands(v)[2], "lower", 1), "THU/bands/1", "bắt đầu từ 0 điểm"),
    ("a star twice", put(lambda v: bands(v)[2], "star", 2), "THU/bands", "hạng sao lặp lại"),
    ("upside down", put(lambda v: bands(v)[1], "upper", 4), "THU/2/upper", "không dưới 5"),
    ("nobody decides", put(lambda v: bands(v)[0], "decided_by", None), "THU/3/decided_by", "cấp nào quyết định"),
    ("somebody decides", put(lambda v: bands(v)[2], "decided_by", "x"), "THU/1/decided_by", "không có cấp quyết định"),
    ("no bands", put(lambda v: v["instruments"][0], "bands", []), "instrument", "không có khung hạng sao"),
    # decisions
    ("unknown decision", put(lambda v: v, "instrument", "X"), "instrument", "không có văn bản"),
    ("no decisions", put(lambda v: v, "instruments", []), "instrument", "không có văn bản"),
    ("decision twice", lambda v: v["instruments"].append(v["instruments"][0]), "instruments/THU", "đứng hai lần"),
    ("replaces nothing", put(lambda v: v["instruments"][0], "replaces", ["Q"]), "THU/replaces", "không có văn bản"),
    ("amends nothing", put(lambda v: v["instruments"][0], "amends", "Q"), "THU/amends", "không có văn bản"),
    ("amends itself", amends_itself, "OLD/amends", "thành vòng"),
    ("no such day", put(lambda v: v["instruments"][0], "date", "2030-02-30"), "THU/date", "có thật"),
    ("ends before it begins", ends_first, "THU/effective_to", "không trước"),
    ("parts of the decision", put(lambda v: v["instruments"][0], "parts", {"A": 6, "B": 3}), "THU/parts", "A + B = 9"),
    # shapes
    ("another format", put(lambda v: v, "format", 2), "format", "cần 1"),
    ("no format", drop(lambda v: v, "format"), "format", "1"),
    ("unknown key above", put(lambda v: v, "sheet", []), "sheet", "không có trong mẫu"),
    ("unknown key in a sheet", put(sheet, "titel", "x"), "T-01/titel", "không có trong mẫu"),
    ("unknown key in an option", put(lambda v: rows(v)[1]["options"][0], "p", 1), "T-01/A/1.1/0/p", "không có trong"),
    ("no sheets", put(lambda v: v, "sheets", []), "sheets", "ít nhất một bộ"),
    ("sheets missing", drop(lambda v: v, "sheets"), "sheets", "thiếu"),
    ("sheet no object", put(lambda v: v, "sheets", [3]), "sheets[1]", "nhóm khoá"),
    ("name no text", put(sheet, "name", 5), "T-01/name", "đoạn chữ"),
    ("huge points", put(lambda v: rows(v)[0], "most", 10**30), "T-01/A/1/most", "từ 1 đến 10000"),
    ("scorable a word", put(lambda v: rows(v)[0], "scorable", "no"), "T-01/A/1/scorable", "true hoặc false"),
    ("options no list", put(lambda v: rows(v)[1], "options", {}), "T-01/A/1.1/options", "danh sách"),
    ("ministries no list", put(sheet, "ministries", "Bộ"), "T-01/ministries", "danh sách"),
    ("confidence no object", put(sheet, "confidence", "cao"), "T-01/confidence", "nhóm khoá"),
    ("a principle without source", put(lambda v: v, "principles", [{"code": "A", "text": "b"}]), "A/source", "thiếu"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "where", "says"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_each_rule_is_refused_by_name(change: Callable[[Values], None], where: str, says: str) -> None:
    values = small()
    change(values)
    found = faults(values)
    assert any(fault.column == where and says in f"{fault.expected} {fault.value}" for fault in found), found
    assert all(fault.file == "rules" for fault in found)


def test_the_small_file_itself_is_sound() -> None:
    book = read(small())
    assert list(book.sheets) == ["T-01"] and book.sheets["T-01"].minimums(3) == {"1.1": 2, "3": 2}
    assert book.sheets["T-01"].stops == {"ZERO": ("1.1", "1.2")}


def test_a_flag_on_the_bands_excuses_a_gap_but_no_overlap() -> None:
    values = small()
    values["instruments"][0]["bands_flag"] = "in rời"
    bands(values)[1]["upper"] = 7
    assert read(values).bands[1].upper == 7
    bands(values)[1]["upper"] = 9
    assert [fault.column for fault in faults(values)] == ["THU/bands/2"]


def test_a_decision_may_keep_the_bands_of_the_one_it_amends() -> None:
    values = small()
    old = {**deepcopy(values["instruments"][0]), "code": "OLD"}
    values["instruments"][0] |= {"bands": [], "amends": "OLD"}
    values["instruments"].append(old)
    book = read(values)
    assert [band.star for band in book.bands] == [3, 2, 1] and book.bands == book.bands_of("OLD")


def test_every_fault_at_once() -> None:
    values = small()
    bands(values)[1]["upper"] = 7
    rows(values)[2]["most"] = 3
    rows(values, 1)[0]["rules"] = ["NO"]
    sheet(values)["category"] = "Y"
    columns = [fault.column for fault in faults(values)]
    assert columns == ["THU/bands/2", "T-01/category", "T-01/A/1.2/most", "T-01/B/3/rules", "T-01/1"]


REAL_MUTATIONS: list[tuple[str, Callable[[Values], None], str]] = [
    ("a maximum", lambda s: s["parts"][0]["criteria"][1].update(most=4), "QD26-05/A/1.1/most"),
    ("a part", lambda s: s["parts"][2].update(most=36), "QD26-05/C"),
    ("a condition", lambda s: s["star_conditions"]["4"].update({"3.5": 3}), "QD26-05/star_conditions/4/3.5"),
    ("a criterion gone", lambda s: s["parts"][1]["criteria"].pop(), "QD26-05/5"),
]


@pytest.mark.parametrize(
    ("change", "where"), [row[1:] for row in REAL_MUTATIONS], ids=[r[0] for r in REAL_MUTATIONS]
)
def test_the_real_book_with_one_thing_wrong(change: Callable[[Values], None], where: str) -> None:
    values = json.loads(REAL)
    change(values["sheets"][4])
    found = faults(values)
    assert where in [fault.column for fault in found]
    assert all(fault.column.startswith("QD26-05/") for fault in found)


@pytest.mark.parametrize("values", [None, 3, "x", [], [small()]])
def test_what_is_no_object(values: Any) -> None:
    with pytest.raises(InputInvalid):
        read(values)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b'{"a": 1,}', "JSON"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"a": 1, "a": 2}', "hai lần"),
        (b'{"a": {"b": 1, "b": 1}}', "hai lần"),
        (b'{"a": NaN}', "không phải là số"),
        (b'{"a": -Infinity}', "không phải là số"),
        (b'{"a": 1e999}', "không phải là số"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "số dài quá"),
        (b'{"a": "\\u0000"}', "NUL"),
        (b'{"\\u0000": 1}', "NUL"),
        (b'{"a": "\x00"}', "JSON"),
        (b'{"a": "\\ud800"}', "Unicode"),
        (b"[" * 100_000, "quá sâu"),
    ],
)
def test_what_is_no_json(raw: bytes, says: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        parse_json(raw, "x.json")
    (fault,) = refused.value.faults
    assert fault.file == "x.json" and says in fault.expected


def test_the_line_of_a_slip() -> None:
    with pytest.raises(InputInvalid) as refused:
        parse_json(b'{\n"a": 1\n"b": 2}', "x.json")
    assert refused.value.faults[0].line == 3


def test_marks_typed_on_any_machine_are_the_same() -> None:
    assert parse_json('﻿{"tên": "quả"}'.encode(), "x") == {"tên": "quả"}


def test_a_file_goes_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "moi.json"
    values = small()
    path.write_text(json.dumps(values), encoding="utf-8")
    assert read(path) == read(values)
    values["sheets"][0]["most"] = math.pi
    path.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(InputInvalid) as refused:
        read(path)
    assert {fault.file for fault in refused.value.faults} == {"moi.json"}
    with pytest.raises(OSError):
        read(tmp_path / "none.json")
    with pytest.raises(InputInvalid, match="input_invalid"):
        read(Path("a\0b.json"))
