"""One criterion with its options: the ladder of points, the branches, the marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cungcau.engines.scoring.read.node import MOST_STARS, Node
from cungcau.engines.scoring.sheet import Criterion, Ground, Option, Rule


@dataclass(frozen=True)
class Words:
    """What a sheet may name: grounds, rules, categories and the stars of the decision's bands."""

    grounds: Mapping[str, Ground]
    rules: Mapping[str, Rule]
    categories: Mapping[str, str]
    stars: frozenset[int] | None
    """None where the decision could not be read: marks are then not compared with it."""


def criterion(node: Node, words: Words, flagged: Collection[str]) -> Criterion | None:
    """A criterion; None where it cannot be read. ``flagged``: codes whose odd ladder is kept as printed."""
    code, name = node.text("code"), node.text("name")
    parent = node.optional_text("parent")
    most, scorable = node.whole("most", least=1), node.truth("scorable")
    note = node.optional_text("note") or ""
    options = _options(node) if "options" in node.values else ()
    rules = tuple(words.rules[key] for key in _known(node, "rules", words.rules))
    grounds = tuple(words.grounds[key] for key in _known(node, "eliminators", words.grounds))
    if not node.close() or code is None or name is None or most is None or scorable is None:
        return None
    _check_ladder(node, options, most, scorable, flagged)
    _check_marks(node, options, words.stars)
    return Criterion(code, parent, name, most, scorable, options, rules, grounds, note)


def _known(node: Node, key: str, table: Mapping[str, object]) -> tuple[str, ...]:
    found = node.texts(key)
    for code in found:
        if code not in table:
            node.findings.fault(node.at(key), code, "mã này không có trong bảng mã của tệp")
    return tuple(code for code in found if code in table)


def _options(node: Node) -> tuple[Option, ...]:
    found = []
    for row in node.nodes("options", name="points"):
        points, label = row.whole("points"), row.text("label")
        star, case = row.optional_whole("star", least=1, most=MOST_STARS), row.optional_text("case")
        if row.close() and points is not None and label is not None:
            found.append(Option(points, label, star, case))
        else:
            node.broken()
    return tuple(found)


def _check_ladder(
    node: Node, options: tuple[Option, ...], most: int, scorable: bool, flagged: Collection[str]
) -> None:
    if not scorable:
        if options:
            node.wrong("options", "mục gộp không chấm điểm thì không có mức")
        return
    if not options:
        node.wrong("options", "tiêu chí chấm điểm phải có ít nhất một mức")
        return
    best = max(option.points for option in options)
    if best != most:
        node.wrong("most", f"mức cao nhất là {best} điểm, phải bằng điểm tối đa của tiêu chí")
    branches = dict.fromkeys(option.case for option in options)
    if None in branches and len(branches) > 1:
        node.wrong("options", "đã chia trường hợp thì mọi mức phải ghi trường hợp")
    for case in branches:
        ladder = [option.points for option in options if option.case == case]
        if node.values.get("code") not in flagged and any(low >= high for low, high in pairwise(ladder)):
            printed = ", ".join(map(str, ladder))
            node.wrong("options", f"các mức phải tăng dần, không trùng điểm; đang là {printed}")


def _check_marks(node: Node, options: tuple[Option, ...], stars: frozenset[int] | None) -> None:
    marked: dict[int, int] = {}
    for option in options:
        if option.star is None:
            continue
        if stars is not None and option.star not in stars:
            node.wrong("options", f"mức {option.points} điểm mang dấu {option.star} sao, hạng không có")
        elif marked.setdefault(option.star, option.points) != option.points:
            node.wrong("options", f"hai mức khác điểm cùng mang dấu {option.star} sao")
