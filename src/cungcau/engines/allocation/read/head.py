"""``scenario.toml``: the name, the days and the order of objectives."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from unicodedata import normalize

from cungcau.engines.allocation.model import DEFAULT_ORDER, Objective
from cungcau.engines.allocation.read.cells import Refused, day
from cungcau.engines.allocation.read.tables import Findings

FILE = "scenario.toml"
LONGEST_DAYS = 3_660
_KEYS = ("name", "start", "end", "order")
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Head:
    """What ``scenario.toml`` says; ``start`` and ``end`` are inclusive."""

    name: str
    start: date
    end: date
    order: tuple[Objective, ...]


def read_head(folder: Path, findings: Findings) -> Head | None:
    """The head of the scenario in ``folder``; None when a fault makes it unusable."""
    path = folder / FILE
    if not path.exists():
        findings.fault(FILE, 0, "", "", "thiếu tệp này trong thư mục")
        return None
    text = read_toml_text(path, FILE, findings)
    values = None if text is None else parse_toml(text, FILE, findings)
    if text is None or values is None:
        return None
    for key in values:
        if key not in _KEYS:
            findings.warnings.append(f"{FILE}: khoá lạ “{key}” được để sang một bên, không dùng đến")
    return _checked(text, values, findings)


def read_toml_text(path: Path, file: str, findings: Findings) -> str | None:
    """The text of a TOML file (a byte order mark is dropped); None after noting why there is none."""
    try:
        return normalize("NFC", path.read_bytes().decode("utf-8-sig")).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        findings.fault(file, line, "", "", "cần văn bản mã hoá UTF-8")
    except OSError as error:
        findings.fault(file, 0, "", "", f"không đọc được tệp: {error.strerror}")
    return None


def parse_toml(text: str, file: str, findings: Findings) -> dict[str, object] | None:
    """The text as TOML; None after noting the line at which it stops being TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
        lines = text.split("\n")
        shown = lines[line - 1].strip() if line <= len(lines) else ""
        findings.fault(file, line, "", shown, f"cần đúng cú pháp TOML ({error})")
        return None


def as_date(value: object) -> date:
    """A TOML date, or a text in the same form."""
    if isinstance(value, str):
        return day(value.strip())
    if isinstance(value, date) and not isinstance(value, datetime):
        return day(value.isoformat())
    return day("")


def parse_order(words: object) -> tuple[Objective, ...]:
    """A permutation of the three objectives; raises ``Refused`` for anything else."""
    if isinstance(words, list | tuple) and sorted(map(str, words)) == sorted(DEFAULT_ORDER):
        return tuple(Objective(str(word)) for word in words)
    raise Refused("cần đủ ba từ sold, fair, cost, mỗi từ một lần, theo thứ tự ưu tiên")


def _checked(text: str, values: Mapping[str, object], findings: Findings) -> Head | None:
    before = len(findings.faults)

    def refuse(key: str, expected: str) -> None:
        found = re.search(rf"^[ \t]*[\"']?{key}[\"']?[ \t]*=", text, re.MULTILINE)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        findings.fault(FILE, line, key, str(values.get(key, "")), expected)

    name = values.get("name")
    if not isinstance(name, str) or not name.strip():
        refuse("name", "cần tên của kịch bản (một đoạn chữ)")
    days: dict[str, date] = {}
    for key in ("start", "end"):
        try:
            days[key] = as_date(values.get(key))
        except Refused as refused:
            refuse(key, refused.expected)
    order: tuple[Objective, ...] = DEFAULT_ORDER
    try:
        order = parse_order(values.get("order", DEFAULT_ORDER))
    except Refused as refused:
        refuse("order", refused.expected)
    if len(days) == 2:
        length = (days["end"] - days["start"]).days + 1
        if length < 1:
            refuse("start", f"cần không sau end ({days['end']})")
        elif length > LONGEST_DAYS:
            refuse("end", f"cần một kỳ không quá {LONGEST_DAYS} ngày")
    if len(findings.faults) > before:
        return None
    return Head(str(name).strip(), days["start"], days["end"], order)
