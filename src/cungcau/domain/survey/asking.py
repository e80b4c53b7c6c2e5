"""Doubts inside a form: shown as questions, answered in place or left for later; they never block a save.

In a view: ``asked = read_answers(request.POST, doubts)``; when ``asked.complete``, call the service with
``asked.doubts`` and ``asked.answers`` (it calls ``survey.services.keep_doubts`` in its transaction); otherwise show the
form again with ``{% include "survey/doubts.html" with asked=asked %}`` inside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cungcau.domain.survey import wording
from cungcau.engines.plausibility import Doubt

LATER = "doubts-later"
"""The tick box, or the button's name, "Lưu, trả lời sau"."""
LONGEST = 1000
"""Characters of an answer."""


@dataclass(frozen=True, slots=True)
class Item:
    """One doubt as the template draws it; ``key`` is the rule, with a number for a second of the same rule."""

    key: str
    sentence: str
    why: str
    reasons: tuple[tuple[str, str], ...]
    chosen: str
    text: str
    digest: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The doubts of a form and what was answered: ``answers`` by key, ``later`` when left for another time.

    ``complete`` is true when the form may be saved: nothing doubtful, every doubt answered, or left for later.
    """

    doubts: tuple[Doubt, ...]
    answers: Mapping[str, str]
    later: bool
    items: tuple[Item, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the save may go on."""
        return self.later or len(self.answers) == len(self.doubts)


def digest(doubt: Doubt) -> str:
    """What tells one doubt's figures from another's: a short hash of the rule and its facts."""
    plain = json.dumps([doubt.rule, dict(doubt.facts)], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def keyed(doubts: Sequence[Doubt]) -> Iterator[tuple[str, Doubt]]:
    """Each doubt with its key: ``output_beyond_area``, a second of the rule ``output_beyond_area-2``."""
    seen: dict[str, int] = {}
    for doubt in doubts:
        number = seen[doubt.rule] = seen.get(doubt.rule, 0) + 1
        yield (doubt.rule if number == 1 else f"{doubt.rule}-{number}"), doubt


def read_answers(data: Mapping[str, Any], doubts: Sequence[Doubt]) -> Asked:
    """What a sent form says to these doubts.

    Names: ``doubt-<key>-answer`` free text, ``doubt-<key>-reason`` the number of a usual reason,
    ``doubt-<key>-seen`` the digest of the figures asked about: an answer given to other figures does not
    count (its text is kept in the box); ``doubts-later`` leaves all for another time.
    """
    answers: dict[str, str] = {}
    items = []
    for key, doubt in keyed(doubts):
        mark = digest(doubt)
        reasons = wording.reasons(doubt.rule)
        chosen = _text(data.get(f"doubt-{key}-reason"))
        text = _text(data.get(f"doubt-{key}-answer"))
        seen = _text(data.get(f"doubt-{key}-seen"))
        reason = reasons[int(chosen)] if chosen.isdecimal() and int(chosen) < len(reasons) else ""
        answer = "; ".join(filter(None, (reason, text)))[:LONGEST]
        if answer and seen in ("", mark):
            answers[key] = answer
        items.append(
            Item(
                key=key,
                sentence=wording.sentence(doubt.rule, doubt.facts),
                why=wording.why(doubt.rule),
                reasons=tuple((str(i), words) for i, words in enumerate(reasons)),
                chosen=chosen,
                text=text,
                digest=mark,
                answered=key in answers,
            )
        )
    return Asked(tuple(doubts), answers, bool(_text(data.get(LATER))), tuple(items))


def _text(value: object) -> str:
    """What was typed, without NUL and cut at the longest."""
    return value.replace("\x00", "").strip()[:LONGEST] if isinstance(value, str) else ""
