"""Two people at one record: the second sees what the first changed, and chooses field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from cungcau.kernel.errors import DomainError
from cungcau.platform.editing.models import Versioned

_V = TypeVar("_V", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that both changed: what the form started from, what stands there now, what was to be written."""

    field: str
    seen: object
    theirs: object
    mine: object


class EditedMeanwhile(DomainError):
    """Somebody else saved the record since the form was opened; nothing of the second save was written.

    ``clashes`` are the fields both changed to different values, ``theirs`` every field the other changed with
    its present value, ``version`` the one to save against once the person has chosen.
    """

    def __init__(self, *, version: int, clashes: tuple[Clash, ...], theirs: Mapping[str, object]) -> None:
        super().__init__("edited_meanwhile", version=version, fields=len(theirs))
        self.version = version
        self.clashes = clashes
        self.theirs = dict(theirs)


def take(
    row: _V, *, version: int, seen: Mapping[str, object], mine: Mapping[str, object]
) -> dict[str, object]:
    """The fields to write on a row that is locked, or ``EditedMeanwhile``.

    ``seen`` are the values the form began with, ``mine`` those it was sent with, by attribute name. Only what
    the person changed is returned, so that a field they left alone never undoes somebody's correction. Where
    the row has moved on since ``version``, the save is refused if the other person changed anything at all:
    the second person is always shown it. The caller sets the fields and raises ``row.version`` by one.
    """
    changed = {name: value for name, value in mine.items() if value != seen.get(name)}
    if row.version == version:
        return changed
    theirs = {name: getattr(row, name) for name in seen if getattr(row, name) != seen[name]}
    clashes = tuple(
        Clash(name, seen[name], theirs[name], changed[name])
        for name in theirs
        if name in changed and changed[name] != theirs[name]
    )
    raise EditedMeanwhile(version=row.version, clashes=clashes, theirs=theirs)
