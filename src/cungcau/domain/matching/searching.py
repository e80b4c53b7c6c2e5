"""How a plan's rows are searched: by words without marks, whole or begun, each bound to its plan.

A word is kept as ``p12xnguyen`` for plan 12, so that a search in one plan never reads the rows of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery

from cungcau.kernel.vntext import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60
"""Letters of a word that count; the rest of a longer one is left out, here and there alike."""


def key(plan_id: int, names: Iterable[str]) -> str:
    """The search vector of a row with these names; a code such as TM-0001 is found whole and by its parts."""
    found = {word for name in names if name for word in _words(name)}
    return " ".join(f"p{plan_id}x{word}" for word in sorted(found))


def query(plan_id: int, text: str) -> SearchQuery | None:
    """What people type, as a search for the plan's rows that hold every word (or its beginning); None for nothing."""
    wanted = [f"p{plan_id}x{word[:_LONGEST]}:*" for word in _WORD.findall(fold(text))]
    return SearchQuery(" & ".join(wanted), config="simple", search_type="raw") if wanted else None


@lru_cache(maxsize=100_000)
def _words(name: str) -> tuple[str, ...]:
    folded = fold(name)
    words = {*_WORD.findall(folded), *_WORD.findall(folded.replace("-", ""))}
    return tuple(word[:_LONGEST] for word in words)
