"""Administrative areas as dotted prefixes: "" everywhere, "20" a province, "20.06172" a commune of it."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from cungcau.kernel.errors import DomainError

EVERYWHERE = ""
_CODE = re.compile(r"(?:[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)?")


def code(text: str) -> str:
    """An area code in its stored form; raises ``area_invalid``."""
    area = text.strip()
    if len(area) > 40 or not _CODE.fullmatch(area):
        raise DomainError("area_invalid", value=text)
    return area


def covers(wide: str, narrow: str) -> bool:
    """Does the first area contain the second (or equal it)? "2" does not contain "20"."""
    return wide in (EVERYWHERE, narrow) or narrow.startswith(wide + ".")


def within(field: str, areas: frozenset[str]) -> Q:
    """The rows whose area column lies in one of these areas; no area at all means no row.

    Everywhere is a condition all rows meet, not an empty one, which an "or" would lose.
    """
    if EVERYWHERE in areas:
        return ~Q(pk__in=[])
    parts = [Q(**{field: area}) | Q(**{f"{field}__startswith": area + "."}) for area in sorted(areas)]
    return reduce(or_, parts, Q(pk__in=[]))
