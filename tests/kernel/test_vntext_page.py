"""The reference page says what the code does: every row of its tables is tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cungcau.kernel import vntext
from cungcau.kernel.vntext import Reading, Region, parse

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "vntext.md"
LINES = PAGE.read_text(encoding="utf-8").splitlines()
READ = re.compile(
    r"\| `(?P<text>[^`]+)`(?: `--(?P<name>[a-z-]+) (?P<value>\w+)`)? \| "
    r"(?P<meaning>(?:\?|mass|area|money|price|yield|count|duration|date_range|deadline).*) \|"
)
SHOWN = re.compile(r"\| `(?P<call>show_\w+\(.*\))` \| (?P<text>.+) \|")
ROWS = [match.groupdict() for line in LINES if (match := READ.fullmatch(line))]
CALLS = [match.groupdict() for line in LINES if (match := SHOWN.fullmatch(line))]
NAMES: dict[str, object] = {"Decimal": Decimal, "Fraction": Fraction, "Region": Region, "date": date}


def one(reading: Reading) -> str:
    shape = reading.as_dict()
    ends = "..".join("-" if shape[end] is None else str(shape[end]) for end in ("min", "max"))
    return " ".join(
        filter(None, [reading.kind.value, ends, reading.unit, reading.approx and reading.approx.value])
    )


def meaning(reading: Reading) -> str:
    if not reading.ambiguous:
        return one(reading)
    return ("? " + "; ".join(map(one, reading.readings))).strip()


SETTINGS: dict[str, Callable[[str], dict[str, object]]] = {
    "year": lambda value: {"year": int(value)},
    "region": lambda value: {"region": Region(value)},
    "kg-per-gia": lambda value: {"kg_per_gia": int(value)},
}


def test_the_page_has_its_tables() -> None:
    assert len(ROWS) > 90
    assert len(CALLS) > 12


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_texts_are_read_as_the_page_says(row: dict[str, str]) -> None:
    settings = SETTINGS[row["name"]](row["value"]) if row["name"] else {}
    assert meaning(parse(row["text"], **settings)) == row["meaning"]  # type: ignore[arg-type]


@pytest.mark.parametrize("row", CALLS, ids=[row["call"] for row in CALLS])
def test_values_are_printed_as_the_page_says(row: dict[str, str]) -> None:
    assert eval(row["call"], NAMES | vars(vntext)) == row["text"]
