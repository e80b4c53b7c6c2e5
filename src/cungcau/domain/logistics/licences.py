"""Which driving licence may drive which vehicle: classes by dated law as data, judged from plain values; no database.

The classes stand in ``data/licence_classes.csv``: what each may drive, from which day (of the trip), by which law.
Licences issued before 2025 keep what they allowed (Law 36/2024/QH15, Article 89), so a letter two laws use with two
meanings is certain only where both agree. Gross mass is that of design; where only the carrying capacity is known,
it is a lower bound. What is not certain is "unsure", never "no". Boatmen's certificates are not judged.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "licence_classes.csv"
_SAID = frozenset({"HANG", "HẠNG", "GPLX", "VA", "VÀ", "LOAI", "LOẠI", "BANG", "BẰNG"})


class Word(IntEnum):
    """Whether somebody may drive a vehicle; the greater, the better."""

    NO = 0
    UNSURE = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Driven:
    """A vehicle as the law looks at it: ``kind`` truck, pickup, motorbike or ship; kg; None: not recorded."""

    kind: str
    capacity_kg: int
    gross_kg: int | None = None
    pulls_trailer: bool = False


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One line of the table; ``most_kg`` None: no limit, ``trailer`` yes, no or unsure."""

    code: str
    kind: str
    measure: str
    most_kg: int | None
    trailer: str
    sure: bool
    valid_from: date
    valid_to: date | None
    can_vi: str
    can_en: str
    source: str
    note: str

    def in_force(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``why`` is "" for yes, else ``missing``, ``unknown``, ``kind``, ``weight``, ``gross`` (mass not recorded),
    ``trailer`` or ``confirm``; ``row`` is the class that came nearest."""

    word: Word
    why: str = ""
    row: ClassRow | None = None


@cache
def classes() -> tuple[ClassRow, ...]:
    """The table of classes, in its order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_row(line) for line in csv.DictReader(file))


def read(text: str) -> tuple[str, ...]:
    """The classes a text names ("A1, C", "B2+C", "hạng FC", "A1C"), unknown ones as they are; none for a blank."""
    known = sorted({row.code for row in classes()}, key=lambda code: (-len(code), code))
    several = re.compile(f"(?:{'|'.join(known)})+")
    found: list[str] = []
    for part in re.split(r"[\s,;/+&.\-–()]+", text.upper()):
        if not part or part in _SAID:
            continue
        found += re.findall("|".join(known), part) if several.fullmatch(part) else [part]
    return tuple(dict.fromkeys(found))


def may_drive(text: str, vehicle: Driven, on: date) -> Verdict:
    """Whether a licence of the classes in ``text`` drives a vehicle on a day."""
    if vehicle.kind == "ship":
        return Verdict(Word.YES)
    held = read(text)
    if not held:
        return Verdict(Word.UNSURE, "missing")
    rows = {code: [row for row in classes() if row.code == code and row.in_force(on)] for code in held}
    verdicts = [_of_class(found, vehicle) for found in rows.values() if found]
    if not verdicts:
        return Verdict(Word.UNSURE, "unknown")
    best = max(verdicts, key=_nearest)
    unread = any(not found for found in rows.values())
    if best.word is Word.NO and (unread or (vehicle.kind == "motorbike" and best.why == "kind")):
        # A class nobody knows might do; and motorcycle classes are often on a card of their own.
        return Verdict(Word.UNSURE, "unknown" if unread else "kind", best.row)
    return best


def _nearest(one: Verdict) -> tuple[Word, int]:
    return one.word, ("", "kind", "weight", "trailer", "gross", "confirm").index(one.why)


def _of_class(rows: Sequence[ClassRow], vehicle: Driven) -> Verdict:
    """One class, which may have a meaning by the old and one by the new law: certain where they agree."""
    verdicts = [_of_row(row, vehicle) for row in rows]
    best = max(verdicts, key=_nearest)
    if best.word is Word.YES and any(one.word is Word.NO for one in verdicts):
        return Verdict(Word.UNSURE, "confirm", best.row)
    return best


def _of_row(row: ClassRow, vehicle: Driven) -> Verdict:
    kind = "truck" if vehicle.kind == "pickup" else vehicle.kind
    if row.kind != kind:
        return Verdict(Word.NO, "kind", row)
    if row.most_kg is not None:
        if row.measure == "gross" and vehicle.gross_kg is None and vehicle.capacity_kg <= row.most_kg:
            return Verdict(Word.UNSURE, "gross", row)
        weight = vehicle.gross_kg if row.measure == "gross" and vehicle.gross_kg else vehicle.capacity_kg
        if weight > row.most_kg:
            return Verdict(Word.NO, "weight", row)
    if vehicle.pulls_trailer and row.trailer != "yes":
        return Verdict(Word.UNSURE if row.trailer == "unsure" else Word.NO, "trailer", row)
    return Verdict(Word.YES, "", row) if row.sure else Verdict(Word.UNSURE, "confirm", row)


def _row(line: Mapping[str, str]) -> ClassRow:
    return ClassRow(
        line["code"], line["kind"], line["measure"], int(line["most_kg"]) if line["most_kg"] else None,
        line["trailer"], line["sure"] == "yes", date.fromisoformat(line["valid_from"]),
        date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        line["can_vi"], line["can_en"], line["source"], line["note"],
    )  # fmt: skip
