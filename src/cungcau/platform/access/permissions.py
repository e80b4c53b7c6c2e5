"""What may be done here: every permission of every app, by code, with its Vietnamese label.

Apps name theirs at import time from ``policies.py``. Asking about a code nobody named is a crash
(:class:`UnknownPermission`), never a silent "no".
"""

from __future__ import annotations

from collections.abc import Iterable

from cungcau.platform.access.roles import give


class UnknownPermission(LookupError):
    """A permission code that no app has registered: a mistake in the program."""


_LABELS: dict[str, str] = {}


def register(code: str, label_vi: str, *, roles: Iterable[str] = ()) -> str:
    """Name a permission (``app.verb_noun``) and the roles that hold it; returns the code.

    The administrator holds every permission without being named. Registering a code again with another
    label raises ``ValueError``; naming an unknown role raises ``UnknownRole``.
    """
    app, _, verb = code.partition(".")
    if not (app and verb and code.replace(".", "").replace("_", "").isalnum()):
        raise ValueError(f"a permission code looks like app.verb_noun, not {code!r}")
    if _LABELS.setdefault(code, label_vi) != label_vi:
        raise ValueError(f"permission {code} is registered twice, with different labels")
    give(roles, code)
    return code


def label(code: str) -> str:
    """The Vietnamese label of a permission."""
    if code not in _LABELS:
        raise UnknownPermission(code)
    return _LABELS[code]


def known(code: str) -> str:
    """The code itself when it is registered, else :class:`UnknownPermission`."""
    label(code)
    return code


def every() -> tuple[str, ...]:
    """All registered codes, sorted."""
    return tuple(sorted(_LABELS))
