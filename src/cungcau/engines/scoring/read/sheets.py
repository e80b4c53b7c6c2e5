"""One sheet: its parts add up, its parents exist, its star conditions say what its options print."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cungcau.engines.scoring.read.agreement import check_conditions, check_flags, check_sums
from cungcau.engines.scoring.read.criteria import Words, criterion
from cungcau.engines.scoring.read.node import Node
from cungcau.engines.scoring.sheet import Condition, Flag, Ground, Instrument, Part, Sheet


@dataclass
class _Head:
    """The texts at the top of a sheet."""

    code: str | None
    number: int | None
    name: str | None
    name_en: str
    category: str | None
    group: str
    subgroup: str | None
    ministries: tuple[str, ...]
    legal_basis: str | None
    samples: int | None


def sheet(node: Node, words: Words, decision: Instrument | None) -> Sheet | None:
    """A sheet, its faults noted; None where it cannot be read."""
    head = _head(node, words)
    most = node.whole("most", least=1)
    rejections = _rejections(node, words)
    flags = _flags(node)
    confidence = {key: str(value) for key, value in node.mapping("confidence").items()}
    parts = _parts(node, words, {flag.criterion for flag in flags if flag.criterion})
    conditions = _conditions(node, parts, words)
    if node.sound and most is not None:
        check_sums(node, parts, most, decision)
        check_conditions(node, parts, conditions)
        check_flags(node, parts, flags)
    sound = node.close()
    code, number, name, legal = head.code, head.number, head.name, head.legal_basis
    if not sound or code is None or number is None or name is None or legal is None or most is None:
        return None
    return Sheet(
        code=code,
        number=number,
        name=name,
        name_en=head.name_en,
        category=head.category or "",
        group=head.group,
        subgroup=head.subgroup,
        ministries=head.ministries,
        legal_basis=legal,
        most=most,
        samples=head.samples or 0,
        rejections=rejections,
        star_conditions=conditions,
        flags=flags,
        confidence=confidence,
        parts=parts,
    )


def _head(node: Node, words: Words) -> _Head:
    category = node.text("category")
    if category is not None and category not in words.categories:
        node.wrong("category", "mã nhóm này không có trong bảng categories của tệp")
    return _Head(
        code=node.text("code"),
        number=node.whole("number", least=1),
        name=node.text("name"),
        name_en=node.optional_text("name_en") or "",
        category=category,
        group=node.optional_text("group") or "",
        subgroup=node.optional_text("subgroup"),
        ministries=node.texts("ministries"),
        legal_basis=node.text("legal_basis"),
        samples=node.whole("samples"),
    )


def _rejections(node: Node, words: Words) -> tuple[Ground, ...]:
    found = node.texts("rejections")
    for code in found:
        if code not in words.grounds:
            node.findings.fault(node.at("rejections"), code, "mã này không có trong bảng mã của tệp")
    return tuple(words.grounds[code] for code in found if code in words.grounds)


def _flags(node: Node) -> tuple[Flag, ...]:
    found = []
    for row in node.nodes("flags", name="criterion") if "flags" in node.values else ():
        text, about = row.text("text"), row.optional_text("criterion")
        if row.close() and text is not None:
            found.append(Flag(about, text))
        else:
            node.broken()
    return tuple(found)


def _parts(node: Node, words: Words, flagged: Collection[str]) -> tuple[Part, ...]:
    found = []
    for row in node.nodes("parts"):
        code, name, most = row.text("code"), row.text("name"), row.whole("most", least=1)
        rows = []
        for inner in row.nodes("criteria"):
            made = criterion(inner, words, flagged)
            if made is None:
                row.broken()
            else:
                rows.append(made)
        if row.close() and code is not None and name is not None and most is not None:
            found.append(Part(code, name, most, tuple(rows)))
        else:
            node.broken()
    return tuple(found)


def _conditions(node: Node, parts: Sequence[Part], words: Words) -> tuple[Condition, ...]:
    order = {row.code: place for place, row in enumerate(row for part in parts for row in part.criteria)}
    found = []
    for text, wanted in node.mapping("star_conditions").items():
        star = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
        if star == 0 or (words.stars is not None and star not in words.stars):
            node.findings.fault(node.at(f"star_conditions/{text}"), "", "không phải hạng sao của văn bản")
        elif not isinstance(wanted, Mapping):
            node.broken()
            node.findings.fault(node.at(f"star_conditions/{text}"), wanted, "cần các cặp tiêu chí và điểm")
        else:
            for code, points in wanted.items():
                if type(points) is int:
                    found.append(Condition(star, code, points))
                else:
                    node.broken()
                    where = node.at(f"star_conditions/{text}/{code}")
                    node.findings.fault(where, points, "cần số điểm nguyên")
    return tuple(sorted(found, key=lambda row: (row.star, order.get(row.criterion, len(order)))))
