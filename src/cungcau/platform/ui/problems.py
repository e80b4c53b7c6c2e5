"""The shape of an error over the API, for the description of every operation."""

from __future__ import annotations

from ninja import Schema


class FaultOut(Schema):
    """One thing wrong in an input."""

    file: str
    line: int
    column: str
    value: str
    expected: str


class Problem(Schema):
    """RFC 9457 problem document, with the error's code and its sentence in both languages."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    detail_vi: str
    detail_en: str
    instance: str = ""
    faults: list[FaultOut] = []


PROBLEMS: dict[int, type[Schema]] = dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)
"""What any operation may answer besides its result."""
