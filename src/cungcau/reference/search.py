"""Search with or without marks, in any usual spelling, over columns prepared for it."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Model, QuerySet

from cungcau.kernel.vntext import fold

_M = TypeVar("_M", bound=Model)
_WORD = re.compile(r"[a-z0-9]+")
_HARD_C = re.compile(r"^k(?=[aou])|(?<=[aeiou])k$")
_LONG_I = re.compile(r"(?<=^[hklmstv])y$|(?<=^qu)y$")


def words(*texts: str) -> str:
    """Texts as a search key: words without marks, in one spelling for i / y (Mỹ, Mĩ), c / k (Đắk, Đắc)."""
    return " ".join(
        _LONG_I.sub("i", _HARD_C.sub("c", word)) for text in texts for word in _WORD.findall(fold(text))
    )


def matching(rows: QuerySet[_M, Any], text: str, *, column: str = "folded") -> QuerySet[_M, Any]:
    """The rows whose prepared column holds every word of the text, the last one perhaps only begun.

    A blank text keeps all rows; a text without a letter or digit finds none. The column needs a GIN index
    over ``SearchVector(column, config="simple")`` to stay fast.
    """
    if not text.strip():
        return rows
    wanted = words(text).split()
    if not wanted:
        return rows.none()
    query = SearchQuery(" & ".join(wanted) + ":*", search_type="raw", config="simple")
    return rows.annotate(_words=SearchVector(column, config="simple")).filter(_words=query)
