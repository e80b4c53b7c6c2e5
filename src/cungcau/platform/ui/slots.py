"""Places on pages where apps above may add a part: ``{% slot "matching.plan.actions" %}`` draws what was added.

An app adds its part from ``menu.py``, as it adds menu entries::

    slots.add("matching.plan.actions", "orders/parts/from_plan.html", permission=policies.RECORD)

The part is drawn with the page's context; it reads, it never writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from cungcau.platform.ui.menu import JUDGE


@dataclass(frozen=True, slots=True)
class Part:
    """A template, its place among others of its slot, and the permission its reader needs anywhere (blank: none)."""

    template: str
    order: int
    permission: str


_SLOTS: dict[str, dict[str, Part]] = {}


def add(slot: str, template: str, *, order: int = 100, permission: str = "") -> None:
    """Put a part in a slot; the same template again replaces it."""
    _SLOTS.setdefault(slot, {})[template] = Part(template, order, permission)


def parts(slot: str, request: HttpRequest) -> list[str]:
    """The templates of a slot this reader may see, in order; an unknown slot has none."""
    found = sorted(_SLOTS.get(slot, {}).values(), key=lambda one: (one.order, one.template))
    return [one.template for one in found if not one.permission or _may(request, one.permission)]


def _may(request: HttpRequest, permission: str) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    judge: Callable[..., bool] = import_string(getattr(settings, "MENU_JUDGE", JUDGE))
    return judge(user, permission)
