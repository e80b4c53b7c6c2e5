"""Places a plan names that are no more on the day it is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness
from cungcau.domain.programmes.checking.gaps import judged_on
from cungcau.domain.programmes.checking.sheet import Around, Place, PlanSheet
from cungcau.kernel.vntext import fold

_KINDS = {
    "tỉnh": "tỉnh", "huyện": "huyện", "thị xã": "thị xã", "thành phố": "thành phố", "tp": "thành phố", "quận": "quận",
    "xã": "xã", "phường": "phường", "thị trấn": "thị trấn", "đặc khu": "đặc khu",
}  # fmt: skip
_KIND = re.compile(rf"(?<!\w)({'|'.join(sorted(_KINDS, key=len, reverse=True))})\.?\s+(?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_GAP = re.compile(r"\s+(?!\s)")
_LIST = re.compile(r"\s*(?:,|và)\s+")
_OLD = re.compile(r"\s*\(?(?:cũ|trước đây|trước sắp xếp)\b", re.IGNORECASE)
"""What says that a place is named as it was."""
_MOST_WORDS = 4
_MOST_HEIRS = 3


@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    """The same names come again and again in a plan."""
    return fold(name)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as a text may name it: the longest run of capitalised words behind its kind, and where it stands."""

    kind: str
    names: tuple[str, ...]
    """The run, then each shorter beginning of it."""
    start: int
    said: str = ""
    """The kind as printed before the name; "" for a further name of a list."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Where to look the place up, the longest name first."""
        return tuple(f"{_folded(self.kind)} {_folded(name)}" for name in self.names)


def mentions(text: str) -> Iterator[Mention]:
    """Every place a text may name: "các xã Tân Mỹ, Hoàng Việt" names two."""
    for match in _KIND.finditer(text):
        kind = _KINDS[match[1].lower()]
        names, end = _names(text, match.end())
        if not names:
            continue
        yield Mention(kind, names, match.end(), said=text[match.start() : match.end()])
        while joined := _LIST.match(text, end):
            names, end = _names(text, joined.end())
            if not names or _KIND.match(text, joined.end()):
                break
            yield Mention(kind, names, joined.end())


def _names(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The capitalised words from here on, at most four, longest run first; and where the run ends."""
    ends: list[int] = []
    place = start
    while len(ends) < _MOST_WORDS and (word := _WORD.match(text, place)) and word[0][0].isupper():
        ends.append(word.end())
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        place = gap.end()
    return tuple(text[start:end] for end in reversed(ends)), ends[-1] if ends else start


def places(plan: PlanSheet, around: Around) -> list[Finding]:
    """Each ended place once a row, with what it became. A name that still stands for some place is left alone."""
    day = judged_on(plan, around.today)
    province = plan.area_code.split(".")[0]
    found = []
    for row, field, text in _texts(plan):
        seen: set[str] = set()
        for mention in mentions(text):
            ended = _ended(mention, around.places, province, day)
            if ended is None or _OLD.match(text, mention.start + len(ended[0])):
                continue
            if ended[1].title not in seen:
                seen.add(ended[1].title)
                found.append(_finding(plan, row, field, mention, *ended))
    return found


def _texts(plan: PlanSheet) -> Iterator[tuple[Row, str, str]]:
    yield plan.row, "title", plan.title
    for passage in plan.passages:
        if passage.part not in ("basis", "situation"):
            yield passage.row, "text", passage.text
    for task in plan.tasks:
        if task.open:
            yield task.row, "text", task.text


def _ended(
    mention: Mention, known: Mapping[str, tuple[Place, ...]], province: str, day: date
) -> tuple[str, Place] | None:
    """The name as printed and the place meant, where every unit of that name has ended by the day.

    Units of the plan's province are meant where there are any; of several, their heirs are named together.
    """
    for name, key in zip(mention.names, mention.keys, strict=True):
        meant = known.get(key)
        if not meant:
            continue
        near = [place for place in meant if province and province in place.provinces] or list(meant)
        if not all(place.ends_on and place.ends_on < day for place in near):
            return None
        heirs = tuple(dict.fromkeys(heir for place in near for heir in place.heirs))
        return name, replace(near[0], heirs=heirs)
    return None


def _finding(plan: PlanSheet, row: Row, field: str, mention: Mention, name: str, place: Place) -> Finding:
    printed = f"{mention.said}{name}"
    mends = tuple(
        Mend("replace", row, field=field, before=printed, after=heir)
        for heir in (*(place.heirs if len(place.heirs) <= _MOST_HEIRS else ()), f"{printed} (cũ)")
    )
    facts = {
        "place": place.title, "ended": place.ends_on, "heirs": ", ".join(place.heirs[:6]),
        "more": max(0, len(place.heirs) - 6), "decree": place.decree,
    }  # fmt: skip
    seriousness = Seriousness.WARNING if plan.draft else Seriousness.NOTE
    return Finding("place_ended", seriousness, row, facts, mends)
