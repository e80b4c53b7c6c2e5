"""The whole message: headers of an export, lines, and the lots in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext.chat.exports import Passage, passages
from cungcau.kernel.vntext.chat.line import Line, blotted, phones
from cungcau.kernel.vntext.chat.lots import KINDS, Lot, lots_of, slots_in_order
from cungcau.kernel.vntext.chat.proposal import Lexicon, Person, Proposal, Slot

LONGEST = 10_000
"""Characters of a message worth reading."""


def read_message(text: str, *, today: date, known: Lexicon | None = None) -> tuple[Proposal, ...]:
    """Read every lot a message speaks of, in the order of the text; none is an empty tuple.

    ``today`` settles "mai" and the missing year (a message of an export is read as of the day it was sent).
    ``known`` tells names of commodities and places from names of people. Raises
    ``DomainError("message_too_long")`` past 10,000 characters, and nothing else for any text.
    """
    if len(text) > LONGEST:
        raise DomainError("message_too_long", most=LONGEST)
    lexicon = known or Lexicon()
    numbers = phones(text)
    clean = blotted(text, numbers)
    found: list[Proposal] = []
    context: dict[str, Slot[Any]] = {}
    said: Passage | None = None
    for passage in passages(clean, today):
        if said is None or passage.first or passage.sender != said.sender:
            context = {}
        said = passage
        day = passage.sent_at.date() if passage.sent_at is not None else today
        line = Line(clean, passage.start, passage.end, day)
        if not line.tokens:
            continue
        mine = tuple(one for one in numbers if passage.start <= one.start < passage.end)
        lots = lots_of(line, lexicon)
        if _goes_on(found, lots, passage):
            _complete(found, lots[0], line)
            continue
        if not any(lot.offers for lot in lots):
            context = _heading(lots, context)
            continue
        for lot in lots:
            _take(lot, context)
            found.append(_proposal(clean, line, lot, lots, passage, mine))
        context = {kind: slot for kind, slot in lots[0].slots.items() if kind in ("who", "place")} or context
    return tuple(found)


def _goes_on(found: list[Proposal], lots: list[Lot], passage: Passage) -> bool:
    """Whether a line only adds a time, grade or price to the lot before it."""
    if not found or passage.first or len(lots) != 1:
        return False
    slots = lots[0].slots
    return (
        bool(slots)
        and set(slots) <= {"window", "price", "grade", "size", "place"}
        and all(getattr(found[-1], kind) is None for kind in slots)
    )


def _complete(found: list[Proposal], lot: Lot, line: Line) -> None:
    last = found[-1]
    said = tuple(slot.question for slot in slots_in_order(lot) if slot.question)
    found[-1] = replace(
        last,
        **_of_lot(lot.slots),
        text=line.message[last.start : line.end].rstrip(),
        end=last.start + len(line.message[last.start : line.end].rstrip()),
        leftover=(*last.leftover, *lot.leftover),
        questions=(*last.questions, *said),
    )


def _of_lot(slots: dict[str, Slot[Any]]) -> dict[str, Any]:
    return {kind: slots[kind] for kind in KINDS if slots.get(kind) is not None}


def _heading(lots: list[Lot], context: dict[str, Slot[Any]]) -> dict[str, Slot[Any]]:
    """A line that names somebody only ("Nhà chị Lan:") speaks for the lines below it."""
    if len(lots) == 1 and "who" in lots[0].slots:
        return {
            kind: slot
            for kind, slot in lots[0].slots.items()
            if kind in ("who", "place", "commodity", "window")
        }
    return context


def _take(lot: Lot, context: dict[str, Slot[Any]]) -> None:
    if "who" in lot.slots and not lot.slots["who"].assumed:
        return
    for kind, slot in context.items():
        if kind not in lot.slots:
            lot.slots[kind] = replace(slot, assumed=slot.assumed or f"lấy từ «{slot.text}» ở dòng trên")


def _proposal(
    text: str, line: Line, lot: Lot, lots: list[Lot], passage: Passage, numbers: tuple[Slot[str], ...]
) -> Proposal:
    start, end = _stretch(line, lot, lots)
    slots = dict(lot.slots)
    slots["who"] = _speaker(slots.get("who"), passage, text) or slots.get("who")  # type: ignore[assignment]
    questions = [slot.question for slot in slots_in_order(lot) if slot.question]
    if "quantity" not in lot.slots:
        questions.append("Bao nhiêu kg?")
    if "commodity" not in lot.slots:
        questions.append("Mặt hàng gì?")
    return Proposal(
        text=text[start:end],
        start=start,
        end=end,
        phones=numbers,
        leftover=tuple(sorted(lot.leftover, key=lambda slot: slot.start)),
        sender=passage.sender,
        sent_at=passage.sent_at,
        questions=tuple(dict.fromkeys(questions)),
        **_of_lot(slots),
    )


def _stretch(line: Line, lot: Lot, lots: list[Lot]) -> tuple[int, int]:
    """The part of the line that speaks of a lot: all of it where it is the only one."""
    words = line.message[line.start : line.end]
    whole = line.start + len(words) - len(words.lstrip()), line.start + len(words.rstrip())
    if len(lots) == 1:
        return whole
    places = [slot for slot in [*lot.slots.values(), *lot.leftover] if not _borrowed(slot, lots, lot)]
    inside = [slot for slot in places if whole[0] <= slot.start < whole[1]]
    return (min(slot.start for slot in inside), max(slot.end for slot in inside)) if inside else whole


def _borrowed(slot: Slot[Any], lots: list[Lot], lot: Lot) -> bool:
    """Whether a slot was read from the words of another lot."""
    for other in lots:
        if other is lot:
            return slot.assumed.startswith("lấy")
        if any(one.start == slot.start for one in other.slots.values()):
            return True
    return False


def _speaker(who: Slot[Person] | None, passage: Passage, text: str) -> Slot[Person] | None:
    """The sender of an export where the line speaks of its writer, or of nobody."""
    if not passage.sender or (who is not None and (who.value is None or not who.value.myself)):
        return None
    title, _, name = passage.sender.partition(" ")
    called = title.lower() in (
        "chị",
        "anh",
        "bác",
        "cô",
        "chú",
        "ông",
        "bà",
        "em",
        "chi",
        "bac",
        "co",
        "chu",
        "ong",
    )
    person = Person(
        title if called and name else "", name if called and name else passage.sender, myself=True
    )
    if who is not None:
        return replace(who, value=person)
    start, end = passage.head
    return Slot(person, text[start:end], start, end, assumed="hiểu là lô của người gửi tin")
