"""Search with or without marks, in any usual spelling, over columns prepared for it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db.models import GeneratedField, Model, QuerySet

from cungcau.kernel.vntext import fold

_M = TypeVar("_M", bound=Model)
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"['’‘ʼ`´]")
_HARD_C = re.compile(r"^k(?=[aou])|(?<=[aeiou])k$")
_LONG_I = re.compile(r"(?<=^[hklmstv])y$|(?<=^qu)y$")


def words(*texts: str) -> str:
    """Texts as a search key: words without marks, in one spelling for i / y (Mỹ, Mĩ), c / k (Đắk, Đắc)."""
    return " ".join(key for key in map(_key, texts) if key)


def searchable(column: str) -> GeneratedField:
    """The field ``words`` of a model: the words of ``column``, which its service fills by :func:`words`.

    It wants a ``GinIndex(fields=("words",))``.
    """
    return GeneratedField(
        expression=SearchVector(column, config="simple"), output_field=SearchVectorField(), db_persist=True
    )


def matching(rows: QuerySet[_M, Any], text: str) -> QuerySet[_M, Any]:
    """The rows whose ``words`` hold every word of the text, the last one perhaps only begun.

    A blank text keeps all rows; a text without a letter or digit finds none.
    """
    if not text.strip():
        return rows
    wanted = words(text).split()
    if not wanted:
        return rows.none()
    query = SearchQuery(" & ".join(wanted) + ":*", search_type="raw", config="simple")
    return rows.filter(words=query)


@lru_cache(maxsize=50_000)
def _key(text: str) -> str:
    return " ".join(
        _LONG_I.sub("i", _HARD_C.sub("c", word)) for word in _WORD.findall(_APOSTROPHE.sub("", fold(text)))
    )
