"""What every page knows: the menu, where to sign in and out, the version."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

import cungcau
from cungcau.platform.ui import menu


def page(request: HttpRequest) -> dict[str, object]:
    """The context of ``ui/base.html``; the menu is worked out only where it is drawn."""
    return {
        "menu_links": SimpleLazyObject(lambda: menu.links(request)),
        "sign_in_url": menu.url_or_blank("accounts:sign-in"),
        "sign_out_url": menu.url_or_blank("accounts:sign-out"),
        "account_url": menu.url_or_blank("accounts:me"),
        "notices_url": menu.url_or_blank("notify:index"),
        "set_language_url": menu.url_or_blank("set_language"),
        "home_url": menu.url_or_blank("home") or "/",
        "page_scripts": menu.scripts(),
        "version": cungcau.__version__,
    }
