"""What can be said in the trail: every verb, with its Vietnamese sentence.

Apps name theirs at import time. The sentence may use ``{thing}`` and the facts recorded with the entry;
an unknown verb is a crash. The apps below this one speak here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from string import Formatter

from cungcau.kernel.vntext import show_date, show_number


class UnknownVerb(LookupError):
    """A verb no app has registered: a mistake in the program."""


_SENTENCES: dict[str, str] = {}


def register(verb: str, sentence_vi: str) -> str:
    """Name a verb and return it; the sentence follows the actor's name ("Nguyễn Văn An" + "đăng nhập").

    Registering a verb again with another sentence raises ``ValueError``.
    """
    if _SENTENCES.setdefault(verb, sentence_vi) != sentence_vi:
        raise ValueError(f"verb {verb} is registered twice, with different sentences")
    return verb


def known(verb: str) -> str:
    """The verb itself when it is registered, else :class:`UnknownVerb`."""
    if verb not in _SENTENCES:
        raise UnknownVerb(verb)
    return verb


def every() -> tuple[tuple[str, str], ...]:
    """All (verb, sentence without its blanks), in the order of the sentences."""
    plain = {verb: say(verb, "…", {}) for verb in _SENTENCES}
    return tuple(sorted(plain.items(), key=lambda pair: pair[1]))


def say(verb: str, thing: str, facts: Mapping[str, object]) -> str:
    """The sentence with its blanks filled; facts that were not recorded show as "…".

    Entries outlive the program's verbs, so one that is no longer registered is shown by its code.
    """
    sentence = _SENTENCES.get(verb)
    if sentence is None:
        return f"{verb} {thing}".strip()
    return _Lenient().vformat(sentence, (), {**facts, "thing": thing})


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day as the trail keeps it."""


class _Lenient(Formatter):
    """Fills blanks with plain values, large whole numbers and days as people write them.

    No attribute or index look-ups, no conversion of missing ones.
    """

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        """The value of a blank, "…" when there is none."""
        value = kwargs.get(field_name)
        if isinstance(value, int) and abs(value) >= 1000 and not field_name.endswith("year"):
            value = show_number(value)
        elif isinstance(value, str) and _DAY.fullmatch(value):
            with suppress(ValueError):
                value = show_date(date.fromisoformat(value))
        return ("…" if value in (None, "") else value), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        """The value as text."""
        return str(value)


register("accounts.created", "tạo tài khoản {thing}")
register("accounts.profile_changed", "sửa thông tin tài khoản {thing}")
register("accounts.password_changed", "đổi mật khẩu của tài khoản {thing}")
register("accounts.deactivated", "ngừng tài khoản {thing}")
register("accounts.signed_in", "đăng nhập")
register("accounts.signed_out", "đăng xuất")
register("accounts.locked", "tạm khoá đăng nhập của {thing} từ địa chỉ {address} vì nhập sai nhiều lần")
register("access.role_granted", "giao vai trò {role} cho {user} ở địa bàn {area}")
register("access.role_revoked", "thu hồi vai trò {role} của {user} ở địa bàn {area}")
