"""A proposal as one line, for tables of what is expected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from cungcau.kernel.vntext.chat import Mass, Person, Price, Proposal, Slot, Window


def said(proposal: Proposal) -> str:
    """ "who chị Lan · what hồng · kg 500-700"; a question is "?" with its readings, the writer is "*"."""
    parts = [
        ("who", proposal.who, _who),
        ("place", proposal.place, str),
        ("what", proposal.commodity, str),
        ("kg", proposal.quantity, _kg),
        ("grade", proposal.grade, lambda grade: str(grade.code)),
        ("size", proposal.size, str),
        ("when", proposal.window, _when),
        ("price", proposal.price, _price),
    ]
    words = [f"{name} {_slot(slot, show)}" for name, slot, show in parts if slot is not None]
    if proposal.leftover:
        words.append("rest " + ", ".join(slot.text for slot in proposal.leftover))
    return " · ".join(words)


def _slot(slot: Slot[Any], show: Callable[[Any], str]) -> str:
    if slot.value is None:
        return "?" + "/".join(show(reading) for reading in slot.readings)
    return show(slot.value)


def _who(person: Person) -> str:
    return ("*" if person.myself else "") + f"{person.title} {person.name}".strip()


def _kg(mass: Mass) -> str:
    about = "~" if mass.about else ""
    return f"{about}{mass.low}" if mass.low == mass.high else f"{about}{mass.low or ''}-{mass.high or ''}"


def _day(day: date | None) -> str:
    if day is None:
        return ""
    return f"{day:%d/%m}" if day.year == 2021 else f"{day:%d/%m/%Y}"


def _when(window: Window) -> str:
    return _day(window.first) if window.first == window.last else f"{_day(window.first)}-{_day(window.last)}"


def _price(price: Price) -> str:
    return str(price.low) if price.low == price.high else f"{price.low}-{price.high}"
