"""Whether a sheet agrees with itself and with its decision: sums, parents, star conditions, flags."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.engines.scoring.read.node import Node
from cungcau.engines.scoring.sheet import Condition, Criterion, Flag, Instrument, Part


def check_sums(node: Node, parts: Sequence[Part], most: int, decision: Instrument | None) -> None:
    """Children add up to parents, criteria to parts, parts to the whole, all as the decision has them."""

    def refuse(where: str, value: int, expected: str) -> None:
        node.findings.fault(node.at(where), value, expected)

    codes = [part.code for part in parts]
    if len(set(codes)) != len(codes):
        node.wrong("parts", "có mã phần lặp lại")
    total = sum(part.most for part in parts)
    if total != most:
        refuse("parts", total, f"{' + '.join(codes)} phải bằng tổng điểm {most} của bộ")
    if decision is not None:
        if most != decision.most:
            refuse("most", most, f"tổng điểm theo {decision.number} là {decision.most}")
        wanted = dict(decision.parts)
        for part in parts if wanted else ():
            if wanted.pop(part.code, None) != part.most:
                given = decision.parts.get(part.code)
                refuse(
                    part.code, part.most, f"phần {part.code} theo {decision.number}: {given or 'không có'}"
                )
        for code in wanted:
            refuse("parts", 0, f"thiếu phần {code}")
    for part in parts:
        _check_part(node, part)
    seen: set[str] = set()
    for row in (row for part in parts for row in part.criteria):
        if row.code in seen:
            refuse(row.code, row.most, "mã tiêu chí lặp lại")
        seen.add(row.code)


def _check_part(node: Node, part: Part) -> None:
    def refuse(where: str, value: object, expected: str) -> None:
        node.findings.fault(node.at(where), value, expected)

    children: dict[str | None, list[Criterion]] = {None: []}
    before: dict[str, Criterion] = {}
    for row in part.criteria:
        if row.parent is not None and row.parent not in before:
            refuse(row.code, row.parent, f"không có mục cha mang mã này đứng trước trong phần {part.code}")
        children.setdefault(row.parent, []).append(row)
        before[row.code] = row
    top = sum(row.most for row in children[None])
    if top != part.most:
        refuse(part.code, part.most, f"các tiêu chí cộng lại được {top}, phải bằng điểm tối đa của phần")
    for row in part.criteria:
        own = children.get(row.code, [])
        if row.scorable and own:
            refuse(row.code, "", "có tiêu chí con thì không chấm điểm trực tiếp")
        if not row.scorable and not own:
            refuse(row.code, "", "mục gộp phải có tiêu chí con")
        total = sum(child.most for child in own)
        if own and total != row.most:
            refuse(row.code, row.most, f"các tiêu chí con cộng lại được {total}, phải bằng mục cha")


def check_conditions(node: Node, parts: Sequence[Part], conditions: Sequence[Condition]) -> None:
    """Every star condition is a mark printed on an option, every mark is a condition."""
    rows = {row.code: row for part in parts for row in part.criteria}
    marks = {(mark.star, row.code): mark.points for row in rows.values() for mark in row.options if mark.star}

    def refuse(star: int | None, code: str, value: object, expected: str) -> None:
        node.findings.fault(node.at(f"star_conditions/{star}/{code}"), value, expected)

    reached: dict[str, Condition] = {}
    for need in conditions:
        row = rows.get(need.criterion)
        if row is None or not row.scorable:
            refuse(need.star, need.criterion, need.points, "bộ không có tiêu chí chấm điểm này")
            continue
        printed = marks.pop((need.star, need.criterion), None)
        if need.points not in row.ladder:
            refuse(need.star, need.criterion, need.points, "không mức nào của tiêu chí cho số điểm này")
        elif printed is None:
            refuse(need.star, need.criterion, need.points, "không mức nào của tiêu chí mang dấu sao này")
        elif printed != need.points:
            refuse(need.star, need.criterion, need.points, f"dấu sao in ở mức {printed} điểm")
        lower = reached.get(need.criterion)
        if lower is not None and need.points < lower.points:
            refuse(need.star, need.criterion, need.points, f"thấp hơn điều kiện {lower.star} sao")
        reached[need.criterion] = need
    for (star, code), points in marks.items():
        refuse(star, code, points, "mức này in dấu sao nhưng điều kiện sao không ghi")


def check_flags(node: Node, parts: Sequence[Part], flags: Sequence[Flag]) -> None:
    """A flag is about a criterion of this sheet, or about the sheet."""
    codes = {row.code for part in parts for row in part.criteria}
    for flag in flags:
        if flag.criterion is not None and flag.criterion not in codes:
            node.findings.fault(node.at("flags"), flag.criterion, "bộ không có tiêu chí này")
