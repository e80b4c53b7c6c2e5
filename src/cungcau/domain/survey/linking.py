"""Where the record a question is about can be seen: by what its app says here, else by the page of its name."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

_PAGES: dict[str, str] = {}


def lead(thing_type: str, url_name: str) -> None:
    """Name the page of a kind of record (``supply.lot`` → ``supply:lot``); it takes the record's number."""
    _PAGES[thing_type] = url_name


def page_of(thing_type: str, thing_id: str) -> str:
    """The address of a record's page, blank where it has none."""
    name = _PAGES.get(thing_type, thing_type.replace(".", ":"))
    try:
        return reverse(name, args=[thing_id])
    except NoReverseMatch:
        return ""
