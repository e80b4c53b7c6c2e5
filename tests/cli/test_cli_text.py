"""``cungcau text``: what it prints and how it ends."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from cungcau.cli.text import text_app

runner = CliRunner()


def test_parse_prints_the_shape_as_json() -> None:
    done = runner.invoke(text_app, ["parse", "5-7 tạ", "--json"])
    assert done.exit_code == 0
    assert done.stdout == (
        '{"kind": "mass", "min": 500, "max": 700, "unit": "kg", "approx": null, '
        '"ambiguous": false, "readings": []}\n'
    )


@pytest.mark.parametrize(
    ("arguments", "low", "high"),
    [
        (["5 sào", "--region", "bac"], 1800, 1800),
        (["5/9", "--year", "2021"], "2021-09-05", "2021-09-05"),
        (["300 giạ", "--kg-per-gia", "21"], 6300, 6300),
        (["trên 34.000 ha"], 340_000_000, None),
        (["500 g"], 0.5, 0.5),
    ],
)
def test_options_reach_the_reader(arguments: list[str], low: object, high: object) -> None:
    done = runner.invoke(text_app, ["parse", *arguments, "--json"])
    shape = json.loads(done.stdout)
    assert (shape["min"], shape["max"], shape["ambiguous"]) == (low, high, False)


def test_parse_speaks_vietnamese_without_json() -> None:
    done = runner.invoke(text_app, ["parse", "15-25.000 đ/kg"])
    assert (done.exit_code, done.stdout) == (0, "giá: 15.000–25.000 đ/kg\n")


def test_an_ambiguous_text_is_an_answer_not_an_error() -> None:
    done = runner.invoke(text_app, ["parse", "5,550 tấn", "--json"])
    assert done.exit_code == 0
    assert [each["min"] for each in json.loads(done.stdout)["readings"]] == [5550, 5_550_000]


def test_an_unreadable_text_ends_with_2_and_one_line() -> None:
    done = runner.invoke(text_app, ["parse", "5 tấn na rải vụ", "--json"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Không đọc được «5 tấn na rải vụ»: không hiểu «na rải vụ».\n"


def test_bytes_the_shell_could_not_decode_do_no_harm() -> None:
    done = runner.invoke(text_app, ["parse", "\udcff5"])
    assert done.exit_code == 2
    assert "\\udcff" in done.stderr


def test_fold_prints_the_search_key() -> None:
    assert runner.invoke(text_app, ["fold", "Đắk  Lắk"]).stdout == "dak lak\n"
