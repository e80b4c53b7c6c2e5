"""A rule file as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from cungcau.engines.scoring.read.criteria import Words
from cungcau.engines.scoring.read.instruments import check_links, instrument
from cungcau.engines.scoring.read.json_file import read_json
from cungcau.engines.scoring.read.node import Findings, Node
from cungcau.engines.scoring.read.sheets import sheet
from cungcau.engines.scoring.sheet import Effect, Ground, Instrument, Rule, RuleBook, Sheet, Trigger
from cungcau.kernel.errors import InputInvalid

FORMAT = 1
T = TypeVar("T", Instrument, Sheet)


def read(source: Mapping[str, object] | Path, name: str = "rules") -> RuleBook:
    """The rule book in a mapping (as JSON gives it) or in a JSON file.

    Args:
        source: the values, or the path of the file.
        name: what faults call a mapping; a file goes by its own name.

    Raises:
        InputInvalid: every fault at once; ``column`` is the path to it (``QD26-01/3.5/options``). Refused are shapes,
            unknown and repeated codes, sums that fail (children = parent, criteria = part, parts = whole, best
            option = maximum), ladders that do not ascend (unless branches or a flag on the criterion), star conditions
            that disagree with the printed marks, bands with gaps (unless flagged) or overlaps.
        OSError: the file cannot be read.
    """
    if isinstance(source, Path):
        return read_values(read_json(source), source.name)
    return read_values(source, name)


def read_values(values: object, name: str) -> RuleBook:
    """The rule book in values as JSON gives them; see :func:`read`."""
    findings = Findings(name)
    if not isinstance(values, Mapping):
        findings.fault("", values, "cần một nhóm khoá và giá trị {…}")
        raise InputInvalid(findings.faults)
    node = Node(values, "", findings)
    if values.get("format") != FORMAT or node.whole("format") is None:
        node.refuse("format", f"cần {FORMAT}: dạng tệp mà phần mềm này đọc được")
    book = _book(node)
    node.close()
    if findings.faults:
        raise InputInvalid(findings.faults)
    return book


def _book(node: Node) -> RuleBook:
    own = node.text("instrument")
    instruments = _unique(node, "instruments", (instrument(row) for row in node.nodes("instruments")))
    check_links(instruments, node.findings)
    decision = instruments.get(own) if own else None
    stars = _stars(node, instruments, decision)
    categories = _texts(node, "categories")
    grounds, rules = _grounds(node), {code: Rule(code, text) for code, text in _texts(node, "rules").items()}
    words = Words(grounds, rules, categories, stars)
    sheets = _unique(node, "sheets", (sheet(row, words, decision) for row in node.nodes("sheets")))
    if node.values.get("sheets") == []:
        node.refuse("sheets", "cần ít nhất một bộ tiêu chí")
    numbers = [row.number for row in sheets.values()]
    if len(set(numbers)) != len(numbers):
        node.findings.fault("sheets", "", "có số thứ tự bộ lặp lại")
    return RuleBook(
        instrument=own or "",
        source=node.mapping("source"),
        instruments=instruments,
        categories=categories,
        grounds=grounds,
        rules=rules,
        principles=_principles(node),
        sheets=sheets,
    )


def _stars(
    node: Node, instruments: Mapping[str, Instrument], decision: Instrument | None
) -> frozenset[int] | None:
    """The stars of the decision's bands; None, with the fault noted, where there are none to compare with."""
    own = node.values.get("instrument")
    if decision is None:
        raw = node.values.get("instruments")
        listed = isinstance(raw, list) and any(
            isinstance(row, Mapping) and row.get("code") == own for row in raw
        )
        if isinstance(own, str) and not listed:
            node.refuse("instrument", "không có văn bản mang mã này trong instruments")
        return None
    at, seen = decision, {decision.code}
    while not at.bands and (before := instruments.get(at.amends or "")) and before.code not in seen:
        seen.add(before.code)
        at = before
    if not at.bands:
        node.refuse("instrument", "văn bản này không có khung hạng sao")
        return None
    return frozenset(band.star for band in at.bands)


def _unique(node: Node, key: str, rows: Iterable[T | None]) -> dict[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        if row is None:
            continue
        if row.code in found:
            node.findings.fault(f"{key}/{row.code}", "", "mã này đứng hai lần")
        found[row.code] = row
    return found


def _texts(node: Node, key: str) -> dict[str, str]:
    found = {}
    for code, text in node.mapping(key).items():
        if isinstance(text, str) and text.strip():
            found[code] = text
        else:
            node.findings.fault(f"{key}/{code}", text, "cần một đoạn chữ")
    return found


def _grounds(node: Node) -> dict[str, Ground]:
    found = {}
    for code, values in node.mapping("rejections").items():
        if not isinstance(values, Mapping):
            node.findings.fault(f"rejections/{code}", values, "cần một nhóm khoá và giá trị {…}")
            continue
        row = Node(values, f"rejections/{code}", node.findings)
        label, effect = row.text("label"), row.text("effect")
        trigger = row.optional_text("trigger") or Trigger.STATED.value
        if effect is not None and effect not in set(Effect):
            row.refuse("effect", f"cần một trong: {', '.join(Effect)}")
        if trigger not in set(Trigger):
            row.refuse("trigger", f"cần một trong: {', '.join(Trigger)}")
        if row.close() and label is not None and effect is not None:
            found[code] = Ground(code, label, Effect(effect), Trigger(trigger))
    return found


def _principles(node: Node) -> tuple[Mapping[str, str], ...]:
    found = []
    for row in node.nodes("principles") if "principles" in node.values else ():
        values = {key: row.text(key) for key in ("code", "text", "source", "confidence")}
        if row.close():
            found.append({key: value for key, value in values.items() if value is not None})
    return tuple(found)
