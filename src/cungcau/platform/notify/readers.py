"""Who understands messages that people send: the rooms, each asked in turn.

A reader is given the sender's number (``+84…``) and the text, says what it makes of them (:class:`Read`), or None where
the message is none of its business. It may write; what it raises as ``DomainError`` undoes what it wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cungcau.platform.accounts.models import User


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a message.

    ``done``: it was carried out; else a person is needed and ``why`` says so (``states.UNREAD``). ``reply`` is the id
    of a registered message without blanks to answer with, "" for none: it must not tell anything that only whom it
    concerns may know. ``sender`` is whose number it is, ``people`` the accounts that shall see to it.
    """

    done: bool
    why: str = ""
    reply: str = ""
    about: str = ""
    area_code: str = ""
    sender: str = ""
    people: Sequence[User] = ()


Reader = Callable[[str, str], Read | None]
_READERS: list[Reader] = []


def register(reader: Reader) -> None:
    """Let a reader be asked; once, however often it is named."""
    if reader not in _READERS:
        _READERS.append(reader)


def read(phone: str, text: str) -> Read | None:
    """What the first reader that understands makes of it; None where nobody does."""
    for reader in _READERS:
        found = reader(phone, text)
        if found is not None:
            return found
    return None
