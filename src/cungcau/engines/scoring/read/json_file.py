"""JSON read strictly: UTF-8, no key twice in one object, no numbers that are none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from unicodedata import normalize

from cungcau.engines.scoring.answers import shown
from cungcau.kernel.errors import Fault, InputInvalid

LARGEST_BYTES = 20_000_000


class _Twice(ValueError):
    """A key that stands twice in one object: one of the two values would be lost."""


def read_json(path: Path) -> object:
    """The JSON in a file. Raises ``InputInvalid`` for what is no JSON, ``OSError`` for what cannot be read."""
    if "\0" in str(path):
        raise InputInvalid([Fault(shown(path), 0, "", "", "tên tệp không được có ký tự NUL")])
    if path.is_file() and path.stat().st_size > LARGEST_BYTES:
        expected = f"cần tệp không quá {LARGEST_BYTES // 1_000_000} MB"
        raise InputInvalid([Fault(path.name, 0, "", "", expected)])
    return parse_json(path.read_bytes(), path.name)


def parse_json(raw: bytes, name: str) -> object:
    """The JSON in ``raw``, texts in Unicode form NFC.

    Raises:
        InputInvalid: with the line at which it stops being UTF-8 or JSON; a key twice in one object; NaN and
            Infinity; numbers too long to read; nesting too deep.
    """
    try:
        text = normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _refusal(name, line, "cần văn bản mã hoá UTF-8") from None
    try:
        found: object = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_finite
        )
        for piece in _texts(found):
            if "\0" in piece:
                raise _refusal(name, 0, "không được có ký tự NUL")
            piece.encode("utf-8")
    except json.JSONDecodeError as error:
        raise _refusal(name, error.lineno, f"cần đúng cú pháp JSON (cột {error.colno})") from None
    except _Twice as error:
        raise _refusal(name, 0, str(error)) from None
    except RecursionError:
        raise _refusal(name, 0, "các ngoặc lồng nhau quá sâu") from None
    except UnicodeEncodeError:
        raise _refusal(name, 0, "có ký tự Unicode bị cắt đôi (\\ud800 đến \\udfff)") from None
    except ValueError:
        raise _refusal(name, 0, "có con số dài quá hoặc không phải là số") from None
    return found


def _refusal(name: str, line: int, expected: str) -> InputInvalid:
    return InputInvalid([Fault(name, line, "", "", expected)])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(f"khoá “{shown(key)}” đứng hai lần trong cùng một cặp ngoặc")
        found[key] = value
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, row in value.items():
            yield key
            yield from _texts(row)
    elif isinstance(value, list):
        for row in value:
            yield from _texts(row)


def _finite(word: str) -> float:
    value = float(word)
    if value in (float("inf"), float("-inf")):
        raise ValueError(word)
    return value


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)
