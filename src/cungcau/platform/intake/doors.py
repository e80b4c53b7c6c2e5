"""The doors through which tables come in: each app names its own in its ``doors.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms

from cungcau.kernel.errors import Fault
from cungcau.platform.accounts.models import User
from cungcau.platform.exchange.columns import Cell, Column


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: where it stands and its typed values by column key (absent ones are None).

    ``merged``: column keys whose value stands in a merged block that began above, with the line it began at.
    """

    sheet: str
    line: int
    values: Mapping[str, Cell]
    merged: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """Who brings the table in, and what they chose beside it (cleaned data of the door's form, as JSON).

    ``intake`` is the kept table the rows come from, for doors that lead back to it.
    """

    actor: User
    options: Mapping[str, Any]
    source: str
    intake: UUID | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were new, changed and equal, and how many questions they raised.

    ``notes`` are what a person should know of rows that were taken all the same: where, which value, how it was
    read (``file`` the sheet, ``column`` a column key or blank, ``expected`` the sentence).
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    questions: int = 0
    notes: tuple[Fault, ...] = ()


Record = Callable[[Sequence[Row], Context], Outcome]
"""Writes all rows or none, in the caller's transaction; raises ``InputInvalid`` with every fault, whose
``file`` is the row's sheet, ``line`` its line and ``column`` a column key. The preview calls it too and rolls back."""

Propose = Callable[[str, str, Context], str]
"""(column key, value as it stood, context) → what was probably meant, or "" """


Choices = Callable[[Context | None], Mapping[str, Sequence[str]]]
"""What may stand in a column, by column key, for the template's instructions (context None: not chosen yet)."""


def no_choices(context: Context | None) -> Mapping[str, Sequence[str]]:
    """Nothing to list."""
    return {}


def nothing(column: str, value: str, context: Context) -> str:
    """No proposal."""
    return ""


class NoOptions(forms.Form):
    """A door that asks for nothing beside the table."""


@dataclass(frozen=True, slots=True)
class Door:
    """One kind of table: its columns, who may bring it, how its rows are written.

    ``kind`` is ``app.noun`` (``supply.lots``); ``options`` the form asked for beside the file (a season; a
    class that says ``needs_user = True`` is made with ``user=``); ``done_url`` names the
    page that shows what came in; ``choices`` lists what may stand in a column. Of a table that counts as a ``whole``
    no part is ever written: one fault stops all of it.
    """

    kind: str
    title: Any
    help: Any
    columns: tuple[Column, ...]
    permission: str
    record: Record
    propose: Propose = nothing
    options: type[forms.Form] = NoOptions
    done_url: str = ""
    examples: tuple[Mapping[str, Cell], ...] = ()
    choices: Choices = no_choices
    whole: bool = False


_DOORS: dict[str, Door] = {}


def open_door(door: Door) -> Door:
    """Register a door; one kind twice is a ``ValueError``."""
    if _DOORS.setdefault(door.kind, door) is not door:
        raise ValueError(f"door {door.kind} is opened twice")
    return door


def door(kind: str) -> Door:
    """The door of a kind; ``KeyError`` when there is none."""
    return _DOORS[kind]


def every() -> tuple[Door, ...]:
    """All doors, by kind."""
    return tuple(_DOORS[kind] for kind in sorted(_DOORS))
