"""One line of a message: what is spotted in it, and which of it speaks of which lot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from cungcau.kernel.vntext.chat.amounts import amount_at, each_at
from cungcau.kernel.vntext.chat.grades import grade_at, size_at
from cungcau.kernel.vntext.chat.line import FILLERS, Hit, Line
from cungcau.kernel.vntext.chat.people import OWN, addressed_at, person_at, places_at
from cungcau.kernel.vntext.chat.proposal import Lexicon, Slot
from cungcau.kernel.vntext.chat.times import time_at
from cungcau.kernel.vntext.grammar.tokens import Phrases, listed

_PARTING: Phrases[None] = listed(",|;|.|+|/|và|còn|ngoài ra|với|&|!|?|…|)|(")
_LINKING = frozenset({":", "-", "=", "~", '"', "'"})
KINDS = ("who", "place", "commodity", "quantity", "grade", "size", "window", "price")


@dataclass(slots=True)
class Lot:
    """The slots that speak of one lot, by kind, and the words nothing was made of."""

    slots: dict[str, Slot[Any]] = field(default_factory=dict)
    leftover: list[Slot[str]] = field(default_factory=list)
    clause: int = 0

    @property
    def offers(self) -> bool:
        """Whether it says enough to be a lot of its own."""
        return "quantity" in self.slots or ("grade" in self.slots and "commodity" in self.slots)


def hits_of(line: Line, known: Lexicon) -> tuple[list[Hit], list[tuple[int, int]]]:
    """Everything spotted in a line, and the runs of tokens between that say something else."""
    hits: list[Hit] = []
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(line.tokens):
        found = _spotted(line, i, hits, known)
        if found:
            hits += found
            i = found[-1].j
            continue
        filler = addressed_at(line, i) or line.past(FILLERS, i) or line.past(OWN, i)
        if filler:
            i = filler
            continue
        if line.word(i) or line.tokens[i].numeral:
            if runs and runs[-1][1] == i and _joins(line, i):
                runs[-1] = (runs[-1][0], i + 1)
            else:
                runs.append((i, i + 1))
        i += 1
    return hits, runs


def _joins(line: Line, i: int) -> bool:
    """Whether the word at ``i`` goes on with the one before: a new capital after small letters does not."""
    return not (line.capital(i) and not line.capital(i - 1) and line.word(i - 1))


def _spotted(line: Line, i: int, hits: list[Hit], known: Lexicon) -> list[Hit]:
    if addressed_at(line, i):
        return []
    since = next((k for k in range(len(hits) - 1, -1, -1) if hits[k].kind == "quantity"), -1)
    named = any(hit.kind == "who" for hit in hits[since + 1 :])
    people = person_at(line, i, named=named, known=known)
    if people:
        return people
    candidates = [each_at(line, i), size_at(line, i), grade_at(line, i), amount_at(line, i), time_at(line, i)]
    found = [hit for hit in candidates if hit is not None]
    if found:
        return [max(found, key=lambda hit: hit.j)]
    return list(places_at(line, i))


def lots_of(line: Line, known: Lexicon) -> list[Lot]:
    """The lots of a line: a new one begins where a second quantity, or a second person, is named."""
    hits, runs = hits_of(line, known)
    words = [Hit("words", line.slot(i, j, line.text(i, j)), i, j) for i, j in runs]
    items = sorted([*hits, *words], key=lambda hit: hit.i)
    clauses = _clauses(line, items)
    lots: list[Lot] = []
    for number, clause in enumerate(clauses):
        for part in _parts(clause):
            _place(lots, part, number, known)
    _share(lots)
    return lots


def _clauses(line: Line, items: list[Hit]) -> list[list[Hit]]:
    """Cut the items where a sign or "và" stands between them."""
    clauses: list[list[Hit]] = []
    end = 0
    for item in items:
        parted = any(line.at(_PARTING, k) for k in range(end, item.i))
        if not clauses or parted:
            clauses.append([])
        clauses[-1].append(item)
        end = item.j
    return clauses


def _parts(clause: list[Hit]) -> list[list[Hit]]:
    """Cut a clause that names several quantities so that each part has one.

    Where its first grade comes before its first quantity ("loại 1 5 tạ loại 2 3 tạ") each part begins with
    the words before its quantity, else with the quantity itself.
    """
    marks = [k for k, item in enumerate(clause) if item.kind == "quantity"]
    if len(marks) < 2:
        return [clause]
    leading = [k for k, item in enumerate(clause) if item.kind in ("grade", "words", "size")]
    ahead = bool(leading) and leading[0] < marks[0] and leading[-1] < marks[-1]
    cuts = [0]
    for before, mark in pairwise(marks):
        between = [k for k in range(before + 1, mark) if clause[k].kind == "who"]
        cuts.append(between[0] if between else (before + 1 if ahead else mark))
    return [clause[low:high] for low, high in zip(cuts, [*cuts[1:], len(clause)], strict=True)]


def _place(lots: list[Lot], part: list[Hit], clause: int, known: Lexicon) -> None:
    """Put a part into the lot it speaks of, or begin another."""
    kinds = {item.kind for item in part}
    if lots and "who" in kinds and not kinds & {"quantity", "grade", "words"} and not _named(lots):
        for other in lots[:-1]:
            for item in part:
                if item.kind in ("who", "place"):
                    other.slots[item.kind] = replace(item.slot, assumed=f"lấy từ «{item.slot.text}» ở sau")
        for item in part:
            _add(lots[-1], item)
        return
    lot = lots[-1] if lots else None
    begins = lot is None or ("quantity" in kinds and "quantity" in lot.slots)
    begins = begins or (
        "who" in kinds and lot is not None and ("who" in lot.slots or "quantity" in lot.slots)
    )
    grades = "grade" in kinds and lot is not None and "grade" in lot.slots
    begins = begins or (grades and "quantity" in kinds)
    if begins:
        lot = Lot(clause=clause)
        lots.append(lot)
    assert lot is not None
    for item in part:
        if item.kind != "words":
            _add(lot, item)
    _name(lot, part, known)


def _named(lots: list[Lot]) -> bool:
    return any("who" in lot.slots for lot in lots)


def _add(lot: Lot, item: Hit) -> None:
    if item.kind == "each" and "quantity" in lot.slots:
        return
    if item.kind in lot.slots or item.kind not in KINDS:
        slot = item.slot
        lot.leftover.append(Slot(slot.text, slot.text, slot.start, slot.end))
    else:
        lot.slots[item.kind] = item.slot


def _name(lot: Lot, part: list[Hit], known: Lexicon) -> None:
    """Choose among the words of a part what names the commodity; the rest is left over."""
    words = [item for item in part if item.kind == "words"]
    if not words:
        return
    chosen = None
    if "commodity" not in lot.slots:
        sure = [item for item in words if known.commodity(item.slot.text)]
        quantity = next((item for item in part if item.kind == "quantity"), None)
        fit = [item for item in words if any(char.isalpha() for char in item.slot.text)]
        fit = [item for item in fit if not known.place(item.slot.text)] or []
        behind = [item for item in fit if quantity is not None and item.i >= quantity.j]
        chosen = next(iter(sure or behind[:1] or fit[-1:]), None)
    for item in words:
        slot: Slot[str] = Slot(item.slot.text, item.slot.text, item.slot.start, item.slot.end)
        if item is chosen:
            lot.slots["commodity"] = slot
        elif "place" not in lot.slots and known.place(slot.text):
            lot.slots["place"] = slot
        else:
            lot.leftover.append(slot)


def _share(lots: list[Lot]) -> None:
    """Let later lots of a line take its person, place and commodity, and all of them its time.

    A price said of one lot is offered to the others as a question.
    """
    for before, lot in pairwise(lots):
        another = "who" in lot.slots
        for kind in ("who", "commodity") if another else ("who", "place", "commodity"):
            _inherit(before, lot, kind)
    times = {lot.slots["window"] for lot in lots if "window" in lot.slots}
    prices = {lot.slots["price"] for lot in lots if "price" in lot.slots}
    for lot in lots:
        if len(times) == 1 and "window" not in lot.slots and _same_person(lots, lot):
            (slot,) = times
            lot.slots["window"] = replace(slot, assumed=slot.assumed or f"lấy chung thời gian «{slot.text}»")
        if len(prices) == 1 and "price" not in lot.slots and _same_person(lots, lot):
            (slot,) = prices
            readings = (slot.value,) if slot.value is not None else slot.readings
            asked = f"Giá «{slot.text}» có dùng cho lô này không?"
            lot.slots["price"] = Slot(None, slot.text, slot.start, slot.end, readings, asked)


def _same_person(lots: list[Lot], lot: Lot) -> bool:
    def named(one: Lot) -> object:
        slot = one.slots.get("who")
        return None if slot is None else (slot.value, slot.readings)

    return all(named(other) == named(lot) for other in lots)


def _inherit(before: Lot, lot: Lot, kind: str) -> None:
    slot = before.slots.get(kind)
    if slot is not None and kind not in lot.slots:
        lot.slots[kind] = slot if slot.question else replace(slot, assumed=f"lấy từ «{slot.text}» ở trước")


def slots_in_order(lot: Lot) -> Iterator[Slot[Any]]:
    """The slots of a lot in the order of the text."""
    yield from sorted(lot.slots.values(), key=lambda slot: slot.start)
