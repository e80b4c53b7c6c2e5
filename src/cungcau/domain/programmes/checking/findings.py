"""What a check gives: findings, each with the row it stands at and the mends it proposes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Literal

Value = str | int | Decimal | date | None
"""What a mend can set: text, whole number, decimal, day, an agency's key, or nothing."""

RowKind = Literal["plan", "passage", "indicator", "task", "budget", "scenario", "scenario_row"]


class Seriousness(StrEnum):
    """How bad a finding is: wrong by itself, doubtful, or good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Row:
    """Where a finding stands: a row of the plan by its key (0 in a file), and its place as people count.

    ``number`` is the row's position in its part, or the line of a file; ``text`` its beginning.
    """

    kind: RowKind
    key: int = 0
    number: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """One way to put it right.

    ``set``: the ``changes`` (field, value) of the row. ``replace``: in text ``field``, ``before`` becomes
    ``after``. ``remove``: the row goes.
    """

    deed: Literal["set", "replace", "remove"]
    row: Row
    changes: tuple[tuple[str, Value], ...] = ()
    field: str = ""
    before: str = ""
    after: str = ""
    shown: str = ""
    """What ``value`` is called where it is a key (an agency's name)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong or doubtful: by which ``rule``, where, with the ``facts`` of its sentence."""

    rule: str
    seriousness: Seriousness
    row: Row
    facts: Mapping[str, object] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()

    @property
    def key(self) -> str:
        """Sixteen hex digits that stay the same while rule, row and facts do, and change when they do."""
        place = self.row.key or self.row.number
        told = json.dumps(
            [self.rule, self.row.kind, place, {name: str(value) for name, value in self.facts.items()}],
            ensure_ascii=False, sort_keys=True,
        )  # fmt: skip
        return sha256(told.encode()).hexdigest()[:16]


def short(text: str, longest: int = 90) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
