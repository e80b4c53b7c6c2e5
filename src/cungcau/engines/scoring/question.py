"""A score file: which set, what each member gave, what the council agreed, which grounds hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from cungcau.engines.scoring.answers import faults_of, shown
from cungcau.engines.scoring.read.json_file import read_json
from cungcau.engines.scoring.sheet import RuleBook, Sheet
from cungcau.kernel.errors import Fault, InputInvalid

KEYS = ("set", "members", "agreed", "rejections")


@dataclass(frozen=True, slots=True)
class Question:
    """A score file that fits its sheet."""

    sheet: Sheet
    members: Mapping[str, Mapping[str, int]]
    agreed: Mapping[str, int]
    rejections: tuple[str, ...]


def read_question(path: Path, book: RuleBook) -> Question:
    """The score file at ``path``; see :func:`question_of`. Raises ``OSError`` where it cannot be read."""
    return question_of(read_json(path), book, path.name)


def question_of(values: object, book: RuleBook, name: str) -> Question:
    """A score file's values, checked against the book.

    ``set`` and ``members`` are required; ``agreed`` and ``rejections`` may be absent.

    Raises:
        InputInvalid: every fault at once, ``column`` the path in the file (``members/m1/3.5``): keys nobody knows
            (a misspelt one would silently change the result), an unknown set, and all of
            :func:`cungcau.engines.scoring.answers.faults_of`.
    """
    if not isinstance(values, Mapping):
        raise InputInvalid([Fault(name, 0, "", shown(values), "cần một nhóm khoá và giá trị {…}")])
    faults = [
        Fault(name, 0, shown(key), shown(values[key]), f"khoá lạ; chỉ nhận {', '.join(KEYS)}")
        for key in values
        if key not in KEYS
    ]
    code = values.get("set")
    sheet = book.sheets.get(code) if isinstance(code, str) else None
    given = {key: values[key] for key in ("members", "agreed", "rejections") if key in values}
    if sheet is None:
        faults.append(Fault(name, 0, "set", shown(code) if "set" in values else "", _expected(book)))
    else:
        for fault in faults_of(
            sheet, given.get("members", {}), given.get("agreed", {}), given.get("rejections", ())
        ):
            where = "/".join(part for part in (fault.file, fault.column) if part)
            faults.append(replace(fault, file=name, column=where))
    if faults or sheet is None:
        raise InputInvalid(faults)
    # faults_of found each of these to have its shape, and every value to be whole points or a known code.
    members = cast(Mapping[str, Mapping[str, int]], given["members"])
    return Question(
        sheet=sheet,
        members={who: dict(points) for who, points in members.items()},
        agreed=dict(cast(Mapping[str, int], given.get("agreed", {}))),
        rejections=tuple(cast(Iterable[str], given.get("rejections", ()))),
    )


def _expected(book: RuleBook) -> str:
    codes = tuple(book.sheets)
    if len(codes) > 3:
        return f"không có bộ tiêu chí này; cần một mã từ {codes[0]} đến {codes[-1]} (xem cungcau ocop sets)"
    return f"không có bộ tiêu chí này; cần một trong: {', '.join(codes)}"
