"""What messages are about, in the words people know: each room names its own kind of thing.

A message keeps "slip:12". The room of slips says what that is called, how it is found by the words people type, and
where it is shown::

    things.register(things.Kind("slip", _("Phiếu hái"), found=…, named=…, url=…))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its word before the colon, what people call it.

    ``found(text)`` are the ids whose names hold the words (at most :data:`MOST`), ``named(ids)`` what each is called,
    ``url(id)`` its page.
    """

    name: str
    label: str | Promise
    found: Callable[[str], Sequence[int]]
    named: Callable[[Collection[int]], Mapping[int, str]]
    url: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing messages are about: its key ("slip:12"), what it is called, its page."""

    key: str
    label: str
    url: str


MOST = 300
"""Things of one kind a search finds at most."""

_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Name a kind; another under the same word is a ``ValueError``."""
    if _KINDS.setdefault(kind.name, kind) != kind:
        raise ValueError(f"kind of thing {kind.name} is registered twice")


def kinds() -> list[tuple[str, str | Promise]]:
    """(word, label) of every kind, by label."""
    return sorted(((one.name, one.label) for one in _KINDS.values()), key=lambda pair: str(pair[1]))


def keys_of(text: str, kind: str = "") -> list[str]:
    """The keys of the things whose names hold these words."""
    wanted = [one for one in _KINDS.values() if not kind or one.name == kind]
    return [f"{one.name}:{pk}" for one in wanted for pk in list(one.found(text))[:MOST]]


def named(keys: Iterable[str]) -> dict[str, Thing]:
    """Each of these keys in words, in one question a kind; a key of no known kind is called by itself."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    found: dict[str, Thing] = {}
    for key in set(keys):
        kind, _colon, number = key.partition(":")
        if kind in _KINDS and number.isascii() and number.isdecimal() and len(number) < 19:
            by_kind[kind].add(int(number))
        elif key:
            found[key] = Thing(key, key, "")
    for name, ids in by_kind.items():
        kind_of = _KINDS[name]
        names = kind_of.named(ids)
        for pk in ids:
            key = f"{name}:{pk}"
            known = names.get(pk)
            label = f"{kind_of.label}: {known}" if known else f"{kind_of.label} {pk}"
            found[key] = Thing(key, label, kind_of.url(pk) if known else "")
    return found
