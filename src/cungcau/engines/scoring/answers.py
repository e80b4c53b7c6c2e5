"""Every fault of the points a council (or one person) gives, at once, before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cungcau.engines.scoring.sheet import Criterion, Sheet
from cungcau.kernel.errors import Fault

LONGEST_SHOWN = 60


def faults_of(sheet: Sheet, members: object, agreed: object, rejections: object) -> list[Fault]:
    """Faults of loosely typed answers (as read from JSON): shapes, unknown codes, points that are no option.

    ``Fault.file`` is the key (members, agreed, rejections), ``column`` the place below it (``m1/3.5``), ``line`` 0.
    """
    return [
        *_members(sheet, members),
        *_points(sheet, "agreed", "", agreed),
        *_rejections(sheet, rejections),
    ]


def shown(value: object) -> str:
    """A value as a fault shows it: short, printable, JSON's words for JSON's values."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, int) and value.bit_length() > 200:
        return "số quá lớn" if value > 0 else "số quá nhỏ"
    text = "".join(sign if sign.isprintable() else "�" for sign in str(value))
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _members(sheet: Sheet, members: object) -> Iterator[Fault]:
    if not isinstance(members, Mapping):
        yield Fault("members", 0, "", shown(members), "cần điểm của từng thành viên: {tên: {tiêu chí: điểm}}")
        return
    if not members:
        yield Fault("members", 0, "", "", "cần điểm của ít nhất một thành viên")
    for name, points in members.items():
        if not isinstance(name, str) or not name.strip():
            yield Fault("members", 0, "", shown(name), "cần tên hoặc mã của thành viên, không để trống")
        yield from _points(sheet, "members", shown(name), points)


def _points(sheet: Sheet, file: str, who: str, points: object) -> Iterator[Fault]:
    if not isinstance(points, Mapping):
        yield Fault(file, 0, who, shown(points), "cần các cặp tiêu chí và điểm: {tiêu chí: điểm}")
        return
    for code, value in points.items():
        where = "/".join(part for part in (who, shown(code)) if part)
        criterion = sheet.by_code.get(code) if isinstance(code, str) else None
        if criterion is None:
            yield Fault(file, 0, where, shown(value), f"bộ {sheet.code} không có tiêu chí này")
        elif not criterion.scorable:
            yield Fault(
                file, 0, where, shown(value), "tiêu chí này chỉ cộng các tiêu chí con, không chấm điểm"
            )
        elif type(value) is not int or value not in criterion.ladder:
            yield Fault(file, 0, where, shown(value), _expected(criterion))


def _expected(criterion: Criterion) -> str:
    return f"không phải mức điểm của tiêu chí này; cần một trong: {', '.join(map(str, criterion.ladder))}"


def _rejections(sheet: Sheet, rejections: object) -> Iterator[Fault]:
    if isinstance(rejections, str) or not isinstance(rejections, Iterable) or isinstance(rejections, Mapping):
        yield Fault("rejections", 0, "", shown(rejections), "cần danh sách các mã lý do loại")
        return
    known = ", ".join(sheet.grounds) or "không có lý do nào"
    for code in rejections:
        if not isinstance(code, str) or code not in sheet.grounds:
            expected = f"không phải lý do loại in trên bộ {sheet.code} ({known})"
            yield Fault("rejections", 0, "", shown(code), expected)
