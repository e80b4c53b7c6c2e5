"""Who wants to know that goods got other names.

Apps that keep a name as it was written, where nothing in the catalogue bore it, say so in their ``tasks.py``::

    from cungcau.reference.catalogue.services import followers
    followers.follow(services.link_goods)      # () -> how many rows changed, in the caller's transaction

After goods or varieties were written :func:`tell` lets each of them look again.
"""

from __future__ import annotations

from collections.abc import Callable

_FOLLOWERS: dict[str, Callable[[], int]] = {}


def follow(refresh: Callable[[], int]) -> None:
    """Register what links an app's names to the catalogue; the same one again changes nothing."""
    _FOLLOWERS[f"{refresh.__module__}.{refresh.__qualname__}"] = refresh


def tell() -> int:
    """Let every follower look again, inside the caller's transaction; returns how many rows changed."""
    return sum(refresh() for refresh in _FOLLOWERS.values())
