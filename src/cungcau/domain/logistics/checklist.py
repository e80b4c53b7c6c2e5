"""What a transit paper must have before it is submitted: dated rules as data, judged all at once; no database.

The rules the product comes with stand in ``data/paper_rules.csv``: which check, on what, when it is required, from
which day to which (judged on the day of leaving), what to say, and where the rule comes from. A province loads its
own editions of the same columns (``selectors.rules``).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

from django.utils.translation import get_language

from cungcau.domain.logistics import plates
from cungcau.kernel.vntext import show_date, show_number

_FILE = Path(__file__).parent / "data" / "paper_rules.csv"


@dataclass(frozen=True, slots=True)
class Proof:
    """A paper of driver or vehicle: number, last day it counts (None: not said)."""

    number: str = ""
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a transit paper says, as plain values; kg, days included."""

    plate: str
    leaves_on: date
    back_on: date
    valid_from: date
    valid_to: date
    trailer: str = ""
    capacity_kg: int | None = None
    load_kg: int | None = None
    goods: str = ""
    route: str = ""
    pick_ups: int = 0
    drops: int = 0
    returns: int = 0
    wants_return: bool = False
    driver: str = ""
    phone: str = ""
    proofs: Mapping[str, Proof] = field(default_factory=dict)

    def proof(self, kind: str) -> Proof:
        """The paper of a kind; an empty one where none was given."""
        return self.proofs.get(kind, Proof())


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line of the table of rules."""

    code: str
    check: str
    value: str
    when: str
    valid_from: date | None
    valid_to: date | None
    item_vi: str
    item_en: str
    message_vi: str
    message_en: str
    source: str

    @property
    def begins(self) -> date:
        """The first day it counts, for sorting."""
        return self.valid_from or date.min

    def in_force(self, on: date) -> bool:
        """Whether it counts on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing missing or wrong: the rule, what it is about, what to do, in both languages."""

    code: str
    item_vi: str
    item_en: str
    text_vi: str
    text_en: str

    @property
    def item(self) -> str:
        """The item in the language of the moment."""
        return self.item_en if (get_language() or "vi").startswith("en") else self.item_vi

    @property
    def text(self) -> str:
        """The sentence in the language of the moment."""
        return self.text_en if (get_language() or "vi").startswith("en") else self.text_vi


def _covers(stated: Stated, kind: str, day: date) -> bool:
    end = stated.proof(kind).valid_to
    return end is None or end >= day


CHECKS: dict[str, Callable[[Stated, str, date], bool]] = {
    "plate_known": lambda s, v, today: plates.read(s.plate) is not None,
    "trailer_known": lambda s, v, today: plates.read(s.trailer) is not None,
    "goods_stated": lambda s, v, today: bool(s.goods.strip()),
    "load_stated": lambda s, v, today: bool(s.load_kg),
    "capacity_stated": lambda s, v, today: bool(s.capacity_kg),
    "load_within_capacity": lambda s, v, today: (
        not s.load_kg or not s.capacity_kg or s.load_kg <= s.capacity_kg
    ),
    "picked_up": lambda s, v, today: s.pick_ups > 0,
    "dropped": lambda s, v, today: s.drops > 0,
    "return_named": lambda s, v, today: s.returns > 0,
    "route_stated": lambda s, v, today: bool(s.route.strip()),
    "validity_covers_trip": lambda s, v, today: s.valid_from <= s.leaves_on and s.back_on <= s.valid_to,
    "not_past": lambda s, v, today: s.valid_to >= today,
    "driver_named": lambda s, v, today: bool(s.driver.strip()),
    "driver_reachable": lambda s, v, today: bool(s.phone),
    "proof_there": lambda s, v, today: bool(s.proof(v).number and s.proof(v).valid_to),
    "proof_covers_trip": lambda s, v, today: _covers(s, v, s.back_on),
    "proof_covers_leaving": lambda s, v, today: _covers(s, v, s.leaves_on),
}
"""Each check by name: what is stated, the rule's value, today → fine?"""

WHEN: dict[str, Callable[[Stated], bool]] = {
    "always": lambda s: True,
    "has_trailer": lambda s: bool(s.trailer.strip()),
    "return_asked": lambda s: s.wants_return,
    "by_road": lambda s: _form(s) != "boat",
    "not_motorbike": lambda s: _form(s) not in ("boat", "motorbike"),
    "has_badge": lambda s: "badge" in s.proofs,
    "has_insurance": lambda s: "insurance" in s.proofs,
}
"""When a rule is required."""


BLANKS = (
    "plate", "trailer", "load_kg", "capacity_kg", "leaves_on", "back_on", "valid_from", "valid_to", "proof_to",
)  # fmt: skip
"""What may stand between braces in a rule's sentences."""


def missing(stated: Stated, *, today: date, by: Sequence[RuleRow] | None = None) -> list[Missing]:
    """Everything missing or wrong, in the order of the rules; empty when the paper may be submitted.

    ``by`` are the rules to judge by, those the product comes with unless given.
    """
    found = []
    for rule in rules() if by is None else by:
        if not rule.in_force(stated.leaves_on) or not WHEN[rule.when](stated):
            continue
        if not CHECKS[rule.check](stated, rule.value, today):
            found.append(_said(rule, stated))
    return found


@cache
def rules() -> tuple[RuleRow, ...]:
    """The table of rules; a check or condition nobody wrote is a crash."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        found = tuple(_row(line) for line in csv.DictReader(file))
    for rule in found:
        if rule.check not in CHECKS or rule.when not in WHEN:
            raise LookupError(f"{_FILE.name}: {rule.code}: {rule.check} / {rule.when}")
    return found


def _row(line: Mapping[str, str]) -> RuleRow:
    days = {
        name: date.fromisoformat(line[name]) if line[name] else None for name in ("valid_from", "valid_to")
    }
    words = {name: text for name, text in line.items() if name not in days}
    return RuleRow(**words, **days)  # type: ignore[arg-type]


def _said(rule: RuleRow, stated: Stated) -> Missing:
    proof = stated.proof(rule.value).valid_to
    values: dict[str, object] = {
        "plate": stated.plate, "trailer": stated.trailer, "load_kg": stated.load_kg or 0,
        "capacity_kg": stated.capacity_kg or 0, "leaves_on": stated.leaves_on, "back_on": stated.back_on,
        "valid_from": stated.valid_from, "valid_to": stated.valid_to, "proof_to": proof or "",
    }  # fmt: skip
    return Missing(
        rule.code, rule.item_vi, rule.item_en, _fill(rule.message_vi, values, english=False),
        _fill(rule.message_en, values, english=True),
    )  # fmt: skip


def _fill(text: str, values: Mapping[str, object], *, english: bool) -> str:
    shown = {}
    for name, value in values.items():
        if isinstance(value, date):
            shown[name] = value.isoformat() if english else show_date(value)
        elif isinstance(value, int):
            shown[name] = f"{value:,}" if english else show_number(value)
        else:
            shown[name] = str(value)
    return Formatter().vformat(text, (), shown)


def _form(stated: Stated) -> str:
    plate = plates.read(stated.plate)
    return plate.form if plate else ""
