"""The main menu: each app adds its entries when it starts; the page shows those its reader may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Label = str | Promise
JUDGE = "cungcau.platform.access.selectors.allows"
"""Who decides whether a user holds a permission anywhere; ``settings.MENU_JUDGE`` may name another."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry: what it says, the url name it leads to, its icon, its place.

    ``permission`` blank shows it to everyone signed in, of several one is enough; ``public`` to everyone. ``group``
    is the heading it stands under, ``prefix`` a further path under which it counts as the present place.
    """

    label: Label
    url_name: str
    icon: str = "leaf"
    order: int = 100
    permission: str | tuple[str, ...] = ""
    public: bool = False
    group: Label = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry on a page: where it leads, whether it is the present page or the section the page is in."""

    entry: MenuEntry
    url: str
    current: str
    """``page``, ``true`` (a page below it) or blank, as ``aria-current`` wants it."""
    heading: Label = ""
    """The group's name on the first entry of a group."""


_ENTRIES: dict[str, MenuEntry] = {}
_SCRIPTS: list[str] = []


def add(entry: MenuEntry) -> None:
    """Put an entry in the menu; adding the same url name again replaces it."""
    _ENTRIES[entry.url_name] = entry


def add_script(path: str) -> None:
    """Load a static script on every page of somebody signed in, deferred, once."""
    if path not in _SCRIPTS:
        _SCRIPTS.append(path)


def scripts() -> tuple[str, ...]:
    """The static scripts every page of somebody signed in loads."""
    return tuple(_SCRIPTS)


def entries() -> list[MenuEntry]:
    """Every entry by order, then by url name."""
    return sorted(_ENTRIES.values(), key=lambda entry: (entry.order, entry.url_name))


def links(request: HttpRequest) -> list[MenuLink]:
    """The entries this reader may use, the longest match of the address marked as the present place.

    An entry whose url name does not exist is a crash (NoReverseMatch), not a silent gap.
    """
    shown = [(entry, reverse(entry.url_name)) for entry in entries() if _may(request, entry)]
    here = max((len(place) for entry, url in shown if (place := _place(entry, url, request.path))), default=0)
    found, group = [], ""
    for entry, url in shown:
        current = ""
        if here and len(_place(entry, url, request.path)) == here:
            current = "page" if request.path == url else "true"
        heading = entry.group if str(entry.group) != group else ""
        group = str(entry.group)
        found.append(MenuLink(entry, url, current, heading))
    return found


def _may(request: HttpRequest, entry: MenuEntry) -> bool:
    user = getattr(request, "user", None)
    if entry.public or user is None or not user.is_authenticated:
        return entry.public
    if not entry.permission:
        return True
    judge: Callable[..., bool] = import_string(getattr(settings, "MENU_JUDGE", JUDGE))
    wanted = entry.permission if isinstance(entry.permission, tuple) else (entry.permission,)
    return any(judge(user, permission) for permission in wanted)


def _place(entry: MenuEntry, url: str, path: str) -> str:
    """The part of ``path`` that makes it belong to the entry; blank when it does not."""
    if path == url:
        return url
    return next((p for p in (url, entry.prefix) if p and p != "/" and path.startswith(p)), "")


def url_or_blank(name: str) -> str:
    """The address of a url name, blank where this site has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
