"""What reading a chat message gives: proposals, each made of slots that show the words they came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Slot(Generic[V]):
    """One thing read, and the exact words it was read from: ``message[start:end] == text``.

    ``value`` is ``None`` where it is not known: then ``question`` says in Vietnamese what to ask and
    ``readings`` lists what may be meant (empty where a fact is missing). ``assumed`` says in Vietnamese what
    was taken for granted (the year, a price being per kg, a lot taking the date of the line before it).
    """

    value: V | None
    text: str
    start: int
    end: int
    readings: tuple[V, ...] = ()
    question: str = ""
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they were called: "nhà chị Lan" is title "chị", name "Lan".

    ``myself`` says that the writer speaks of themselves ("em có …"); the name is then the sender's, if known.
    """

    title: str
    name: str
    myself: bool = False


@dataclass(frozen=True, slots=True)
class Mass:
    """Whole kg, ``low`` ≤ ``high``; an open end ("trên 5 tạ") is ``None``."""

    low: int | None
    high: int | None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both included; ``last`` is ``None`` for "từ …" and "chín rồi"."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Price:
    """Whole đồng per kg, ``low`` ≤ ``high``."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as written ("loại nhất", "L1") and its plain code: "1", "2", "A", "dac biet", "xo"."""

    words: str
    code: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One lot that a message seems to offer, to be confirmed by a person.

    ``text`` is the part of the message that speaks of it (a phone number in it blotted out), from ``start`` to
    ``end``. ``sender`` and ``sent_at`` come from a chat export. ``leftover`` are words nothing could be made
    of; ``questions`` are those of all slots and of the whole, in the order of the text.
    """

    text: str
    start: int
    end: int
    who: Slot[Person] | None = None
    place: Slot[str] | None = None
    commodity: Slot[str] | None = None
    quantity: Slot[Mass] | None = None
    grade: Slot[Grade] | None = None
    size: Slot[str] | None = None
    window: Slot[Window] | None = None
    price: Slot[Price] | None = None
    phones: tuple[Slot[str], ...] = ()
    leftover: tuple[Slot[str], ...] = ()
    sender: str = ""
    sent_at: datetime | None = None
    questions: tuple[str, ...] = ()

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted, each once."""
        slots = (self.who, self.place, self.commodity, self.quantity, self.grade, self.window, self.price)
        return tuple(dict.fromkeys(slot.assumed for slot in slots if slot is not None and slot.assumed))


Knows = Callable[[str], bool]


def _nothing(words: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the reader may ask the caller: is this a commodity (or variety), is this the name of a place?

    Both get words as written. Without them "anh Hùng Tân Mỹ" stays a question: a man of that name, or Hùng of
    Tân Mỹ?
    """

    commodity: Knows = _nothing
    place: Knows = _nothing
