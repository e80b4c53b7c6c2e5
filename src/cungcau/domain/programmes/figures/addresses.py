"""The page of a figure's rows: its address, and what an address asks."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from cungcau.domain.programmes.figures.asking import Asked
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas
from cungcau.platform.ui import clock

FIRST, DAY, AREA, SEASON, ARGUMENT = "tu", "den", "dia-ban", "mua", "dk-"
_OLDEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


def rows_url(name: str, asked: Asked) -> str:
    """The page of the rows a figure is made of, with its value above."""
    given: dict[str, Any] = {DAY: asked.day.isoformat()}
    if asked.first is not None:
        given[FIRST] = asked.first.isoformat()
    if asked.area_code:
        given[AREA] = asked.area_code
    if asked.season is not None:
        given[SEASON] = asked.season
    given |= {f"{ARGUMENT}{key}": value for key, value in asked.arguments.items() if value}
    return f"{reverse('programmes:figure', args=[name])}?{urlencode(given)}"


def asked_from(query: QueryDict) -> Asked:
    """What an address asks, today where no day is said; arguments as typed, not yet checked.

    Raises ``figure_day_wrong``, ``area_invalid``; an impossible season is one without rows.
    """
    season = query.get(SEASON, "")
    return Asked(
        day=_day(query.get(DAY, "")) or clock.today(),
        first=_day(query.get(FIRST, "")),
        area_code=areas.code(query.get(AREA, "")),
        season=None
        if not season
        else int(season)
        if season.isascii() and season.isdigit() and len(season) < 18
        else 0,
        arguments={
            key.removeprefix(ARGUMENT): query[key] for key in query if key.startswith(ARGUMENT) and query[key]
        },
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or not _OLDEST <= day <= _LATEST:
        raise DomainError("figure_day_wrong", value=text[:40])
    return day
