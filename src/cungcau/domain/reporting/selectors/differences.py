"""What differs between two revisions of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from cungcau.domain.reporting.models import Line, Report, Section

_HEAD = (
    "subject", "symbol", "place", "organisation", "parent_organisation", "addressees", "bases",
    "recipients", "capacity", "signer", "as_of",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a text: ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: a part of the head, a section's words, a figure."""

    kind: str
    name: str
    before: Any
    after: Any
    unit: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def change(self) -> Decimal | None:
        """How much a figure changed."""
        if self.kind != "figure" or self.before is None or self.after is None:
            return None
        return Decimal(self.after) - Decimal(self.before)


def differences(before: Report, after: Report) -> list[Difference]:
    """What the later revision says otherwise: head, words, figures, in the order of the paper. Four questions.

    The paper's number and day belong to each revision and are no difference.
    """
    found = [
        Difference("head", str(Report._meta.get_field(name).verbose_name), getattr(before, name), getattr(after, name))  # type: ignore[union-attr]
        for name in _HEAD
        if getattr(before, name) != getattr(after, name)
    ]  # fmt: skip
    was = {one.key: one for one in Section.objects.filter(report=before)}
    for section in Section.objects.filter(report=after).order_by("position"):
        old = was.pop(section.key, None)
        if old is None or old.text != section.text:
            said = old.text if old else ""
            found.append(
                Difference("words", section.heading, said, section.text, pieces=pieces(said, section.text))
            )
    for gone in was.values():
        found.append(Difference("words", gone.heading, gone.text, "", pieces=pieces(gone.text, "")))
    return [*found, *_figures(before, after)]


def _figures(before: Report, after: Report) -> list[Difference]:
    was = {one.key: one for one in Line.objects.filter(report=before)}
    found = []
    for line in Line.objects.filter(report=after).order_by("position"):
        old = was.pop(line.key, None)
        if old is None or old.shown != line.shown or old.reason != line.reason:
            found.append(Difference("figure", line.name, old.shown if old else None, line.shown, line.unit))
    return [*found, *(Difference("figure", one.name, one.shown, None, one.unit) for one in was.values())]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts word by word: what stayed, what went, what came."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            found.append(Piece("same", _joined(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece("gone", _joined(old[i1:i2])))
        if j2 > j1:
            found.append(Piece("new", _joined(new[j1:j2])))
    return tuple(found)


def _joined(words: Sequence[str]) -> str:
    return " ".join(words)
