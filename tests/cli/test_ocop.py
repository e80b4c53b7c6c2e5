"""``cungcau ocop``: what it prints, what it refuses, its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cungcau.cli.ocop import ocop_app
from cungcau.engines.scoring import dump, fingerprint, newest_book

ROOT = Path(__file__).resolve().parents[2]
BOOK = newest_book()
TOP = {row.code: row.most for row in BOOK.sheets["QD26-01"].scorable}
KEYS = [
    "average",
    "fraction",
    "star",
    "band_star",
    "certifiable",
    "decided_by",
    "missed",
    "unanswered",
    "rejected",
]


def run(*words: object) -> Result:
    return CliRunner().invoke(ocop_app, [str(word) for word in words])


def written(folder: Path, values: Any) -> Path:
    path = folder / "phieu.json"
    path.write_text(values if isinstance(values, str) else json.dumps(values), encoding="utf-8")
    return path


def sheet_of(**more: Any) -> dict[str, Any]:
    return {"set": "QD26-01", "members": {"m1": TOP}, **more}


def refused(folder: Path, values: Any) -> str:
    done = run("score", written(folder, values), "--json")
    assert done.exit_code == 2 and done.stdout == ""
    return done.stderr


def test_json_has_these_keys_in_this_order(tmp_path: Path) -> None:
    done = run("score", written(tmp_path, sheet_of(agreed={"3.5": 1})), "--json")
    assert done.exit_code == 0 and done.stderr == ""
    assert done.stdout == (
        '{"average": "100.00", "fraction": [100, 1], "star": 3, "band_star": 5, "certifiable": true, '
        '"decided_by": "province", "missed": [{"star": 4, "criterion": "3.5", "need": 2, "have": 1}], '
        '"unanswered": [], "rejected": []}\n'
    )
    assert list(json.loads(done.stdout)) == KEYS


def test_the_example_gives_what_the_page_shows() -> None:
    done = run("score", ROOT / "examples/ocop/phieu-minh-hoa.json", "--json")
    page = (ROOT / "docs/reference/ocop-scoring.md").read_text("utf-8")
    shown = page.split("```json")[2].split("```")[0]
    assert done.exit_code == 0 and json.loads(done.stdout) == json.loads(shown)


def test_a_rejected_sheet_has_no_star_and_is_no_error(tmp_path: Path) -> None:
    done = run("score", written(tmp_path, sheet_of(rejections=["FORGED"])), "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0 and found["star"] is None and found["rejected"] == ["FORGED"]
    assert (found["certifiable"], found["decided_by"], found["band_star"]) == (False, None, 5)


def test_five_stars_go_to_the_ministry_and_two_nowhere(tmp_path: Path) -> None:
    best = json.loads(run("score", written(tmp_path, sheet_of()), "--json").stdout)
    assert (best["star"], best["decided_by"], best["certifiable"]) == (5, "ministry", True)
    low = json.loads(run("score", written(tmp_path, sheet_of(members={"a": {"1.1": 3}})), "--json").stdout)
    assert (low["star"], low["decided_by"], low["certifiable"]) == (1, None, False)
    assert low["average"] == "3.00" and "1.1" not in low["unanswered"] and "notes" not in low


def test_notes_are_there_only_with_something_to_note(tmp_path: Path) -> None:
    members = {f"m{n}": {**TOP} for n in range(3)}
    members["m2"].pop("12")
    found = json.loads(run("score", written(tmp_path, sheet_of(members=members)), "--json").stdout)
    assert [*found] == [*KEYS, "notes"]
    assert found["unanswered"] == ["12"] and found["notes"] == ["Thành viên m2 chưa chấm 12; tính 0 điểm."]


def test_in_words(tmp_path: Path) -> None:
    done = run("score", written(tmp_path, sheet_of(members={"m1": {**TOP, "3.5": 1}})))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "QD26-01 Rau, củ, quả, hạt tươi: trung bình 98,00 điểm, 3 sao (đủ điểm 5 sao nhưng thiếu điều kiện); "
        "cấp quyết định: tỉnh.",
        "Chưa 4 sao:",
        "  3.5 Sở hữu trí tuệ: cần 2, đang 1 (“Có GCN nhãn hiệu + dấu hiệu nguồn gốc địa lý”)",
        "Chưa 5 sao vì các điều trên.",
        "Lên 4 sao, ít bước nhất (1 bước, thêm 1 điểm):",
        "  3.5 Sở hữu trí tuệ: 1 → 2 (“Có GCN nhãn hiệu + dấu hiệu nguồn gốc địa lý”)",
        "Lên 5 sao, ít bước nhất (1 bước, thêm 1 điểm):",
        "  3.5 Sở hữu trí tuệ: 1 → 2 (“Có GCN nhãn hiệu + dấu hiệu nguồn gốc địa lý”)",
    ]


def test_a_council_in_words(tmp_path: Path) -> None:
    members = {"An": TOP, "Bình": {**TOP, "3.5": 1, "4.1": 1}}
    lines = run(
        "score", written(tmp_path, sheet_of(members=members, rejections=["FORGED"]))
    ).stdout.splitlines()
    assert lines[0].endswith("trung bình 97,00 điểm; bị loại nên không xếp hạng.")
    assert "Điểm từng thành viên: An 100; Bình 94." in lines
    assert "Bị loại: Giả mạo hồ sơ: loại hồ sơ." in lines
    assert any("hai bên điều kiện sao ở 3.5, 4.1" in line for line in lines)
    assert not any(line.startswith("Lên") for line in lines)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ("{", "cần đúng cú pháp JSON"),
        ("", "cần đúng cú pháp JSON"),
        ("[]", "cần một nhóm khoá"),
        ("null", "cần một nhóm khoá"),
        ("{}", "set = “”: không có bộ tiêu chí này"),
        ('{"set": "QD26-01"}', "members = “”: cần điểm của ít nhất một thành viên"),
        ('{"set": "QD26-01", "members": {}}', "members = “”: cần điểm của ít nhất một thành viên"),
        ('{"set": "QD26-27", "members": {"a": {}}}', "set = “QD26-27”: không có bộ tiêu chí này"),
        ('{"set": 1, "members": {"a": {}}}', "set = “1”: không có bộ tiêu chí này"),
        ('{"set": ["QD26-01"], "members": {"a": {}}}', "set = “[…]”"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": 4}}}', "members/a/1.1 = “4”"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": true}}}', "members/a/1.1 = “true”"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": "3"}}}', "members/a/1.1 = “3”"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": 3.0}}}', "members/a/1.1 = “3.0”"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": null}}}', "members/a/1.1 = “null”"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": 1e300}}}', "members/a/1.1"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": ' + "9" * 3000 + "}}}", "members/a/1.1 = “số quá lớn”"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": ' + "9" * 9000 + "}}}", "có con số dài quá"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": NaN}}}', "không phải là số"),
        (
            '{"set": "QD26-01", "members": {"a": {"99": 1}}}',
            "members/a/99 = “1”: bộ QD26-01 không có tiêu chí này",
        ),
        ('{"set": "QD26-01", "members": {"a": {"1": 1}}}', "không chấm điểm"),
        ('{"set": "QD26-01", "members": {"a": {"1.1": 1, "1.1": 2}}}', "khoá “1.1” đứng hai lần"),
        ('{"set": "QD26-01", "members": {"a": {}, "a": {}}}', "khoá “a” đứng hai lần"),
        ('{"set": "QD26-01", "members": {"a\\u0000": {}}}', "NUL"),
        ('{"set": "QD26-01", "members": {"\\ud800": {}}}', "Unicode"),
        ('{"set": "QD26-01", "members": {"  ": {}}}', "tên hoặc mã của thành viên"),
        ('{"set": "QD26-01", "members": [{"1.1": 3}]}', "members = “[…]”"),
        ('{"set": "QD26-01", "members": {"a": {}}, "agreed": {"3.5": 7}}', "agreed/3.5 = “7”"),
        ('{"set": "QD26-01", "members": {"a": {}}, "agreed": null}', "agreed = “null”"),
        ('{"set": "QD26-01", "members": {"a": {}}, "rejections": ["NOPE"]}', "rejections = “NOPE”"),
        ('{"set": "QD26-01", "members": {"a": {}}, "rejections": "FORGED"}', "rejections = “FORGED”"),
        ('{"set": "QD26-01", "members": {"a": {}}, "rejection": ["FORGED"]}', "rejection = “[…]”: khoá lạ"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, values: str, says: str) -> None:
    said = refused(tmp_path, values)
    assert "phieu.json" in said and says in said
    assert "Traceback" not in said


def test_every_fault_has_its_line(tmp_path: Path) -> None:
    values = {
        "set": "QD26-01",
        "members": {"m1": {"1.1": 9, "x": 1}, "m2": 5},
        "agreed": {"3.5": 9},
        "rejections": ["A", "B"],
        "extra": 1,
    }
    said = refused(tmp_path, values).splitlines()
    assert len(said) == 8 and said[-1] == "Đầu vào có 7 lỗi; chưa ghi gì cả."


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path, "a\0b.json"):
        done = run("score", path, "--json")
        assert done.exit_code == 2 and done.stdout == "" and done.stderr
    raw = tmp_path / "raw.json"
    raw.write_bytes(b"\xff\xfe\x00{")
    assert "UTF-8" in run("score", raw).stderr
    raw.write_bytes(b"[" * 200_000)
    assert "quá sâu" in run("score", raw).stderr


def test_signs_that_would_move_a_terminal_are_not_printed(tmp_path: Path) -> None:
    said = refused(tmp_path, {"set": "QD26-01", "members": {"\x1b[2J": {"1.1": 9}}})
    assert "\x1b" not in said and "members/�[2J/1.1" in said


def test_a_program_without_vietnamese_locale_prints_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, sheet_of(members={"m1": {**TOP, "3.5": 1}}))
    code = "from cungcau.cli import main; main()"
    words = [sys.executable, "-c", code, "ocop", "score", str(path)]
    done = subprocess.run(words, env={"LANG": "C", "PATH": ""}, capture_output=True, check=False)
    assert done.returncode == 0 and done.stdout.decode("utf-8") == run("score", path).stdout


def test_sets_and_sheets(tmp_path: Path) -> None:
    sets = run("sets").stdout
    assert "26/2026/QĐ-TTg" in sets and "26 bộ" in sets and sets.count("QD26-") == 26
    rows = json.loads(run("sets", "--json").stdout)
    assert rows[0] == {"code": "QD26-01", "number": 1, "name": "Rau, củ, quả, hạt tươi", "category": "I"}
    for sheet in BOOK:
        printed = run("sheet", sheet.code).stdout
        for row in sheet.scorable:
            assert f"  {row.code} {row.name} ({row.most} điểm)" in printed
            assert all(option.label in printed for option in row.options)
        assert json.loads(run("sheet", sheet.code, "--json").stdout)["code"] == sheet.code
    unknown = run("sheet", "QD26-99")
    assert unknown.exit_code == 2 and "QD26-99" in unknown.stderr


def test_check_a_rule_file_and_score_by_it(tmp_path: Path) -> None:
    rules = tmp_path / "moi.json"
    rules.write_text(dump(BOOK).replace("QD26-01", "MOI-01"), encoding="utf-8")
    checked = run("check", rules)
    assert checked.exit_code == 0 and "787 tiêu chí" in checked.stdout and "2.579 mức" in checked.stdout
    counts = json.loads(run("check", rules, "--json").stdout)
    assert (counts["sets"], counts["criteria"], counts["options"], counts["flags"]) == (26, 787, 2579, 13)
    assert counts["sha256"] != fingerprint(BOOK) and len(counts["sha256"]) == 64
    file = written(tmp_path, sheet_of(set="MOI-01"))
    assert run("score", file).exit_code == 2
    assert json.loads(run("score", file, "--rules", rules, "--json").stdout)["star"] == 5


def test_a_broken_rule_file_names_every_fault(tmp_path: Path) -> None:
    values = json.loads(dump(BOOK))
    values["sheets"][0]["star_conditions"]["4"]["3.5"] = 3
    values["sheets"][3]["parts"][0]["most"] = 39
    rules = tmp_path / "hong.json"
    rules.write_text(json.dumps(values), encoding="utf-8")
    for words in (("check", rules), ("sets", "--rules", rules)):
        done = run(*words)
        assert done.exit_code == 2 and done.stdout == ""
        assert "hong.json: QD26-01/star_conditions/4/3.5 = “3”: dấu sao in ở mức 2 điểm" in done.stderr
        assert "hong.json: QD26-04/A = “39”" in done.stderr
