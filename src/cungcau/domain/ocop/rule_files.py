"""Rule files as people send and take them: JSON or YAML in, JSON and rows of a spreadsheet out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast
from unicodedata import normalize

import yaml

from cungcau.engines import scoring
from cungcau.engines.scoring.read import parse_json
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.exchange.services import Column

LARGEST_BYTES = 5_000_000
_DEEPEST = 40
_YAML_NAMES = (".yaml", ".yml")

SHEET = (
    Column("set_code", "Mã bộ"),
    Column("set", "Bộ tiêu chí"),
    Column("part", "Phần"),
    Column("code", "Mã tiêu chí"),
    Column("parent", "Mục cha"),
    Column("name", "Tiêu chí"),
    Column("most", "Điểm cao nhất", "int"),
    Column("points", "Điểm của mức", "int"),
    Column("label", "Mức"),
    Column("star", "Tối thiểu của hạng sao", "int"),
    Column("case", "Trường hợp"),
    Column("rules", "Cách chấm"),
    Column("eliminators", "Bị loại, dừng nếu"),
    Column("note", "Ghi chú"),
    Column("flags", "Chỗ văn bản chưa rõ"),
)


def parsed(content: bytes, name: str) -> Mapping[str, object]:
    """The values of a rule file, JSON or (by its name's ending) YAML of the same shape.

    YAML is read without tags, without one node standing in several places, and no key twice. Raises ``InputInvalid``
    naming the line for what cannot be read; whether the values make a rule book is the engine's to say.
    """
    if len(content) > LARGEST_BYTES:
        raise _refusal(name, 0, f"cần tệp không quá {LARGEST_BYTES // 1_000_000} MB")
    found = _yaml(content, name) if name.lower().endswith(_YAML_NAMES) else parse_json(content, name)
    if not isinstance(found, Mapping):
        raise _refusal(name, 1, "cần một nhóm khoá và giá trị")
    return cast("Mapping[str, object]", found)


def rows_of(sheets: Iterator[scoring.Sheet] | scoring.RuleBook) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`: one for every level, one for every heading."""
    for sheet in sheets:
        doubts = {flag.criterion: flag.text for flag in sheet.flags}
        for part in sheet.parts:
            for row in part.criteria:
                common: dict[str, Any] = {
                    "set_code": sheet.code, "set": sheet.name, "part": part.code, "code": row.code,
                    "parent": row.parent or "", "name": row.name, "most": row.most, "note": row.note,
                    "rules": "; ".join(rule.label for rule in row.rules),
                    "eliminators": "; ".join(ground.label for ground in row.eliminators),
                    "flags": doubts.get(row.code, ""),
                }  # fmt: skip
                if not row.options:
                    yield {**common, "points": None, "label": "", "star": None, "case": ""}
                for one in row.options:
                    yield {
                        **common, "points": one.points, "label": one.label, "star": one.star, "case": one.case or "",
                    }  # fmt: skip


class _Loader(yaml.SafeLoader):
    """Plain values only: no tags, no aliases, no key twice, days as the text they are."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse a node that stands for another one."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(None, None, "không dùng lại một nút bằng dấu *", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys stand once each."""
        seen: set[str] = set()
        for key, _value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(None, None, f"khoá “{key.value}” đứng hai lần", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=True)


def _as_text(loader: yaml.SafeLoader, node: Any) -> object:
    """A day stays the text it is."""
    return loader.construct_scalar(node)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _as_text)


def _yaml(content: bytes, name: str) -> object:
    try:
        text = normalize("NFC", content.decode("utf-8-sig"))
        found: object = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader made stricter
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _refusal(name, line, "cần văn bản mã hoá UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        said = error.problem if error.problem and not error.problem.isascii() else "cần đúng cú pháp YAML"
        raise _refusal(name, mark.line + 1 if mark is not None else 0, str(said)) from None
    except (yaml.YAMLError, ValueError):
        raise _refusal(name, 0, "cần đúng cú pháp YAML") from None
    except RecursionError:
        raise _refusal(name, 0, "các mục lồng nhau quá sâu") from None
    return _plain(found, name)


def _plain(value: object, name: str, depth: int = 0) -> object:
    """YAML's values as JSON has them: keys are texts, days ISO texts."""
    if depth > _DEEPEST:
        raise _refusal(name, 0, "các mục lồng nhau quá sâu")
    if isinstance(value, Mapping):
        return {str(key): _plain(one, name, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one, name, depth + 1) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise _refusal(name, 0, "chỉ dùng chữ, số, đúng/sai và danh sách")


def _refusal(name: str, line: int, expected: str) -> InputInvalid:
    return InputInvalid([Fault(name[:80], line, "", "", expected)])
