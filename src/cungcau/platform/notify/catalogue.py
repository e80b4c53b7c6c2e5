"""Messages to people as data: an id, its Vietnamese and its English, with the facts as blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

from cungcau.platform.notify import sms_text


class UnknownMessage(LookupError):
    """A message id no app has registered: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Message:
    """A subject (one line) and a body in two languages; ``{blanks}`` are the facts given to ``tell``.

    ``sms_vi`` and ``sms_en`` are what a telephone gets; write them with marks, they are taken off. A message
    that has them names in ``longest`` the longest text each blank is expected to hold, and is refused at
    registration when that makes more than one SMS of 160 letters. ``{link}`` is the whole address.
    """

    id: str
    subject_vi: str
    body_vi: str
    subject_en: str
    body_en: str
    sms_vi: str = ""
    sms_en: str = ""
    longest: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message with its blanks filled, in one language."""

    subject: str
    body: str
    sms: str = ""
    """Without marks, in the letters of an SMS."""


_MESSAGES: dict[str, Message] = {}


def register(message: Message) -> str:
    """Name a message; returns its id.

    Another message under the same id is a ``ValueError``, and so is an SMS text that does not fit: the error says
    how many letters it has and as how many SMS it would be sent.
    """
    for name in ("sms_vi", "sms_en"):
        _fits_one_sms(message, name, getattr(message, name))
    if _MESSAGES.setdefault(message.id, message) != message:
        raise ValueError(f"message {message.id} is registered twice, differently")
    return message.id


def message(message_id: str) -> Message:
    """The message with this id; raises :class:`UnknownMessage`."""
    if message_id not in _MESSAGES:
        raise UnknownMessage(message_id)
    return _MESSAGES[message_id]


def check(message_id: str, facts: Mapping[str, object]) -> None:
    """Crash when the message is unknown or a blank of it has no fact (``ValueError`` naming them)."""
    found = message(message_id)
    texts = (found.subject_vi, found.body_vi, found.subject_en, found.body_en, found.sms_vi, found.sms_en)
    missing = {name for text in texts for name in _blanks(text)} - set(facts)
    if missing:
        raise ValueError(f"message {message_id} needs {', '.join(sorted(missing))}")


def speak(message_id: str, facts: Mapping[str, object], language: str) -> Spoken:
    """The message in "vi" or "en". Notices outlive messages: one no longer registered is shown by its id."""
    found = _MESSAGES.get(message_id)
    if found is None:
        return Spoken(message_id, "")
    english = language.startswith("en")
    subject = found.subject_en if english else found.subject_vi
    body = found.body_en if english else found.body_vi
    sms = (found.sms_en or found.body_en) if english else (found.sms_vi or found.body_vi)
    return Spoken(_fill(subject, facts), _fill(body, facts), sms_text.without_marks(_fill(sms, facts)))


def _fits_one_sms(message: Message, name: str, text: str) -> None:
    """Refuse a text for telephones with a letter they lack, a blank of unknown length, or more than one SMS."""
    missing = _blanks(text) - set(message.longest)
    if missing:
        raise ValueError(f"message {message.id}, {name}: longest lacks {', '.join(sorted(missing))}")
    filled = sms_text.without_marks(_fill(text, message.longest))
    size = sms_text.length(filled)
    if size > sms_text.ONE_SMS:
        raise ValueError(
            f"message {message.id}, {name}: {size} letters, sent as {sms_text.parts(filled)} SMS;"
            f" at most {sms_text.ONE_SMS} in one: {filled}"
        )
    if filled.count("?") > text.count("?") + sum(value.count("?") for value in message.longest.values()):
        raise ValueError(f"message {message.id}, {name}: has a letter no SMS can hold: {filled}")


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _fill(text: str, facts: Mapping[str, object]) -> str:
    return _Plain().vformat(text, (), facts)


class _Plain(Formatter):
    """Fills blanks with plain values; no look-ups inside them."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        """The fact behind a blank; "…" for one that was not kept."""
        return kwargs.get(field_name, "…"), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        """The value as text."""
        return str(value)
